using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Incidents;

/// <summary>What somebody proposes to do about an incident.</summary>
public sealed record RepairForm
{
    [Field("处理方式")]
    public required RepairKind Kind { get; init; }

    [Field("结果或环节", Hint = "代替系统给出的结果，或转到的环节；终止本案的不填", Most = 100)]
    public string? Target { get; init; }

    [Field("理由", Hint = "写明依据和核实的情况，不写当事人姓名", Long = true, Fewest = 4, Most = 500)]
    public required string Reason { get; init; }
}

/// <summary>提议处理: says what should be done about an incident, and why. It happens when a second person confirms it.</summary>
public sealed record ProposeRepair(RowId Incident, JsonElement Form, Guid CommandId) : ICommand<Mended>
{
    internal sealed class Handler(ActionSession session, IncidentDesk desk, RepairWays ways) : IRequestHandler<ProposeRepair, Reply<Mended>>
    {
        public async Task<Reply<Mended>> Handle(ProposeRepair request, CancellationToken cancellationToken)
        {
            var form = FormCheck.Read<RepairForm>(request.Form, session.Time.Today);
            if (!form.Done)
            {
                return form.Refusal!;
            }

            var opened = await desk.OpenAsync(request.Incident, IncidentRights.Proposing, cancellationToken);
            if (!opened.Done)
            {
                return opened.Refusal!;
            }

            var (file, _, row) = opened.Value;
            if (row.Proposed)
            {
                return Refusals.AlreadyProposed;
            }

            var events = await session.Db.Events.AsNoTracking().Where(e => e.County == row.County && e.CaseId == row.CaseId).Select(e => e.Text).ToListAsync(cancellationToken);
            var offered = await ways.OfferedAsync(row, events, cancellationToken);
            return RepairCheck.Refuse(form.Value.Kind, form.Value.Target, row, offered) is { } refusal ? refusal : Propose(file, row, offered, form.Value);
        }

        private Mended Propose(CaseFile file, StandingRow row, OfferedRepairs offered, RepairForm form)
        {
            var repair = new Repair
            {
                County = row.County,
                Id = file.NewId(),
                CaseId = row.CaseId,
                InstanceId = row.InstanceId,
                IncidentId = row.Id,
                Kind = form.Kind,
                Target = form.Kind == RepairKind.Cancel ? null : form.Target,
                Reason = form.Reason.Trim(),
                ProposedBy = session.Acting.Id,
                ProposedAt = session.Time.Now,
                State = RepairState.Proposed,
            };
            session.Db.Repairs.Add(repair);
            var what = offered.Said(repair.Kind, repair.Target);
            file.Say("incident.proposed", ("incident", row.Id.ToString()), ("repair", repair.Id.ToString()), ("activity", row.ActivityId), ("what", what), ("reason", repair.Reason));
            return new Mended(row.Case.ToString(), row.Address.ToString(), $"已提议：{what}，等待另一人确认", file.Instance.Stage);
        }
    }
}

/// <summary>Whether a repair can be done at all; asked when it is proposed and again when it is confirmed.</summary>
internal static class RepairCheck
{
    public static Refusal? Refuse(RepairKind kind, string? target, StandingRow row, OfferedRepairs offered) => kind switch
    {
        RepairKind.Answer when row.Kind != Hindrance.Incident => Refusals.OnlyFaults,
        RepairKind.Answer when offered.Outcomes.Count == 0 => Refusals.NotAnswerable,
        RepairKind.Answer when offered.Outcomes.All(o => o.Code != target) => Refusals.UnknownOutcome(offered.Outcomes.Select(o => $"{o.Text}（{o.Code}）")),
        RepairKind.Move when offered.Steps.All(s => s.Code != target) => Refusals.UnknownStep(offered.Steps.Select(s => $"{s.Text}（{s.Code}）")),
        _ => null,
    };
}
