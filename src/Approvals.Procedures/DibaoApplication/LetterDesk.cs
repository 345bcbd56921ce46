using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Letters;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>The letters this procedure issues: template, title, series of its numbers.</summary>
public sealed record LetterKind(string Code, string Title, string Template, string Series)
{
    public static readonly LetterKind Acceptance = new("acceptance", "社会救助申请受理通知书", "dibao/acceptance", "letter-acceptance");
    public static readonly LetterKind Supplement = new("supplement", "一次性告知（补充材料）通知书", "dibao/supplement", "letter-supplement");
    public static readonly LetterKind Confirmation = new("confirmation", "最低生活保障确认通知书", "dibao/confirmation", "letter-confirmation");
    public static readonly LetterKind Refusal = new("refusal", "不予确认同意告知书", "dibao/refusal", "letter-refusal");
}

/// <summary>Fills and issues letters: whose name and seal, which basis, which words about appeal, and 草稿 while the basis is not confirmed.</summary>
public sealed class LetterDesk(ActionSession session, LetterPress press, Seals seals, Divisions divisions)
{
    public async Task<Letter> IssueAsync(CaseFile file, LetterKind kind, Decision? decision, Dictionary<string, object?> fields, CancellationToken cancel)
    {
        var law = await file.LawAsync(cancel);
        var basis = law.MainBasis(kind == LetterKind.Confirmation ? "approval" : kind == LetterKind.Refusal ? "refusal" : "supplement");
        await AddCommonAsync(file, fields, cancel);
        fields["number"] = await Numbers.NextAsync(session, file.Case.County, kind.Series, cancel);
        var printed = press.Print(kind.Template, file.Case.HandlingArea.County, fields);
        var letter = new Letter
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            DecisionId = decision?.Id,
            Kind = kind.Code,
            Title = kind.Title,
            Number = (string)fields["number"]!,
            Template = printed.Template,
            TemplateHash = printed.TemplateHash,
            RuleVersions = file.Instance.DefinitionVersionId,
            Text = seals.Seal(printed.Text),
            TextHash = printed.Hash,
            Draft = decision is not null && !basis.Confirmed,
            On = file.Today,
            RecordedAt = file.Session.Time.Now,
            RecordedBy = file.Session.Acting.Id,
        };
        file.Add(letter);
        return letter;
    }

    public async Task<Letter> IssueConfirmationAsync(CaseFile file, Decision decision, Calculation calculation, AssessmentResult result, YearMonth first, CancellationToken cancel)
    {
        var law = await file.LawAsync(cancel);
        return await IssueAsync(file, LetterKind.Confirmation, decision, new(DecisionFields(file, law, decision, result, "approval", calculation))
        {
            ["monthly"] = result.Monthly.ToString(),
            ["monthlyWords"] = ChineseWords.Amount(result.Monthly),
            ["firstMonth"] = $"{first.Year}年{first.Month}月",
            ["formula"] = $"（全年保障标准 − 全年可计算收入 {result.CountableAnnualIncome} 元）÷ 12",
        }, cancel);
    }

    public async Task<Letter> IssueRefusalAsync(CaseFile file, Decision decision, Calculation calculation, AssessmentResult result, IReadOnlyList<string> reasons, CancellationToken cancel)
    {
        var law = await file.LawAsync(cancel);
        return await IssueAsync(file, LetterKind.Refusal, decision, new(DecisionFields(file, law, decision, result, "refusal", calculation))
        {
            ["reasons"] = reasons.Select((r, i) => $"{i + 1}. {r}").ToList(),
            ["proof"] = "对上述情况有不同意见的，可以携带收入、财产等证明材料到乡镇社会救助窗口反映；情况发生变化的，可以重新申请。",
        }, cancel);
    }

    /// <summary>The letter of a decision once more, for the corrected name; the first one stays on file, superseded.</summary>
    public async Task<Letter> ReissueAsync(CaseFile file, Decision decision, string name, CancellationToken cancel)
    {
        var before = await session.Db.Letters.AsNoTracking().Where(l => l.County == file.Case.County && l.DecisionId == decision.Id)
            .OrderByDescending(l => l.RecordedAt).FirstAsync(cancel);
        var lines = seals.Open(before.Text).Split('\n');
        var addressed = Array.FindIndex(lines, l => l.EndsWith('：'));
        lines[addressed] = $"{name}：";
        var text = string.Join('\n', lines);
        var letter = new Letter
        {
            County = before.County,
            Id = file.NewId(),
            CaseId = before.CaseId,
            DecisionId = before.DecisionId,
            Kind = before.Kind,
            Title = before.Title,
            Number = before.Number,
            Template = before.Template,
            TemplateHash = before.TemplateHash,
            RuleVersions = before.RuleVersions,
            Text = seals.Seal(text),
            TextHash = new PrintedLetter(text, before.Template, before.TemplateHash).Hash,
            Draft = before.Draft,
            On = file.Today,
            RecordedAt = file.Session.Time.Now,
            RecordedBy = session.Acting.Id,
            Supersedes = before.Id,
        };
        file.Add(letter);
        return letter;
    }

    private Dictionary<string, object?> DecisionFields(CaseFile file, LawOfTheDay law, Decision decision, AssessmentResult result, string basisKind, Calculation calculation)
    {
        var basis = law.MainBasis(basisKind);
        var main = basis.Clauses.Select(c => c.Id).ToHashSet();
        var issuer = law.Text("letter.issuer." + decision.Level).Value ?? Unset("落款单位");
        return new Dictionary<string, object?>
        {
            ["members"] = result.Members,
            ["mainBasis"] = basis.Text,
            ["otherBasis"] = string.Join("、", Calculations.ClausesOf(calculation).Where(c => !main.Contains(c))),
            ["closing"] = (law.Text("letter.closing").Value ?? Unset("救济途径"))
                .Replace("{reviewBody}", law.Text("letter.review-body").Value ?? Unset("行政复议机关"), StringComparison.Ordinal)
                .Replace("{court}", law.Text("letter.court").Value ?? Unset("管辖法院"), StringComparison.Ordinal),
            ["issuer"] = issuer.Replace("{township}", TownshipOf(file.Case.HandlingArea), StringComparison.Ordinal),
            ["seal"] = "盖章",
        };
    }

    private async Task AddCommonAsync(CaseFile file, Dictionary<string, object?> fields, CancellationToken cancel)
    {
        var phones = await OfficePhones.OfAsync(session, file.Case.HandlingArea, cancel);
        fields.TryAdd("applicant", file.Case.ApplicantName);
        fields.TryAdd("caseNumber", file.Case.Number);
        fields.TryAdd("village", TownshipOf(file.Case.HandlingArea) + (divisions.Find(file.Case.HandlingArea)?.Name ?? string.Empty));
        fields.TryAdd("issuer", OfficeOf(file.Case.HandlingArea));
        fields.TryAdd("phone", string.Join("、", phones.Select(seals.Open)));
        fields.TryAdd("date", ChineseWords.Date(file.Today));
    }

    private string TownshipOf(AreaCode area) => divisions.Find(area.Level == AreaLevel.Village ? area.Parent : area)?.Name ?? area.ToString();

    // 街道 have an office, towns and townships a people's government.
    private string OfficeOf(AreaCode area) => TownshipOf(area) is var name && name.EndsWith("街道", StringComparison.Ordinal) ? name + "办事处" : name + "人民政府";

    private static string Unset(string what) => $"〔{what}未设定〕";
}
