using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Policy;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>The result of a household's assessment as stored: what the law gave, and whether the household stays below the poverty line.</summary>
public sealed record AssessmentResult(Money CountableAnnualIncome, bool Eligible, Money Monthly, int Members, bool BelowPovertyLine);

/// <summary>计算: income, shortfall and the poverty-line alert, explained in one tree and kept with everything it read.</summary>
public sealed class CalculationStep : CommandStep
{
    public const string Eligible = "Eligible";
    public const string NotEligible = "NotEligible";

    public override CommandCard Card { get; } = new("Approvals.Calculation", "收入核算", "3 核算与初审",
        [new(Eligible, "符合收入条件"), new(NotEligible, "不符合收入条件")])
    {
        Guide = "按当天的政策核算家庭收入和补差额；缺少政策参数或事实矛盾时等待补齐。",
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var answer = await Calculations.RunAsync(request.File, cancellationToken);
            return Obstacles.Blocking(answer) is { } blocked
                ? blocked
                : new CommandAnswer.Outcome(answer.Explained!.Value.Eligible ? Eligible : NotEligible);
        }
    }
}

/// <summary>Runs the rules over the facts of a case, stores each run, and tells whether the stored one still holds.</summary>
public static class Calculations
{
    private const string Rule = "dibao.assessment";

    /// <summary>Calculates under the law of today and keeps the run.</summary>
    public static async Task<Answer<AssessmentResult>> RunAsync(CaseFile file, CancellationToken cancel)
    {
        var (answer, law) = await CalculateAsync(file, file.Today, cancel);
        if (answer.IsDecided)
        {
            file.Add(KeptCalculation.Of(file, Rule, law.Day, answer.Explained, HouseholdView.Of(await file.FactsAsync(cancel)).FactIds));
        }

        return answer;
    }

    /// <summary>The latest run, or null.</summary>
    public static async Task<Calculation?> LatestAsync(CaseFile file, CancellationToken cancel) =>
        file.Session.Db.Calculations.Local.LastOrDefault(c => c.CaseId == file.Case.Id)
        ?? await file.Session.Db.Calculations.AsNoTracking().Where(c => c.County == file.Case.County && c.CaseId == file.Case.Id)
            .OrderByDescending(c => c.RecordedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(cancel);

    /// <summary>True when calculating again today, from the facts known now, gives another result or reads other values.</summary>
    public static async Task<bool> IsStaleAsync(CaseFile file, Calculation stored, CancellationToken cancel)
    {
        var (answer, _) = await CalculateAsync(file, file.Today, cancel);
        if (!answer.IsDecided)
        {
            return true;
        }

        var facts = HouseholdView.Of(await file.FactsAsync(cancel)).FactIds;
        return FormJson.Write(answer.Explained.Value) != stored.Result
            || ValuesOf(answer.Explained.Explanation) != stored.Values
            || FormJson.Write(facts) != stored.Facts;
    }

    public static AssessmentResult ResultOf(Calculation stored) => FormJson.Read<AssessmentResult>(stored.Result);

    /// <summary>The clause ids of a stored run, in the order of its explanation.</summary>
    public static IReadOnlyList<string> ClausesOf(Calculation stored) => KeptCalculation.ClausesOf(stored);

    /// <summary>What the law says about a household's facts: the same law and facts give the same answer for ever.</summary>
    public static Answer<AssessmentResult> Assess(LawOfTheDay law, HouseholdView view, DateOnly appliedOn)
    {
        var household = view.Income(appliedOn, view.PositionOf);
        return HouseholdAssessment.Assess(law, household).Select(r => new AssessmentResult(
            r.CountableAnnualIncome, r.Eligible, r.Monthly, view.Members, IsBelowPovertyLine(law, view.Members, r.CountableAnnualIncome, household.Kind)));
    }

    /// <summary>As <see cref="KeptCalculation.ValuesOf"/>.</summary>
    public static string ValuesOf(Explanation explanation) => KeptCalculation.ValuesOf(explanation);

    /// <summary>As <see cref="KeptCalculation.ExplanationOf"/>.</summary>
    public static string ExplanationOf(Explanation explanation) => KeptCalculation.ExplanationOf(explanation);

    private static bool IsBelowPovertyLine(LawOfTheDay law, int members, Money income, StandardKind kind) => law.IsSet("dibao.poverty-line")
        && DibaoCalculations.PovertyLineAlert(law, Sourced.Given(members), Sourced.Given(income), kind) is { IsDecided: true, Explained.Value: true };

    private static async Task<(Answer<AssessmentResult> Answer, LawOfTheDay Law)> CalculateAsync(CaseFile file, DateOnly on, CancellationToken cancel)
    {
        var law = await file.LawOnAsync(on, cancel);
        return (Assess(law, HouseholdView.Of(await file.FactsAsync(cancel)), file.Case.AppliedOn), law);
    }
}
