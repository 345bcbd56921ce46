using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Casework;

/// <summary>What completing a task led to.</summary>
/// <param name="Completed">False when something was recorded and the task stays open.</param>
/// <param name="Summary">What was done.</param>
/// <param name="Stage">What the case waits for now; empty when it is finished.</param>
public sealed record TaskResult(string CaseId, string TaskId, bool Completed, string Summary, string Stage);

/// <summary>Completes an open task with an outcome and a filled-in form: the one action behind every step, by page and by API.</summary>
public sealed record CompleteTask(RowId Task, string Outcome, JsonElement Form, Guid CommandId) : ICommand<TaskResult>
{
    [JsonIgnore]
    internal JsonElement SafeForm => Form.ValueKind == JsonValueKind.Undefined ? EmptyForm : Form;

    private static readonly JsonElement EmptyForm = JsonElement.Parse("{}");

    internal sealed class Handler(ActionSession session, Cases cases, Steps steps, Driver driver, IMediator mediator) : IRequestHandler<CompleteTask, Reply<TaskResult>>
    {
        public async Task<Reply<TaskResult>> Handle(CompleteTask request, CancellationToken cancellationToken)
        {
            if (await cases.OpenTaskAsync(request.Task, cancellationToken) is not { Task: { } task } file)
            {
                return Refusals.NoSuchTask;
            }

            if (steps.FindHuman(task.Step) is not { } step)
            {
                return Refusals.MendedElsewhere;
            }

            var choices = step.Card.Outcomes.Concat(step.Card.Notes).ToList();
            if (choices.Find(o => o.Name == request.Outcome) is not { } chosen)
            {
                return Refusals.UnknownOutcome(request.Outcome, choices);
            }

            if (await TaskRights.RefuseAsync(file, chosen.Roles.Count > 0 ? chosen.Roles : [task.Role], cancellationToken) is { } refusal)
            {
                return refusal;
            }

            var reply = await step.SendAsync(mediator, file, request.Outcome, request.SafeForm, cancellationToken);
            return reply.Done ? await RecordAsync(file, task, reply.Value, cancellationToken) : reply.Refusal!;
        }

        private async Task<Reply<TaskResult>> RecordAsync(CaseFile file, CaseTask task, StepReply reply, CancellationToken cancel)
        {
            file.Say(reply.Outcome is not null ? "task.completed" : "task.noted",
                ("task", task.Id.ToString()), ("step", task.Step), ("activity", task.ActivityId), ("outcome", reply.Outcome ?? string.Empty), ("summary", reply.Summary));
            if (reply.Outcome is { } outcome)
            {
                EndAssistance(file, task);
                HotTasks.Complete(session.Hot, task.Address, outcome, session.Acting.Id, session.Time.Now);
                var run = await file.Flows.FindAsync(task.InstanceId, cancel) ?? throw new InvalidOperationException($"Task {task.Id} belongs to no flow.");
                if (await driver.AdvanceAsync(file, run, new Stimulus.TaskCompleted(task.Bookmark, outcome, reply.Result), cancel) is { } refusal)
                {
                    return refusal;
                }
            }

            return new TaskResult(file.Case.Address.ToString(), task.Address.ToString(), reply.Outcome is not null, reply.Summary, file.Instance.Stage);
        }

        // Whoever did a step in another's place sees the case no longer than the step.
        private void EndAssistance(CaseFile file, CaseTask task)
        {
            if (task.Area == file.Case.AssistingArea)
            {
                HotCases.SetAssisting(session.Hot, file.Case.Address, null);
            }
        }
    }
}
