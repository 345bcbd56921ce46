using System.Text.Json;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.Forms;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Web.Access;

namespace Approvals.Web.Api;

/// <summary>A form and the id of its command.</summary>
public sealed record FormCommand(JsonElement Form, Guid CommandId);

/// <summary>A reason and the id of its command.</summary>
public sealed record ReasonCommand(string? Reason, Guid CommandId);

/// <summary>Money between finance and a fund.</summary>
public sealed record FundMoveBody(string? Kind, string? Amount, string? Document, Guid CommandId);

/// <summary>A document number and the id of its command.</summary>
public sealed record DocumentCommand(string? Document, Guid CommandId);

/// <summary>A township and the id of its command.</summary>
public sealed record AreaCommand(string? Area, Guid CommandId);

/// <summary>A month to close.</summary>
public sealed record CloseBody(int Month, string? YearEnd, Guid CommandId);

/// <summary>Emergency aid for programs: instruments, funds, owed papers, filing. Cases and tasks go through the common addresses.</summary>
internal static class AidEndpoints
{
    public static void MapAid(this RouteGroupBuilder api)
    {
        api.MapGet("/cases/{id}/aid", async (string id, Current me) => RowId.TryParse(id, out var row) && await me.AskAsync(new ViewAid(row)) is { } aid ? Json(aid) : ApiProblems.NotFound()).WithSummary("临时救助案件：事件、额度、审批、发放、欠缺手续");
        api.MapPost("/cases/{id}/follow-up", async (string id, FormCommand body, Current me) => RowId.TryParse(id, out var row) ? Endpoints.Answer(await me.DoAsync(new FollowUp(row, Endpoints.Sent(body.Form), body.CommandId)), created: true) : ApiProblems.NotFound()).WithSummary("跟进救助：同一家人新的困难");
        api.MapPost("/cases/{id}/person", async (string id, FormCommand body, Current me) => await Endpoints.OnRowAsync(id, me, c => new CorrectPerson(c, Endpoints.Sent(body.Form), body.CommandId))).WithSummary("更正临时救助案件中的姓名、身份");
        api.MapGet("/fast-track", async (Current me) => Json(await me.AskAsync(new ViewFastTrack()))).WithSummary("疫情当日审批：今天是否实行和依据");
        api.MapGet("/instruments", async (Current me) => Json((await me.AskAsync(new ListInstruments())).Rows)).WithSummary("委托（下放）文件");
        api.MapPost("/instruments", async (FormCommand body, Current me) => Endpoints.Answer(await me.DoAsync(new GrantInstrument(Endpoints.Sent(body.Form), body.CommandId)), created: true)).WithSummary("签发委托（下放）文件");
        api.MapPost("/instruments/{id}/revoke", async (string id, ReasonCommand body, Current me) => await Endpoints.OnRowAsync(id, me, i => new RevokeInstrument(i, body.Reason ?? string.Empty, body.CommandId))).WithSummary("撤销委托（下放）文件");
        api.MapGet("/funds", async (Current me) => Json((await me.AskAsync(new ListFunds())).Rows)).WithSummary("备用金");
        api.MapPost("/funds", async (AreaCommand body, Current me) => Endpoints.Answer(await me.DoAsync(new OpenFund(body.Area ?? string.Empty, body.CommandId)), created: true)).WithSummary("建立备用金");
        api.MapGet("/funds/{id}", async (string id, Current me) => RowId.TryParse(id, out var row) && await me.AskAsync(new ViewFund(row)) is { } book ? Json(book) : ApiProblems.NotFound()).WithSummary("备用金账本");
        api.MapPost("/funds/{id}/move", async (string id, FundMoveBody body, Current me) => await Endpoints.OnRowAsync(id, me, f => new MoveFund(f, body.Kind ?? string.Empty, body.Amount ?? string.Empty, body.Document ?? string.Empty, body.CommandId))).WithSummary("预拨、退回、收回");
        api.MapPost("/funds/{id}/vouchers", async (string id, CommandOnly body, Current me) => await Endpoints.OnRowAsync(id, me, f => new SubmitVoucher(f, body.CommandId))).WithSummary("提交报账单");
        api.MapPost("/vouchers/{id}/reimburse", async (string id, DocumentCommand body, Current me) => await Endpoints.OnRowAsync(id, me, v => new Reimburse(v, body.Document ?? string.Empty, body.CommandId))).WithSummary("审核报账单并补足");
        api.MapPost("/funds/{id}/close", async (string id, CloseBody body, Current me) => await Endpoints.OnRowAsync(id, me, f => new CloseMonth(f, body.Month, body.YearEnd, body.CommandId))).WithSummary("月结、年结");
        api.MapGet("/owed-papers", async (Current me, bool overdue = false) => Json(await me.AskAsync(new ListOwed(overdue)))).WithSummary("欠缺手续台账");
        api.MapGet("/filings/{month}", async (string month, Current me) => await me.AskAsync(new ViewFilings(month)) is { } filing ? Json(filing) : ApiProblems.NotFound()).WithSummary("月度备案清单");
    }

    private static IResult Json<T>(T value) => Results.Json(value, FormJson.Options);
}
