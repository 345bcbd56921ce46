using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Notices;

/// <summary>One notice on the web: only the fields of the allow-list, masked, by their Chinese names.</summary>
public sealed record PostedNotice(string NoticeId, IReadOnlyDictionary<string, string> Fields);

/// <summary>The notices of an area that stand today on the web board. Selected by dates; nothing older than its period.</summary>
public sealed record WebBoard(string Area) : IQuestion<IReadOnlyList<PostedNotice>>;

/// <summary>A village or community with notices on the web board today.</summary>
public sealed record BoardPlace(string Area, string Name, int Notices);

/// <summary>Where notices stand on the web board today, by place: what a visitor chooses from.</summary>
public sealed record BoardPlaces : IQuestion<IReadOnlyList<BoardPlace>>;

/// <summary>A notice as its officials see it: for printing the village sheet, taking objections, following the period.</summary>
public sealed record NoticeRow(string NoticeId, string CaseId, string CaseNumber, string Applicant, string Village, int Round, DateOnly PostedOn, DateOnly LastDay, int DaysLeft, int Objections, bool Stands);

/// <summary>The notices of the cases this person sees, newest first.</summary>
public sealed record NoticeList(int Page) : IQuestion<IReadOnlyList<NoticeRow>>;

/// <summary>The sheet for the village board, with the full name; in scope only, and the printing is logged.</summary>
public sealed record BoardSheet(RowId Notice) : IAction<SheetContents>;

/// <summary>What the sheet prints.</summary>
public sealed record SheetContents(string Area, IReadOnlyDictionary<string, string> Fields, string Basis, DateOnly PostedOn, DateOnly LastDay);

internal sealed class NoticeBoardHandlers(ActionSession session, PolicyShelf shelf, Seals seals, Divisions divisions) :
    IRequestHandler<WebBoard, IReadOnlyList<PostedNotice>>,
    IRequestHandler<BoardPlaces, IReadOnlyList<BoardPlace>>,
    IRequestHandler<NoticeList, IReadOnlyList<NoticeRow>>,
    IRequestHandler<BoardSheet, Reply<SheetContents>>
{
    private const int PageSize = 50;

    public async Task<IReadOnlyList<PostedNotice>> Handle(WebBoard request, CancellationToken cancellationToken)
    {
        if (!AreaCode.TryParse(request.Area, out var area) || area.Level < AreaLevel.County)
        {
            return [];
        }

        var range = AreaRange.Of(area);
        var (from, to) = (AreaRange.CodeOf(range.From), AreaRange.CodeOf(range.To));
        var standing = await Standing().Where(n => n.Area >= from && n.Area <= to).OrderBy(n => n.LastDay).ThenBy(n => n.Id).Take(200).ToListAsync(cancellationToken);
        var shown = new List<PostedNotice>();
        foreach (var notice in standing)
        {
            if (await NoticeBoard.IsOnWebAsync(shelf, session, notice, cancellationToken))
            {
                shown.Add(new PostedNotice(notice.Address.ToString(), Named("notice.web.fields", notice.Web)));
            }
        }

        return shown;
    }

    public async Task<IReadOnlyList<BoardPlace>> Handle(BoardPlaces request, CancellationToken cancellationToken)
    {
        var counted = await Standing().GroupBy(n => n.Area).Select(g => new { Area = g.Key, Notices = g.Count() }).ToListAsync(cancellationToken);
        var policies = await shelf.CurrentAsync(session, cancellationToken);
        return [.. counted.Where(c => NoticeBoard.IsOnWeb(policies, c.Area, session))
            .OrderBy(c => c.Area)
            .Select(c => new BoardPlace(c.Area.ToString(), divisions.FullName(c.Area), c.Notices))];
    }

    public async Task<IReadOnlyList<NoticeRow>> Handle(NoticeList request, CancellationToken cancellationToken)
    {
        var today = session.Time.Today;
        var rows = await session.Db.Notices.AsNoTracking()
            .Join(session.Db.Cases, n => new { n.County, Id = n.CaseId }, c => new { c.County, c.Id }, (n, c) => new { n, c })
            .OrderByDescending(x => x.n.PostedOn).ThenByDescending(x => x.n.Id).Skip(request.Page * PageSize).Take(PageSize)
            .Select(x => new { x.n, x.c, Objections = session.Db.NoticeObjections.Count(o => o.County == x.n.County && o.NoticeId == x.n.Id) })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(x => new NoticeRow(
            x.n.Address.ToString(), x.c.Address.ToString(), x.c.Number, x.c.ApplicantName, divisions.Find(x.n.Area)?.Name ?? x.n.Area.ToString(), x.n.Round,
            x.n.PostedOn, x.n.LastDay, x.n.LastDay.DayNumber - today.DayNumber, x.Objections, NoticeBoard.Stands(x.n, today)))];
    }

    public async Task<Reply<SheetContents>> Handle(BoardSheet request, CancellationToken cancellationToken)
    {
        if (await session.Db.Notices.AsNoTracking().FirstOrDefaultAsync(n => n.County == request.Notice.County && n.Id == request.Notice.Id, cancellationToken) is not { } notice)
        {
            return Refusals.NoSuchNotice;
        }

        session.Db.AccessEntries.Add(AccessEntry.Of(session, session.Acting.Id, notice.County, "print", "公示单", notice.CaseId));
        var law = (await shelf.CurrentAsync(session, cancellationToken)).On(notice.Area.County, notice.PostedOn, session.Time.Now);
        return new SheetContents(divisions.FullName(notice.Area), Named("notice.board.fields", seals.Open(notice.Board)), law.MainBasis("notice").Text, notice.PostedOn, notice.LastDay);
    }

    // Selected by the dates, and only while the case runs: a withdrawn one leaves the board at once.
    private IQueryable<Notice> Standing()
    {
        var today = session.Time.Today;
        return session.Wide("notice-board").Notices.AsNoTracking()
            .Where(n => n.LastDay >= today && n.PostedOn <= today)
            .Join(session.Wide("notice-board").Instances, n => new { n.County, n.CaseId }, i => new { i.County, i.CaseId }, (n, i) => new { n, i.Status })
            .Where(x => x.Status == "Running").Select(x => x.n);
    }

    // The names of the fields are the choices of the allow-list parameter itself.
    private Dictionary<string, string> Named(string key, string json)
    {
        var names = shelf.Packs.Parameters[key].Choices;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.Where(f => names.ContainsKey(f.Key)).ToDictionary(f => names[f.Key], f => f.Value);
    }
}

/// <summary>When a notice stands, and whether its county shows notices on the web at all.</summary>
internal static class NoticeBoard
{
    public static bool Stands(Notice notice, DateOnly today) => notice.PostedOn <= today && today <= notice.LastDay;

    public static async Task<bool> IsOnWebAsync(PolicyShelf shelf, ActionSession session, Notice notice, CancellationToken cancel) =>
        IsOnWeb(await shelf.CurrentAsync(session, cancel), notice.Area, session);

    public static bool IsOnWeb(PolicySet policies, AreaCode area, ActionSession session) =>
        policies.On(area.County, session.Time.Today, session.Time.Now).Find("notice.web")?.Value.Truth == true;
}
