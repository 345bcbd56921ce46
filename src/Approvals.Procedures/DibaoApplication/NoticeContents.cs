using System.Text.Json.Nodes;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Notices;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>What a notice says: on the board the full name so that neighbours recognise it, on the web a masked one; nothing outside the two allow-lists.</summary>
public sealed class NoticeContents(ActionSession session, Seals seals, Divisions divisions)
{
    public async Task<Notice> MakeAsync(CaseFile file, LawOfTheDay law, AssessmentResult result, DateOnly posted, DateOnly last, StatutoryClock clock, CancellationToken cancel)
    {
        var earlier = await OpenNotice.LatestAsync(file, cancel);
        var facts = await file.FactsAsync(cancel);
        var all = new Dictionary<string, string>
        {
            ["applicant-name"] = file.Case.ApplicantName,
            ["masked-name"] = PersonName.TryParse(file.Case.ApplicantName, out var name, out _) ? name.Masked : "*",
            ["village-group"] = facts.Last<HouseholdFact>(FactKind.Household)?.Value.Group ?? string.Empty,
            ["village"] = VillageOf(file.Case.HandlingArea),
            ["member-count"] = $"{result.Members} 人",
            ["programme"] = "最低生活保障",
            ["monthly-amount"] = $"{result.Monthly} 元",
            ["dates"] = $"{posted:yyyy-MM-dd} 至 {last:yyyy-MM-dd}",
            ["phones"] = await PhonesAsync(file, cancel),
        };
        return new Notice
        {
            County = file.Case.County,
            Id = file.NewId(),
            CaseId = file.Case.Id,
            Round = (earlier?.Round ?? 0) + 1,
            Area = file.Case.HandlingArea,
            PostedOn = posted,
            LastDay = last,
            Days = clock.Length,
            Unit = clock.Unit == ClockUnit.WorkingDays ? "working-days" : "days",
            Board = seals.Seal(Allowed(all, law.List("notice.board.fields").Value)),
            Web = Allowed(all, law.List("notice.web.fields").Value),
            RecordedAt = session.Time.Now,
            RecordedBy = session.Acting.Id,
        };
    }

    private static string Allowed(Dictionary<string, string> all, IReadOnlyList<string> fields) =>
        new JsonObject(fields.Where(all.ContainsKey).Select(f => KeyValuePair.Create(f, (JsonNode?)all[f]))).ToJsonString(FormJson.Options);

    private string VillageOf(AreaCode area) =>
        (divisions.Find(area.Parent)?.Name ?? string.Empty) + (divisions.Find(area)?.Name ?? area.ToString());

    // The township's window and the county's officer: two numbers to call, as the law leaves objections to the telephone too.
    private async Task<string> PhonesAsync(CaseFile file, CancellationToken cancel)
    {
        var sealedPhones = await OfficePhones.OfAsync(session, file.Case.HandlingArea, cancel);
        return string.Join("、", sealedPhones.Select(seals.Open));
    }
}
