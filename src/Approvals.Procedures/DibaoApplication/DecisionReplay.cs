using System.Text.Json;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Letters;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>One decision made again from what was known then; each method yields what came out otherwise.</summary>
internal sealed class DecisionReplay(PolicySet policies, Divisions divisions, Seals seals, Case found, Decision decision)
{
    /// <summary>Every fact ever recorded on the case, oldest first; a run sees only those it cites.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>The runs of the rules up to the decision.</summary>
    public required IReadOnlyList<Calculation> Runs { get; init; }

    /// <summary>The decision's letters, the first one first.</summary>
    public required IReadOnlyList<Letter> Letters { get; init; }

    /// <summary>The wording of their templates by version; null where it was never kept.</summary>
    public required IReadOnlyDictionary<string, LetterTemplate?> Templates { get; init; }

    /// <summary>The run the decision rests on.</summary>
    public Calculation Run => Runs.Single(r => r.Id == decision.CalculationId);

    /// <summary>Facts, result, values and explanation of a run.</summary>
    public IEnumerable<ReplayDifference> OfRun(Calculation run)
    {
        var cited = FormJson.Read<HashSet<Guid>>(run.Facts);
        var view = HouseholdView.Of(new CaseFacts([.. Facts.Where(f => cited.Contains(f.Id))]));
        var answer = Calculations.Assess(LawOn(run.On, run.KnownAt), view, found.AppliedOn);
        if (!answer.IsDecided)
        {
            yield return Differs("result", $"{run.On:yyyy-MM-dd}的核算现在得不出结果");
            yield break;
        }

        var (result, explanation) = answer.Explained;
        string[] parts = ["values", "result", "explanation"];
        string[] stored = [run.Values, run.Result, run.Explanation];
        string[] again = [Calculations.ValuesOf(explanation), FormJson.Write(result), Calculations.ExplanationOf(explanation)];
        for (var i = 0; i < parts.Length; i++)
        {
            if (stored[i] != again[i])
            {
                yield return Differs(parts[i], $"{run.On:yyyy-MM-dd}的核算，第{FirstDifference(stored[i], again[i]) + 1}个字符起");
            }
        }
    }

    /// <summary>Amount, first month, reasons and clauses.</summary>
    public IEnumerable<ReplayDifference> OfDecision()
    {
        if (decision.Kind == Decision.Recalled)
        {
            yield break;
        }

        var (law, result) = (LawOn(decision.On, decision.KnownAt), Calculations.ResultOf(Run));
        var confirmed = decision.Kind == Decision.Confirmed;
        if (decision.Monthly != (confirmed ? result.Monthly : null) || decision.FirstMonth != (confirmed ? Deciding.FirstMonthOf(decision.On, law) : null))
        {
            yield return Differs("decision", "金额或起发月份");
        }

        if (decision.Clauses != Deciding.ClausesOf(law.MainBasis(confirmed ? "approval" : "refusal"), Run, decision.InstrumentId is null ? [] : ConfirmationLevel.ClausesOf(law)))
        {
            yield return Differs("decision", "依据条款");
        }

        if (!confirmed && !Enum.GetValues<RefusalGround>().Any(g => FormJson.Write(Deciding.Reasons(g, result, PropertyTest())) == decision.Reasons))
        {
            yield return Differs("decision", "理由");
        }
    }

    /// <summary>The words of a letter, and whether it is a draft.</summary>
    public IEnumerable<ReplayDifference> OfLetter(Letter letter)
    {
        if (Templates[letter.TemplateHash] is not { } template)
        {
            yield return Differs("letter", $"{letter.Title}所用的模板（{letter.Template}，{letter.TemplateHash}）没有存档");
            yield break;
        }

        var again = new DecisionLetter(found, decision, Run, LawOn(decision.On, decision.KnownAt), letter.Number, NameIn(letter));
        var (text, stored) = (LetterPress.Fill(template, again.Fields(divisions)).Text, seals.Open(letter.Text));
        if (text != stored || again.Basis.Confirmed == letter.Draft)
        {
            yield return Differs("letter", text == stored ? $"{letter.Title}是否草稿" : $"{letter.Title}第{stored[..FirstDifference(stored, text)].Count(c => c == '\n') + 1}行");
        }
    }

    // What the next correction of the applicant's name replaced; without one, the name of today. A re-issue comes after the correction it follows.
    private string NameIn(Letter letter) => Facts
        .Where(f => f.Kind == FactKind.Identity && f.Subject == found.ApplicantId && (f.RecordedAt, f.Id).CompareTo((letter.RecordedAt, letter.Id)) > 0)
        .Select(Names).Where(n => n.Before != n.After).Select(n => n.Before).FirstOrDefault(found.ApplicantName);

    private (string Before, string After) Names(Fact identity)
    {
        using var value = JsonDocument.Parse(identity.Value);
        return (NameOf(value, "before"), NameOf(value, "after"));
    }

    // Name and number in one sealed text, the number after the last blank.
    private string NameOf(JsonDocument identity, string member)
    {
        var text = seals.Open(new Sealed(identity.RootElement.GetProperty(member).GetBytesFromBase64()));
        return text[..text.LastIndexOf(' ')];
    }

    private PropertyTestFact? PropertyTest() => new CaseFacts([.. Facts.Where(f => f.RecordedAt <= decision.RecordedAt)]).Last<PropertyTestFact>(FactKind.PropertyTest)?.Value;

    private LawOfTheDay LawOn(DateOnly day, DateTimeOffset knownAt) => policies.On(found.HandlingArea.County, day, knownAt);

    private ReplayDifference Differs(string part, string what) => new(decision.Number, part, what, null);

    private static int FirstDifference(string one, string other) =>
        Enumerable.Range(0, Math.Min(one.Length, other.Length)).FirstOrDefault(i => one[i] != other[i], Math.Min(one.Length, other.Length));
}
