namespace Approvals.Domain;

/// <summary>Why something that was entered cannot be taken: the field, what was typed, and what to do next, in Chinese.</summary>
/// <param name="Field">The field's name as forms and JSON know it.</param>
/// <param name="Value">What was entered, as typed.</param>
/// <param name="Remedy">What is wrong and what to do next, one sentence in Chinese.</param>
public sealed record FieldProblem(string Field, string Value, string Remedy)
{
    /// <summary>The sentence the official reads.</summary>
    public string Sentence => $"{Field} 填写的是“{Value}”：{Remedy}";
}
