using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Approvals.Procedures.Incidents;

/// <summary>重试: runs the failed step once more, after whatever made it fail has been mended. When it fails again nothing has changed.</summary>
public sealed record RetryIncident(RowId Incident, Guid CommandId) : ICommand<Mended>
{
    internal sealed class Handler(IncidentDesk desk, IncidentWords words, Driver driver, ILogger<RetryIncident> log) : IRequestHandler<RetryIncident, Reply<Mended>>
    {
        public async Task<Reply<Mended>> Handle(RetryIncident request, CancellationToken cancellationToken)
        {
            var opened = await desk.OpenAsync(request.Incident, IncidentRights.Retrying, cancellationToken);
            return opened.Done ? await RetryAsync(opened.Value, cancellationToken) : opened.Refusal!;
        }

        private async Task<Reply<Mended>> RetryAsync(OpenedIncident incident, CancellationToken cancel)
        {
            var (file, run, row) = incident;
            var step = (await words.LineAsync(row, cancel)).Step;
            try
            {
                file.Say("incident.retried", ("incident", row.Id.ToString()), ("activity", row.ActivityId));
                return await driver.AdvanceAsync(file, run, new Stimulus.Retry(row.Bookmark), cancel) is { } refusal
                    ? refusal
                    : new Mended(row.Case.ToString(), row.Address.ToString(), $"已重试“{step}”", file.Instance.Stage);
            }
            catch (StepFaultException fault) when (fault.ActivityId == row.ActivityId)
            {
                log.LogError(fault, "The step {Activity} of case {Case} failed again when it was retried", row.ActivityId, row.Case);
                return Refusals.StillFails(step) with { Log = new AccessNote(row.County, row.CaseId, "incident-retry", $"重试“{step}”，仍然出错（{fault.Kind}）") };
            }
        }
    }
}
