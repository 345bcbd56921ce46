namespace Approvals.Web.Access;

/// <summary>Headers every answer carries; pages with personal data are not kept by browsers or proxies.</summary>
internal static class SecurityHeaders
{
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (!context.Request.Path.StartsWithSegments("/lib") && !context.Request.Path.StartsWithSegments("/css") && !context.Request.Path.StartsWithSegments("/js") && !context.Request.Path.StartsWithSegments("/designer/_framework") && !context.Request.Path.StartsWithSegments("/designer/_content"))
        {
            headers.CacheControl = "no-cache, no-store";
        }

        if (context.Request.Path.StartsWithSegments("/Board"))
        {
            headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
        }

        return next(context);
    }
}
