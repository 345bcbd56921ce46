namespace Approvals.Domain;

/// <summary>The kinds of income a household states.</summary>
public enum IncomeKind
{
    Wage,
    Business,
    Property,
    Transfer,
    BasicPension,
    OtherPension,
    Support,
    Other,

    /// <summary>扶贫项目保底收益, before what the law leaves out of it.</summary>
    GuaranteedRevenue,
}

/// <summary>One income of one member.</summary>
/// <param name="Person">The member as printed.</param>
/// <param name="Kind">What kind of income.</param>
/// <param name="Amount">Each payment, or the whole year's sum with <paramref name="Times"/> 1. Only a business may end in a loss.</param>
/// <param name="Times">How many payments in the year, 1 to 12.</param>
/// <param name="Line">Tells one income from another of the same kind (an employer, a plot); two records of one line must agree.</param>
public sealed record IncomeItem(string Person, IncomeKind Kind, Sourced<Money> Amount, int Times, string? Line = null)
{
    public Money Annual => Amount.Value * Times;
}

/// <summary>Something the law takes off a member's wages.</summary>
public sealed record IncomeDeduction(string Person, string Name, Sourced<Money> Amount, int Times);

/// <summary>What the household states about a year.</summary>
/// <param name="Members">Members who live together, at least 1.</param>
/// <param name="Period">The year meant, as printed.</param>
/// <param name="Items">Every income.</param>
/// <param name="Deductions">Every deduction, never more than the member's wages.</param>
public sealed record HouseholdIncomeInput(Sourced<int> Members, Sourced<string> Period, IReadOnlyList<IncomeItem> Items, IReadOnlyList<IncomeDeduction> Deductions)
{
    /// <summary>A loss is taken off other incomes: the reading not taken (A-F2-3). Null or false: a loss counts as zero.</summary>
    public Sourced<bool>? LossOffsets { get; init; }

    /// <summary>How many such periods make a year: 2 where six months are accounted. Null or 1: the period is the year.</summary>
    public Sourced<int>? PeriodsOfAYear { get; init; }
}

/// <summary>A household's countable income of a year (家庭全年可计算收入): the sum of its items, a loss of a business counted as zero (A-F2-3), less deductions.</summary>
/// <remarks>Yuan per household and year, exact. Clauses: N2021-2.8.2, N2021-2.1.6; O11.</remarks>
public static class HouseholdIncome
{
    private const int MostPaymentsOfAYear = 12;

    private static readonly Dictionary<IncomeKind, string> Names = new()
    {
        [IncomeKind.Wage] = "工资性收入",
        [IncomeKind.Business] = "经营净收入",
        [IncomeKind.Property] = "财产净收入",
        [IncomeKind.Transfer] = "转移净收入",
        [IncomeKind.BasicPension] = "基础养老金",
        [IncomeKind.OtherPension] = "其他养老金",
        [IncomeKind.Support] = "赡养（抚养、扶养）费",
        [IncomeKind.Other] = "其他收入",
        [IncomeKind.GuaranteedRevenue] = "扶贫项目保底收益",
    };

    public static string NameOf(IncomeKind kind) => Names[kind];

    /// <summary>What an item adds: a loss adds nothing and takes nothing from other incomes.</summary>
    public static Money Countable(IncomeItem item) => item.Annual.OrZeroIfNegative();

    /// <summary>What a member's deductions come to: no more than the member's wages.</summary>
    public static Money Deducted(Money wages, Money deductions) => Money.Min(wages, deductions);

    /// <summary>The sum with a line for each item and deduction. Refuses impossible items; conflicting records of one income cannot be decided.</summary>
    public static Answer<Money> Explain(HouseholdIncomeInput input)
    {
        if (Problem(input) is { } problem)
        {
            return problem;
        }

        var incomes = input.Items.Select((item, index) => (item, index))
            .GroupBy(x => (x.item.Person, x.item.Kind, Line: x.item.Line ?? $"#{x.index}"), x => x.item)
            .Select(records => records.ToList()).ToList();
        var conflicts = incomes.Where(records => records.Select(r => r.Annual).Distinct().Count() > 1).Select(Conflict).ToArray();
        if (conflicts.Length > 0)
        {
            return conflicts;
        }

        var gross = incomes.Aggregate(Money.Zero, (sum, records) => sum + Counted(records[0], input));
        var deductions = input.Deductions.GroupBy(d => d.Person).Select(d => Deduction(d.Key, [.. d], incomes)).ToList();
        var net = deductions.Aggregate(gross, (sum, d) => sum - d.Amount).OrZeroIfNegative();
        var total = net * (input.PeriodsOfAYear?.Value ?? 1);
        return new Explained<Money>(total, new Explanation("income.household", "家庭全年可计算收入", [],
            [.. incomes.Select(records => ItemLine(records, input)), .. deductions.Select(d => d.Line), TotalLine(input, gross, net, total)]));
    }

    private static Money Counted(IncomeItem item, HouseholdIncomeInput input) => input.LossOffsets?.Value == true ? item.Annual : Countable(item);

    /// <summary>Why an item cannot be right; null when it can.</summary>
    public static FieldProblem? ProblemOf(IncomeItem item)
    {
        if (item.Times is < 1 or > MostPaymentsOfAYear)
        {
            return new FieldProblem($"{item.Person} {NameOf(item.Kind)} 次数", $"{item.Times}", $"一年内的发放次数是1到{MostPaymentsOfAYear}，全年合计请填1次。");
        }

        return item.Amount.Value.IsNegative && item.Kind != IncomeKind.Business
            ? new FieldProblem($"{item.Person} {NameOf(item.Kind)}", item.Amount.Value.ToPlainText(), "只有经营净收入可以亏损，其他收入不能是负数，请核对证明后重填。")
            : null;
    }

    private static FieldProblem? Problem(HouseholdIncomeInput input) => FieldProblem.OfMembers(input.Members.Value)
        ?? input.Items.Select(ProblemOf).Concat(input.Deductions.Select(ProblemOf)).FirstOrDefault(r => r is not null);

    private static FieldProblem? ProblemOf(IncomeDeduction deduction) => deduction.Times is < 1 or > MostPaymentsOfAYear
        ? new FieldProblem($"{deduction.Person} {deduction.Name} 月数", $"{deduction.Times}", $"一年内的月数是1到{MostPaymentsOfAYear}，请重填。")
        : null;

    private static Obstacle Conflict(List<IncomeItem> records) => new(
        ObstacleKind.ConflictingFacts,
        $"income.{records[0].Person}",
        $"{records[0].Person}的{NameOf(records[0].Kind)}",
        "乡镇调查人",
        $"{records[0].Person}的{NameOf(records[0].Kind)}有互相矛盾的记录：{string.Join("、", records.Select(r => $"{r.Annual}元"))}。请乡镇调查人核实后保留一个，再计算。");

    private static Step ItemLine(List<IncomeItem> records, HouseholdIncomeInput input)
    {
        var item = records[0];
        var words = item.Times == 1 ? "全年合计" : $"每次金额 × {item.Times}次";
        var inputs = records.Select(r => StepInput.Of(item.Line ?? NameOf(item.Kind), r.Amount));
        var offsets = item.Annual.IsNegative && input.LossOffsets is { Value: true } reading ? reading : (Sourced<bool>?)null;
        return new Step(
            $"{item.Person} {NameOf(item.Kind)}",
            !item.Annual.IsNegative ? words : offsets is null ? $"{words}，亏损按0元" : $"{words}，亏损抵减其他收入",
            offsets is { } o ? [.. inputs, StepInput.Of("亏损抵减其他收入", o)] : [.. inputs],
            $"{Counted(item, input)}元");
    }

    private static (Money Amount, Step Line) Deduction(string person, List<IncomeDeduction> deductions, List<List<IncomeItem>> incomes)
    {
        var wages = incomes.Where(r => r[0].Person == person && r[0].Kind == IncomeKind.Wage).Aggregate(Money.Zero, (sum, r) => sum + Countable(r[0]));
        var amount = Deducted(wages, deductions.Aggregate(Money.Zero, (sum, d) => sum + (d.Amount.Value * d.Times)));
        return (amount, new Step(
            $"{person} {string.Join("、", deductions.Select(d => d.Name).Distinct())}",
            "扣减额 × 月数，不超过本人工资性收入",
            [.. deductions.Select(d => StepInput.Of($"{d.Name}（{d.Times}个月）", d.Amount))],
            $"−{amount}元"));
    }

    private static Step TotalLine(HouseholdIncomeInput input, Money gross, Money net, Money total)
    {
        var inputs = new List<StepInput> { StepInput.Of("共同生活家庭成员", input.Members, "人"), new("核算期间", input.Period.Value, input.Period.Source) };
        var words = gross == net ? $"{total}元" : $"{gross} − {gross - net} = {total}元";
        if (input.PeriodsOfAYear is { Value: > 1 } periods)
        {
            inputs.Add(StepInput.Of("折算全年", periods, "倍"));
            words = $"{net} × {periods.Value} = {total}元";
        }

        return new Step("家庭全年可计算收入", "各项收入之和 − 扣减之和", inputs, words);
    }
}
