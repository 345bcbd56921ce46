using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>One change and what the rule then says.</summary>
public sealed record WhatIfLine(string Change, string Outcome, bool Flips);

/// <summary>What would change the outcome of a case, under the law of today and the facts known now.</summary>
/// <param name="Undecided">Why nothing can be said; null when it can.</param>
public sealed record WhatIfPage(string CaseId, string Number, string Now, IReadOnlyList<WhatIfLine> Lines, string? Undecided);

/// <summary>For those who investigate, review and decide; for nobody in the village and in no letter. Null when the case does not exist for this person.</summary>
public sealed record ViewWhatWouldChange(RowId Case) : IQuestion<WhatIfPage?>;

/// <summary>Whether this person may look at what would change the outcome of a case.</summary>
public sealed record MayAskWhatWouldChange(RowId Case) : IQuestion<bool>;

internal sealed class ViewWhatWouldChangeHandler(ActionSession session, PolicyShelf shelf) :
    IRequestHandler<ViewWhatWouldChange, WhatIfPage?>,
    IRequestHandler<MayAskWhatWouldChange, bool>
{
    private static readonly string[] MayLook = [Roles.Investigator, Roles.Reviewer, Roles.TownshipLeader, Roles.CountyOfficer, Roles.CountyLeader, Roles.Auditor];

    public async Task<bool> Handle(MayAskWhatWouldChange request, CancellationToken cancellationToken) => await FindAsync(request.Case, cancellationToken) is not null;

    public async Task<WhatIfPage?> Handle(ViewWhatWouldChange request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request.Case, cancellationToken) is not { } found)
        {
            return null;
        }

        var facts = HouseholdView.Of(new CaseFacts(await HotFacts.ReadAsync(session.Hot, found.Address, cancellationToken)));
        var household = facts.Income(found.AppliedOn, facts.PositionOf);
        var policies = await shelf.CurrentAsync(session, cancellationToken);
        LawOfTheDay Law() => policies.On(found.HandlingArea.County, session.Time.Today, session.Time.Now);
        var now = HouseholdAssessment.Assess(Law(), household);
        return new WhatIfPage(
            found.Address.ToString(),
            found.Number,
            now.Explained?.Value is { } result ? Words(result.Eligible, result.Monthly) : string.Empty,
            [.. WhatWouldChange.Of(Law, household).Select(w => new WhatIfLine(w.Change, Words(w.Eligible, w.Monthly), w.Flips))],
            Obstacles.Blocking(now)?.Message);
    }

    private async Task<Case?> FindAsync(RowId id, CancellationToken cancel) =>
        await session.Db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.County == id.County && c.Id == id.Id, cancel) is { } found
            && session.Acting.RangesFor(MayLook).Any(r => r.Contains(found.HandlingArea)) ? found : null;

    private static string Words(bool eligible, Domain.Money monthly) => eligible ? $"符合收入条件，每月 {monthly} 元" : "不符合收入条件";
}
