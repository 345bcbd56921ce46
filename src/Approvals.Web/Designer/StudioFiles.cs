using System.IO.Compression;
using Microsoft.AspNetCore.StaticFiles;

namespace Approvals.Web.Designer;

/// <summary>Serves the files of Elsa Studio as the package ships them: brotli where there is a brotli file, unpacked for a browser that does not take it.</summary>
/// <remarks>Over plain http browsers other than on localhost do not offer brotli, so the package's raw copies are left out and unpacked here instead.</remarks>
internal sealed class StudioFiles
{
    private const string Brotli = ".br";
    private const string Pack = "_framework/studio.pack";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "studio");
    private static readonly string[] Folders = ["_framework/", "_content/"];
    private static readonly string[] Fixed =
        ["_framework/blazor.webassembly.js", "_content/MudBlazor/MudBlazor.min.css", "_content/MudBlazor/MudBlazor.min.js", "_content/Elsa.Studio.Workflows.Designer/designer.entry.js"];

    private static readonly string[] Single = ["Elsa.Studio.Host.CustomElements.styles.css", "appsettings.json"];

    private readonly Dictionary<string, string> _files;
    private readonly FileExtensionContentTypeProvider _types = new();

    public StudioFiles(string folder)
    {
        _types.Mappings[".dat"] = "application/octet-stream";
        _types.Mappings[".cur"] = "image/x-icon";
        _types.Mappings[".webmanifest"] = "application/manifest+json";
        _files = !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), StringComparer.Ordinal);
    }

    public static void Map(WebApplication app)
    {
        var files = new StudioFiles(Folder);
        app.Use((context, next) => files.ServeAsync(context, next));
    }

    private async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
            || !context.Request.Path.StartsWithSegments(StudioPage.Base, out var rest)
            || rest.Value?.TrimStart('/') is not { Length: > 0 } name
            || !(Folders.Any(f => name.StartsWith(f, StringComparison.Ordinal)) || Single.Contains(name)))
        {
            await next(context);
            return;
        }

        var packed = _files.TryGetValue(name + Brotli, out var path);
        if (!packed && !_files.TryGetValue(name, out path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var response = context.Response;
        response.ContentType = _types.TryGetContentType(name, out var type) ? type : "application/octet-stream";
        response.Headers.CacheControl = IsFingerprinted(name) ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.ETag = $"\"{VersionOf(path!)}\"";
        if (context.Request.Headers.IfNoneMatch == response.Headers.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await SendAsync(context, path!, packed);
    }

    /// <summary>Where the page finds all of the runtime's files in one, named by its content's version.</summary>
    public static string PackAddress { get; } = $"{Pack}?v={VersionOf(Path.Combine(Folder, Pack + Brotli))}";

    /// <summary>The scripts of the runtime, which otherwise ask for each other one after the other.</summary>
    public static IReadOnlyList<string> RuntimeScripts { get; } = Directory.Exists(Folder)
        ? ["_framework/dotnet.js", .. NamesOf("dotnet.*.js.br").Where(n => n != "_framework/dotnet.js")]
        : [];

    /// <summary>What a page with the designer in its menu fetches while nobody waits: all that stands between a click and Studio's first drawing.</summary>
    public static IReadOnlyList<string> Ahead { get; } = !Directory.Exists(Folder) ? [] :
    [
        .. RuntimeScripts.Concat(NamesOf("dotnet.native.*.wasm.br")).Concat(Fixed).Prepend(PackAddress).Select(name => $"{StudioPage.Base}/{name}"),
    ];

    private static IEnumerable<string> NamesOf(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Folder, "_framework"), pattern).Select(f => $"_framework/{Path.GetFileNameWithoutExtension(f)}");

    private static string VersionOf(string path) => new FileInfo(path) is { Exists: true } file ? $"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}" : string.Empty;

    private static async Task SendAsync(HttpContext context, string path, bool packed)
    {
        var response = context.Response;
        if (!packed)
        {
            await response.SendFileAsync(path);
            return;
        }

        response.Headers.Vary = "Accept-Encoding";
        if (context.Request.Headers.AcceptEncoding.Any(e => e?.Contains("br", StringComparison.Ordinal) == true))
        {
            response.Headers.ContentEncoding = "br";
            await response.SendFileAsync(path);
            return;
        }

        await using var unpacked = new BrotliStream(File.OpenRead(path), CompressionMode.Decompress);
        await unpacked.CopyToAsync(response.Body, context.RequestAborted);
    }

    // The boot files name the fingerprinted ones, so they are asked for again.
    private static bool IsFingerprinted(string name) =>
        name.StartsWith("_framework/", StringComparison.Ordinal) && name is not ("_framework/dotnet.js" or "_framework/blazor.webassembly.js");
}
