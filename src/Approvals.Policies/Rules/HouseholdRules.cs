using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The whole of a household at once: who counts, what each has, what is paid (家庭收入核算与救助金核定表).</summary>
internal static class HouseholdRules
{
    private static readonly GivenMember Person = new("person", "姓名或称谓", GivenKind.Text);

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("dibao.household", "家庭收入核算与救助金核定",
            [
                new("applicationMonth", "申请月份", GivenKind.Month), DibaoRules.Standard, new("recipient", "已是低保对象", GivenKind.Truth, Required: false),
                new("persons", "户籍和同住人员", GivenKind.Rows)
                {
                    Members =
                    [
                        Person, new("relation", "与申请人关系", GivenKind.Choice) { Choices = Kebab.All<Relation>() }, new("age", "年龄（周岁）", GivenKind.Count, Required: false),
                        new("situations", "情况", GivenKind.Choices, Required: false) { Choices = Kebab.All<MemberSituation>() },
                        new("labour", "丧失劳动能力的程度", GivenKind.Choice, Required: false) { Choices = Kebab.All<LabourLoss>() },
                    ],
                },
                new("quantities", "种养、务工等数量", GivenKind.Rows, Required: false)
                {
                    Members = [Person, new("item", "评估标准表里的项目", GivenKind.Text), new("quantity", "数量", GivenKind.Quantity)],
                },
                new("incomes", "有金额的收入", GivenKind.Rows, Required: false)
                {
                    Members =
                    [
                        Person, new("kind", "收入种类", GivenKind.Choice) { Choices = Kebab.All<IncomeKind>() }, new("amount", "每次金额（养老金按月）", GivenKind.Amount),
                        new("times", "一年几次（不写为1次）", GivenKind.Count, Required: false), new("line", "来源（同一来源写同一个名称）", GivenKind.Text, Required: false),
                    ],
                },
                new("supporters", "家庭以外的赡养、抚养、扶养义务人", GivenKind.Rows, Required: false)
                {
                    Members =
                    [
                        new("supporter", "姓名或称谓", GivenKind.Text), new("annualIncome", "赡养人家庭年收入", GivenKind.Amount), new("members", "赡养人家庭人数", GivenKind.Count),
                        new("supported", "被赡养人数", GivenKind.Count), new("inAid", "享受救助或是低保边缘家庭", GivenKind.Truth), new("fixed", "判决、调解或协议确定的年数额", GivenKind.Amount, Required: false),
                    ],
                },
            ],
            [new("members", ResultKind.Count), new("countableAnnualIncome", ResultKind.Amount), new("eligible", ResultKind.Truth), new("monthly", ResultKind.Amount)],
            (law, given) => HouseholdAssessment.Assess(law, Facts(given)).As(Members)),
    ];

    private static ResultMember[] Members(HouseholdResult r) =>
        [new("members", r.Members), new("countableAnnualIncome", r.CountableAnnualIncome), new("eligible", r.Eligible), new("monthly", r.Monthly)];

    private static HouseholdFacts Facts(GivenFacts given)
    {
        var persons = given.Rows("persons");
        var labour = persons.Select(p => (Person: p.Text("person"), Loss: p.ChoiceIfGiven<LabourLoss>("labour"))).Where(p => p.Loss is not null).DistinctBy(p => p.Person).ToDictionary(p => p.Person, p => p.Loss!.Value);
        return new HouseholdFacts(persons.Count, "persons", given.Kind(), given.Month("applicationMonth").Value, [.. given.Rows("incomes").Select(Income)], [])
        {
            Family = [.. persons.Select(IncomeRules.FamilyPerson)],
            Quantities = [.. given.Rows("quantities").Select(q => new QuantityItem(q.Text("person"), q.Text("item"), q.Quantity("quantity")) { Labour = labour.TryGetValue(q.Text("person"), out var loss) ? loss : null })],
            Supporters = [.. given.Rows("supporters").Select(Supporter)],
            Labour = labour,
            Recipient = given.TruthOrNo("recipient").Value,
        };
    }

    private static IncomeFact Income(GivenFacts row, int at) => new(
        row.Text("person"), row.Choice<IncomeKind>("kind").Value, row.Amount("amount").Value, row.CountIfGiven("times")?.Value ?? 1, $"incomes[{at + 1}]", row.Has("line") ? row.Text("line") : null);

    private static SupporterFacts Supporter(GivenFacts row) =>
        new(row.Text("supporter"), row.Amount("annualIncome"), row.Count("members"), row.Count("supported"), row.Truth("inAid")) { Fixed = row.AmountIfGiven("fixed") };
}
