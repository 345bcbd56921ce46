using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Notices;

/// <summary>What an objector says, on the web board or to the window.</summary>
public sealed record ObjectionForm
{
    [Field("异议内容", Hint = "写明哪一户的什么情况不属实", Long = true, Most = 1000)]
    public required string Text { get; init; }

    [Field("您的姓名", Hint = "可以不填；不会公开", Most = 40)]
    public string? Name { get; init; }

    [Field("联系电话", Hint = "可以不填；便于核实情况", Most = 20)]
    public string? Phone { get; init; }
}

/// <summary>提出异议: by the web board while it stands, or written down by the window from a call, a visit or a letter. Who objected stays sealed.</summary>
/// <param name="Channel">web, phone, visit or letter.</param>
public sealed record RecordObjection(RowId Notice, string Channel, ObjectionForm Form, Guid CommandId) : ICommand<ObjectionTaken>;

/// <summary>The objection is on file.</summary>
public sealed record ObjectionTaken(string ObjectionId, string Message);

internal sealed class RecordObjectionHandler(ActionSession session, Cases cases, Seals seals, PolicyShelf shelf) : IRequestHandler<RecordObjection, Reply<ObjectionTaken>>
{
    private static readonly string[] Channels = ["web", "phone", "visit", "letter"];

    public async Task<Reply<ObjectionTaken>> Handle(RecordObjection request, CancellationToken cancellationToken)
    {
        var web = session.Acting.IsJob;
        var notice = await session.Wide("notice-board").Notices.AsNoTracking()
            .FirstOrDefaultAsync(n => n.County == request.Notice.County && n.Id == request.Notice.Id, cancellationToken);
        if (notice is null || await cases.OpenAsync(new RowId(notice.County, notice.CaseId), cancellationToken) is not { } file)
        {
            return Refusals.NoSuchNotice;
        }

        if (!Channels.Contains(request.Channel) || web != (request.Channel == "web"))
        {
            return Refusals.UnknownChannel;
        }

        if (await RefuseAsync(file, notice, web, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var objection = ObjectionOf(file, notice, request);
        file.Add(objection);
        file.Say("objection.received", ("notice", notice.Id.ToString()), ("channel", request.Channel));
        return new ObjectionTaken(new RowId(objection.County, objection.Id).ToString(), "异议已收到，将由没有参加第一次调查的人复查");
    }

    private async Task<Refusal?> RefuseAsync(CaseFile file, Notice notice, bool web, CancellationToken cancel)
    {
        var latest = await session.Wide("notice-board").Notices.Where(n => n.County == notice.County && n.CaseId == notice.CaseId).MaxAsync(n => n.Round, cancel);
        var result = (await file.FactsAsync(cancel)).Current.Any(f => f.Kind == "notice.result" && f.RecordedAt >= notice.RecordedAt);
        if (latest != notice.Round || result || file.Instance.Status != "Running")
        {
            return Refusals.NoticeClosed;
        }

        if (web)
        {
            return NoticeBoard.Stands(notice, file.Today) && await NoticeBoard.IsOnWebAsync(shelf, session, notice, cancel) ? null : Refusals.NoSuchNotice;
        }

        session.Mandate = new[] { Roles.Window, Roles.VillageAssistant, Roles.CountyOfficer }
            .Select(r => session.Acting.MandateFor(r, file.Case.HandlingArea, file.Case.Programme)).FirstOrDefault(m => m is not null);
        return session.Mandate is null ? Casework.Refusals.RoleNeeded([Roles.Window]) : null;
    }

    private NoticeObjection ObjectionOf(CaseFile file, Notice notice, RecordObjection request) => new()
    {
        County = notice.County,
        Id = file.NewId(),
        CaseId = notice.CaseId,
        NoticeId = notice.Id,
        Channel = request.Channel,
        ReceivedOn = file.Today,
        Name = SealedOrNull(request.Form.Name),
        Phone = SealedOrNull(request.Form.Phone),
        Text = seals.Seal(request.Form.Text.Trim()),
        RecordedAt = file.Session.Time.Now,
        RecordedBy = session.Acting.IsJob ? null : session.Acting.Id,
    };

    private Sealed? SealedOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : seals.Seal(text.Trim());
}
