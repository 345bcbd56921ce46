using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Decisions;

/// <summary>核算表 as it is printed: a form a person could have filled in, part by part, each line with its clause.</summary>
/// <param name="MainBasis">主要依据: the regulation articles, as letters write them.</param>
/// <param name="Draft">The county has not confirmed the text of the main basis.</param>
/// <param name="Clauses">Every clause the calculation used, with its words.</param>
public sealed record Sheet(string Id, DateOnly On, string MainBasis, bool Draft, IReadOnlyList<SheetPart> Parts, IReadOnlyList<ClauseText> Clauses)
{
    /// <summary>Reads the stored explanation under the law it was made with; what a part rests on comes before it.</summary>
    internal static Sheet Of(Calculation stored, PolicySet policies, AreaCode area)
    {
        using var explanation = JsonDocument.Parse(stored.Explanation);
        var basis = policies.On(area, stored.On, stored.KnownAt).MainBasis("approval");
        return new Sheet(stored.Id.ToString(), stored.On, basis.Text, !basis.Confirmed, PartsOf(stored.Explanation),
            [.. Texts(explanation.RootElement.GetProperty("cites")).Select(id => ClauseTexts.Of(policies, id))]);
    }

    /// <summary>The parts of a stored explanation; what a part rests on comes before it.</summary>
    internal static IReadOnlyList<SheetPart> PartsOf(string stored)
    {
        using var explanation = JsonDocument.Parse(stored);
        var parts = new List<SheetPart>();
        Collect(explanation.RootElement, parts);
        return parts;
    }

    private static void Collect(JsonElement part, List<SheetPart> parts)
    {
        foreach (var source in part.GetProperty("steps").EnumerateArray().SelectMany(s => s.GetProperty("inputs").EnumerateArray()).Select(i => i.GetProperty("from")))
        {
            if (source.TryGetProperty("calculation", out var inner))
            {
                Collect(inner, parts);
            }
        }

        var title = part.GetProperty("title").GetString()!;
        var lines = part.GetProperty("steps").EnumerateArray().Select(Line).ToList();
        if (!parts.Exists(p => p.Title == title && p.Lines.SequenceEqual(lines)))
        {
            parts.Add(new SheetPart(title, lines));
        }
    }

    private static SheetLine Line(JsonElement step) => new(
        step.GetProperty("label").GetString()!,
        step.GetProperty("formula").GetString()!,
        string.Join("；", step.GetProperty("inputs").EnumerateArray().Select(Input)),
        step.GetProperty("result").GetString()!,
        step.GetProperty("rounding").GetString(),
        string.Join("、", Texts(step.GetProperty("cites")).Concat(step.GetProperty("inputs").EnumerateArray().SelectMany(Cites)).Distinct()));

    private static string Input(JsonElement input)
    {
        var source = input.GetProperty("from");
        var where = source.TryGetProperty("policy", out var policy)
            ? policy.GetProperty("document").GetString() is { } document ? $"〔{document}〕" : policy.GetProperty("confirmed").GetBoolean() ? "" : "〔默认值，未确认〕"
            : source.TryGetProperty("evidence", out _) ? "〔见材料〕"
            : "";
        return $"{input.GetProperty("name").GetString()} {input.GetProperty("value").GetString()}{where}";
    }

    private static IEnumerable<string> Cites(JsonElement input) =>
        input.GetProperty("from").TryGetProperty("policy", out var policy) ? Texts(policy.GetProperty("cites")) : [];

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString()!)];
}

/// <summary>One calculation of the sheet.</summary>
public sealed record SheetPart(string Title, IReadOnlyList<SheetLine> Lines);

/// <summary>One line: what it is, the formula in words, the numbers with their sources, the result, the rounding, the clauses.</summary>
public sealed record SheetLine(string Label, string Formula, string Inputs, string Result, string? Rounding, string Clauses);
