namespace Approvals.Domain;

/// <summary>From when the months of leaving by degrees run (A-F6-1).</summary>
public enum GradedExitStart
{
    MonthAfterDecision,
    MonthOfDecision,

    /// <summary>The month in which the income passed the standard.</summary>
    MonthIncomePassed,
}

/// <summary>What makes a household one of the disabled (A-F6-2).</summary>
public enum DisabledHouseholdReading
{
    /// <summary>Any member with a valid certificate.</summary>
    AnyMember,

    /// <summary>A member with a severe grade.</summary>
    SevereMember,

    /// <summary>The head of the household.</summary>
    Head,
}

/// <summary>Who in the household is disabled.</summary>
public enum DisabledMembers
{
    Nobody,
    SomeMember,
    SevereMember,
    Head,
}

/// <summary>What a certificate obtained during the months does (A-F6-3).</summary>
public enum LaterCertificate
{
    /// <summary>The longer period counts from the original start.</summary>
    Extends,
    ChangesNothing,
}

/// <summary>What a second rise of income gives (A-F8-2).</summary>
public enum SecondRise
{
    /// <summary>Only the months not used before.</summary>
    UnusedMonths,
    NewPeriod,
}

/// <summary>What is recorded when the months are set.</summary>
/// <param name="Decision">The day of the decision.</param>
/// <param name="Disabled">Who is disabled.</param>
public sealed record GradedExitPeriodFacts(Sourced<DateOnly> Decision, Sourced<DisabledMembers> Disabled)
{
    /// <summary>The day the certificate was issued, when it was during the months; null when it was there before.</summary>
    public Sourced<DateOnly>? CertificateOn { get; init; }

    /// <summary>The day the income passed the standard; null when nobody recorded it.</summary>
    public Sourced<DateOnly>? IncomePassedOn { get; init; }

    /// <summary>Months of an earlier period already used; null when there was none.</summary>
    public Sourced<int>? UsedMonths { get; init; }
}

/// <summary>How long it lasts.</summary>
/// <param name="Enabled">Whether leaving by degrees exists here and now: the text that says so is the basis of the period.</param>
/// <param name="Ordinary">Months of an ordinary household.</param>
/// <param name="Disabled">Months of a disabled one.</param>
/// <param name="Start">From when.</param>
/// <param name="Household">What makes a household one of the disabled.</param>
/// <param name="Later">What a later certificate does.</param>
/// <param name="Second">What a second rise gives.</param>
/// <param name="RunsOn">Whether a period granted in time runs past the end of its document (A-F6-4).</param>
/// <param name="DocumentEnds">The last day of the documents the months stand on; null when open.</param>
public sealed record GradedExitPeriodTerms(
    Sourced<bool> Enabled,
    Sourced<int> Ordinary,
    Sourced<int> Disabled,
    Sourced<Choice<GradedExitStart>> Start,
    Sourced<Choice<DisabledHouseholdReading>> Household,
    Sourced<Choice<LaterCertificate>> Later,
    Sourced<Choice<SecondRise>> Second,
    Sourced<bool> RunsOn,
    DateOnly? DocumentEnds);

/// <summary>From which month to which a household leaves 低保 by degrees.</summary>
/// <remarks>Whole months. Clauses: JL2020-2.4.2c, JL2020-2.4.2d, YC2017-3.1.7, N2021-2.1.4.</remarks>
public static class GradedExitPeriod
{
    private static readonly Obstacle NobodySaidWho = Obstacle.Missing("disabledHousehold", "残疾成员的等级和是否户主", "乡镇经办人", "本地按重度残疾成员或户主认定残疾人家庭，只知道有残疾成员还不够");
    private static readonly Obstacle NobodySaidWhen = Obstacle.Missing("incomePassedOn", "收入超过标准的日期", "乡镇经办人", "本地从收入超过标准之月起算");

    /// <summary>Whether a household counts as one of the disabled; null when what is known does not say.</summary>
    public static bool? IsDisabled(DisabledMembers members, DisabledHouseholdReading reading) => (members, reading) switch
    {
        (DisabledMembers.Nobody, _) => false,
        (_, DisabledHouseholdReading.AnyMember) => true,
        (DisabledMembers.SevereMember, DisabledHouseholdReading.SevereMember) => true,
        (DisabledMembers.Head, DisabledHouseholdReading.Head) => true,
        (DisabledMembers.SomeMember, _) => null,
        _ => false,
    };

    /// <summary>The months with their lines.</summary>
    public static Answer<MonthSpan> Explain(GradedExitPeriodFacts facts, GradedExitPeriodTerms terms)
    {
        if (!terms.Enabled.Value)
        {
            return new FieldProblem("decisionDate", LegalDay.Text(facts.Decision.Value), "当地当日没有实行渐退，不能设定渐退期限，请按退出程序办理。");
        }

        if (IsDisabled(facts.Disabled.Value, terms.Household.Value.Value) is not { } disabled)
        {
            return NobodySaidWho;
        }

        if (First(facts, terms) is not { } first)
        {
            return NobodySaidWhen;
        }

        var longer = disabled && (facts.CertificateOn is null || terms.Later.Value.Value == LaterCertificate.Extends);
        var granted = longer ? terms.Disabled : terms.Ordinary;
        var left = granted.Value - (terms.Second.Value.Value == SecondRise.UnusedMonths ? facts.UsedMonths?.Value ?? 0 : 0);
        return left < 1
            ? new FieldProblem("usedMonths", $"{facts.UsedMonths?.Value}", "渐退月数已经用完，不能再次渐退，请按退出程序办理。")
            : Span(facts, terms, granted, Cut(MonthSpan.Of(first, left), terms));
    }

    private static YearMonth? First(GradedExitPeriodFacts facts, GradedExitPeriodTerms terms) => terms.Start.Value.Value switch
    {
        GradedExitStart.MonthOfDecision => YearMonth.Of(facts.Decision.Value),
        GradedExitStart.MonthIncomePassed => facts.IncomePassedOn is { } passed ? YearMonth.Of(passed.Value) : null,
        _ => YearMonth.Of(facts.Decision.Value).Next,
    };

    private static MonthSpan Cut(MonthSpan span, GradedExitPeriodTerms terms) =>
        terms is { RunsOn.Value: false, DocumentEnds: { } end } && YearMonth.Of(end) >= span.First && YearMonth.Of(end) < span.Last
            ? span with { Last = YearMonth.Of(end) }
            : span;

    private static Explained<MonthSpan> Span(GradedExitPeriodFacts facts, GradedExitPeriodTerms terms, Sourced<int> granted, MonthSpan span)
    {
        var inputs = new List<StepInput>
        {
            StepInput.Of("实行渐退", terms.Enabled), StepInput.Of("决定日期", facts.Decision), StepInput.Of("起算规则", terms.Start), StepInput.Of("渐退月数", granted, "个月"),
            new("残疾成员", NameOf(facts.Disabled.Value), facts.Disabled.Source), StepInput.Of("残疾人家庭的认定", terms.Household), StepInput.Of("文件到期后继续执行完毕", terms.RunsOn),
        };
        if (facts.CertificateOn is { } certificate)
        {
            inputs.AddRange([StepInput.Of("取得残疾证", certificate), StepInput.Of("渐退期内取得残疾证", terms.Later)]);
        }

        if (facts.UsedMonths is { } used)
        {
            inputs.AddRange([StepInput.Of("已用月数", used, "个月"), StepInput.Of("再次渐退", terms.Second)]);
        }

        return new Explained<MonthSpan>(span, new Explanation("graded-exit.period", "渐退期限", [], [new Step("渐退期限", "起算月 + 渐退月数", inputs, $"{span}（{span.Months}个月）")]));
    }

    private static string NameOf(DisabledMembers members) => members switch
    {
        DisabledMembers.Nobody => "没有",
        DisabledMembers.SevereMember => "有重度残疾成员",
        DisabledMembers.Head => "户主残疾",
        _ => "有持证成员",
    };
}
