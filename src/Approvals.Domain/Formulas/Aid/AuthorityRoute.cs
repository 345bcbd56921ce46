namespace Approvals.Domain;

/// <summary>The two kinds of 临时救助.</summary>
public enum AidKind
{
    /// <summary>急难型.</summary>
    Emergency,

    /// <summary>支出型.</summary>
    Expense,
}

/// <summary>Who decides an amount of aid.</summary>
public enum AidLevel
{
    Township,
    County,

    /// <summary>一事一议: above the ceiling the county meets on the case.</summary>
    CountyCaseMeeting,
}

/// <summary>What the standby fund needs.</summary>
public enum FundAction
{
    None,

    /// <summary>The approval stands; the county tops the fund up at once.</summary>
    TopUp,
}

/// <summary>What a text says about the township's power.</summary>
public enum TownshipAuthority
{
    /// <summary>Every case, without a cap (JL2020).</summary>
    All,

    /// <summary>Up to a cap.</summary>
    UpToCap,
}

/// <summary>Who decides where no document of authorisation is on file (A-F20-1).</summary>
public enum WithoutAuthorisation
{
    County,
    Township,
}

/// <summary>An amount to be decided.</summary>
/// <param name="Kind">急难型 or 支出型.</param>
/// <param name="Amount">Yuan.</param>
/// <param name="Authorised">An authorisation of the township is on file.</param>
/// <param name="FundBalance">Balance of the township's standby fund; null when it does not matter.</param>
/// <param name="SamePersonRecently">Amounts of the same person inside the window of splitting.</param>
public sealed record AuthorityFacts(Sourced<AidKind> Kind, Sourced<Money> Amount, Sourced<bool> Authorised, Sourced<Money>? FundBalance, Sourced<Money>? SamePersonRecently)
{
    /// <summary>How often the same cause was already aided in the calendar year; null when nobody looked.</summary>
    public Sourced<int>? SameCauseThisYear { get; init; }
}

/// <summary>Who decides what.</summary>
/// <param name="Township">The township's power.</param>
/// <param name="Cap">Its cap; null: silent.</param>
/// <param name="CapInclusive">Whether the cap itself is inside (A-F20-2).</param>
/// <param name="Otherwise">Who decides without a document.</param>
/// <param name="SplitDays">Days within which amounts of one person add up (A-F20-3).</param>
/// <param name="SameCause">Aids for the same cause in a calendar year without the county's exception.</param>
/// <param name="Ceiling">Above it a case meeting decides; null: none.</param>
/// <param name="Kinds">The kinds the township may decide.</param>
/// <param name="FundRequired">Whether every township has a standby fund.</param>
public sealed record AuthorityTerms(
    Sourced<Choice<TownshipAuthority>> Township,
    Sourced<Money>? Cap,
    Sourced<bool> CapInclusive,
    Sourced<Choice<WithoutAuthorisation>> Otherwise,
    Sourced<int> SplitDays,
    Sourced<int> SameCause,
    Sourced<Money>? Ceiling,
    Sourced<IReadOnlyList<Choice<AidKind>>> Kinds,
    Sourced<bool> FundRequired);

/// <summary>Who decides, and what the fund needs.</summary>
public readonly record struct AuthorityResult(AidLevel Level, FundAction Fund);

/// <summary>Who decides an amount of 临时救助, and what that means for the standby fund, which never goes below zero (分级审批).</summary>
/// <remarks>Yuan. Clauses: JL2020-2.5.10, JL2020-2.5.11, N2021-2.6.4, N2021-2.6.5.</remarks>
public static class AuthorityRoute
{
    /// <summary>Whether an amount is inside a cap; without one nothing is.</summary>
    public static bool IsWithin(Money amount, Money? cap, bool inclusive) => cap is { } most && (amount < most || (amount == most && inclusive));

    /// <summary>The route with its lines.</summary>
    public static Answer<AuthorityResult> Explain(AuthorityFacts facts, AuthorityTerms terms)
    {
        var problem = FieldProblem.OfNegative("fundBalance", facts.FundBalance?.Value, "备用金余额") ?? FieldProblem.OfNegative("samePersonLast30Days", facts.SamePersonRecently?.Value, "近期救助额");
        if (problem is not null || facts.Amount.Value <= Money.Zero)
        {
            return problem ?? new FieldProblem("amount", facts.Amount.Value.ToPlainText(), "救助金额应大于0，请核对后重填。");
        }

        var together = facts.Amount.Value + (facts.SamePersonRecently?.Value ?? Money.Zero);
        var level = LevelOf(facts, terms, together);
        var fund = level == AidLevel.Township && facts.FundBalance is { } balance && balance.Value < facts.Amount.Value ? FundAction.TopUp : FundAction.None;
        return new Explained<AuthorityResult>(new AuthorityResult(level, fund), new Explanation("authority.route", "临时救助审批权限", [],
            [TogetherLine(facts, terms, together), LevelLine(facts, terms, level), FundLine(facts, terms, fund)]));
    }

    private static AidLevel LevelOf(AuthorityFacts facts, AuthorityTerms terms, Money together)
    {
        if (terms.Ceiling is { } ceiling && together > ceiling.Value)
        {
            return AidLevel.CountyCaseMeeting;
        }

        var mayDecide = (facts.Authorised.Value || terms.Otherwise.Value.Value == WithoutAuthorisation.Township)
            && terms.Kinds.Value.Any(k => k.Value == facts.Kind.Value)
            && !(facts.SameCauseThisYear?.Value >= terms.SameCause.Value);
        var inside = terms.Township.Value.Value == TownshipAuthority.All || IsWithin(together, terms.Cap?.Value, terms.CapInclusive.Value);
        return mayDecide && inside ? AidLevel.Township : AidLevel.County;
    }

    private static Step TogetherLine(AuthorityFacts facts, AuthorityTerms terms, Money together)
    {
        var inputs = new List<StepInput> { StepInput.Of("本次金额", facts.Amount), StepInput.Of("合并计算的天数", terms.SplitDays, "天") };
        if (facts.SamePersonRecently is { } recently)
        {
            inputs.Add(StepInput.Of("同一人近期已救助", recently));
        }

        return new Step("合并计算的金额", "本次金额 + 同一人近期的金额，防止拆分", inputs, $"{together}元");
    }

    private static Step LevelLine(AuthorityFacts facts, AuthorityTerms terms, AidLevel level)
    {
        var inputs = new List<StepInput>
        {
            new("类型", facts.Kind.Value == AidKind.Expense ? "支出型" : "急难型", facts.Kind.Source), StepInput.Of("有授权文件", facts.Authorised), StepInput.Of("乡镇权限", terms.Township),
            StepInput.Of("下放的类型", terms.Kinds), StepInput.Of("没有授权文件时", terms.Otherwise), StepInput.Of("等于限额也算", terms.CapInclusive), StepInput.Of("同一事由每年次数", terms.SameCause, "次"),
        };
        if (terms.Cap is { } cap)
        {
            inputs.Add(StepInput.Of("乡镇限额", cap));
        }

        if (terms.Ceiling is { } ceiling)
        {
            inputs.Add(StepInput.Of("一事一议起点", ceiling));
        }

        return new Step("审批级别", "有授权的在权限内由乡镇审批，其余由县级审批，超过一事一议起点的由县里会议决定", inputs, NameOf(level));
    }

    private static Step FundLine(AuthorityFacts facts, AuthorityTerms terms, FundAction fund) => new(
        "备用金",
        "余额不足的，审批有效，县里当即补足，当日发放不变",
        [StepInput.Of("设立备用金", terms.FundRequired), .. facts.FundBalance is { } balance ? [StepInput.Of("备用金余额", balance)] : Array.Empty<StepInput>()],
        fund == FundAction.TopUp ? "县里补足备用金" : "不需要补足");

    private static string NameOf(AidLevel level) => level switch
    {
        AidLevel.Township => "乡镇（街道）审批",
        AidLevel.County => "县级民政部门审批",
        _ => "县里一事一议",
    };
}
