using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>What an action on a case as a whole led to.</summary>
public sealed record CaseChanged(string CaseId, string Summary, string Stage);

/// <summary>撤回: the applicant takes the application back, at any step before the award.</summary>
public sealed record WithdrawApplication(RowId Case, JsonElement Form, Guid CommandId) : ICommand<CaseChanged>
{
    public const string Withdrawn = "withdrawn";

    public sealed record Answers
    {
        [Field("撤回原因", Long = true, Most = 300)]
        public required string Reason { get; init; }

        [Field("申请人签字的撤回申请照片", Fewest = 1, Most = 4)]
        public required List<FileRef> Request { get; init; }
    }

    internal sealed class Handler(ActionSession session, Cases cases, Driver driver) : IRequestHandler<WithdrawApplication, Reply<CaseChanged>>
    {
        public async Task<Reply<CaseChanged>> Handle(WithdrawApplication request, CancellationToken cancellationToken)
        {
            if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file)
            {
                return Casework.Refusals.NoSuchCase;
            }

            if (CaseRights.Refuse(file, Roles.Window, Roles.VillageAssistant) is { } refusal)
            {
                return refusal;
            }

            var form = FormCheck.Read<Answers>(request.Form, session.Time.Today);
            if (!form.Done)
            {
                return form.Refusal!;
            }

            file.Attach(form.Value.Request, "撤回申请");
            file.Say("case.withdrawn", ("reason", form.Value.Reason));
            file.Instance.Result = Withdrawn;
            return await driver.AdvanceAsync(file, new Stimulus.Cancel("申请人撤回"), cancellationToken) is { } blocked
                ? blocked
                : new CaseChanged(file.Case.Address.ToString(), "申请人撤回申请，案件已办结", file.Instance.Stage);
        }
    }
}

/// <summary>Who may act on a case as a whole: a role here, not for one's own family, while it runs.</summary>
internal static class CaseRights
{
    public static Refusal? Refuse(CaseFile file, params string[] roles)
    {
        var mandates = roles.Select(r => file.Session.Acting.MandateFor(r, file.Case.HandlingArea, file.Case.Programme));
        file.Session.Mandate = mandates.FirstOrDefault(m => m is not null);
        return file.Case.Programme != StartApplication.Programme ? Refusals.OtherProgramme
            : file.Instance.Status != nameof(WorkflowStatus.Running) ? Refusals.AfterAward
            : file.Session.Mandate is null ? Casework.Refusals.RoleNeeded(roles)
            : file.TouchesActor ? Casework.Refusals.OwnFamily
            : null;
    }
}
