using Approvals.Domain;
using Approvals.Policies;
using Approvals.Workflow;

namespace Approvals.Procedures.Policy;

/// <summary>Turns "cannot decide because …" into a branch that waits for whoever can mend it.</summary>
public static class Obstacles
{
    /// <summary>The branch waits for facts of the case to be corrected, not for a setting.</summary>
    public const string FactsKey = "facts";

    /// <summary>What a rule could not decide, as a wait; null when it decided.</summary>
    public static CommandAnswer.Blocked? Blocking<T>(Answer<T> answer) =>
        answer.IsDecided ? null
        : answer.Problem is { } problem ? new CommandAnswer.Blocked(FactsKey, problem.Sentence, Value.Null)
        : Wait(answer.Because);

    /// <summary>A setting nobody has made.</summary>
    public static CommandAnswer.Blocked Unset(LawOfTheDay law, string key)
    {
        // Reading it is what names the setting, who may set it and what to do.
        law.Text(key);
        return Wait(law.Obstacles);
    }

    private static CommandAnswer.Blocked Wait(IReadOnlyList<Obstacle> because)
    {
        var first = because.FirstOrDefault(o => o.Kind == ObstacleKind.UnsetValue) ?? because[0];
        return new CommandAnswer.Blocked(first.Kind == ObstacleKind.UnsetValue ? first.Key : FactsKey, string.Join("\n", because.Select(o => o.Message)), Value.Null);
    }
}
