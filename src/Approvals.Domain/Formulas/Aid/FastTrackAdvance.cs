namespace Approvals.Domain;

/// <summary>Whom the relief is counted for (A-F12-1).</summary>
public enum AdvanceUnit
{
    PerPerson,
    PerHousehold,
}

/// <summary>What "当日发放" means (A-F12-4).</summary>
public enum PaidMeans
{
    /// <summary>The payment order was sent; the bank's confirmation is recorded later.</summary>
    OrderSent,

    /// <summary>The money arrived.</summary>
    MoneyArrived,
}

/// <summary>What becomes of a late approval (A-F12-5).</summary>
public enum LateApproval
{
    /// <summary>It is marked overdue and finished.</summary>
    Finished,

    /// <summary>It has to be made again by the ordinary path.</summary>
    OrdinaryPath,
}

/// <summary>An application on the fast track.</summary>
/// <param name="Persons">Persons covered.</param>
/// <param name="CommitmentSigned">个人承诺.</param>
/// <param name="AlreadyAdvanced">The month of this application was already given.</param>
/// <param name="AppliedOn">The day of the application.</param>
public sealed record FastTrackFacts(Sourced<int> Persons, Sourced<bool> CommitmentSigned, Sourced<bool> AlreadyAdvanced, Sourced<DateOnly> AppliedOn)
{
    /// <summary>When it was approved; null while it is not.</summary>
    public Sourced<DateTimeOffset>? ApprovedAt { get; init; }

    /// <summary>When the money counts as paid; null while it is not.</summary>
    public Sourced<DateTimeOffset>? PaidAt { get; init; }
}

/// <summary>What the law gives first.</summary>
/// <param name="Enabled">Whether the fast track exists here and now.</param>
/// <param name="Months">Months of the standard.</param>
/// <param name="Standard">The standard the months are counted in, per person and month (A-F12-2).</param>
/// <param name="Unit">Per person or per household.</param>
/// <param name="OffsetLater">Whether it is deducted from later 低保 (A-F12-3).</param>
/// <param name="Paid">What counts as paid.</param>
/// <param name="Late">What becomes of a late approval.</param>
public sealed record FastTrackTerms(
    Sourced<bool> Enabled, Sourced<int> Months, Sourced<Money> Standard, Sourced<Choice<AdvanceUnit>> Unit, Sourced<bool> OffsetLater, Sourced<Choice<PaidMeans>> Paid, Sourced<Choice<LateApproval>> Late);

/// <summary>What is given first and by when.</summary>
/// <param name="Amount">Yuan, once per application.</param>
/// <param name="Due">The day by whose 24:00 the approval is due; null off the fast track.</param>
/// <param name="OnTime">Whether approval (and payment, where known) were in time; null while not approved.</param>
public readonly record struct FastTrackResult(Money Amount, DateOnly? Due, bool? OnTime);

/// <summary>One month of relief right after a same-day approval (当日审批，先行给予临时救助).</summary>
/// <remarks>Yuan. The day is a calendar day, holidays included. Clauses: JL2020-2.7.5, JL2020-2.7.7, JL2020-2.7.8, JL2020-2.7.9, JL2020-2.7.10.</remarks>
public static class FastTrackAdvance
{
    /// <summary>The bare amount.</summary>
    public static Money Of(int persons, Money standard, int months, AdvanceUnit unit) =>
        standard * months * (unit == AdvanceUnit.PerHousehold ? 1 : persons);

    /// <summary>Whether something happened by 24:00 of a day.</summary>
    public static bool IsOnTime(DateOnly due, DateTimeOffset at) => at < LegalDay.EndOf(due);

    /// <summary>The amount and the day with their lines.</summary>
    public static Answer<FastTrackResult> Explain(FastTrackFacts facts, FastTrackTerms terms)
    {
        if (FieldProblem.OfLess("persons", facts.Persons.Value, 1, "救助人数") is { } problem)
        {
            return problem;
        }

        var opens = terms.Enabled.Value && facts.CommitmentSigned.Value;
        var lines = new List<Step>
        {
            Step.Condition("当日审批", "当地当日实行当日审批，且个人已经承诺；否则按普通程序办理", opens, StepInput.Of("实行当日审批", terms.Enabled), StepInput.Of("个人承诺", facts.CommitmentSigned)),
        };
        return opens ? OnTheTrack(facts, terms, lines) : new Explained<FastTrackResult>(new FastTrackResult(Money.Zero, null, null), Sheet(lines));
    }

    private static Explained<FastTrackResult> OnTheTrack(FastTrackFacts facts, FastTrackTerms terms, List<Step> lines)
    {
        var due = facts.AppliedOn.Value;
        bool? onTime = facts.ApprovedAt is { } approved ? IsOnTime(due, approved.Value) && (facts.PaidAt is not { } paid || IsOnTime(due, paid.Value)) : null;
        var amount = facts.AlreadyAdvanced.Value || (onTime == false && terms.Late.Value.Value == LateApproval.OrdinaryPath)
            ? Money.Zero
            : Of(facts.Persons.Value, terms.Standard.Value, terms.Months.Value, terms.Unit.Value.Value);
        return new Explained<FastTrackResult>(new FastTrackResult(amount, due, onTime), Sheet([.. lines, AmountLine(facts, terms, amount), DueLine(facts, terms, due, onTime)]));
    }

    private static Step AmountLine(FastTrackFacts facts, FastTrackTerms terms, Money amount) => new(
        "先行给予的临时救助",
        "城市低保标准 × 人数 × 月数，每次申请只给一次",
        [
            StepInput.Of("标准", terms.Standard, "元/人·月"), StepInput.Of("人数", facts.Persons, "人"), StepInput.Of("月数", terms.Months, "个月"), StepInput.Of("计算单位", terms.Unit),
            StepInput.Of("本次申请已给过", facts.AlreadyAdvanced), StepInput.Of("以后从低保金中扣回", terms.OffsetLater),
        ],
        $"{amount}元");

    private static Step DueLine(FastTrackFacts facts, FastTrackTerms terms, DateOnly due, bool? onTime)
    {
        var inputs = new List<StepInput> { StepInput.Of("申请日期", facts.AppliedOn), StepInput.Of("当日发放的含义", terms.Paid), StepInput.Of("逾期审批", terms.Late) };
        if (facts.ApprovedAt is { } approved)
        {
            inputs.Add(new StepInput("审批时间", $"{LegalDay.Text(LegalDay.Of(approved.Value))} {approved.Value.ToOffset(LegalDay.Offset):HH:mm:ss}", approved.Source));
        }

        return new Step("审批期限", "申请当日24时以前，节假日不顺延", inputs, $"{LegalDay.Text(due)} 24时{(onTime == false ? "，已逾期" : "")}");
    }

    private static Explanation Sheet(IReadOnlyList<Step> lines) => new("fast-track.advance", "当日审批先行救助", [], lines);
}
