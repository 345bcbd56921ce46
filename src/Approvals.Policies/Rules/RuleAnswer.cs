using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>The answer of a rule as members and as one line of canonical JSON.</summary>
public sealed class RuleAnswer
{
    private readonly Answer<IReadOnlyList<ResultMember>> _answer;

    internal RuleAnswer(Answer<IReadOnlyList<ResultMember>> answer) => _answer = answer;

    internal RuleAnswer(FieldProblem problem) => _answer = problem;

    internal RuleAnswer(Obstacle[] because) => _answer = because;

    public AnswerKind Kind => _answer.Kind;

    /// <summary>The members of the result; empty unless decided.</summary>
    public IReadOnlyList<ResultMember> Result => _answer.Explained?.Value ?? [];

    public Explanation? Explanation => _answer.Explained?.Explanation;

    public IReadOnlyList<Obstacle> Because => _answer.Because;

    public FieldProblem? Problem => _answer.Problem;

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
