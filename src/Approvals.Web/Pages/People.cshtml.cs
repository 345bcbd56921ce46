using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>Accounts, grants and near relatives of the county, for its security admin.</summary>
public sealed class PeopleModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public sealed record AccountAnswers
    {
        [Field("用户名", Most = 40)]
        public required string Login { get; init; }

        [Field("姓名", Most = 40)]
        public required string Name { get; init; }

        [Field("单位", Most = 60)]
        public required string Office { get; init; }

        [Field("身份证号", Hint = "用于回避近亲属，只保存加密值", Most = 18)]
        public string? IdNumber { get; init; }

        [Field("办公电话", Most = 20)]
        public string? Phone { get; init; }
    }

    public sealed record GrantAnswers
    {
        [Field("人员", From = "people")]
        public required string Official { get; init; }

        [Field("角色", From = "roles")]
        public required string Role { get; init; }

        [Field("区划代码", Hint = "县 6 位、乡镇 9 位、村 12 位", Most = 12)]
        public required string Area { get; init; }

        [Field("生效日期", MayBeFuture = true)]
        public required DateOnly From { get; init; }

        [Field("截止日期", MayBeFuture = true)]
        public DateOnly? To { get; init; }
    }

    public sealed record RelativeAnswers
    {
        [Field("工作人员", From = "people")]
        public required string Official { get; init; }

        [Field("亲属姓名", Most = 40)]
        public required string Name { get; init; }

        [Field("亲属身份证号", Most = 18)]
        public required string IdNumber { get; init; }

        [Field("关系", Most = 20)]
        public required string Relation { get; init; }
    }

    public IReadOnlyList<OfficialLine> Officials { get; private set; } = [];

    public FormView Account { get; private set; } = null!;

    public FormView GrantForm { get; private set; } = null!;

    public FormView RelativeForm { get; private set; } = null!;

    /// <summary>Which of the forms stays open because it was refused.</summary>
    public string? Opened { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : Forbid();

    public Task<IActionResult> OnPostOpenAsync() => TakeAsync<AccountAnswers>("account", async form =>
    {
        var password = FreshPassword();
        var reply = await Me.DoAsync(new OpenAccount(new NewOfficial(form.Login, form.Name, form.Office, password, form.IdNumber, form.Phone), SentCommandId()));
        return (reply.Refusal, $"账号已开通，首次登录密码：{password}（只显示这一次，登录后须修改）");
    });

    public Task<IActionResult> OnPostGrantAsync() => TakeAsync<GrantAnswers>("grant", async form =>
    {
        var reply = await Me.DoAsync(new GiveGrant(Guid.TryParse(form.Official, out var id) ? id : Guid.Empty, form.Role, form.Area, "*", form.From, form.To, SentCommandId()));
        return (reply.Refusal, "已授权");
    });

    public Task<IActionResult> OnPostRelativeAsync() => TakeAsync<RelativeAnswers>("relative", async form =>
    {
        var reply = await Me.DoAsync(new DeclareRelative(Guid.TryParse(form.Official, out var id) ? id : Guid.Empty, form.Name, form.IdNumber, form.Relation, SentCommandId()));
        return (reply.Refusal, "已备案");
    });

    public async Task<IActionResult> OnPostEndAsync(Guid grant)
    {
        var reply = await Me.DoAsync(new EndGrant(grant, SentCommandId()));
        return await FinishAsync(reply.Refusal, "授权已收回");
    }

    public async Task<IActionResult> OnPostResetAsync(Guid official)
    {
        var password = FreshPassword();
        var reply = await Me.DoAsync(new SetPassword(official, password, SentCommandId()));
        return await FinishAsync(reply.Refusal, $"密码已重置为：{password}（只显示这一次，登录后须修改）");
    }

    private async Task<IActionResult> TakeAsync<T>(string which, Func<T, Task<(Refusal? Refusal, string Said)>> act)
        where T : class
    {
        if (!await LoadAsync())
        {
            return Forbid();
        }

        var typed = await FormJsonAsync(Form.Of<T>());
        var read = FormCheck.Read<T>(Element(typed), DateOnly.MaxValue);
        var (refusal, said) = read.Done ? await act(read.Value) : (read.Refusal, string.Empty);
        if (refusal is null)
        {
            Say(said);
            return RedirectToPage();
        }

        Opened = which;
        Redraw(which, typed, refusal.Fields);
        return Refuse(refusal);
    }

    private async Task<IActionResult> FinishAsync(Refusal? refusal, string said)
    {
        if (refusal is null)
        {
            Say(said);
            return RedirectToPage();
        }

        return await LoadAsync() ? Refuse(refusal) : Forbid();
    }

    private void Redraw(string which, JsonObject typed, IReadOnlyList<FieldError> errors)
    {
        switch (which)
        {
            case "account":
                Account = Account with { Values = typed, Errors = errors };
                break;
            case "grant":
                GrantForm = GrantForm with { Values = typed, Errors = errors };
                break;
            default:
                RelativeForm = RelativeForm with { Values = typed, Errors = errors };
                break;
        }
    }

    private async Task<bool> LoadAsync()
    {
        if (await Me.AskAsync(new ListPeople()) is not { } officials)
        {
            return false;
        }

        Officials = officials;
        var references = new Dictionary<string, IReadOnlyList<Choice>>
        {
            ["people"] = [.. officials.Select(o => new Choice(o.OfficialId.ToString(), $"{o.Name}（{o.Office}）"))],
            ["roles"] = [.. Roles.All.Select(r => new Choice(r.Code, r.Name))],
        };
        Account = new FormView(Form.Of<AccountAnswers>(), [], [], references, Ids: "account");
        GrantForm = new FormView(Form.Of<GrantAnswers>(), [], [], references, Ids: "grant");
        RelativeForm = new FormView(Form.Of<RelativeAnswers>(), [], [], references, Ids: "relative");
        return true;
    }

    private static string FreshPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12);
}
