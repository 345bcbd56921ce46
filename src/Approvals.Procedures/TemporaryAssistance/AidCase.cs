using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>One stage of an approval: when, how much, on what condition.</summary>
public sealed record AidStage(DateOnly On, Money Amount, string? Condition);

/// <summary>The rows of a case of 临时救助, as far as this action knows them.</summary>
internal static class AidCase
{
    public static async Task<AidClaim> ClaimAsync(CaseFile file, CancellationToken cancel) =>
        file.Session.Db.AidClaims.Local.FirstOrDefault(c => c.CaseId == file.Case.Id)
        ?? await file.Session.Wide("aid").AidClaims.AsNoTracking().FirstAsync(c => c.County == file.Case.County && c.CaseId == file.Case.Id, cancel);

    /// <summary>Approvals, refusals and room given back, oldest first.</summary>
    public static async Task<List<AidApproval>> ApprovalsAsync(CaseFile file, CancellationToken cancel)
    {
        var stored = await file.Session.Wide("aid").AidApprovals.AsNoTracking().Where(a => a.County == file.Case.County && a.CaseId == file.Case.Id)
            .OrderBy(a => a.DecidedAt).ThenBy(a => a.Id).ToListAsync(cancel);
        return [.. stored, .. file.Session.Db.AidApprovals.Local.Where(a => a.CaseId == file.Case.Id)];
    }

    /// <summary>The approval that is being paid; null when there is none.</summary>
    public static async Task<AidApproval?> ApprovedAsync(CaseFile file, CancellationToken cancel) =>
        (await ApprovalsAsync(file, cancel)).LastOrDefault(a => a.Kind == AidApproval.Approved);

    /// <summary>Payments and what banks sent back, oldest first.</summary>
    public static async Task<List<AidPayment>> PaymentsAsync(CaseFile file, CancellationToken cancel)
    {
        var stored = await file.Session.Wide("aid").AidPayments.AsNoTracking().Where(p => p.County == file.Case.County && p.CaseId == file.Case.Id)
            .OrderBy(p => p.PaidAt).ThenBy(p => p.Id).ToListAsync(cancel);
        return [.. stored, .. file.Session.Db.AidPayments.Local.Where(p => p.CaseId == file.Case.Id)];
    }

    /// <summary>The stages of an approval; one for all of it where it was not staged.</summary>
    public static IReadOnlyList<AidStage> StagesOf(AidApproval approval) =>
        FormJson.Read<List<AidStage>>(approval.Stages) is { Count: > 0 } stages ? stages : [new AidStage(approval.On, approval.Amount, null)];

    /// <summary>Payments that stand: neither returns nor what was returned.</summary>
    public static List<AidPayment> Standing(IReadOnlyList<AidPayment> payments) =>
        [.. payments.Where(p => p.Reverses is null && !payments.Any(r => r.Reverses == p.Id))];

    /// <summary>The stage to be paid next, counted from 1; null when all are paid or the rest was given back.</summary>
    public static async Task<(AidApproval Approval, int Number, AidStage Stage)?> NextStageAsync(CaseFile file, CancellationToken cancel)
    {
        var approvals = await ApprovalsAsync(file, cancel);
        if (approvals.LastOrDefault(a => a.Kind == AidApproval.Approved) is not { } approval)
        {
            return null;
        }

        var stages = StagesOf(approval);
        var paid = Standing(await PaymentsAsync(file, cancel)).Count(p => p.ApprovalId == approval.Id);
        var isReleased = approvals.Exists(a => a.Kind == AidApproval.Released && a.DecidedAt >= approval.DecidedAt);
        return isReleased || paid >= stages.Count ? null : (approval, paid + 1, stages[paid]);
    }

    /// <summary>Everybody who had a hand in the approval: on whose word money goes out.</summary>
    public static IEnumerable<Guid> DecidersOf(AidApproval approval) => approval.SecondBy is { } second ? [approval.DecidedBy, second] : [approval.DecidedBy];

    /// <summary>Everybody who wrote a verification of this case down.</summary>
    public static async Task<List<Guid>> VerifiersAsync(CaseFile file, CancellationToken cancel) =>
        [.. (await file.FactsAsync(cancel)).All.Where(f => f.Kind == AidFactKind.Verification).Select(f => f.RecordedBy)];
}
