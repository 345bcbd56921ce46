using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Versions;

/// <summary>A case taken to another version.</summary>
public sealed record CaseMigrated(string CaseId, string VersionId, string Stage);

/// <summary>换版本: takes a running case from one version of its flow to another. Whatever cannot be kept was shown before; what cannot be taken along is refused.</summary>
public sealed record MigrateCase(RowId Case, string FromVersion, string ToVersion, string Reason, Guid CommandId) : ICommand<CaseMigrated>
{
    internal static readonly string[] Roles = [People.Roles.CountyOfficer, People.Roles.CountyLeader];

    private const int ShortestReason = 4;
    private const int LongestReason = 500;

    internal sealed class Handler(ActionSession session, Cases cases, Driver driver, Definitions definitions) : IRequestHandler<MigrateCase, Reply<CaseMigrated>>
    {
        public async Task<Reply<CaseMigrated>> Handle(MigrateCase request, CancellationToken cancellationToken)
        {
            if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file)
            {
                return Casework.Refusals.NoSuchCase;
            }

            if (Refuse(file) is { } refusal)
            {
                return refusal;
            }

            if (request.Reason.Trim().Length is < ShortestReason or > LongestReason)
            {
                return Refusals.ReasonMissing;
            }

            if (!await Definitions.MayFollowAsync(session, request.FromVersion, request.ToVersion, cancellationToken))
            {
                return Refusals.NoSuchVersion;
            }

            var to = await definitions.FindAsync(session, request.ToVersion, cancellationToken);
            var runs = await RunsAsync(file, request.FromVersion, cancellationToken);
            return runs.Count == 0 ? Refusals.NotOn(request.FromVersion) : await MigrateAsync(file, runs, to, request, cancellationToken);
        }

        private Refusal? Refuse(CaseFile file)
        {
            var mandates = Roles.Select(r => session.Acting.MandateFor(r, file.Case.HandlingArea, file.Case.Programme));
            session.Mandate = mandates.FirstOrDefault(m => m is not null);
            return session.Mandate is null ? Casework.Refusals.RoleNeeded(Roles) : file.TouchesActor ? Casework.Refusals.OwnFamily : null;
        }

        private async Task<Reply<CaseMigrated>> MigrateAsync(CaseFile file, List<IRun> runs, WorkflowDefinition to, MigrateCase request, CancellationToken cancel)
        {
            var from = await definitions.FindAsync(session, request.FromVersion, cancel);
            file.Say("case.migrated", ("from", request.FromVersion), ("to", to.Id), ("reason", request.Reason.Trim()));
            foreach (var run in runs)
            {
                if (Migration.Plan(from, to, InstanceState.Parse(run.State)) is { IsPossible: false } plan)
                {
                    return Refusals.Impossible(plan.Refusals);
                }

                if (await driver.MigrateAsync(file, run, to, cancel) is { } refusal)
                {
                    return refusal;
                }
            }

            await driver.SettleAsync(file, cancel);
            return new CaseMigrated(file.Case.Address.ToString(), to.Id, file.Instance.Stage);
        }

        private static async Task<List<IRun>> RunsAsync(CaseFile file, string version, CancellationToken cancel)
        {
            var children = await HotChildren.OnVersionAsync(file.Session.Hot, file.Case.Address, version, cancel);
            var runs = new List<IRun>();
            if (file.Instance.DefinitionVersionId == version && file.Instance.State.Length > 0)
            {
                runs.Add(file.Instance);
            }

            foreach (var child in children)
            {
                runs.Add((await file.Flows.FindAsync(child, cancel))!);
            }

            return runs;
        }
    }
}
