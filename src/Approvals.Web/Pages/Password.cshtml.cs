using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.People;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>A person's own password; every other session of theirs ends with the change.</summary>
public sealed class PasswordModel(Current me, FileStore files, SignIn signIn) : OfficialPage(me, files)
{
    private static readonly Refusal NotTheSame = Refusal.Invalid([new FieldError("again", "再输一次新密码", "两次输入的新密码不一样：请重新输入")]);

    public async Task<IActionResult> OnPostAsync(string? old, string? fresh, string? again)
    {
        var acting = await ActingAsync();
        if (fresh != again)
        {
            return Refuse(NotTheSame);
        }

        var known = await signIn.ConfirmAsync(acting, old ?? string.Empty, HttpContext.RequestAborted);
        if (!known.Done)
        {
            return Refuse(known.Refusal!);
        }

        var changed = await Me.DoAsync(new SetPassword(acting.Id, fresh ?? string.Empty, SentCommandId()));
        if (!changed.Done)
        {
            return Refuse(changed.Refusal!);
        }

        await HttpContext.SignOutAsync();
        Say("密码已修改，请用新密码登录");
        return RedirectToPage("/SignIn");
    }
}
