namespace Approvals.Procedures.DibaoApplication;

/// <summary>The letters this procedure issues.</summary>
/// <param name="Code">What it is stored as.</param>
/// <param name="Title">Its title.</param>
/// <param name="Template">The name of its template.</param>
/// <param name="Series">The series of its numbers.</param>
/// <param name="Placeholders">What a template may write between double braces, lists and their members included.</param>
public sealed record LetterKind(string Code, string Title, string Template, string Series, IReadOnlyList<string> Placeholders)
{
    private static readonly string[] OnTheWay = ["number", "applicant", "caseNumber", "village", "issuer", "phone", "date"];

    private static readonly string[] OfDecision =
        ["number", "applicant", "caseNumber", "village", "members", "mainBasis", "otherBasis", "otherTexts", "citations", "closing", "issuer", "seal", "date", "sheet", "title", "lines", "label", "how", "result", "clauses"];

    public static readonly LetterKind Acceptance = new("acceptance", "社会救助申请受理通知书", "dibao/acceptance", "letter-acceptance",
        [.. OnTheWay, "appliedOn", "acceptedOn", "investigationDays", "caseDays", "caseDue"]);

    public static readonly LetterKind Supplement = new("supplement", "一次性告知（补充材料）通知书", "dibao/supplement", "letter-supplement", [.. OnTheWay, "missing"]);

    public static readonly LetterKind Confirmation = new("confirmation", "最低生活保障确认通知书", "dibao/confirmation", "letter-confirmation",
        [.. OfDecision, "monthly", "monthlyWords", "firstMonth", "formula"]);

    public static readonly LetterKind Refusal = new("refusal", "不予确认同意告知书", "dibao/refusal", "letter-refusal", [.. OfDecision, "reasons", "proof"]);

    public static readonly IReadOnlyList<LetterKind> All = [Acceptance, Supplement, Confirmation, Refusal];
}
