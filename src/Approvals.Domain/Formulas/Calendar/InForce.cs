namespace Approvals.Domain;

/// <summary>What says whether a document's rules apply.</summary>
/// <param name="Document">The document as printed.</param>
/// <param name="Period">Its dates.</param>
/// <param name="Area">The area it holds in, as printed.</param>
/// <param name="HoldsHere">Whether the place asked about lies in that area.</param>
/// <param name="Continued">Whether a campaign plan goes on past its own timetable; null for a lasting text.</param>
/// <param name="Clauses">The clauses that set its dates.</param>
public sealed record InForceInput(string Document, LegalPeriod Period, string Area, bool HoldsHere, Sourced<bool>? Continued, IReadOnlyList<string> Clauses);

/// <summary>Whether a document's rules apply to a decision of a day. Rights already granted run to their end (F19).</summary>
/// <remarks>Clauses: the one that dates each document, for example N2021-E.1, HN2020-E.1, JL2020-0.1.</remarks>
public static class InForce
{
    /// <summary>The bare rule: in its area, from its first day, to its last day or beyond it where a campaign plan was continued (A-F19-3).</summary>
    public static bool Of(LegalPeriod period, bool holdsHere, bool continued, DateOnly on) =>
        holdsHere && (period.Contains(on) || (continued && on >= period.From));

    public static Explained<bool> Explain(InForceInput input, DateOnly on)
    {
        var inForce = Of(input.Period, input.HoldsHere, input.Continued?.Value == true, on);
        var lines = new List<Step>
        {
            new("适用地区", "所在地区在文件适用范围内", [], input.HoldsHere ? $"适用于{input.Area}，包括本地" : $"只适用于{input.Area}，不包括本地"),
            new("有效期", "施行日 ≤ 决定日 ≤ 失效日", [], $"{input.Period}；决定日 {LegalDay.Text(on)}") { Clauses = input.Clauses },
        };
        if (input.Continued is { } continued)
        {
            lines.Add(new Step("行动方案到期后", "到期后不再适用，除非县里以文号确认继续执行", [new StepInput("继续执行", continued.Value ? "是" : "否", continued.Source)], inForce ? "适用" : "不适用"));
        }

        return new Explained<bool>(inForce, new Explanation("policy.in-force", $"{input.Document}是否适用", input.Clauses, lines));
    }
}
