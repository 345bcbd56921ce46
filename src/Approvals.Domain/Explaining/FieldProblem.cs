namespace Approvals.Domain;

/// <summary>Why something that was entered cannot be taken: the field, what was typed, and what to do next, in Chinese.</summary>
/// <param name="Field">The field's name as forms and JSON know it.</param>
/// <param name="Value">What was entered, as typed.</param>
/// <param name="Remedy">What is wrong and what to do next, one sentence in Chinese.</param>
public sealed record FieldProblem(string Field, string Value, string Remedy)
{
    /// <summary>The sentence the official reads.</summary>
    public string Sentence => $"{Field} 填写的是“{Value}”：{Remedy}";

    /// <summary>A household of nobody; null when somebody lives there.</summary>
    public static FieldProblem? OfMembers(int members) =>
        members < 1 ? new FieldProblem("members", $"{members}", "共同生活家庭成员至少1人，请核对成员后重填。") : null;

    /// <summary>A negative amount where there can be none; null when it is zero or more, or not stated.</summary>
    public static FieldProblem? OfNegative(string field, Money? amount, string what) =>
        amount is { IsNegative: true } below ? new FieldProblem(field, below.ToPlainText(), $"{what}不能是负数，请核对证明后重填。") : null;

    /// <summary>A number below the least that makes sense; null when it is that or more.</summary>
    public static FieldProblem? OfLess(string field, int number, int least, string what) =>
        number < least ? new FieldProblem(field, $"{number}", $"{what}至少为{least}，请核对后重填。") : null;
}
