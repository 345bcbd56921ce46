using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Notices;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;

namespace Approvals.Web.Api;

/// <summary>What a program sends to sign in.</summary>
public sealed record TokenRequest(string? Login, string? Password);

/// <summary>A new case.</summary>
public sealed record NewCase(JsonElement Form, Guid CommandId, string Programme = "dibao", string Procedure = "application");

/// <summary>A task completed with an outcome and a form.</summary>
public sealed record Completion(string? Outcome, JsonElement Data, Guid CommandId);

/// <summary>Only the id of the command.</summary>
public sealed record CommandOnly(Guid CommandId);

/// <summary>An objection to a notice.</summary>
public sealed record Objecting(string? Channel, JsonElement Form, Guid CommandId);

/// <summary>The same actions as the pages, for programs.</summary>
internal static class Endpoints
{
    private static readonly Refusal MustChangeFirst = new(RefusalKind.Forbidden, "sign-in.must-change", "首次登录的密码还没有修改", Next: "请先在网页上登录并修改密码");

    private static readonly JsonElement EmptyForm = JsonElement.Parse("{}");

    public static void MapApi(this WebApplication app)
    {
        var open = app.MapGroup("/api");
        open.MapPost("/tokens", SignInAsync).WithSummary("登录，取得访问令牌");
        open.MapPost("/notices/{id}/objections", ObjectAsync).WithSummary("对公示提出异议（网上公示栏不需登录）");
        open.MapGet("/notices", NoticesAsync).WithSummary("公示：登录后看本辖区，未登录看网上公示栏");

        var api = app.MapGroup("/api").RequireAuthorization("api").AddEndpointFilter(OnlySomebodyAsync);
        api.MapPost("/cases", StartAsync).WithSummary("提交申请");
        api.MapGet("/cases", CasesAsync).WithSummary("案件列表");
        api.MapGet("/cases/{id}", CaseAsync).WithSummary("案件");
        api.MapGet("/cases/{id}/sheet", SheetAsync).WithSummary("家庭收入核算与救助金核定表");
        api.MapGet("/cases/{id}/events", async (string id, Current me) => await PartAsync(id, me, v => v.Timeline)).WithSummary("案件记录");
        api.MapGet("/cases/{id}/decisions", async (string id, Current me) => await PartAsync(id, me, v => v.Decisions)).WithSummary("决定");
        api.MapGet("/cases/{id}/documents", async (string id, Current me) => await PartAsync(id, me, v => new { v.Letters, v.Evidence })).WithSummary("文书和材料");
        api.MapPost("/cases/{id}/withdraw", async (string id, Completion body, Current me) => await OnRowAsync(id, me, c => new WithdrawApplication(c, Sent(body.Data), body.CommandId))).WithSummary("撤回申请");
        api.MapPost("/cases/{id}/extend", async (string id, Completion body, Current me) => await OnRowAsync(id, me, c => new ExtendClock(c, Sent(body.Data), body.CommandId))).WithSummary("延长办理期限");
        api.MapPost("/cases/{id}/correct", async (string id, Correcting body, Current me) => await OnRowAsync(id, me, c => new CorrectApplication(c, Sent(body.Form), body.Reason ?? string.Empty, body.CommandId))).WithSummary("更正申请信息");
        api.MapPost("/cases/{id}/members/{citizen:guid}/number", async (string id, Guid citizen, ReasonCommand body, Current me) => await OnRowAsync(id, me, c => new RevealNumber(c, citizen, body.Reason))).WithSummary("查看一名成员的完整身份证号（记入查看记录）");
        api.MapGet("/tasks", TasksAsync).WithSummary("待办");
        api.MapGet("/tasks/{id}", TaskAsync).WithSummary("待办：表单（JSON schema）和可选结果");
        api.MapPost("/tasks/{id}/claim", async (string id, CommandOnly body, Current me) => await OnRowAsync(id, me, t => new ClaimTask(t, body.CommandId))).WithSummary("领取");
        api.MapPost("/tasks/{id}/release", async (string id, CommandOnly body, Current me) => await OnRowAsync(id, me, t => new ReleaseTask(t, body.CommandId))).WithSummary("放回");
        api.MapPost("/tasks/{id}/complete", async (string id, Completion body, Current me) => await OnRowAsync(id, me, t => new CompleteTask(t, body.Outcome ?? string.Empty, Sent(body.Data), body.CommandId))).WithSummary("办理");
        api.MapPost("/tasks/{id}/assist", async (string id, Completion body, Current me) => await OnRowAsync(id, me, t => new AskAssistance(t, Sent(body.Data), body.CommandId))).WithSummary("请求代办");
        api.MapPost("/files", UploadAsync).DisableAntiforgery().WithSummary("上传照片或扫描件");
        api.MapGet("/rosters/{month}", RosterAsync).WithSummary("发放名册");
        api.MapPost("/calculations", CalculateAsync).WithSummary("按规则计算");
        api.MapPost("/values", ProposeAsync).WithSummary("提议政策参数");
        api.MapPost("/values/{id:guid}/confirm", async (Guid id, CommandOnly body, Current me) => Answer(await me.DoAsync(new ConfirmValue(id, body.CommandId)))).WithSummary("确认政策参数");
        api.MapIncidents();
        api.MapVersions();
        api.MapAid();
    }

    private static async Task<IResult> SignInAsync(TokenRequest body, SignIn signIn)
    {
        var reply = await signIn.TryAsync(body.Login ?? string.Empty, body.Password ?? string.Empty);
        return !reply.Done ? ApiProblems.Of(reply.Refusal!)
            : reply.Value.MustChangePassword ? ApiProblems.Of(MustChangeFirst)
            : Results.SignIn(Claims.Of(reply.Value, BearerTokenDefaults.AuthenticationScheme), authenticationScheme: BearerTokenDefaults.AuthenticationScheme);
    }

    // A token outlives the session it was made for; the person behind it may be nobody by now.
    private static async ValueTask<object?> OnlySomebodyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        (await context.HttpContext.RequestServices.GetRequiredService<Current>().ActingAsync()).IsSomebody ? await next(context) : ApiProblems.SessionOver();

    private static async Task<IResult> StartAsync(NewCase body, Current me) => body switch
    {
        { Programme: StartApplication.Programme, Procedure: StartApplication.Procedure } => Answer(await me.DoAsync(new StartApplication(Sent(body.Form), body.CommandId)), created: true),
        { Programme: AidIntake.Programme, Procedure: "report" } => Answer(await me.DoAsync(new ReportEmergency(Sent(body.Form), body.CommandId)), created: true),
        { Programme: AidIntake.Programme, Procedure: "expense" } => Answer(await me.DoAsync(new ApplyForExpense(Sent(body.Form), body.CommandId)), created: true),
        { Programme: AidIntake.Programme, Procedure: "fast-track" } => Answer(await me.DoAsync(new ApplyOnFastTrack(Sent(body.Form), body.CommandId)), created: true),
        _ => ApiProblems.Of(new Refusal(RefusalKind.Invalid, "case.procedure", $"没有“{body.Programme}/{body.Procedure}”这个程序",
            Next: "现在可以提交：dibao/application（低保申请）、temporary-assistance/report（急难报告）、temporary-assistance/expense（支出型）")),
    };

    private static async Task<IResult> CasesAsync(Current me, string? text, string? state, string? village, int page = 0) =>
        Results.Json(await me.AskAsync(new ListCases(new CaseFilter(text, state, village, Math.Max(0, page)))), FormJson.Options);

    private static async Task<IResult> CaseAsync(string id, Current me)
    {
        if (!RowId.TryParse(id, out var row) || await me.AskAsync(new ViewCase(row)) is not { } view)
        {
            return ApiProblems.NotFound();
        }

        await me.DoAsync(new NoteOpening(row));
        return Results.Json(new { view.Head, view.Tasks, household = await me.AskAsync(new ViewHousehold(row)), view.Hindrances, view.Sheet, view.Chain }, FormJson.Options);
    }

    private static async Task<IResult> SheetAsync(string id, Current me) =>
        RowId.TryParse(id, out var row) && await me.AskAsync(new ViewCase(row)) is { Sheet: { } sheet } ? Results.Json(sheet, FormJson.Options) : ApiProblems.NotFound();

    private static async Task<IResult> PartAsync<T>(string id, Current me, Func<CaseView, T> part) =>
        RowId.TryParse(id, out var row) && await me.AskAsync(new ViewCase(row)) is { } view ? Results.Json(part(view), FormJson.Options) : ApiProblems.NotFound();

    private static async Task<IResult> TasksAsync(Current me, string? step, string? village, string? text, string? due, bool mine = false, int page = 0) =>
        Results.Json(await me.AskAsync(new Inbox(new InboxFilter(step, village, text, due, mine, Math.Max(0, page)))), FormJson.Options);

    private static async Task<IResult> TaskAsync(string id, Current me)
    {
        if (!RowId.TryParse(id, out var row) || await me.AskAsync(new ViewTask(row)) is not { } view)
        {
            return ApiProblems.NotFound();
        }

        return Results.Json(new
        {
            view.TaskId,
            view.CaseId,
            view.CaseNumber,
            view.Step,
            view.StepName,
            view.Guide,
            view.Clause,
            view.DueOn,
            view.DaysLeft,
            view.Estimated,
            view.Holder,
            view.HeldByMe,
            view.MayDo,
            view.WhyNot,
            view.IsOpen,
            form = FormSchema.Of(view.Form),
            view.Outcomes,
            view.References,
            view.Draft,
        }, FormJson.Options);
    }

    /// <summary>Does something to the row an address names.</summary>
    internal static async Task<IResult> OnRowAsync<T>(string id, Current me, Func<RowId, IAction<T>> action) =>
        RowId.TryParse(id, out var row) ? Answer(await me.DoAsync(action(row))) : ApiProblems.NotFound();

    private static async Task<IResult> NoticesAsync(Current me, HttpContext context, BoardLimit limit, string? area, int page = 0)
    {
        var authenticated = await context.AuthenticateAsync(BearerTokenDefaults.AuthenticationScheme);
        if (authenticated.Succeeded)
        {
            context.User = authenticated.Principal;
            return Results.Json(await me.AskAsync(new NoticeList(Math.Max(0, page))), FormJson.Options);
        }

        return limit.MayRead(context)
            ? Results.Json(await context.RequestServices.GetRequiredService<Actions>().AskAsync(ActingAs.SystemJob("web-board"), new WebBoard(area ?? string.Empty)), FormJson.Options)
            : Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> ObjectAsync(string id, Objecting body, Current me, HttpContext context, BoardLimit limit, Actions actions)
    {
        if (!RowId.TryParse(id, out var notice))
        {
            return ApiProblems.NotFound();
        }

        var form = FormCheck.Read<ObjectionForm>(Sent(body.Form), DateOnly.MaxValue);
        if (!form.Done)
        {
            return ApiProblems.Of(form.Refusal!);
        }

        var authenticated = await context.AuthenticateAsync(BearerTokenDefaults.AuthenticationScheme);
        if (authenticated.Succeeded)
        {
            context.User = authenticated.Principal;
            return Answer(await me.DoAsync(new RecordObjection(notice, body.Channel ?? string.Empty, form.Value, body.CommandId)), created: true);
        }

        return limit.MayObject(context)
            ? Answer(await actions.DoAsync(ActingAs.SystemJob("web-board"), new RecordObjection(notice, "web", form.Value, body.CommandId)), created: true)
            : Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> ProposeAsync(ProposedValue body, Current me, BusinessClock clock)
    {
        var form = FormCheck.Read<ValueForm>(Sent(body.Form), clock.Read().Today);
        return form.Done ? Answer(await me.DoAsync(new ProposeValue(body.Area ?? string.Empty, form.Value, body.CommandId))) : ApiProblems.Of(form.Refusal!);
    }

    private static async Task<IResult> UploadAsync(HttpRequest request, FileStore files)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        return Answer(await files.KeepAsync(buffer.ToArray(), request.HttpContext.RequestAborted), created: true);
    }

    private static async Task<IResult> RosterAsync(string month, Current me) =>
        await me.AskAsync(new ViewRoster(month)) is { } roster ? Results.Json(roster, FormJson.Options) : ApiProblems.NotFound();

    // Each element of an array is one calculation; a single object is answered alone.
    private static async Task<IResult> CalculateAsync(JsonNode body, Current me)
    {
        var calculator = await me.AskAsync(new OpenCalculator());
        var answer = body is JsonArray many
            ? "[" + string.Join(",", many.Select(one => calculator.Answer(one?.ToJsonString() ?? "null").Json)) + "]"
            : calculator.Answer(body.ToJsonString()).Json;
        return Results.Text(answer, "application/json", Encoding.UTF8);
    }

    // A form that was left out is an empty one: the check names what it should have held.
    internal static JsonElement Sent(JsonElement form) => form.ValueKind == JsonValueKind.Undefined ? EmptyForm : form;

    internal static IResult Answer<T>(Reply<T> reply, bool created = false) =>
        !reply.Done ? ApiProblems.Of(reply.Refusal!) : Results.Json(reply.Value, FormJson.Options, statusCode: created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
}

/// <summary>An application as it should read.</summary>
public sealed record Correcting(JsonElement Form, string? Reason, Guid CommandId);

/// <summary>A county value to propose.</summary>
public sealed record ProposedValue(string? Area, JsonElement Form, Guid CommandId);
