using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Letters;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>What the letter of a decision says: nothing but the decision, its calculation, the law as known then, and a name. So it can be printed again years later to the same bytes.</summary>
/// <param name="Case">Whose case: number and place.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Calculation">The run it rests on.</param>
/// <param name="Law">The law on the day of the decision, as known then.</param>
/// <param name="Number">The letter's number.</param>
/// <param name="Applicant">The applicant as addressed.</param>
public sealed record DecisionLetter(Case Case, Decision Decision, Calculation Calculation, LawOfTheDay Law, string Number, string Applicant)
{
    public LetterKind Kind => Decision.Kind == Decision.Confirmed ? LetterKind.Confirmation : LetterKind.Refusal;

    /// <summary>The main legal basis (主要依据); unconfirmed, the letter is a draft.</summary>
    public LegalBasis Basis => Law.MainBasis(Decision.Kind == Decision.Confirmed ? "approval" : "refusal");

    /// <summary>Every placeholder a template of its kind may use.</summary>
    public Dictionary<string, object?> Fields(Divisions divisions)
    {
        var basis = Basis;
        var main = basis.Clauses.Select(c => c.Id).ToHashSet();
        var cited = Calculations.ClausesOf(Calculation);
        var result = Calculations.ResultOf(Calculation);
        var fields = new Dictionary<string, object?>
        {
            ["number"] = Number,
            ["applicant"] = Applicant,
            ["caseNumber"] = Case.Number,
            ["village"] = Offices.TownshipOf(Case.HandlingArea, divisions) + (divisions.Find(Case.HandlingArea)?.Name ?? string.Empty),
            ["members"] = result.Members,
            ["mainBasis"] = basis.Text,
            ["otherBasis"] = string.Join("、", cited.Where(c => !main.Contains(c))),
            ["otherTexts"] = Law.InWords(cited.Except(Law.SameArticles(cited, basis))) is { Length: > 0 } texts ? texts : "无",
            ["citations"] = string.Join("；", cited.Select(c => $"{c} {Law.InWords([c])}")),
            ["closing"] = Text("letter.closing", "救济途径")
                .Replace("{reviewBody}", Text("letter.review-body", "行政复议机关"), StringComparison.Ordinal)
                .Replace("{court}", Text("letter.court", "管辖法院"), StringComparison.Ordinal),
            ["issuer"] = Text("letter.issuer." + Decision.Level, "落款单位").Replace("{township}", Offices.TownshipOf(Case.HandlingArea, divisions), StringComparison.Ordinal),
            ["seal"] = "盖章",
            ["date"] = ChineseWords.Date(Decision.On),
            ["sheet"] = Sheet.PartsOf(Calculation.Explanation).Select(PartOf).ToList(),
        };
        AddOutcome(fields, result);
        return fields;
    }

    // The sheet goes to the family it is about, as rows of the letter's own annex.
    private static Dictionary<string, object?> PartOf(SheetPart part) => new()
    {
        ["title"] = part.Title,
        ["lines"] = part.Lines.Select(l => new Dictionary<string, object?>
        {
            ["label"] = InCell(l.Label),
            ["how"] = InCell(string.Join("；", new[] { l.Formula, l.Inputs, l.Rounding is null ? "" : $"取整：{l.Rounding}" }.Where(t => t.Length > 0))),
            ["result"] = InCell(l.Result),
            ["clauses"] = l.Clauses,
        }).ToList(),
    };

    // What somebody typed must not begin a cell or a row of its own.
    private static string InCell(string text) => text.Replace('|', '｜').ReplaceLineEndings(" ");

    private void AddOutcome(Dictionary<string, object?> fields, AssessmentResult result)
    {
        if (Decision.Kind == Decision.Confirmed)
        {
            fields["monthly"] = result.Monthly.ToString();
            fields["monthlyWords"] = ChineseWords.Amount(result.Monthly);
            fields["firstMonth"] = $"{Decision.FirstMonth / 100}年{Decision.FirstMonth % 100}月";
            fields["formula"] = $"（全年保障标准 − 全年可计算收入 {result.CountableAnnualIncome} 元）÷ 12";
        }
        else
        {
            fields["reasons"] = FormJson.Read<List<string>>(Decision.Reasons).Select((r, i) => $"{i + 1}. {r}").ToList();
            fields["proof"] = "对上述情况有不同意见的，可以携带收入、财产等证明材料到乡镇社会救助窗口反映；情况发生变化的，可以重新申请。";
        }
    }

    private string Text(string key, string what) => Law.Text(key).Value ?? $"〔{what}未设定〕";
}

/// <summary>The names of offices as letters write them.</summary>
internal static class Offices
{
    public static string TownshipOf(AreaCode area, Divisions divisions) => divisions.Find(area.Level == AreaLevel.Village ? area.Parent : area)?.Name ?? area.ToString();

    /// <summary>街道 have an office, towns and townships a people's government.</summary>
    public static string OfficeOf(AreaCode area, Divisions divisions) =>
        TownshipOf(area, divisions) is var name && name.EndsWith("街道", StringComparison.Ordinal) ? name + "办事处" : name + "人民政府";
}
