using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules of income: who counts, and what counts.</summary>
internal static class IncomeRules
{
    private static readonly GivenMember Recipient = new("recipient", "已是低保对象", GivenKind.Truth);

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("household.members", "共同生活家庭成员认定",
            [
                new("persons", "户籍和同住人员", GivenKind.Rows)
                {
                    Members =
                    [
                        new("person", "姓名或称谓", GivenKind.Text), new("relation", "与申请人关系", GivenKind.Choice) { Choices = Kebab.All<Relation>() },
                        new("age", "年龄（周岁）", GivenKind.Count, Required: false),
                        new("situations", "情况", GivenKind.Choices, Required: false) { Choices = Kebab.All<MemberSituation>() },
                    ],
                },
            ],
            [
                new("members", ResultKind.Count),
                new("lines", ResultKind.Rows) { Members = [new("person", ResultKind.Text), new("counted", ResultKind.Truth), new("code", ResultKind.Text), new("reason", ResultKind.Text)] },
            ],
            (law, given) => IncomeCalculations.Members(law, [.. given.Rows("persons").Select(FamilyPerson)]).As(Members)),
        new("income.basic-pension", "养老金计入额（每月）",
            [
                new("basicPension", "基础养老金（每月）", GivenKind.Amount), new("otherPension", "其他养老金（每月）", GivenKind.Amount),
                new("centralBasicPension", "中央确定的基础养老金（每月）", GivenKind.Amount, Required: false), new("month", "养老金所属月份", GivenKind.Month, Required: false), DibaoRules.Standard,
            ],
            [new("countable", ResultKind.Amount)],
            (law, given) => DibaoCalculations.Pension(
                law, given.Amount("basicPension"), given.Amount("otherPension"), given.AmountIfGiven("centralBasicPension"), given.Kind() == StandardKind.Urban ? "dibao-urban" : "dibao-rural", given.MonthIfGiven("month")?.Value)
                .As("countable")),
        new("income.guaranteed-revenue", "扶贫项目保底收益计入额",
            [new("amount", "保底收益（每年）", GivenKind.Amount), new("lostLabour", "丧失劳动能力", GivenKind.Choice) { Choices = ["true", "false", "partial"] }, Recipient],
            [new("countable", ResultKind.Amount)],
            (law, given) => IncomeCalculations.GuaranteedRevenue(law, new GuaranteedRevenueFacts(given.Amount("amount"), Labour(given), given.Truth("recipient"))).As("countable")),
        new("income.employment-cost", "就业成本扣减",
            [
                new("month", "核算月份", GivenKind.Month), new("employedSince", "就业当月", GivenKind.Month), new("wage", "当月工资", GivenKind.Amount), Recipient,
                new("earlierStart", "上一次扣减的就业当月", GivenKind.Month, Required: false),
            ],
            [new("deduction", ResultKind.Amount)],
            (law, given) => IncomeCalculations.EmploymentCost(law, new EmploymentCostFacts(given.Month("month"), given.Month("employedSince"), given.Amount("wage"), given.Truth("recipient")) { EarlierStart = given.MonthIfGiven("earlierStart") })
                .As("deduction")),
        new("income.assessment", "收入评估",
            [
                new("items", "种养、务工等数量", GivenKind.Rows)
                {
                    Members =
                    [
                        new("person", "姓名或称谓", GivenKind.Text), new("item", "评估标准表里的项目", GivenKind.Text), new("quantity", "数量", GivenKind.Quantity),
                        new("documented", "有凭证的年收入", GivenKind.Amount, Required: false), new("labour", "丧失劳动能力的程度", GivenKind.Choice, Required: false) { Choices = Kebab.All<LabourLoss>() },
                    ],
                },
            ],
            [
                new("total", ResultKind.Amount),
                new("lines", ResultKind.Rows)
                {
                    Members = [new("person", ResultKind.Text), new("item", ResultKind.Text), new("assessed", ResultKind.Amount), new("documented", ResultKind.Amount, Always: false), new("counted", ResultKind.Amount)],
                },
            ],
            (law, given) => IncomeCalculations.Assessment(law, [.. given.Rows("items").Select(Quantity)]).As(Assessed)),
        new("income.support-obligation", "赡养（抚养、扶养）费",
            [
                new("supporterAnnualIncome", "赡养人家庭年收入", GivenKind.Amount), new("supporterMembers", "赡养人家庭人数", GivenKind.Count), new("supported", "被赡养人数", GivenKind.Count),
                new("supporterInAid", "赡养人享受救助或是低保边缘家庭", GivenKind.Truth), new("fixed", "判决、调解或协议确定的年数额", GivenKind.Amount, Required: false), DibaoRules.Standard,
            ],
            [new("annual", ResultKind.Amount)],
            (law, given) => IncomeCalculations.Support(law, Supporter(given), given.Kind()).As("annual")),
    ];

    internal static FamilyPerson FamilyPerson(GivenFacts row) => new(
        row.Text("person"),
        row.Choice<Relation>("relation"),
        row.CountIfGiven("age"),
        Sourced.Given<IReadOnlyList<MemberSituation>>([.. row.Texts("situations").Select(Kebab.Parse<MemberSituation>)]));

    private static ResultMember[] Members(MembersResult r) =>
    [
        new("members", r.Members),
        new("lines", r.Lines.Select(l => (IReadOnlyList<ResultMember>)[new("person", l.Person), new("counted", l.Counted), new("code", Code(l)), new("reason", l.Reason)]).ToList()),
    ];

    private static string Code(MemberLine line) => line.ExcludedBy is { } situation ? Kebab.Of(situation) : Kebab.Of(line.Class);

    private static Sourced<LabourLoss> Labour(GivenFacts given) => Sourced.Given(given.Text("lostLabour") switch
    {
        "true" => LabourLoss.Full,
        "partial" => LabourLoss.Partial,
        _ => LabourLoss.None,
    });

    private static QuantityItem Quantity(GivenFacts row) => new(row.Text("person"), row.Text("item"), row.Quantity("quantity"))
    {
        Documented = row.AmountIfGiven("documented"),
        Labour = row.ChoiceIfGiven<LabourLoss>("labour"),
    };

    private static ResultMember[] Assessed(AssessedResult r) => [new("total", r.Total), new("lines", r.Lines.Select(Line).ToList())];

    private static IReadOnlyList<ResultMember> Line(AssessedLine line) =>
    [
        new("person", line.Person), new("item", line.Value.Name), new("assessed", line.Assessed),
        .. line.Documented is { } paper ? [new ResultMember("documented", paper)] : Array.Empty<ResultMember>(),
        new("counted", line.Counted),
    ];

    private static SupporterFacts Supporter(GivenFacts given) =>
        new("赡养人", given.Amount("supporterAnnualIncome"), given.Count("supporterMembers"), given.Count("supported"), given.Truth("supporterInAid")) { Fixed = given.AmountIfGiven("fixed") };
}
