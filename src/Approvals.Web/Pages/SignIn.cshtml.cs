using Approvals.Procedures;
using Approvals.Procedures.Demo;
using Approvals.Procedures.Files;
using Approvals.Procedures.People;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>Sign-in; in the demo it also shows who can sign in as what.</summary>
public sealed class SignInModel(Current me, FileStore files, SignIn signIn, Actions actions, ApprovalsOptions options) : OfficialPage(me, files)
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string Login { get; set; } = string.Empty;

    public IReadOnlyList<DemoOfficial> Demo { get; private set; } = options.Demo ? DemoPeople.All : [];

    public async Task<IActionResult> OnGetAsync() =>
        await actions.AskAsync(ActingAs.SystemJob("set-up"), new IsSetUp()) ? Page() : RedirectToPage("/SetUp");

    public async Task<IActionResult> OnPostAsync(string? password)
    {
        var reply = await signIn.TryAsync(Login ?? string.Empty, password ?? string.Empty, HttpContext.RequestAborted);
        if (!reply.Done)
        {
            return Refuse(reply.Refusal!);
        }

        await HttpContext.SignInAsync(Claims.Of(reply.Value, CookieAuthenticationDefaults.AuthenticationScheme));
        return Url.IsLocalUrl(ReturnUrl) ? LocalRedirect(ReturnUrl) : RedirectToPage("/Index");
    }
}
