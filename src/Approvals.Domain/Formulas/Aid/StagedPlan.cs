namespace Approvals.Domain;

/// <summary>Whether an emergency amount may be paid in stages under one decision (一次审批、分阶段救助).</summary>
/// <remarks>Yuan. The stages together are at most the decided amount. Clauses: N2021-2.6.6.</remarks>
public static class StagedPlan
{
    /// <summary>The bare comparison.</summary>
    public static bool Of(Money total, IEnumerable<Money> stages) => stages.Aggregate(Money.Zero, (sum, s) => sum + s) <= total;

    /// <summary>The comparison with its line. Refuses a stage of nothing and, where stages are not allowed, more than one.</summary>
    public static Answer<bool> Explain(Sourced<Money> total, Sourced<IReadOnlyList<Money>> stages, Sourced<bool> allowed)
    {
        if (stages.Value.Count == 0 || stages.Value.Any(s => s <= Money.Zero))
        {
            return new FieldProblem("stages", string.Join("、", stages.Value), "每一阶段的金额都应大于0，请删去或改正。");
        }

        var ok = Of(total.Value, stages.Value) && (allowed.Value || stages.Value.Count == 1);
        return new Explained<bool>(ok, new Explanation("aid.staged-plan", "分阶段救助", [],
            [Step.Condition("各阶段合计", "各阶段之和 不超过 审批金额；本地可分阶段发放", ok, StepInput.Of("审批金额", total), new StepInput("各阶段", string.Join("、", stages.Value.Select(s => $"{s}元")), stages.Source), StepInput.Of("可以分阶段", allowed))]));
    }
}
