using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>Makes the decision and its letter: amount, reasons, clauses, values, facts and mandate as known now.</summary>
public sealed class Deciding(LetterDesk letters)
{
    private const string MonthAfterDecision = "month-after-decision";

    public async Task<Reply<StepReply>> ConfirmAsync(CaseFile file, ApprovalAnswers form, CancellationToken cancel)
    {
        var authority = await AuthorityAsync(file, cancel);
        if (!authority.Done)
        {
            return authority.Refusal!;
        }

        if (await Guarantees.ForConfirmingAsync(file, cancel) is { } refusal)
        {
            return refusal;
        }

        var held = await HeldAsync(file, cancel);
        if (!held.Done)
        {
            return held.Refusal!;
        }

        var result = Calculations.ResultOf(held.Value);
        var within = (await file.FactsAsync(cancel)).Last<PropertyTestFact>(FactKind.PropertyTest)?.Value.Within == true;
        if (!result.Eligible || !within)
        {
            return Refusals.NotEligible;
        }

        var law = await file.LawAsync(cancel);
        var start = law.Text("payment.start-month");
        if (law.Blocked)
        {
            return Policy.Refusals.Unset("payment.start-month", "待遇起算月份");
        }

        var first = FirstMonth(file.Today, start.Value);
        var decision = await DecideAsync(file, authority.Value, Decision.Confirmed, held.Value, [$"家庭人均收入低于当地保障标准，财产符合规定。{form.Opinion}"], law.MainBasis("approval"), result.Monthly, first, cancel);
        await letters.IssueDecisionAsync(file, decision, held.Value, cancel);
        return StepReply.Complete(Approval.Confirmed, $"确认同意，每月 {result.Monthly} 元，{first} 起");
    }

    public async Task<Reply<StepReply>> RefuseAsync(CaseFile file, ApprovalAnswers form, CancellationToken cancel)
    {
        var authority = await AuthorityAsync(file, cancel);
        if (!authority.Done)
        {
            return authority.Refusal!;
        }

        if (await Guarantees.ForDecidingAsync(file, cancel) is { } refusal)
        {
            return refusal;
        }

        var held = await HeldAsync(file, cancel);
        if (!held.Done)
        {
            return held.Refusal!;
        }

        var facts = await file.FactsAsync(cancel);
        var ground = form.Ground ?? facts.Last<InitialReviewFact>(FactKind.InitialReview)?.Value.Ground;
        var result = Calculations.ResultOf(held.Value);
        var test = facts.Last<PropertyTestFact>(FactKind.PropertyTest)?.Value;
        if (ground is not { } why)
        {
            return Refusals.GroundMissing;
        }

        if (!Grounds.Holds(why, result.Eligible, test?.Within == true))
        {
            return Refusals.Eligible;
        }

        var law = await file.LawAsync(cancel);
        var reasons = Reasons(why, result, test);
        var decision = await DecideAsync(file, authority.Value, Decision.Refused, held.Value, reasons, law.MainBasis("refusal"), null, null, cancel);
        await letters.IssueDecisionAsync(file, decision, held.Value, cancel);
        return StepReply.Complete(Approval.Refused, $"不予确认同意：{EnumCodes.TextOf(why)}");
    }

    // A task of the county's leader is the county's word; the township's holds only while a document in force gives it the power.
    private static async Task<Reply<ConfirmationAuthority>> AuthorityAsync(CaseFile file, CancellationToken cancel) =>
        file.Task?.Role != Roles.TownshipLeader ? ConfirmationAuthority.County
        : await ConfirmationLevel.AuthorityAsync(file, cancel) is { Instrument: not null } township ? township
        : file.Task.Step is TownshipApproval.Type or TownshipRefusal.Type ? Refusals.NotDelegated
        : Refusals.NotDelegatedNoWayUp;

    // The stored run must still be what the law and the facts of today give.
    private static async Task<Reply<Calculation>> HeldAsync(CaseFile file, CancellationToken cancel) =>
        await Calculations.LatestAsync(file, cancel) is not { } latest ? Refusals.NotCalculated
        : await Calculations.IsStaleAsync(file, latest, cancel) ? Refusals.Stale
        : latest;

    /// <summary>The first month paid, as yyyymm; null while the county has not said from when.</summary>
    internal static int? FirstMonthOf(DateOnly on, LawOfTheDay law) => law.Text("payment.start-month").Value is { } start ? Number(FirstMonth(on, start)) : null;

    /// <summary>The clause ids of a decision as stored: the main legal basis first, then those of its calculation.</summary>
    /// <param name="delegation">What gives a township the power; none for the county.</param>
    internal static string ClausesOf(LegalBasis basis, Calculation calculation, IReadOnlyList<string> delegation) =>
        FormJson.Write(basis.Clauses.Select(c => c.Id).Concat(Calculations.ClausesOf(calculation)).Concat(delegation).Distinct().ToList());

    private static YearMonth FirstMonth(DateOnly on, string start) => YearMonth.Of(on).AddMonths(start == MonthAfterDecision ? 1 : 0);

    private static int Number(YearMonth month) => (month.Year * 100) + month.Month;

    /// <summary>Which condition failed, with its figures; never what would have changed it.</summary>
    internal static List<string> Reasons(RefusalGround ground, AssessmentResult result, PropertyTestFact? test) => ground switch
    {
        RefusalGround.Income => [$"你户全年可计算收入 {result.CountableAnnualIncome} 元，不低于 {result.Members} 人的全年保障标准。"],
        RefusalGround.Property => [$"你户家庭财产超出规定：{test?.Reason}"],
        RefusalGround.NoCooperation => ["你户拒不配合家庭经济状况调查核实，无法认定家庭情况。"],
        _ => ["经核实，你户隐瞒或虚报家庭情况。"],
    };

    private static async Task<Decision> DecideAsync(
        CaseFile file, ConfirmationAuthority authority, string kind, Calculation calculation, IReadOnlyList<string> reasons, LegalBasis basis, Money? monthly, YearMonth? first, CancellationToken cancel)
    {
        var decision = new Decision
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            Kind = kind,
            Number = await Numbers.NextAsync(file.Session, file.Case.County, kind == Decision.Confirmed ? "dibao-confirmation" : "dibao-refusal", cancel),
            Monthly = monthly,
            FirstMonth = first is { } month ? Number(month) : null,
            Reasons = FormJson.Write(reasons),
            Clauses = ClausesOf(basis, calculation, authority.Clauses),
            CalculationId = calculation.Id,
            DefinitionVersionId = file.Instance.DefinitionVersionId,
            Level = authority.Level,
            InstrumentId = authority.Instrument?.Id.Id,
            InstrumentNumber = authority.Instrument?.Number,
            DecidedBy = file.Session.Acting.Id,
            GrantId = file.Session.Mandate!.GrantId,
            On = file.Today,
            KnownAt = file.Session.Time.Now,
            RecordedAt = file.Session.Time.Now,
        };
        file.Add(decision);
        return decision;
    }
}
