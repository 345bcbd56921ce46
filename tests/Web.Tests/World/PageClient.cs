using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Approvals.Web.Tests;

/// <summary>A page as it was served.</summary>
public sealed record ServedPage(HttpStatusCode Status, Uri Address, string Html)
{
    /// <summary>The words on the page, without tags.</summary>
    public string Words => WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(Html, "<(script|style).*?</\\1>", " ", RegexOptions.Singleline), "<[^>]+>", " "));
}

/// <summary>Pages over HTTP as a browser asks for them: keeps cookies, follows redirects, sends forms with their token.</summary>
public sealed partial class PageClient : IDisposable
{
    private readonly Uri _address;
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public PageClient(Uri address)
    {
        _address = address;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = _cookies }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
    }

    /// <summary>What keeps this person signed in.</summary>
    public string SessionCookie => _cookies.GetCookies(_address)["approvals"]!.Value;

    public async Task<ServedPage> SignInAsync(string login, string password = Demo.Password)
    {
        var page = await PostAsync("/SignIn", "/SignIn", ("login", login), ("password", password));
        Assert.Equal("/", page.Address.AbsolutePath);
        return page;
    }

    public async Task<ServedPage> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        return await ServedAsync(response);
    }

    /// <summary>Opens a page and sends one of its forms.</summary>
    public async Task<ServedPage> PostAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var token = AntiforgeryToken().Match((await GetAsync(page)).Html).Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        using var response = await _http.PostAsync(action, form, TestContext.Current.CancellationToken);
        return await ServedAsync(response);
    }

    /// <summary>The day the demo's bar shows.</summary>
    public async Task<DateOnly> DayAsync() =>
        DateOnly.ParseExact(BusinessDay().Match((await GetAsync("/")).Html).Groups[1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose() => _http.Dispose();

    private static async Task<ServedPage> ServedAsync(HttpResponseMessage response) =>
        new(response.StatusCode, response.RequestMessage!.RequestUri!, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();

    [GeneratedRegex("业务时间 <strong>(\\d{4}-\\d{2}-\\d{2})")]
    private static partial Regex BusinessDay();
}
