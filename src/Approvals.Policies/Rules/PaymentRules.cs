using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules of payments.</summary>
internal static class PaymentRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("payment.settlement", "补发与追缴",
            [
                new("months", "逐月应发和已发", GivenKind.Rows)
                {
                    Members = [new("month", "月份", GivenKind.Month), new("due", "应发", GivenKind.Amount), new("paid", "已发", GivenKind.Amount), new("reportedLate", "迟报", GivenKind.Truth, Required: false)],
                },
                new("offsetConsent", "本人书面同意抵扣", GivenKind.Truth, Required: false),
            ],
            [
                new("arrears", ResultKind.Amount), new("recovery", ResultKind.Amount), new("offset", ResultKind.Amount),
                new("lines", ResultKind.Rows) { Members = [new("month", ResultKind.Month), new("difference", ResultKind.Amount)] },
            ],
            (law, given) => PaymentCalculations.Settle(law, [.. given.Rows("months").Select(Month)], given.TruthOrNo("offsetConsent")).As(Settled)),
        new("payment.instalment", "每月最多抵扣额", [new("monthly", "月金额", GivenKind.Amount)], [new("most", ResultKind.Amount)],
            (law, given) => PaymentCalculations.MostInstalment(law, given.Amount("monthly")).As("most")),
        new("payment.change-month", "家庭变化的生效月份",
            [new("reportedOn", "报告日期", GivenKind.Day), new("happenedOn", "发生日期", GivenKind.Day), new("reviewedOn", "复核日期", GivenKind.Day)],
            [new("month", ResultKind.Month)],
            (law, given) => PaymentCalculations.ChangeMonth(law, given.Day("reportedOn"), given.Day("happenedOn"), given.Day("reviewedOn")).As("month")),
    ];

    private static SettlementMonth Month(GivenFacts row) => new(row.Month("month").Value, row.Amount("due"), row.Amount("paid"), row.TruthOrNo("reportedLate"));

    private static ResultMember[] Settled(SettlementResult r) =>
    [
        new("arrears", r.Arrears), new("recovery", r.Recovery), new("offset", r.Offset),
        new("lines", r.Lines.Select(l => (IReadOnlyList<ResultMember>)[new("month", l.Month), new("difference", l.Difference)]).ToList()),
    ];
}
