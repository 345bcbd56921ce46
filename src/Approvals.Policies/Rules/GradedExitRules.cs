using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules of leaving 低保.</summary>
internal static class GradedExitRules
{
    private static readonly GivenMember Disabled = new("disabledHousehold", "残疾人低保家庭（true：有持证成员）", GivenKind.Choice) { Choices = ["true", "false", "severe", "head"] };

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("graded-exit.eligibility", "渐退资格",
            [
                DibaoRules.HouseholdAndIncome[1], DibaoRules.HouseholdAndIncome[0], new("projectIncome", "有扶贫开发项目收入", GivenKind.Truth), new("exemptionsApplied", "已享受豁免政策", GivenKind.Truth), new("recipient", "现为低保对象", GivenKind.Truth),
                new("liftedByPolicy", "通过扶贫政策支持实现脱贫", GivenKind.Truth, Required: false), new("propertyOk", "家庭财产符合规定", GivenKind.Truth, Required: false),
                new("cause", "收入增加的原因", GivenKind.Choice, Required: false) { Choices = Kebab.All<IncomeRiseCause>() }, new("granted", "审核确认人同意", GivenKind.Truth, Required: false), DibaoRules.Standard,
            ],
            [new("eligible", ResultKind.Truth)],
            (law, given) => GradedExitCalculations.Eligibility(law, Eligibility(given)).As("eligible")),
        new("graded-exit.period", "渐退期限",
            [
                new("decisionDate", "决定日期", GivenKind.Day), Disabled, new("certificateOn", "渐退期内取得残疾证的日期", GivenKind.Day, Required: false),
                new("incomePassedOn", "收入超过标准的日期", GivenKind.Day, Required: false), new("usedMonths", "以前已用的渐退月数", GivenKind.Count, Required: false),
            ],
            [new("firstMonth", ResultKind.Month), new("lastMonth", ResultKind.Month)],
            (law, given) => GradedExitCalculations.Period(law, Period(given)).As(s => [new("firstMonth", s.First), new("lastMonth", s.Last)])),
        new("graded-exit.payment", "渐退月金额",
            [
                new("base", "渐退前月金额", GivenKind.Amount), new("monthNumber", "第几个月", GivenKind.Count), Disabled, new("firstMonth", "渐退首月", GivenKind.Month, Required: false),
                new("membersBefore", "渐退前人数", GivenKind.Count, Required: false), new("membersNow", "现有人数", GivenKind.Count, Required: false), new("extensionDecided", "县里决定延续一个月", GivenKind.Truth, Required: false), DibaoRules.Standard,
            ],
            [new("amount", ResultKind.Amount)],
            (law, given) => GradedExitCalculations.Payment(law, Payment(given), given.Kind()).As("amount")),
        new("graded-exit.total", "渐退期总额", [new("base", "渐退前月金额", GivenKind.Amount), Disabled], [new("total", ResultKind.Amount)],
            (law, given) => GradedExitCalculations.Total(law, given.Amount("base"), IsDisabled(given)).As("total")),
        new("graded-exit.requalification", "渐退期内重新符合条件",
            [new("reviewDate", "审核日期", GivenKind.Day), DibaoRules.HouseholdAndIncome[1], DibaoRules.HouseholdAndIncome[0], new("confirmedOn", "确认日期", GivenKind.Day, Required: false), DibaoRules.Standard],
            [new("requalified", ResultKind.Truth), new("effectiveMonth", ResultKind.Month, Always: false), new("monthly", ResultKind.Amount)],
            (law, given) => GradedExitCalculations.Requalification(law, new RequalificationFacts(given.Day("reviewDate"), given.Amount("countableAnnualIncome"), given.Count("members")) { ConfirmedOn = given.DayIfGiven("confirmedOn") }, given.Kind()).As(Requalified)),
        new("exit.gate", "退出关口",
            [
                new("eligible", "符合低保条件", GivenKind.Truth), new("gradedExitEligible", "符合渐退条件", GivenKind.Truth), new("periodOver", "渐退期已满", GivenKind.Truth),
                new("riskAssessment", "返贫风险评估结果", GivenKind.Choice, Required: false) { Choices = Kebab.All<ExitRisk>() },
                new("officerChoice", "高风险时经办人的选择", GivenKind.Choice, Required: false) { Choices = Kebab.All<ExitChoice>() },
                new("reason", "退出原因", GivenKind.Choice, Required: false) { Choices = Kebab.All<ExitReason>() },
            ],
            [new("outcome", ResultKind.Text) { Choices = Kebab.All<ExitOutcome>() }],
            (law, given) => GradedExitCalculations.Exit(law, Exit(given)).As(o => [new("outcome", Kebab.Of(o))])),
    ];

    private static GradedExitFacts Eligibility(GivenFacts given) =>
        new(given.Amount("countableAnnualIncome"), given.Count("members"), given.Kind(), given.Truth("projectIncome"), given.Truth("exemptionsApplied"), given.Truth("recipient"))
        {
            LiftedByPolicy = given.TruthIfGiven("liftedByPolicy"),
            PropertyOk = given.TruthIfGiven("propertyOk"),
            Cause = given.ChoiceIfGiven<IncomeRiseCause>("cause"),
            Granted = given.TruthIfGiven("granted"),
        };

    private static GradedExitPeriodFacts Period(GivenFacts given) => new(given.Day("decisionDate"), Members(given))
    {
        CertificateOn = given.DayIfGiven("certificateOn"),
        IncomePassedOn = given.DayIfGiven("incomePassedOn"),
        UsedMonths = given.CountIfGiven("usedMonths"),
    };

    private static GradedExitPaymentFacts Payment(GivenFacts given) => new(given.Amount("base"), given.Count("monthNumber"), IsDisabled(given))
    {
        FirstMonth = given.MonthIfGiven("firstMonth"),
        MembersBefore = given.CountIfGiven("membersBefore"),
        MembersNow = given.CountIfGiven("membersNow"),
        ExtensionDecided = given.TruthIfGiven("extensionDecided"),
    };

    private static ExitFacts Exit(GivenFacts given) => new(
        given.Truth("eligible"),
        given.Truth("gradedExitEligible"),
        given.Truth("periodOver"),
        given.ChoiceIfGiven<ExitRisk>("riskAssessment"),
        given.ChoiceIfGiven<ExitChoice>("officerChoice"),
        given.ChoiceIfGiven<ExitReason>("reason"));

    private static Sourced<DisabledMembers> Members(GivenFacts given) => Sourced.Given(given.Text("disabledHousehold") switch
    {
        "true" => DisabledMembers.SomeMember,
        "severe" => DisabledMembers.SevereMember,
        "head" => DisabledMembers.Head,
        _ => DisabledMembers.Nobody,
    });

    // The period was granted before a month is paid: what made the household disabled was settled then.
    private static Sourced<bool> IsDisabled(GivenFacts given) => Sourced.Given(given.Text("disabledHousehold") != "false");

    private static IEnumerable<ResultMember> Requalified(RequalificationResult r) =>
    [
        new("requalified", r.Requalified),
        .. r.EffectiveMonth is { } month ? [new ResultMember("effectiveMonth", month)] : Array.Empty<ResultMember>(),
        new("monthly", r.Monthly),
    ];
}
