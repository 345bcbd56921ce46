using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The answer of a rule as members and as one line of canonical JSON.</summary>
public sealed class RuleAnswer
{
    private readonly Answer<IReadOnlyList<ResultMember>> _answer;

    internal RuleAnswer(Answer<IReadOnlyList<ResultMember>> answer, LawOfTheDay law)
    {
        _answer = answer;
        Keys = law.Asked;
    }

    internal RuleAnswer(FieldProblem problem) => _answer = problem;

    internal RuleAnswer(Obstacle[] because) => _answer = because;

    /// <summary>The parameters that were asked for, set or not.</summary>
    public IReadOnlyCollection<string> Keys { get; } = [];

    public AnswerKind Kind => _answer.Kind;

    /// <summary>The members of the result; empty unless decided.</summary>
    public IReadOnlyList<ResultMember> Result => _answer.Explained?.Value ?? [];

    public Explanation? Explanation => _answer.Explained?.Explanation;

    public IReadOnlyList<Obstacle> Because => _answer.Because;

    public FieldProblem? Problem => _answer.Problem;

    /// <summary>The answer in one line of Chinese: the last line of the sheet, or why there is none.</summary>
    public string Sentence => Explanation is { } explanation ? $"{explanation.Steps[^1].Label}：{explanation.Steps[^1].Result}"
        : Problem is { } problem ? $"拒绝：{problem.Sentence}"
        : $"不能决定：缺{string.Join("、", Because.Select(o => o.Name))}";

    /// <summary>The members of the result alone, as canonical JSON.</summary>
    public string ResultJson() => CanonicalJson.Of(json => json.Members(o => Result.ToList().ForEach(member => member.Write(o))));

    /// <summary>{result, explanation, cites} or {cannotDecide:[…]} or {error}, always the same bytes for the same answer.</summary>
    public string ToJson() => CanonicalJson.Of(o => o.Members(Write));

    private void Write(CanonicalJson json)
    {
        if (_answer.IsDecided)
        {
            var (result, explanation) = _answer.Explained;
            json.Name("result").Members(o => result.ToList().ForEach(member => member.Write(o)));
            json.Name("explanation");
            ExplanationJson.Write(json, explanation);
            json.Name("cites").Texts(explanation.Clauses);
        }
        else if (_answer.Problem is { } problem)
        {
            json.Name("error").Members(o => o.Name("field").Text(problem.Field).Name("value").Text(problem.Value).Name("message").Text(problem.Sentence));
        }
        else
        {
            json.Name("cannotDecide").List(_answer.Because, WriteObstacle);
        }
    }

    private static void WriteObstacle(CanonicalJson json, Obstacle obstacle) => json.Members(o =>
    {
        o.Name("kind").Text(obstacle.Kind switch
        {
            ObstacleKind.UnsetValue => "unset",
            ObstacleKind.MissingFact => "missing",
            _ => "conflicting",
        });
        o.Name("key").Text(obstacle.Key);
        o.Name("name").Text(obstacle.Name);
        o.Name("setBy").Text(obstacle.SetBy);
        o.Name("message").Text(obstacle.Message);
    });
}
