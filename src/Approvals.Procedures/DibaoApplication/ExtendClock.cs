using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>延长办理期限: once, with its reason, by the level that decides. An objection is such a reason; it does not stop the clock.</summary>
public sealed record ExtendClock(RowId Case, JsonElement Form, Guid CommandId) : ICommand<CaseChanged>
{
    public sealed record Answers
    {
        [Field("延长原因", Hint = "例如：公示期间有异议，需要重新调查", Long = true, Most = 300)]
        public required string Reason { get; init; }
    }

    internal sealed class Handler(ActionSession session, Cases cases, PolicyShelf shelf) : IRequestHandler<ExtendClock, Reply<CaseChanged>>
    {
        public async Task<Reply<CaseChanged>> Handle(ExtendClock request, CancellationToken cancellationToken)
        {
            if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file)
            {
                return Casework.Refusals.NoSuchCase;
            }

            var form = FormCheck.Read<Answers>(request.Form, session.Time.Today);
            if (!form.Done)
            {
                return form.Refusal!;
            }

            var role = await ConfirmationLevel.OfAsync(file, cancellationToken) == ConfirmationLevel.ByCounty ? Roles.CountyLeader : Roles.TownshipLeader;
            if (CaseRights.Refuse(file, role) is { } refusal)
            {
                return refusal.Code == "task.role" ? Refusals.NotApprovingLevel : refusal;
            }

            return file.Instance.AcceptedOn is not { } accepted ? Refusals.NotAccepted
                : file.Instance.Extended ? Refusals.AlreadyExtended
                : await ExtendAsync(file, accepted, form.Value.Reason, cancellationToken);
        }

        private async Task<Reply<CaseChanged>> ExtendAsync(CaseFile file, DateOnly accepted, string reason, CancellationToken cancel)
        {
            var law = await file.LawAsync(cancel);
            if (law.Clock("clock.case-extended") is not { } clock)
            {
                return Policy.Refusals.Unset("clock.case-extended", "特殊情况办理总期限");
            }

            var due = clock.DueAfter(accepted, shelf.Calendar);
            file.Instance.DueOn = due.LastDay;
            file.Instance.DueEstimated = due.Estimated;
            file.Instance.Extended = true;
            file.Record(file.Case.Id, FactKind.Extension, new ExtensionFact(reason, due.LastDay), file.Today);
            HotTasks.MoveCaseDue(session.Hot, file.Instance);
            file.Say("clock.extended", ("due", $"{due.LastDay:yyyy-MM-dd}"), ("reason", reason));
            return new CaseChanged(file.Case.Address.ToString(), $"办理期限延长至 {due.LastDay:yyyy-MM-dd}", file.Instance.Stage);
        }
    }
}
