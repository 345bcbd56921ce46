using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Approvals.Web.Tests;

/// <summary>One person in front of a browser. Whatever the browser complains about (script errors, refused content, missing files) is kept and fails the test.</summary>
public sealed class Desk : IAsyncDisposable
{
    /// <summary>The office PC and the telephone in the yard.</summary>
    public const int Wide = 1366;

    public const int Phone = 390;

    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("SCREENSHOTS");
    private readonly bool _shared;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly Site _site;

    private Desk(IPage page, Site site, bool shared)
    {
        (Page, _site, _shared) = (page, site, shared);
        Page.PageError += (_, error) => _complaints.Enqueue($"{Page.Url}: {error}");
        Page.Console += (_, said) => Hear(said);
        Page.Response += (_, response) => Hear(response);
    }

    public IPage Page { get; }

    /// <summary>Opens a window; with a login, already signed in and at the inbox.</summary>
    public static async Task<Desk> OpenAsync(Chromium chromium, Site site, string? login = null, int width = Wide)
    {
        var window = await chromium.WindowAsync(width);
        var desk = new Desk(await window.NewPageAsync(), site, shared: false);
        await (login is null ? Task.CompletedTask : desk.EnterAsync(login));
        return desk;
    }

    /// <summary>Opens a page in a window that stays when the person goes.</summary>
    public static async Task<Desk> AtAsync(IBrowserContext window, Site site, string login)
    {
        var desk = new Desk(await window.NewPageAsync(), site, shared: true);
        await desk.EnterAsync(login);
        return desk;
    }

    /// <summary>Signs in as everybody does it: name, password, button.</summary>
    public async Task SignInAsync(string login)
    {
        await GoAsync("/SignIn");
        await FillAsync("login", login);
        await FillAsync("password", Demo.Password);
        await PressAsync("form.panel button.go");
    }

    public async Task<int> GoAsync(string path) => (await Page.GotoAsync(new Uri(_site.Address, path).ToString()))!.Status;

    /// <summary>The path shown in the address bar.</summary>
    public string Path => new Uri(Page.Url).AbsolutePath;

    /// <summary>Fills a field by its name, whatever kind it is.</summary>
    public Task FillAsync(string name, string value) => FillInAsync("main", name, value);

    /// <summary>Fills the fields of one of several forms.</summary>
    public async Task FillInAsync(string form, (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            await FillInAsync(form, name, value);
        }
    }

    public Task FillAsync(params (string Name, string Value)[] fields) => FillInAsync("main", fields);

    /// <summary>Takes a photo for a field.</summary>
    public Task PhotographAsync(string name) =>
        Page.SetInputFilesAsync($"main input[type=file][name='{name}']", new FilePayload { Name = "照片.png", MimeType = "image/png", Buffer = Family.Photograph });

    /// <summary>Presses a button or a link that leads to a page, and waits for that page.</summary>
    public async Task PressAsync(string selector)
    {
        var loaded = new TaskCompletionSource();
        void OnLoad(object? sender, IPage page) => loaded.TrySetResult();
        Page.Load += OnLoad;
        try
        {
            await Page.ClickAsync(selector);
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
        finally
        {
            Page.Load -= OnLoad;
        }
    }

    /// <summary>Waits until the address bar shows a path, also where the page itself stays.</summary>
    public Task ArrivedAsync(string path) => Page.WaitForFunctionAsync("path => location.pathname === path", path, new() { Timeout = 120_000 });

    /// <summary>Decides the open task.</summary>
    public Task DecideAsync(string outcome) => PressAsync($"button[name=outcome][value={outcome}]");

    /// <summary>Opens the inbox and in it the task of a case.</summary>
    public async Task OpenTaskAsync(string caseNumber)
    {
        await GoAsync("/");
        await PressAsync($"main table a:text-is('{caseNumber}')");
    }

    /// <summary>The pages of this site that the open page links to; files and sign-out are none.</summary>
    public async Task<IReadOnlyList<string>> LinksAsync() =>
        [.. (await Page.Locator("a[href^='/']").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))")).Where(l => !l.StartsWith("/Evidence", StringComparison.Ordinal) && !l.EndsWith(".csv", StringComparison.Ordinal))];

    public Task<string> WordsAsync(string selector = "body") => Page.Locator(selector).First.InnerTextAsync();

    /// <summary>The page has been looked at: it fits, the browser did not complain; a picture of it is kept where SCREENSHOTS says.</summary>
    public async Task SeenAsync(string name)
    {
        if (Screenshots is not null)
        {
            Directory.CreateDirectory(Screenshots);
            await Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(Screenshots, $"{name}.png"), FullPage = true });
        }

        var overflow = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{Page.Url} is {overflow} px too wide at {Page.ViewportSize!.Width} px");
        Assert.Empty(_complaints);
    }

    public async ValueTask DisposeAsync() => await (_shared ? Page.CloseAsync() : Page.Context.CloseAsync());

    private async Task EnterAsync(string login)
    {
        await Page.Context.AddCookiesAsync([new() { Name = "approvals", Value = await _site.CookieAsync(login), Url = _site.Address.ToString(), HttpOnly = true }]);
        await GoAsync("/");
    }

    private async Task FillInAsync(string form, string name, string value)
    {
        var field = Page.Locator($"{form} [name='{name}']:not([type=hidden])");
        var kind = await field.First.EvaluateAsync<string>("e => e.tagName === 'SELECT' ? 'select' : e.type");
        switch (kind)
        {
            case "select":
                await field.SelectOptionAsync(value);
                break;
            case "radio" or "checkbox":
                await Page.CheckAsync($"{form} [name='{name}'][value='{value}']");
                break;
            default:
                await field.FillAsync(value);
                break;
        }
    }

    // A page that was refused says so in red by itself; what a page fails to load is heard as a response.
    private void Hear(IConsoleMessage said)
    {
        if (said.Type is "error" or "warning" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
        {
            _complaints.Enqueue($"{Page.Url}: {said.Text}");
        }
    }

    private void Hear(IResponse response)
    {
        if (response.Status >= 400 && !response.Request.IsNavigationRequest)
        {
            _complaints.Enqueue($"{Page.Url}: {response.Status} {response.Url}");
        }
    }
}
