using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Api;

/// <summary>Refusals as problem documents (RFC 9457), in Chinese, with clause and next step where they exist.</summary>
internal static class ApiProblems
{
    /// <summary>What a person reads when an automatic step failed for the first time.</summary>
    public const string StepFault = "系统的自动环节出错，本次没有保存";

    public const string StepFaultNext = "请再提交一次；如果仍然出错，你办理的内容会保存，案件停在出错的环节，由系统管理员和负责人在“异常处理”中处理";

    public static IResult Of(Refusal refusal)
    {
        var problem = new ProblemDetails { Status = StatusOf(refusal.Kind), Title = refusal.Message, Type = $"urn:approvals:{refusal.Code}" };
        Add(problem, "code", refusal.Code);
        Add(problem, "clause", refusal.Clause);
        Add(problem, "next", refusal.Next);
        if (refusal.Fields.Count > 0)
        {
            problem.Extensions["fields"] = refusal.Fields.Select(f => new { path = f.Path, label = f.Label, message = f.Message }).ToList();
        }

        if (refusal.Card.Count > 0)
        {
            problem.Extensions["card"] = refusal.Card;
        }

        return Results.Problem(problem);
    }

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status403Forbidden,
    };

    public static IResult NotFound() => Of(new Refusal(RefusalKind.NotFound, "not-found", "没有找到", Next: "请核对编号；不在你负责区域内的内容不会显示"));

    /// <summary>A fault: says that nothing was saved, and nothing about why.</summary>
    public static async Task WriteFaultAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var problem = fault is StepFaultException
            ? new ProblemDetails { Status = StatusCodes.Status500InternalServerError, Title = StepFault, Detail = StepFaultNext }
            : fault is BadHttpRequestException bad
            ? new ProblemDetails { Status = bad.StatusCode, Title = "请求内容不是有效的 JSON", Detail = "请检查引号、逗号和编码（UTF-8）后重新发送" }
            : new ProblemDetails { Status = StatusCodes.Status500InternalServerError, Title = "系统出错，本次没有保存", Detail = "请稍后再试；仍然不行请联系系统管理员" };
        context.Response.StatusCode = problem.Status!.Value;
        await context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }

    private static void Add(ProblemDetails problem, string name, string? value)
    {
        if (value is not null)
        {
            problem.Extensions[name] = value;
        }
    }
}
