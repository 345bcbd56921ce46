using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Versions;

/// <summary>A version of a flow, and how many of the cases this person sees run on it.</summary>
public sealed record VersionLine(string VersionId, string DefinitionId, string Name, int Version, bool IsPublished, DateTimeOffset CreatedAt, int Running);

/// <summary>The versions of every flow, the newest first.</summary>
public sealed record ListVersions : IQuestion<IReadOnlyList<VersionLine>>;

/// <summary>What would become of one case.</summary>
public sealed record MigrationLine(string CaseId, string CaseNumber, string Applicant, string Stage, IReadOnlyList<string> Keeps, IReadOnlyList<string> Loses, IReadOnlyList<string> Refusals, bool MayMigrate);

/// <summary>A page of cases on one version with what another version would make of them.</summary>
public sealed record MigrationPreview(VersionLine From, VersionLine To, IReadOnlyList<VersionLine> Others, IReadOnlyList<MigrationLine> Rows, int Page, int PageSize);

/// <summary>What taking the cases of one version to another would do; null when one of the versions does not exist. Changes nothing.</summary>
/// <param name="To">The target, a published version; null for the newest.</param>
public sealed record PreviewMigration(string From, string? To, int Page = 0) : IQuestion<MigrationPreview?>;

internal sealed class PreviewMigrationHandlers(ActionSession session, Definitions definitions) :
    IRequestHandler<ListVersions, IReadOnlyList<VersionLine>>,
    IRequestHandler<PreviewMigration, MigrationPreview?>
{
    private const int PageSize = 30;

    public async Task<IReadOnlyList<VersionLine>> Handle(ListVersions request, CancellationToken cancellationToken)
    {
        if (session.Acting.Mandates.Count == 0)
        {
            return [];
        }

        var running = await session.Db.Instances.Where(i => i.Status == "Running").GroupBy(i => i.DefinitionVersionId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var children = await session.Db.Children.Where(i => i.Status == "Running").GroupBy(i => i.DefinitionVersionId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var rows = await session.Db.Definitions.AsNoTracking().OrderBy(d => d.DefinitionId).ThenByDescending(d => d.Version)
            .Select(d => new { d.VersionId, d.DefinitionId, d.Name, d.Version, d.IsPublished, d.CreatedAt }).ToListAsync(cancellationToken);
        return [.. rows.Select(d => new VersionLine(d.VersionId, d.DefinitionId, d.Name, d.Version, d.IsPublished, d.CreatedAt,
            running.GetValueOrDefault(d.VersionId) + children.GetValueOrDefault(d.VersionId)))];
    }

    public async Task<MigrationPreview?> Handle(PreviewMigration request, CancellationToken cancellationToken)
    {
        var versions = await Handle(new ListVersions(), cancellationToken);
        var from = versions.FirstOrDefault(v => v.VersionId == request.From);
        var others = versions.Where(v => v.DefinitionId == from?.DefinitionId && v != from && v.IsPublished).ToList();
        var to = request.To is null ? others.FirstOrDefault() : others.Find(v => v.VersionId == request.To);
        return from is null || to is null ? null : new MigrationPreview(from, to, others, await RowsAsync(from, to, request.Page, cancellationToken), request.Page, PageSize);
    }

    private async Task<List<MigrationLine>> RowsAsync(VersionLine from, VersionLine to, int page, CancellationToken cancel)
    {
        var (before, after) = (await definitions.FindAsync(session, from.VersionId, cancel), await definitions.FindAsync(session, to.VersionId, cancel));
        var procedures = session.Db.Instances.Where(i => i.Status == "Running" && i.DefinitionVersionId == from.VersionId).Select(i => new { i.County, i.CaseId, i.State, i.Stage });
        var children = session.Db.Children.Where(i => i.Status == "Running" && i.DefinitionVersionId == from.VersionId).Select(i => new { i.County, i.CaseId, i.State, i.Stage });
        var rows = await procedures.Concat(children).Join(session.Db.Cases, i => new { i.County, i.CaseId }, c => new { c.County, CaseId = c.Id }, (i, c) => new { i.State, i.Stage, Case = c })
            .OrderBy(x => x.Case.Number).Skip(page * PageSize).Take(PageSize).ToListAsync(cancel);
        return [.. rows.Select(row =>
        {
            var plan = Migration.Plan(before, after, InstanceState.Parse(row.State));
            var may = MigrateCase.Roles.Any(r => session.Acting.MandateFor(r, row.Case.HandlingArea, row.Case.Programme) is not null);
            return new MigrationLine(row.Case.Address.ToString(), row.Case.Number, row.Case.ApplicantName, row.Stage, plan.Keeps, plan.Loses, plan.Refusals, may && plan.IsPossible);
        })];
    }
}
