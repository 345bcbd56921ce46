using System.Text.Json;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Notices;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>The village sheet before it is posted: what it will say if it is put up today.</summary>
public sealed record NoticePreview(RowId Case) : IAction<SheetContents>;

internal sealed class NoticePreviewHandler(ActionSession session, Cases cases, NoticeContents contents, PolicyShelf shelf, Seals seals, Divisions divisions)
    : IRequestHandler<NoticePreview, Reply<SheetContents>>
{
    public async Task<Reply<SheetContents>> Handle(NoticePreview request, CancellationToken cancellationToken)
    {
        if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file)
        {
            return Casework.Refusals.NoSuchCase;
        }

        if (await Calculations.LatestAsync(file, cancellationToken) is not { } latest)
        {
            return Refusals.NotCalculated;
        }

        var law = await file.LawAsync(cancellationToken);
        if (law.Clock("notice.days") is not { } clock)
        {
            return Policy.Refusals.Unset("notice.days", "公示期限");
        }

        var due = clock.DueAfter(file.Today, shelf.Calendar);
        var notice = await contents.MakeAsync(file, law, Calculations.ResultOf(latest), file.Today, due.LastDay, clock, cancellationToken);
        session.Db.AccessEntries.Add(AccessEntry.Of(session, session.Acting.Id, file.Case.County, "print", "公示单（张贴前）", file.Case.Id));
        var names = shelf.Packs.Parameters["notice.board.fields"].Choices;
        var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(seals.Open(notice.Board))!.ToDictionary(f => names[f.Key], f => f.Value);
        return new SheetContents(divisions.FullName(file.Case.HandlingArea), fields, law.MainBasis("notice").Text, notice.PostedOn, notice.LastDay);
    }
}
