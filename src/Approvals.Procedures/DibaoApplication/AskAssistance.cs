using System.Text.Json;
using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>代办: hands the re-visit or the decision of an objection to another township or the county, by one logged click, because nobody here may do it.</summary>
public sealed record AskAssistance(RowId Task, JsonElement Form, Guid CommandId) : ICommand<CaseChanged>
{
    private static readonly string[] Steps = ["Approvals.ObjectionVisit", "Approvals.ObjectionDecision"];

    public sealed record Answers
    {
        [Field("代办单位", Hint = "本县另一个乡镇，或县里", From = "townships")]
        public required string Area { get; init; }

        [Field("原因", Most = 200)]
        public required string Reason { get; init; }
    }

    internal sealed class Handler(ActionSession session, Cases cases) : IRequestHandler<AskAssistance, Reply<CaseChanged>>
    {
        public async Task<Reply<CaseChanged>> Handle(AskAssistance request, CancellationToken cancellationToken)
        {
            if (await cases.OpenTaskAsync(request.Task, cancellationToken) is not { Task: { } task } file)
            {
                return Casework.Refusals.NoSuchTask;
            }

            if (!Steps.Contains(task.Step))
            {
                return Refusals.NothingToAssist;
            }

            if (await TaskRights.RefuseAsync(file, [task.Role, Roles.Window, Roles.TownshipLeader], cancellationToken) is { } refusal)
            {
                return refusal;
            }

            var form = FormCheck.Read<Answers>(request.Form, session.Time.Today);
            return form.Done ? Hand(file, task, form.Value) : form.Refusal!;
        }

        private Reply<CaseChanged> Hand(CaseFile file, CaseTask task, Answers form)
        {
            var here = file.Case.HandlingArea.Parent;
            if (!AreaCode.TryParse(form.Area, out var area) || area.County != here.County || area == here || area.Level is not (AreaLevel.Township or AreaLevel.County))
            {
                return Refusals.AssistanceArea;
            }

            HotTasks.Move(session.Hot, task.Address, area);
            HotCases.SetAssisting(session.Hot, file.Case.Address, area);
            file.Record(file.Case.Id, FactKind.Assistance, new AssistanceFact(area.ToString(), form.Reason), file.Today);
            file.Say("task.assisted", ("task", task.Id.ToString()), ("step", task.Step), ("area", area.ToString()), ("reason", form.Reason));
            return new CaseChanged(file.Case.Address.ToString(), "已交代办单位办理", file.Instance.Stage);
        }
    }
}
