using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules of 低保: facts from the call, values from the law of the day, the calculation from Domain.</summary>
internal static class DibaoRules
{
    /// <summary>rural or urban; rural where nobody says.</summary>
    internal static GivenMember Standard { get; } =
        new("standard", "适用标准（农村或城市）", GivenKind.Choice, Required: false) { Choices = Kebab.All<StandardKind>() };

    /// <summary>How many live together and what they have in a year.</summary>
    internal static GivenMember[] HouseholdAndIncome { get; } =
        [new("members", "共同生活家庭成员人数", GivenKind.Count), new("countableAnnualIncome", "家庭全年可计算收入", GivenKind.Amount)];

    private static readonly ResultShape[] EligibleAndMonthly = [new("eligible", ResultKind.Truth), new("monthly", ResultKind.Amount)];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("dibao.shortfall", "低保补差（只看收入）", [.. HouseholdAndIncome, Standard], EligibleAndMonthly,
            (law, given) => DibaoCalculations.Shortfall(law, given.Count("members"), given.Amount("countableAnnualIncome"), given.Kind()).As(Members)),
        new("dibao.poverty-line-check", "扶贫线核对", [.. HouseholdAndIncome, Standard], [new("ok", ResultKind.Truth), new("perPerson", ResultKind.Amount)],
            (law, given) => DibaoCalculations.PovertyLineCheck(law, given.Count("members"), given.Amount("countableAnnualIncome"), given.Kind())
                .As(r => [new("ok", r.Ok), new("perPerson", r.PerPerson)])),
        new("dibao.single-person-unit", "单人户",
            [
                new("age", "年龄（周岁）", GivenKind.Count), new("jobless", "无业", GivenKind.Truth),
                new("disabilityGrade", "残疾等级（三级智力、精神另写）", GivenKind.Choice, Required: false) { Choices = [.. Grades.Keys] },
                new("seriouslyIll", "重病", GivenKind.Truth), new("personalIncome", "本人全年可计算收入", GivenKind.Amount),
                new("householdIncomePerPerson", "家庭人均全年可计算收入", GivenKind.Amount), new("ownApplication", "本人申请", GivenKind.Truth),
                new("supportedByFamily", "靠家庭供养", GivenKind.Truth), new("cannotFormHousehold", "无法单独立户", GivenKind.Truth),
                new("guardianApplication", "监护人代为申请", GivenKind.Truth, Required: false), new("edgeFamily", "已认定为低保边缘家庭", GivenKind.Truth, Required: false), Standard,
            ],
            EligibleAndMonthly,
            (law, given) => DibaoCalculations.SinglePersonUnit(law, SinglePerson(given), given.Kind()).As(Members)),
        new("dibao.expense-deduction", "支出核减纳入",
            [
                HouseholdAndIncome[1], new("selfPaidMedical", "自负医疗费用（全家，近12个月）", GivenKind.Amount), HouseholdAndIncome[0],
                new("unliftedRegisteredPoor", "未脱贫建档立卡", GivenKind.Truth), new("continuingExpense", "持续重大支出", GivenKind.Truth), new("propertyOk", "家庭财产符合规定", GivenKind.Truth),
                new("outOfPolicyMedical", "政策范围外医疗费用", GivenKind.Amount, Required: false), new("applicantSelfPaidMedical", "申请人本人的自负医疗费用", GivenKind.Amount, Required: false), Standard,
            ],
            EligibleAndMonthly,
            (law, given) => DibaoCalculations.ExpenseDeduction(law, Expense(given), given.Kind()).As(Members)),
        new("expense-deduction.period", "支出核减待遇期限", [new("decisionDate", "决定日期", GivenKind.Day)], [new("firstMonth", ResultKind.Month), new("lastMonth", ResultKind.Month)],
            (law, given) => DibaoCalculations.ExpenseDeductionPeriod(law, given.Day("decisionDate")).As(s => [new("firstMonth", s.First), new("lastMonth", s.Last)])),
        new("dibao.property-test", "家庭财产核查",
            [
                HouseholdAndIncome[0], new("savings", "存款、现金、有价证券", GivenKind.Amount), new("vehicles", "机动车", GivenKind.Count), new("houses", "住房", GivenKind.Count),
                new("exemptVehicles", "其中不计的车辆", GivenKind.Count, Required: false), new("businesses", "经营实体", GivenKind.Count, Required: false), Standard,
            ],
            [new("ok", ResultKind.Truth), new("over", ResultKind.Texts)],
            (law, given) => PropertyAssessment.Over(law, Property(given)).As(over => [new("ok", over.Count == 0), new("over", over)])),
        new("dibao.category-supplement", "分类施保",
            [
                new("persons", "家庭成员", GivenKind.Rows)
                {
                    Members =
                    [
                        new("person", "姓名或称谓", GivenKind.Text), new("age", "年龄（周岁）", GivenKind.Count),
                        new("disabilityGrade", "残疾等级", GivenKind.Choice, Required: false) { Choices = [.. Grades.Keys] },
                        new("seriouslyIll", "重病", GivenKind.Truth, Required: false), new("singleParentFamily", "单亲家庭子女", GivenKind.Truth, Required: false),
                    ],
                },
                Standard,
            ],
            [
                new("total", ResultKind.Amount),
                new("lines", ResultKind.Rows)
                {
                    Members = [new("person", ResultKind.Text), new("classes", ResultKind.Texts) { Choices = Kebab.All<SupplementClass>() }, new("amount", ResultKind.Amount)],
                },
            ],
            (law, given) => DibaoCalculations.CategorySupplement(law, [.. given.Rows("persons").Select(Person)], given.Kind()).As(Supplement)),
    ];

    /// <summary>Grades as they are written: 1 to 4, and the kinds that matter at grade 3.</summary>
    private static Dictionary<string, DisabilityGrade> Grades => new()
    {
        ["1"] = DisabilityGrade.One,
        ["2"] = DisabilityGrade.Two,
        ["3"] = DisabilityGrade.Three,
        ["3-intellectual"] = DisabilityGrade.ThreeIntellectual,
        ["3-mental"] = DisabilityGrade.ThreeMental,
        ["4"] = DisabilityGrade.Four,
    };

    private static ResultMember[] Members(ShortfallResult r) => [new("eligible", r.Eligible), new("monthly", r.Monthly)];

    private static ResultMember[] Supplement(SupplementResult r) =>
    [
        new("total", r.Total),
        new("lines", r.Lines.Select(l => (IReadOnlyList<ResultMember>)[new("person", l.Person), new("classes", l.Classes.Select(Kebab.Of).ToList()), new("amount", l.Amount)]).ToList()),
    ];

    private static Sourced<DisabilityGrade>? Grade(GivenFacts given) => given.Has("disabilityGrade") ? Sourced.Given(Grades[given.Text("disabilityGrade")]) : null;

    private static SinglePersonFacts SinglePerson(GivenFacts given) => new(
        given.Count("age"),
        given.Truth("jobless"),
        Grade(given),
        given.Truth("seriouslyIll"),
        given.Amount("personalIncome"),
        given.Amount("householdIncomePerPerson"),
        given.Truth("ownApplication"),
        given.Truth("supportedByFamily"),
        given.Truth("cannotFormHousehold"))
    {
        GuardianApplication = given.TruthIfGiven("guardianApplication"),
        EdgeFamily = given.TruthIfGiven("edgeFamily"),
    };

    private static ExpenseDeductionFacts Expense(GivenFacts given) => new(
        given.Amount("countableAnnualIncome"),
        given.Amount("selfPaidMedical"),
        given.Count("members"),
        given.Truth("unliftedRegisteredPoor"),
        given.Truth("continuingExpense"),
        given.Truth("propertyOk"))
    {
        OutOfPolicyMedical = given.AmountIfGiven("outOfPolicyMedical"),
        ApplicantMedical = given.AmountIfGiven("applicantSelfPaidMedical"),
    };

    private static PropertyStatement Property(GivenFacts given) =>
        new(given.Count("members"), given.Kind(), given.Amount("savings"), given.Count("vehicles"), given.Count("houses"))
        {
            ExemptVehicles = given.CountIfGiven("exemptVehicles"),
            Businesses = given.CountIfGiven("businesses"),
        };

    private static SupplementPerson Person(GivenFacts row) =>
        new(row.Text("person"), row.Count("age"), Grade(row), row.TruthOrNo("seriouslyIll"), row.TruthOrNo("singleParentFamily"));
}
