using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Policy;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What an approval is made from.</summary>
internal sealed record AidIntent(Money Amount, string Reason, DelegatedKind Kind)
{
    public IReadOnlyList<AidStage> Stages { get; init; } = [];

    /// <summary>The second approver of 先行救助.</summary>
    public Guid? SecondBy { get; init; }

    /// <summary>Why the county helps for the same cause again this year.</summary>
    public string? ExceptionReason { get; init; }
}

/// <summary>Makes an approval: the route of the law, the instrument with the room left, the clauses; everything looked up at this moment and under lock.</summary>
public sealed class AidDeciding(AidLimits limits)
{
    public const string ByCounty = "county";
    public const string ByMeeting = "case-meeting";

    /// <summary>乡镇: only inside the law's route and the room of an instrument in force.</summary>
    internal async Task<Reply<AidApproval>> ByTownshipAsync(CaseFile file, AidIntent intent, CancellationToken cancel)
    {
        var (claim, law) = (await AidCase.ClaimAsync(file, cancel), await file.LawAsync(cancel));
        var use = await limits.UseAsync(file, claim, law, locks: true, cancel);
        if (await RefuseExpenseAsync(file, claim, law, intent.Amount, use, cancel) is { } expense)
        {
            return expense;
        }

        var hasInstrument = (await limits.InForceAsync(file, claim, intent.Kind, cancel)).Count > 0;
        if (!hasInstrument)
        {
            return Delegation.Refusals.NoInstrument;
        }

        var routed = await RouteAsync(file, claim, law, intent, use, authorised: true, cancel);
        if (!routed.Done)
        {
            return routed.Refusal!;
        }

        if (routed.Value.Level != AidLevel.Township)
        {
            return Refusals.TownshipMayNot;
        }

        var reserved = await limits.ReserveAsync(file, claim, intent.Kind, intent.Amount, use, cancel);
        return reserved.Done ? await WriteAsync(file, claim, intent, LevelOf(reserved.Value.Instrument.Form), routed.Value, reserved.Value, cancel) : reserved.Refusal!;
    }

    /// <summary>县级, or 一事一议: no instrument; the ceiling and the once-a-year rule are the county's to keep.</summary>
    internal async Task<Reply<AidApproval>> ByCountyAsync(CaseFile file, AidIntent intent, string level, CancellationToken cancel)
    {
        var (claim, law) = (await AidCase.ClaimAsync(file, cancel), await file.LawAsync(cancel));
        var use = await limits.UseAsync(file, claim, law, locks: true, cancel);
        if (await RefuseExpenseAsync(file, claim, law, intent.Amount, use, cancel) is { } expense)
        {
            return expense;
        }

        var routed = await RouteAsync(file, claim, law, intent, use, authorised: false, cancel);
        if (!routed.Done)
        {
            return routed.Refusal!;
        }

        if (routed.Value.Level == AidLevel.CountyCaseMeeting && level != ByMeeting)
        {
            return Refusals.MeetingMust;
        }

        if (use.SameCause >= law.Count("temporary-assistance.same-cause-per-year").Value && string.IsNullOrWhiteSpace(intent.ExceptionReason))
        {
            return Refusals.ExceptionReason;
        }

        return await WriteAsync(file, claim, intent, level, routed.Value, null, cancel);
    }

    /// <summary>不予救助, with the reason the applicant is told.</summary>
    internal static async Task<AidApproval> RefuseAsync(CaseFile file, string reason, string level, CancellationToken cancel)
    {
        var claim = await AidCase.ClaimAsync(file, cancel);
        file.Instance.Result = AidResults.Refused;
        return file.Add("aid_approvals", await RowAsync(file, claim, AidApproval.Refused, Money.Zero, reason, level, ["SC649-11"], cancel));
    }

    /// <summary>Gives back what was approved and will not be paid: to the instrument it was taken from, and to every sum it counts in.</summary>
    internal static async Task<Money> ReleaseRestAsync(CaseFile file, string reason, CancellationToken cancel)
    {
        var approvals = await AidCase.ApprovalsAsync(file, cancel);
        if (await AidCase.NextStageAsync(file, cancel) is not var (approval, number, _))
        {
            return Money.Zero;
        }

        var rest = AidCase.StagesOf(approval).Skip(number - 1).Aggregate(Money.Zero, (sum, s) => sum + s.Amount);
        if (approval.InstrumentId is { } instrument)
        {
            Storage.HotInstruments.Release(file.Session.Hot, new(approval.County, instrument), rest);
        }

        var claim = await AidCase.ClaimAsync(file, cancel);
        file.Add("aid_approvals", await RowAsync(file, claim, AidApproval.Released, -rest, reason, approval.Level, FormJson.Read<List<string>>(approval.Clauses), cancel, approval.InstrumentId));
        return rest;
    }

    // 支出型: the county's cap of a year, and the notice where the county asks for one; guaranteed here, whatever the flow looks like.
    private static async Task<Refusal?> RefuseExpenseAsync(CaseFile file, AidClaim claim, LawOfTheDay law, Money amount, AidUse use, CancellationToken cancel)
    {
        if (claim.Track != AidTrack.Expense)
        {
            return null;
        }

        if (law.AmountIfSet("temporary-assistance.expense-year-cap") is { } cap && use.Year + amount > cap.Value)
        {
            return Refusals.AboveYearCap(cap.Value, use.Year);
        }

        var notice = (await file.FactsAsync(cancel)).Last<AidNoticeFact>(AidFactKind.Notice)?.Value;
        return law.Truth("temporary-assistance.expense-notice").Value && notice is not { Objection: false } ? Refusals.NoticeMissing : null;
    }

    private static string LevelOf(DelegationForm form) => $"township-{EnumCodes.CodeOf(form)}";

    // The run of F20 is kept with the approval: values, clauses, figures.
    private async Task<Reply<Routed>> RouteAsync(CaseFile file, AidClaim claim, LawOfTheDay law, AidIntent intent, AidUse use, bool authorised, CancellationToken cancel)
    {
        var route = await limits.RouteAsync(file, claim, law, Sourced.Given(intent.Amount), use, authorised, cancel);
        if (!route.IsDecided)
        {
            return new Refusal(RefusalKind.Conflict, "cannot-decide", Obstacles.Blocking(route)!.Message, "I07", "补齐以后再办");
        }

        return new Routed(route.Explained.Value.Level, KeptCalculation.Of(file, "authority.route", law.Day, new Explained<RouteResult>(RouteResult.Of(route.Explained.Value), route.Explained.Explanation), []));
    }

    private static async Task<AidApproval> WriteAsync(CaseFile file, AidClaim claim, AidIntent intent, string level, Routed routed, Reservation? reserved, CancellationToken cancel)
    {
        file.Add(routed.Kept);
        var row = await RowAsync(file, claim, AidApproval.Approved, intent.Amount, intent.Reason, level, KeptCalculation.ClausesOf(routed.Kept), cancel,
            reserved?.Instrument.Id.Id, routed.Kept.Id, intent, reserved?.Room);
        return file.Add("aid_approvals", row);
    }

    private static async Task<AidApproval> RowAsync(
        CaseFile file, AidClaim claim, string kind, Money amount, string reason, string level, IReadOnlyList<string> clauses, CancellationToken cancel,
        Guid? instrument = null, Guid? calculation = null, AidIntent? intent = null, SortedDictionary<string, string>? room = null) => new()
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            Kind = kind,
            Number = await Numbers.NextAsync(file.Session, file.Case.County, "aid-approval", cancel),
            Amount = amount,
            Stages = FormJson.Write(intent?.Stages ?? []),
            Level = level,
            InstrumentId = instrument,
            Room = FormJson.Write(room ?? []),
            Clauses = FormJson.Write(clauses),
            Reason = intent?.ExceptionReason is { Length: > 0 } exception ? $"{reason}（同一事由例外：{exception}）" : reason,
            EventId = claim.EventId,
            Cause = claim.Cause,
            On = file.Today,
            DecidedAt = file.Session.Time.Now,
            DecidedBy = file.Session.Acting.Id,
            SecondBy = intent?.SecondBy,
            GrantId = file.Session.Mandate?.GrantId ?? Guid.Empty,
            DefinitionVersionId = file.Instance.DefinitionVersionId,
            CalculationId = calculation,
        };

    /// <summary>The route as it is stored, by names.</summary>
    private sealed record RouteResult(string Level, string Fund)
    {
        public static RouteResult Of(AuthorityResult route) => new(route.Level.ToString(), route.Fund.ToString());
    }

    private sealed record Routed(AidLevel Level, Calculation Kept);
}
