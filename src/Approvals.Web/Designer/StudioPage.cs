namespace Approvals.Web.Designer;

/// <summary>Where the designer lives, and what its pages may load.</summary>
internal static class StudioPage
{
    public const string Base = "/designer";

    /// <summary>Where browsers that can open a page out of sight find that they may; named by <see cref="OpenAhead"/>.</summary>
    public const string AheadAddress = Base + "/ahead.json";

    public const string Ahead = """{"prerender":[{"urls":["/designer/definitions"],"eagerness":"immediate"}]}""";

    // The hashes are those of the one script inside the package's editor and viewer components, as each writes it.
    private const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Lets the browser open the list of procedures out of sight, so that Studio has started by the click; it declines where data or battery are saved.</summary>
    public static void OpenAhead(HttpContext context) => context.Response.Headers["Speculation-Rules"] = $"\"{AheadAddress}\"";

    public static void Allow(HttpContext context) => context.Response.Headers.ContentSecurityPolicy = Policy;
}
