using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Approvals.Web.Tests;

/// <summary>Studio's API as the designer's page uses it: the session of an official and the token of the page.</summary>
public sealed partial class StudioClient : IDisposable
{
    private readonly HttpClient _http;

    private StudioClient(HttpClient http) => _http = http;

    public static async Task<StudioClient> OpenAsync(Site site, string login)
    {
        var http = new HttpClient(new HttpClientHandler { UseCookies = true, AllowAutoRedirect = false }) { BaseAddress = site.Address };
        var cookie = await site.CookieAsync(login);
        http.DefaultRequestHeaders.Add("Cookie", $"approvals={cookie}");
        var page = await http.GetAsync("/designer/definitions", TestContext.Current.CancellationToken);
        if (page.IsSuccessStatusCode)
        {
            var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            http.DefaultRequestHeaders.Remove("Cookie");
            var pages = page.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(c => c.Split(';')[0]) : [];
            http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", pages.Prepend($"approvals={cookie}")));
            http.DefaultRequestHeaders.Add("RequestVerificationToken", Csrf().Match(html).Groups["token"].Value);
        }

        return new StudioClient(http);
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body, string? Hash)> SendAsync(HttpMethod method, string path, JsonNode? body = null, string? seen = null)
    {
        using var request = new HttpRequestMessage(method, $"/elsa/api/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (seen is not null)
        {
            request.Headers.Add("X-Seen-Hash", seen);
        }

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, answer.Headers.TryGetValues("X-Seen-Hash", out var hash) ? hash.Single() : null);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        var (status, body, _) = await SendAsync(HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {body}");
        return body!;
    }

    public Task<(HttpStatusCode Status, JsonNode? Body, string? Hash)> SaveAsync(JsonNode model, bool publish, string? seen = null) =>
        SendAsync(HttpMethod.Post, "workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish }, seen);

    /// <summary>Sends files as Studio's file picker does.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body, string? Hash)> UploadAsync(string path, params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        using var answer = await _http.PostAsync($"/elsa/api/{path}", form, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, null);
    }

    /// <summary>What a request gives as a file.</summary>
    public async Task<byte[]> DownloadAsync(string path, JsonNode body)
    {
        using var answer = await _http.PostAsJsonAsync($"/elsa/api/{path}", body, TestContext.Current.CancellationToken);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<meta name=\"csrf\" content=\"(?<token>[^\"]+)\"")]
    private static partial Regex Csrf();
}
