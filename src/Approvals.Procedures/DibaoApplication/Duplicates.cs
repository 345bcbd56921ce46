using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>A person who is already in another case of 低保, anywhere in this installation: answered with five fields and logged, never with the file itself.</summary>
internal static class Duplicates
{
    public static async Task<Refusal?> FindAsync(ActionSession session, Seals seals, Divisions divisions, IReadOnlyList<MemberRow> members, CancellationToken cancel)
    {
        var wide = session.Wide("duplicate-check");
        foreach (var member in members)
        {
            if (!IdNumber.TryParse(member.IdNumber, out var number, out _))
            {
                continue;
            }

            var hash = seals.Hash(number.Number);
            var found = await wide.CaseMembers.Where(m => m.IdHash == hash)
                .Join(wide.Cases, m => new { m.County, Id = m.CaseId }, c => new { c.County, c.Id }, (m, c) => c)
                .Join(wide.Instances, c => new { c.County, c.Id }, i => new { i.County, Id = i.CaseId }, (c, i) => new { c, i.Status, i.Result })
                .Where(x => x.c.Programme == StartApplication.Programme && (x.Status == "Running" || x.Result == "confirmed"))
                .OrderByDescending(x => x.c.CreatedAt).FirstOrDefaultAsync(cancel);
            if (found is not null)
            {
                return await CardAsync(session, seals, divisions, member.Name, found.c, found.Result, cancel);
            }
        }

        return null;
    }

    private static async Task<Refusal> CardAsync(ActionSession session, Seals seals, Divisions divisions, string name, Casework.Case found, string? result, CancellationToken cancel)
    {
        var phones = await OfficePhones.OfAsync(session, found.HandlingArea, cancel);
        return Refusals.DuplicatePerson(name) with
        {
            Card = new Dictionary<string, string>
            {
                ["救助种类"] = "最低生活保障",
                ["状态"] = result == "confirmed" ? "正在享受" : "正在办理",
                ["申请月份"] = $"{found.AppliedOn:yyyy-MM}",
                ["办理单位"] = divisions.Find(found.HandlingArea.Parent)?.Name ?? found.HandlingArea.Parent.ToString(),
                ["联系电话"] = string.Join("、", phones.Select(seals.Open)),
            },
            Log = new AccessNote(found.County, found.Id, "duplicate-card", "查重卡片"),
        };
    }
}
