using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules of 临时救助.</summary>
internal static class AidRules
{
    private static readonly GivenMember Kind = new("kind", "类型（急难型 emergency，支出型 expense）", GivenKind.Choice) { Choices = Kebab.All<AidKind>() };

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("fast-track.advance", "当日审批先行救助",
            [
                new("persons", "救助人数", GivenKind.Count), new("commitmentSigned", "个人承诺", GivenKind.Truth), new("alreadyAdvanced", "本次申请已给过", GivenKind.Truth),
                new("appliedOn", "申请日期（不写按 on）", GivenKind.Day, Required: false), new("approvedAt", "审批时间", GivenKind.Moment, Required: false), new("paidAt", "发放时间", GivenKind.Moment, Required: false),
            ],
            [new("amount", ResultKind.Amount), new("due", ResultKind.Day, Always: false), new("onTime", ResultKind.Truth, Always: false)],
            (law, given) => AidCalculations.FastTrack(law, FastTrack(law, given)).As(Advance)),
        new("temporary-assistance.amount", "临时救助金额",
            [
                new("type", "类型", GivenKind.Choice) { Choices = Kebab.All<AidKind>() }, new("persons", "救助人数", GivenKind.Count), new("months", "救助月数", GivenKind.Count), new("loss", "损失或支出", GivenKind.Amount, Required: false),
                new("otherAid", "保险赔付和其他救助", GivenKind.Amount, Required: false), new("incomePerHead", "家庭人均年收入", GivenKind.Amount, Required: false), new("propertyOk", "家庭财产符合规定", GivenKind.Truth, Required: false), DibaoRules.Standard,
            ],
            [new("amount", ResultKind.Amount), new("cap", ResultKind.Amount)],
            (law, given) => AidCalculations.Amount(law, Aid(given), given.Kind(StandardKind.Urban)).As(r => [new("amount", r.Amount), new("cap", r.Cap)])),
        new("authority.route", "临时救助审批权限",
            [
                Kind, new("amount", "救助金额", GivenKind.Amount), new("authorised", "有授权文件", GivenKind.Truth), new("fundBalance", "备用金余额", GivenKind.Amount, Required: false),
                new("samePersonLast30Days", "同一人近30天救助额", GivenKind.Amount, Required: false), new("sameCauseThisYear", "同一事由本年已救助次数", GivenKind.Count, Required: false),
            ],
            [new("level", ResultKind.Text) { Choices = Kebab.All<AidLevel>() }, new("fundAction", ResultKind.Text) { Choices = Kebab.All<FundAction>() }],
            (law, given) => AidCalculations.Route(law, Authority(given)).As(r => [new("level", Kebab.Of(r.Level)), new("fundAction", Kebab.Of(r.Fund))])),
        new("aid.staged-plan", "分阶段救助", [new("total", "审批金额", GivenKind.Amount), new("stages", "各阶段金额", GivenKind.Amounts)], [new("ok", ResultKind.Truth)],
            (law, given) => AidCalculations.StagedPlan(law, given.Amount("total"), given.Amounts("stages")).As("ok")),
    ];

    private static FastTrackFacts FastTrack(LawOfTheDay law, GivenFacts given) =>
        new(given.Count("persons"), given.Truth("commitmentSigned"), given.Truth("alreadyAdvanced"), given.DayIfGiven("appliedOn") ?? Sourced.Given(law.Day))
        {
            ApprovedAt = given.MomentIfGiven("approvedAt"),
            PaidAt = given.MomentIfGiven("paidAt"),
        };

    private static IEnumerable<ResultMember> Advance(FastTrackResult r) =>
    [
        new("amount", r.Amount),
        .. r.Due is { } due ? [new ResultMember("due", due)] : Array.Empty<ResultMember>(),
        .. r.OnTime is { } onTime ? [new ResultMember("onTime", onTime)] : Array.Empty<ResultMember>(),
    ];

    private static AidFacts Aid(GivenFacts given) =>
        new(given.Choice<AidKind>("type"), given.Count("persons"), given.Count("months"), given.AmountIfGiven("loss"), given.AmountIfGiven("otherAid") ?? Sourced.Given(Money.Zero))
        {
            IncomePerHead = given.AmountIfGiven("incomePerHead"),
            PropertyOk = given.TruthIfGiven("propertyOk"),
        };

    private static AuthorityFacts Authority(GivenFacts given) =>
        new(given.Choice<AidKind>("kind"), given.Amount("amount"), given.Truth("authorised"), given.AmountIfGiven("fundBalance"), given.AmountIfGiven("samePersonLast30Days"))
        {
            SameCauseThisYear = given.CountIfGiven("sameCauseThisYear"),
        };
}
