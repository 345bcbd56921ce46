using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Web.Access;
using Approvals.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>Makes the first admin of an empty installation, for whoever can read its log.</summary>
public sealed class SetUpModel(Current me, FileStore files, Actions actions, SetupCode code) : OfficialPage(me, files)
{
    public sealed record Answers
    {
        [Field("初始化口令", Most = 20)]
        public required string Code { get; init; }

        [Field("县级区划代码", Hint = "6 位，例如 220182", Most = 6)]
        public required string County { get; init; }

        [Field("用户名", Most = 40)]
        public required string Login { get; init; }

        [Field("姓名", Most = 40)]
        public required string Name { get; init; }

        [Field("单位", Most = 60)]
        public required string Office { get; init; }

        [Field("密码", Hint = "至少 10 位", Most = 200)]
        public required string Password { get; init; }
    }

    public FormView View { get; private set; } = Draw([], []);

    public async Task<IActionResult> OnGetAsync() =>
        await actions.AskAsync(ActingAs.SystemJob("set-up"), new IsSetUp()) ? RedirectToPage("/SignIn") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var typed = await FormJsonAsync(Form.Of<Answers>());
        var read = FormCheck.Read<Answers>(Element(typed), DateOnly.MaxValue);
        typed.Remove("password");
        if (!read.Done)
        {
            View = Draw(typed, read.Refusal!.Fields);
            return Refuse(read.Refusal);
        }

        View = Draw(typed, []);
        var form = read.Value;
        if (!code.Matches(form.Code))
        {
            return Refuse(Procedures.People.Refusals.WrongSetupCode);
        }

        var made = await actions.DoAsync(ActingAs.SystemJob("set-up"), new SetUp(form.County, new NewOfficial(form.Login, form.Name, form.Office, form.Password, null, null)));
        if (!made.Done)
        {
            return Refuse(made.Refusal!);
        }

        Say("管理员已创建，请登录");
        return RedirectToPage("/SignIn");
    }

    private static FormView Draw(JsonObject values, IReadOnlyList<FieldError> errors) => new(Form.Of<Answers>(), values, errors, new Dictionary<string, IReadOnlyList<Choice>>());
}
