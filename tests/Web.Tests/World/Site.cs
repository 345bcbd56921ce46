using System.Collections.Concurrent;
using System.Diagnostics;

namespace Approvals.Web.Tests;

/// <summary>The real program serving a place: its own process on whatever port is free, ready when it says that it listens.</summary>
public sealed class Site : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Task<ApiClient>> _officials = new();
    private readonly ConcurrentDictionary<string, Task<string>> _cookies = new();
    private readonly ConcurrentQueue<string> _output = new();
    private Process _process = null!;

    private Site(Place place) => Place = place;

    public Place Place { get; }

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Everything the program has printed, over all its starts.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>The processor time the program has used since it was started.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<Site> StartAsync(Place place)
    {
        var site = new Site(place);
        await site.StartAsync();
        return site;
    }

    /// <summary>Starts it once more on the same data and the same port.</summary>
    public async Task StartAsync()
    {
        var listens = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = Executable.On(Place, "--urls", Address.ToString()), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, listens);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, listens);
        _process.Exited += (_, _) => listens.TrySetException(new InvalidOperationException($"The program ended before it listened:\n{Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = await listens.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    /// <summary>kill -9: no farewell, nothing flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    /// <summary>The API with a token of this person; signed in once.</summary>
    public Task<ApiClient> AsAsync(string login, string? password = null) => _officials.GetOrAdd(login, async who =>
    {
        var client = Anonymous();
        await client.SignInAsync(who, password ?? Demo.Password);
        return client;
    });

    /// <summary>The cookie of somebody signed in by page; made once.</summary>
    public Task<string> CookieAsync(string login) => _cookies.GetOrAdd(login, async who =>
    {
        using var browser = Browser();
        await browser.SignInAsync(who);
        return browser.SessionCookie;
    });

    /// <summary>The API without a token.</summary>
    public ApiClient Anonymous() => new(Address);

    /// <summary>A browser without a screen: pages, forms, cookies.</summary>
    public PageClient Browser() => new(Address);

    /// <summary>Moves the demo's clock day by day until it is that day in China.</summary>
    public async Task GoToAsync(DateOnly day)
    {
        using var browser = Browser();
        await browser.SignInAsync("chenjing");
        while (await browser.DayAsync() < day)
        {
            await browser.PostAsync("/", "/DemoTime", ("move", "NextDay"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        foreach (var official in _officials.Values.Where(o => o.IsCompletedSuccessfully))
        {
            (await official).Dispose();
        }
    }

    private void Hear(string? line, TaskCompletionSource<Uri> listens)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
        {
            listens.TrySetResult(new Uri(line[(at + Listening.Length)..]));
        }
    }
}
