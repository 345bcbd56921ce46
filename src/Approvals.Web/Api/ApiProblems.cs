using System.Text.Json;
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

    // What no action said, because none was reached.
    private static readonly Dictionary<int, (string Title, string Next)> Words = new()
    {
        [StatusCodes.Status400BadRequest] = ("请求内容看不懂", "请检查 JSON 的引号、逗号、编码（UTF-8）和各字段、参数的类型后重新发送"),
        [StatusCodes.Status401Unauthorized] = ("没有登录，或登录已失效", "请用 POST /api/tokens 取得令牌，放在 Authorization: Bearer 请求头里"),
        [StatusCodes.Status403Forbidden] = ("你没有办理这项业务的权限", "请联系本县安全管理员核对授权"),
        [StatusCodes.Status404NotFound] = ("没有这个接口", "请对照 /openapi/v1.json 核对地址"),
        [StatusCodes.Status405MethodNotAllowed] = ("这个接口不支持这种请求方法", "请对照 /openapi/v1.json 核对请求方法"),
        [StatusCodes.Status413PayloadTooLarge] = ("发送的内容太大", "请压缩照片或分几次上传，每个文件不超过 15 MB"),
        [StatusCodes.Status415UnsupportedMediaType] = ("请求内容应为 JSON", "请加上请求头 Content-Type: application/json"),
        [StatusCodes.Status429TooManyRequests] = ("访问太频繁", "请过一会儿再试"),
        [StatusCodes.Status500InternalServerError] = ("系统出错，本次没有保存", "请稍后再试；仍然不行请联系系统管理员"),
    };

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

    /// <summary>The session of the token has ended: signed out everywhere, account closed, password changed.</summary>
    public static IResult SessionOver() => Results.Problem(OfStatus(StatusCodes.Status401Unauthorized));

    /// <summary>A fault: says that nothing was saved, and nothing about why. What was sent badly is named by its place.</summary>
    public static Task WriteFaultAsync(HttpContext context) =>
        WriteAsync(context, context.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            BadHttpRequestException bad => OfBadRequest(bad),
            StepFaultException => OfStepFault(),
            _ => OfStatus(StatusCodes.Status500InternalServerError),
        });

    /// <summary>An answer that has only a status, as when no endpoint was reached.</summary>
    public static Task WriteStatusAsync(StatusCodeContext context) => WriteAsync(context.HttpContext, OfStatus(context.HttpContext.Response.StatusCode));

    private static ProblemDetails OfBadRequest(BadHttpRequestException bad)
    {
        var problem = OfStatus(bad.StatusCode);
        if (bad.InnerException is JsonException json)
        {
            problem.Detail = $"位置：{json.Path ?? "$"}，第 {(json.LineNumber ?? 0) + 1} 行";
        }

        return problem;
    }

    private static ProblemDetails OfStepFault()
    {
        var problem = new ProblemDetails { Status = StatusCodes.Status500InternalServerError, Title = StepFault, Type = "urn:approvals:step-fault" };
        Add(problem, "next", StepFaultNext);
        return problem;
    }

    private static ProblemDetails OfStatus(int status)
    {
        var (title, next) = Words.GetValueOrDefault(status, Words[StatusCodes.Status500InternalServerError]);
        var problem = new ProblemDetails { Status = status, Title = title, Type = $"urn:approvals:http-{status}" };
        Add(problem, "next", next);
        return problem;
    }

    private static Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        context.Response.StatusCode = problem.Status!.Value;
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }

    private static void Add(ProblemDetails problem, string name, string? value)
    {
        if (value is not null)
        {
            problem.Extensions[name] = value;
        }
    }
}
