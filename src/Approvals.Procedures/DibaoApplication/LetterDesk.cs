using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Letters;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>Numbers, prints and keeps letters: in the wording nearest to the office, and 草稿 while the basis of a decision is not confirmed.</summary>
public sealed class LetterDesk(ActionSession session, LetterPress press, Seals seals, Divisions divisions)
{
    /// <summary>A letter on the way to a decision.</summary>
    public async Task<Letter> IssueAsync(CaseFile file, LetterKind kind, Dictionary<string, object?> fields, CancellationToken cancel)
    {
        await AddCommonAsync(file, fields, cancel);
        fields["number"] = await Numbers.NextAsync(session, file.Case.County, kind.Series, cancel);
        var printed = LetterPress.Fill(press.Find(kind.Template, file.Case.HandlingArea.County), fields);
        return Keep(file, kind, printed, (string)fields["number"]!, null, draft: false);
    }

    /// <summary>The letter of a decision just made.</summary>
    public async Task<Letter> IssueDecisionAsync(CaseFile file, Decision decision, Calculation calculation, CancellationToken cancel)
    {
        var law = await file.LawAsync(cancel);
        var kind = decision.Kind == Decision.Confirmed ? LetterKind.Confirmation : LetterKind.Refusal;
        var number = await Numbers.NextAsync(session, file.Case.County, kind.Series, cancel);
        var letter = new DecisionLetter(file.Case, decision, calculation, law, number, file.Case.ApplicantName);
        var printed = LetterPress.Fill(press.Find(kind.Template, file.Case.HandlingArea.County), letter.Fields(divisions));
        return Keep(file, kind, printed, number, decision, !letter.Basis.Confirmed);
    }

    /// <summary>The letter of a decision once more, for the corrected name and otherwise word for word; the first one stays on file, superseded.</summary>
    public async Task<Letter> ReissueAsync(CaseFile file, Decision decision, string name, CancellationToken cancel)
    {
        var before = await session.Db.Letters.AsNoTracking().Where(l => l.County == file.Case.County && l.DecisionId == decision.Id)
            .OrderByDescending(l => l.RecordedAt).ThenByDescending(l => l.Id).FirstAsync(cancel);
        var calculation = await session.Db.Calculations.AsNoTracking().FirstAsync(c => c.County == decision.County && c.Id == decision.CalculationId, cancel);
        var law = await file.LawAsync(decision.On, decision.KnownAt, cancel);
        var template = await KeptTemplates.FindAsync(session, before.Template, before.TemplateHash, cancel) ?? press.Find(LetterKindOf(before), file.Case.HandlingArea.County);
        var printed = LetterPress.Fill(template, new DecisionLetter(file.Case, decision, calculation, law, before.Number, name).Fields(divisions));
        return Keep(file, decision.Kind == Decision.Confirmed ? LetterKind.Confirmation : LetterKind.Refusal, printed, before.Number, decision, before.Draft, before);
    }

    private static string LetterKindOf(Letter letter) => letter.Kind == LetterKind.Confirmation.Code ? LetterKind.Confirmation.Template : LetterKind.Refusal.Template;

    private Letter Keep(CaseFile file, LetterKind kind, PrintedLetter printed, string number, Decision? decision, bool draft, Letter? before = null)
    {
        var letter = new Letter
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            DecisionId = decision?.Id,
            Kind = kind.Code,
            Title = kind.Title,
            Number = number,
            Template = printed.Template.Name,
            TemplateHash = printed.Template.Hash,
            RuleVersions = before?.RuleVersions ?? file.Instance.DefinitionVersionId,
            Text = seals.Seal(printed.Text),
            TextHash = printed.Hash,
            Draft = draft,
            On = file.Today,
            RecordedAt = file.Session.Time.Now,
            RecordedBy = session.Acting.Id,
            Supersedes = before?.Id,
        };
        KeptTemplates.Keep(session, printed.Template);
        file.Add(letter);
        return letter;
    }

    private async Task AddCommonAsync(CaseFile file, Dictionary<string, object?> fields, CancellationToken cancel)
    {
        var phones = await OfficePhones.OfAsync(session, file.Case.HandlingArea, cancel);
        fields.TryAdd("applicant", file.Case.ApplicantName);
        fields.TryAdd("caseNumber", file.Case.Number);
        fields.TryAdd("village", Offices.TownshipOf(file.Case.HandlingArea, divisions) + (divisions.Find(file.Case.HandlingArea)?.Name ?? string.Empty));
        fields.TryAdd("issuer", Offices.OfficeOf(file.Case.HandlingArea, divisions));
        fields.TryAdd("phone", string.Join("、", phones.Select(seals.Open)));
        fields.TryAdd("date", ChineseWords.Date(file.Today));
    }
}
