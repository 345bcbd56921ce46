using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Approvals.Procedures.Forms;

namespace Approvals.Web.Tests;

/// <summary>What the API answered.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string? MediaType, string Text)
{
    public bool Done => (int)Status is >= 200 and < 300;

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? this[string member] => (string?)Json[member];

    /// <summary>The answer of something that has to work.</summary>
    public JsonNode Expect(HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return Json;
    }
}

/// <summary>The API over HTTP, with the token of one person or none.</summary>
public sealed class ApiClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };

    public async Task SignInAsync(string login, string password)
    {
        var token = (await PostAsync("/api/tokens", new JsonObject { ["login"] = login, ["password"] = password })).Expect();
        Use((string)token["accessToken"]!);
    }

    public void Use(string token) => _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<ApiAnswer> PostAsync(string path, JsonNode body) =>
        SendAsync(HttpMethod.Post, path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    /// <summary>Sends a command; its id is added unless given.</summary>
    public Task<ApiAnswer> CommandAsync(string path, JsonObject body, Guid? id = null)
    {
        body["commandId"] = id ?? Guid.NewGuid();
        return PostAsync(path, body);
    }

    public async Task<FileRef> UploadAsync(byte[] bytes)
    {
        var kept = (await SendAsync(HttpMethod.Post, "/api/files", new ByteArrayContent(bytes))).Expect(HttpStatusCode.Created);
        return new FileRef((string)kept["file"]!, (string)kept["mediaType"]!);
    }

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new ApiAnswer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _http.Dispose();
}
