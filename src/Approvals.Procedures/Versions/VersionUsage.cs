using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Versions;

/// <summary>A version that running cases need, and how many they are.</summary>
public sealed record LiveVersion(string VersionId, string Name, int Running);

/// <summary>A step some running case may still come to.</summary>
/// <param name="IsMissing">This program does not have it any more.</param>
public sealed record UsedStep(string Type, int Version, IReadOnlyList<LiveVersion> By, bool IsMissing);

/// <summary>Which steps running cases need, and which of this program's own nobody needs.</summary>
public sealed record VersionUsage(IReadOnlyList<UsedStep> Used, IReadOnlyList<string> Unused);

/// <summary>What running cases need of this program; counted.</summary>
public sealed record FindUsage : IQuestion<VersionUsage>;

/// <summary>Steps that running cases need and this program no longer has; asked at every start, so it counts nothing.</summary>
public sealed record FindMissingSteps : IQuestion<IReadOnlyList<UsedStep>>;

internal sealed class VersionUsageHandlers(ActionSession session, Steps steps) :
    IRequestHandler<FindUsage, VersionUsage>,
    IRequestHandler<FindMissingSteps, IReadOnlyList<UsedStep>>
{
    // From one version that is in use to the next along a partial index: one probe per version in use, however many cases run on it.
    private const string LiveText =
        """
        WITH RECURSIVE live_cases(v) AS (
            SELECT MIN(definition_version_id) FROM instances WHERE status = 'Running'
            UNION ALL SELECT (SELECT MIN(i.definition_version_id) FROM instances i WHERE i.status = 'Running' AND i.definition_version_id > live_cases.v) FROM live_cases WHERE live_cases.v IS NOT NULL),
        live_children(v) AS (
            SELECT MIN(definition_version_id) FROM children WHERE status = 'Running'
            UNION ALL SELECT (SELECT MIN(k.definition_version_id) FROM children k WHERE k.status = 'Running' AND k.definition_version_id > live_children.v) FROM live_children WHERE live_children.v IS NOT NULL)
        SELECT d.version_id, d.name, d.json, 0 FROM definitions d
        WHERE d.version_id IN (SELECT v FROM live_cases UNION SELECT v FROM live_children)
        ORDER BY d.definition_id, d.version
        """;

    private const string CountedText =
        """
        SELECT d.version_id, d.name, d.json, CAST(n.running AS INTEGER) FROM definitions d JOIN (
            SELECT v, SUM(c) AS running FROM (
                SELECT definition_version_id AS v, COUNT(*) AS c FROM instances WHERE status = 'Running' GROUP BY definition_version_id
                UNION ALL SELECT definition_version_id, COUNT(*) FROM children WHERE status = 'Running' GROUP BY definition_version_id) AS parts GROUP BY v) AS n ON n.v = d.version_id
        ORDER BY d.definition_id, d.version
        """;

    public async Task<VersionUsage> Handle(FindUsage request, CancellationToken cancellationToken)
    {
        var used = await UsedAsync(CountedText, cancellationToken);
        var named = used.Select(u => (u.Type, u.Version)).ToHashSet();
        var own = steps.Human.Select(s => s.Descriptor).Concat(steps.Automatic.Select(s => s.Descriptor));
        return new VersionUsage(used, [.. own.Where(d => !named.Contains((d.Type, d.Version))).Select(d => $"{d.Type} 版本 {d.Version}").Order(StringComparer.Ordinal)]);
    }

    public async Task<IReadOnlyList<UsedStep>> Handle(FindMissingSteps request, CancellationToken cancellationToken) =>
        [.. (await UsedAsync(LiveText, cancellationToken)).Where(u => u.IsMissing)];

    private async Task<List<UsedStep>> UsedAsync(string sql, CancellationToken cancel)
    {
        var live = await session.Hot.ReadAsync(null, sql, [], row => (Version: new LiveVersion(row.Text(0), row.Text(1), row.Int(3)), Json: row.Text(2)), cancel);
        return [.. live.SelectMany(v => TypesOf(v.Json).Select(t => (t.Type, t.Version, By: v.Version)))
            .GroupBy(t => (t.Type, t.Version))
            .Select(g => new UsedStep(g.Key.Type, g.Key.Version, [.. g.Select(t => t.By)], !steps.Catalogue.TryFind(g.Key.Type, g.Key.Version, out _)))
            .OrderBy(u => u.Type, StringComparer.Ordinal).ThenBy(u => u.Version)];
    }

    private IEnumerable<(string Type, int Version)> TypesOf(string json) =>
        DefinitionReader.Read(json, steps.Catalogue).Definition?.Nodes.Skip(1).Select(n => (n.WrittenType, n.WrittenVersion)).Distinct() ?? [];
}
