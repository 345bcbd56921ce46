using System.Text.Json.Nodes;
using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>摆渡到低保: writes what the case knows into the person's draft of a 低保 application, where nothing has been typed yet.</summary>
public sealed record CarryToDibao(RowId Case) : IAction<bool>
{
    /// <summary>The key of the draft of the intake of 低保.</summary>
    public const string DraftKey = "intake:dibao";

    /// <summary>Who may: the desk and the village's assistant of the place, who refer and take in applications.</summary>
    internal static readonly string[] Roles = [People.Roles.Window, People.Roles.VillageAssistant];

    private static readonly Refusal NotReferred = new(RefusalKind.Conflict, "referral.none", "这件案子没有转介到低保", "YC2017-3.4.3", "请先在“转介（摆渡）”里选低保");

    private static readonly Refusal DraftInTheWay = new(RefusalKind.Conflict, "referral.draft", "你还有一份没有提交的低保申请草稿", Next: "请先提交或清空那份草稿，再从这里开始");

    internal sealed class Handler(ActionSession session, Seals seals) : IRequestHandler<CarryToDibao, Reply<bool>>
    {
        public async Task<Reply<bool>> Handle(CarryToDibao request, CancellationToken cancellationToken)
        {
            var (county, id, me) = (request.Case.County, request.Case.Id, session.Acting.Id);
            var found = await session.Db.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.County == county && c.Id == id && c.Programme == AidIntake.Programme, cancellationToken);
            if (found is null)
            {
                return Casework.Refusals.NoSuchCase;
            }

            if (!Roles.Any(r => session.Acting.MandateFor(r, found.HandlingArea, AidIntake.Programme) is not null))
            {
                return Casework.Refusals.RoleNeeded(Roles);
            }

            // The draft holds the whole numbers: only for whom the case was referred, only to those who take the application in.
            var facts = new CaseFacts(await HotFacts.ReadAsync(session.Hot, found.Address, cancellationToken));
            if (facts.Last<ReferralFact>(AidFactKind.Referral)?.Value.Targets.Contains(ReferralTarget.Dibao) != true)
            {
                return NotReferred;
            }

            if (await session.Db.FormDrafts.AnyAsync(d => d.OfficialId == me && d.Key == DraftKey, cancellationToken))
            {
                return DraftInTheWay;
            }

            var draft = await DraftAsync(found, cancellationToken);
            session.Db.FormDrafts.Add(new FormDraft { OfficialId = me, Key = DraftKey, Content = seals.Seal(draft.ToJsonString()), SavedAt = session.Time.Now });
            return true;
        }

        private async Task<JsonObject> DraftAsync(Case found, CancellationToken cancel)
        {
            var citizens = await session.Db.CaseMembers.Where(m => m.County == found.County && m.CaseId == found.Id)
                .Join(session.Db.Citizens, m => new { m.County, Id = m.CitizenId }, c => new { c.County, c.Id }, (m, c) => c).AsNoTracking().ToListAsync(cancel);
            var members = new JsonArray();
            foreach (var citizen in citizens)
            {
                var member = new JsonObject { ["name"] = citizen.Name, ["idNumber"] = seals.Open(citizen.IdNumber), ["relation"] = members.Count == 0 ? "self" : "other" };
                if (citizen.Phone is { } phone)
                {
                    member["phone"] = seals.Open(phone);
                }

                members.Add((JsonNode)member);
            }

            if (members.Count == 0)
            {
                members.Add((JsonNode)new JsonObject { ["name"] = found.ApplicantName, ["relation"] = "self" });
            }

            var household = new JsonObject { ["appliedOn"] = $"{session.Time.Today:yyyy-MM-dd}", ["members"] = members };
            if (found.HandlingArea.Level == AreaLevel.Village)
            {
                household["village"] = found.HandlingArea.ToString();
            }

            return new JsonObject { ["household"] = household };
        }
    }
}
