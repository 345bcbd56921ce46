using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The rules of 医疗救助 and premiums.</summary>
internal static class MedicalRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("medical.assistance", "医疗救助额",
            [
                new("inPolicySelfPaid", "政策范围内自负费用", GivenKind.Amount), new("usedThisYear", "本年已救助额", GivenKind.Amount),
                new("personClass", "救助对象类别", GivenKind.Choice) { Choices = Kebab.All<MedicalClass>() }, new("hospitalLevel", "就医机构级别", GivenKind.Choice) { Choices = Kebab.All<HospitalLevel>() },
            ],
            [new("amount", ResultKind.Amount)],
            (law, given) => MedicalCalculations.Assistance(law, new MedicalFacts(given.Amount("inPolicySelfPaid"), given.Amount("usedThisYear"), given.Choice<MedicalClass>("personClass"), given.Choice<HospitalLevel>("hospitalLevel"))).As("amount")),
        new("medical.premium-split", "资助参保资金分担",
            [
                new("premium", "个人缴费（每年）", GivenKind.Amount),
                new("personClasses", "参保人的身份", GivenKind.Choices, Required: false) { Choices = ["tekun", "dibao", "registered", "disabled"] },
            ],
            [new("finance", ResultKind.Amount), new("fund", ResultKind.Amount)],
            (law, given) => MedicalCalculations.PremiumSplit(law, given.Amount("premium"), given.Texts("personClasses")).As(s => [new("finance", s.Finance), new("fund", s.Fund)])),
    ];
}
