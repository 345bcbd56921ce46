using Approvals.Procedures;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Antiforgery;

namespace Approvals.Web.Designer;

/// <summary>Refusals as Studio can show them: always 400 with a list of messages; only a session that has ended is 401, for our own page to see.</summary>
internal static class StudioProblems
{
    public static IResult Of(Refusal refusal)
    {
        var errors = refusal.Fields.Count > 0
            ? refusal.Fields.GroupBy(f => f.Path).ToDictionary(g => g.Key, g => g.Select(f => f.Message).ToArray())
            : new Dictionary<string, string[]> { [refusal.Code] = [refusal.Next is null ? refusal.Message : $"{refusal.Message}。{refusal.Next}"] };
        return Results.Problem(new HttpValidationProblem(refusal, errors));
    }

    /// <summary>Only somebody with a session; whatever changes something carries the page's token.</summary>
    public static async ValueTask<object?> OnlyOurPageAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!(await http.RequestServices.GetRequiredService<Current>().ActingAsync()).IsSomebody)
        {
            return Results.Problem(title: "登录已失效", statusCode: StatusCodes.Status401Unauthorized);
        }

        if (!HttpMethods.IsGet(http.Request.Method) && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            return Of(new Refusal(RefusalKind.Forbidden, "designer.token", "页面已过期", Next: "请刷新页面后再试"));
        }

        return await next(context);
    }

    private sealed class HttpValidationProblem : Microsoft.AspNetCore.Http.HttpValidationProblemDetails
    {
        public HttpValidationProblem(Refusal refusal, IDictionary<string, string[]> errors)
            : base(errors)
        {
            Title = refusal.Message;
            Status = StatusCodes.Status400BadRequest;
            Type = $"urn:approvals:{refusal.Code}";
            Extensions["code"] = refusal.Code;
        }
    }
}
