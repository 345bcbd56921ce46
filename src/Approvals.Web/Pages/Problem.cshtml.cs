using Approvals.Procedures.Casework;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Approvals.Web.Pages;

/// <summary>What a person reads when a page cannot be shown: what, and what to do.</summary>
[ResponseCache(Duration = 0, Location = ResponseCacheLocation.None, NoStore = true)]
[IgnoreAntiforgeryToken]
public sealed class ProblemModel : PageModel
{
    public string Heading { get; private set; } = "系统出错，本次没有保存";

    public string Next { get; private set; } = "请稍后再试；仍然不行请联系系统管理员。";

    public void OnGet(int? code) => Explain(code ?? (Request.Query.ContainsKey("ReturnUrl") ? StatusCodes.Status403Forbidden : StatusCodes.Status500InternalServerError));

    public void OnPost(int? code) => OnGet(code);

    private void Explain(int code) => (Heading, Next) = code switch
    {
        StatusCodes.Status404NotFound => ("没有找到这个页面", "请核对地址；不在你负责区域内的案件不会显示。"),
        StatusCodes.Status403Forbidden => ("你没有办理这项业务的权限", "请联系本县安全管理员核对授权。"),
        StatusCodes.Status400BadRequest => ("页面已过期，本次没有保存", "请返回上一页刷新后重新提交；填写的草稿还在。"),
        StatusCodes.Status413PayloadTooLarge => ("上传的文件太大", "请压缩照片或分几次上传，每个文件不超过 15 MB。"),
        _ => HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is StepFaultException ? (Api.ApiProblems.StepFault, Api.ApiProblems.StepFaultNext) : (Heading, Next),
    };
}
