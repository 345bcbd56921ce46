namespace Approvals.Domain;

/// <summary>Classes of persons who get more (分类施保人员类别).</summary>
public enum SupplementClass
{
    Elderly,
    Minor,
    SeverelyDisabled,
    SeriouslyIll,
    SingleParent,
}

/// <summary>What happens to a person of several classes.</summary>
public enum SupplementCombining
{
    /// <summary>The highest one counts.</summary>
    Highest,

    /// <summary>They add up.</summary>
    Sum,
}

/// <summary>One member as the supplement sees him.</summary>
/// <param name="Person">The member as printed.</param>
/// <param name="Age">Whole years.</param>
/// <param name="Disability">Grade of the certificate; null without one.</param>
/// <param name="SeriouslyIll">重病.</param>
/// <param name="SingleParentFamily">A child of a single parent.</param>
public sealed record SupplementPerson(string Person, Sourced<int> Age, Sourced<DisabilityGrade>? Disability, Sourced<bool> SeriouslyIll, Sourced<bool> SingleParentFamily);

/// <summary>What the county pays on top of the gap.</summary>
/// <param name="Amounts">Yuan per person and month for each class.</param>
/// <param name="Combining">Highest or sum.</param>
/// <param name="ElderlyFrom">From which age.</param>
/// <param name="AgeOfMajority">Minors are younger.</param>
/// <param name="SevereGrades">The grades that count as 重度.</param>
public sealed record SupplementTerms(
    Sourced<IReadOnlyDictionary<SupplementClass, Money>> Amounts,
    Sourced<Choice<SupplementCombining>> Combining,
    Sourced<int> ElderlyFrom,
    Sourced<int> AgeOfMajority,
    Sourced<IReadOnlyList<Choice<DisabilityGrade>>> SevereGrades);

/// <summary>What one person gets on top.</summary>
public sealed record SupplementLine(string Person, IReadOnlyList<SupplementClass> Classes, Money Amount);

/// <summary>The supplement of a household, person by person.</summary>
public sealed record SupplementResult(Money Total, IReadOnlyList<SupplementLine> Lines);

/// <summary>What the old, minors, the severely disabled, the seriously ill and children of single parents get on top of the gap (分类施保): per person, on a line of its own.</summary>
/// <remarks>Yuan per month. Clauses: HN2020-2.1.4, SC649-12; amounts are local.</remarks>
public static class CategorySupplement
{
    private static readonly Dictionary<SupplementClass, string> Names = new()
    {
        [SupplementClass.Elderly] = "老年人",
        [SupplementClass.Minor] = "未成年人",
        [SupplementClass.SeverelyDisabled] = "重度残疾人",
        [SupplementClass.SeriouslyIll] = "重病患者",
        [SupplementClass.SingleParent] = "单亲家庭子女",
    };

    /// <summary>The classes a person belongs to.</summary>
    public static IReadOnlyList<SupplementClass> ClassesOf(SupplementPerson person, SupplementTerms terms) => [.. Names.Keys.Where(c => c switch
    {
        SupplementClass.Elderly => person.Age.Value >= terms.ElderlyFrom.Value,
        SupplementClass.Minor => person.Age.Value < terms.AgeOfMajority.Value,
        SupplementClass.SeverelyDisabled => person.Disability is { } grade && terms.SevereGrades.Value.Any(g => g.Value == grade.Value),
        SupplementClass.SeriouslyIll => person.SeriouslyIll.Value,
        _ => person.SingleParentFamily.Value && person.Age.Value < terms.AgeOfMajority.Value,
    })];

    /// <summary>The bare amount of a person of these classes.</summary>
    public static Money Of(IEnumerable<SupplementClass> classes, IReadOnlyDictionary<SupplementClass, Money> amounts, SupplementCombining combining) =>
        classes.Select(c => amounts[c]).Aggregate(Money.Zero, (a, b) => combining == SupplementCombining.Sum ? a + b : Money.Max(a, b));

    /// <summary>The supplement with a line for each person.</summary>
    public static Answer<SupplementResult> Explain(IReadOnlyList<SupplementPerson> persons, SupplementTerms terms)
    {
        if (persons.Select(p => FieldProblem.OfLess($"{p.Person} age", p.Age.Value, 0, "年龄")).FirstOrDefault(p => p is not null) is { } problem)
        {
            return problem;
        }

        var lines = persons.Select(p => LineOf(p, terms)).ToList();
        var total = lines.Aggregate(Money.Zero, (sum, l) => sum + l.Amount);
        return new Explained<SupplementResult>(new SupplementResult(total, lines), new Explanation("dibao.category-supplement", "分类施保", [],
            [.. persons.Zip(lines, (p, l) => StepOf(p, l, terms)), new Step("分类施保月金额", "各人之和，在补差之外单列", [], $"{total}元/月")]));
    }

    private static SupplementLine LineOf(SupplementPerson person, SupplementTerms terms)
    {
        var classes = ClassesOf(person, terms);
        return new SupplementLine(person.Person, classes, Of(classes, terms.Amounts.Value, terms.Combining.Value.Value));
    }

    private static Step StepOf(SupplementPerson person, SupplementLine line, SupplementTerms terms) => new(
        person.Person,
        terms.Combining.Value.Value == SupplementCombining.Sum ? "属于几类的相加" : "属于几类的取最高一类",
        [
            StepInput.Of("年龄", person.Age, "周岁"), StepInput.Of("老年人年龄", terms.ElderlyFrom, "周岁"), StepInput.Of("成年年龄", terms.AgeOfMajority, "周岁"),
            StepInput.Of("重度残疾的等级", terms.SevereGrades), StepInput.Of("重病", person.SeriouslyIll), StepInput.Of("几类并存时", terms.Combining),
            .. line.Classes.Select(c => new StepInput(Names[c], $"{terms.Amounts.Value[c]}元/人·月", terms.Amounts.Source)),
        ],
        line.Classes.Count == 0 ? "不属于分类施保人员" : $"{string.Join("、", line.Classes.Select(c => Names[c]))}：{line.Amount}元/月");
}
