namespace Approvals.Domain;

/// <summary>What an early warning is about.</summary>
public enum WarningAlert
{
    /// <summary>收入骤减.</summary>
    IncomeDrop,

    /// <summary>支出骤增.</summary>
    ExpenseRise,
}

/// <summary>What a warning leads to (A-F23-2): never a decision.</summary>
public enum WarningEffect
{
    VisitTask,
    ListOnly,
}

/// <summary>Incomes and expense of a household over two years.</summary>
public sealed record WarningFacts(Sourced<Money> PreviousIncome, Sourced<Money> CurrentIncome, Sourced<Money> RigidExpense);

/// <summary>Where warnings begin.</summary>
/// <param name="Drop">Share of the previous income lost.</param>
/// <param name="Rise">Self-paid rigid expense as a share of the current income.</param>
/// <param name="ExpenseFloor">Expense below it never warns, yuan per household and year; zero: no floor.</param>
/// <param name="Effect">What a warning leads to.</param>
/// <param name="Basis">The clauses of monitoring.</param>
public sealed record WarningTerms(Sourced<Ratio> Drop, Sourced<Ratio> Rise, Sourced<Money> ExpenseFloor, Sourced<Choice<WarningEffect>> Effect, IReadOnlyList<string> Basis);

/// <summary>Whether a drop of income or a surge of expense is reported for a visit (监测预警).</summary>
/// <remarks>Ratios compared exactly; reaching a threshold warns. Clauses: JL2020-2.2.5, JL2020-2.2.6, N2021-2.3.1, N2021-2.3.4; the numbers are local.</remarks>
public static class WarningThresholds
{
    private static readonly Dictionary<WarningAlert, string> Names = new() { [WarningAlert.IncomeDrop] = "收入骤减", [WarningAlert.ExpenseRise] = "支出骤增" };

    /// <summary>收入骤减 or 支出骤增.</summary>
    public static string NameOf(WarningAlert alert) => Names[alert];

    /// <summary>Whether the income dropped by so much; from nothing nothing drops.</summary>
    public static bool Drops(Money previous, Money current, Ratio drop) =>
        previous > Money.Zero && Ratio.Of(previous - current) >= drop * Ratio.Of(previous);

    /// <summary>Whether the expense takes so much of the income; any expense does where there is no income.</summary>
    public static bool Rises(Money current, Money expense, Ratio rise, Money floor) =>
        expense > Money.Zero && expense >= floor && (current <= Money.Zero || Ratio.Of(expense) >= rise * Ratio.Of(current));

    /// <summary>The alerts with their lines.</summary>
    public static Answer<IReadOnlyList<WarningAlert>> Explain(WarningFacts facts, WarningTerms terms)
    {
        if (FieldProblem.OfNegative("rigidExpense", facts.RigidExpense.Value, "刚性支出") is { } problem)
        {
            return problem;
        }

        var drops = Drops(facts.PreviousIncome.Value, facts.CurrentIncome.Value, terms.Drop.Value);
        var rises = Rises(facts.CurrentIncome.Value, facts.RigidExpense.Value, terms.Rise.Value, terms.ExpenseFloor.Value);
        IReadOnlyList<WarningAlert> alerts = [.. drops ? [WarningAlert.IncomeDrop] : Array.Empty<WarningAlert>(), .. rises ? [WarningAlert.ExpenseRise] : Array.Empty<WarningAlert>()];
        return new Explained<IReadOnlyList<WarningAlert>>(alerts, new Explanation("warning.thresholds", "监测预警", terms.Basis,
        [
            new Step("收入骤减", "（上期收入 − 本期收入）÷ 上期收入 达到 比例", [StepInput.Of("上期收入", facts.PreviousIncome), StepInput.Of("本期收入", facts.CurrentIncome), StepInput.Of("减少比例", terms.Drop)], drops ? "预警" : "不预警"),
            new Step("支出骤增", "自付刚性支出 ÷ 本期收入 达到 比例，且不低于起点", [StepInput.Of("刚性支出", facts.RigidExpense), StepInput.Of("支出比例", terms.Rise), StepInput.Of("支出起点", terms.ExpenseFloor), StepInput.Of("预警后", terms.Effect)], rises ? "预警" : "不预警"),
        ]));
    }
}
