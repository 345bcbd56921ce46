using Approvals.Policies;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Policy;

/// <summary>The answer to one line of calculate, and whether the line itself was wrong.</summary>
public sealed record CalculateAnswer(string Json, bool IsError);

/// <summary>Answers lines of <c>{rule, area, on, given, settings}</c> with <c>{result, explanation, cites}</c>, <c>{cannotDecide}</c> or <c>{error}</c>.</summary>
/// <remarks>One is opened for a batch; it keeps the law as the database knew it then.</remarks>
public sealed class Calculator
{
    private readonly RuleBook _rules;

    internal Calculator(RuleBook rules) => _rules = rules;

    /// <summary>The JSON schema of every rule.</summary>
    public static IReadOnlyList<string> Schemas => RuleBook.Schemas;

    /// <summary>With the packs that ship, and no county's own values; the made-up county's only in the demo.</summary>
    public static Calculator OfPacks(bool withDemo) => new(new RuleBook(ShippedPacks.Load(withDemo), Divisions.Shipped()));

    /// <summary>The answers to many lines, in their order.</summary>
    public IReadOnlyList<CalculateAnswer> Answers(IReadOnlyList<string> lines) => [.. lines.AsParallel().AsOrdered().Select(Answer)];

    public CalculateAnswer Answer(string line)
    {
        var answer = _rules.Calculate(line);
        return new CalculateAnswer(answer.ToJson(), answer.Kind == Domain.AnswerKind.Refused);
    }
}

/// <summary>A calculator with the law as the database knows it.</summary>
public sealed record OpenCalculator : IQuestion<Calculator>;

internal sealed class OpenCalculatorHandler(ActionSession session, PolicyShelf shelf, Divisions divisions) : IRequestHandler<OpenCalculator, Calculator>
{
    public async Task<Calculator> Handle(OpenCalculator request, CancellationToken cancellationToken) =>
        new(new RuleBook(await shelf.CurrentAsync(session, cancellationToken), divisions));
}
