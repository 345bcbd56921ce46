using System.Collections.Concurrent;
using Approvals.Domain;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>Workflow definitions by version, parsed once: a published version never changes.</summary>
public sealed class Definitions(Steps steps)
{
    /// <summary>Village, township, county, city, province, nation.</summary>
    private const int MostLevels = 6;

    private const string PublishedText =
        "SELECT area, version_id FROM definitions WHERE definition_id = @1 AND is_published AND area IN (@2, @3, @4, @5, @6, @7) ORDER BY version DESC";

    private readonly ConcurrentDictionary<string, WorkflowDefinition> _parsed = new();

    /// <summary>The version a running case stays on.</summary>
    public async Task<WorkflowDefinition> FindAsync(ActionSession session, string versionId, CancellationToken cancel)
    {
        if (_parsed.TryGetValue(versionId, out var known))
        {
            return known;
        }

        var texts = await session.Hot.ReadAsync(null, "SELECT json FROM definitions WHERE version_id = @1", [versionId], row => row.Text(0), cancel);
        return texts.Count == 1
            ? _parsed.GetOrAdd(versionId, Parse(texts[0]))
            : throw new InvalidOperationException($"The workflow version {versionId} that a case runs on is gone.");
    }

    /// <summary>Whether a case on one version may be taken to another: a published version of the same flow, be it the nation's or a county's variant.</summary>
    public static async Task<bool> MayFollowAsync(ActionSession session, string from, string to, CancellationToken cancel) =>
        (await session.Hot.ReadAsync(null, "SELECT 1 FROM definitions a JOIN definitions b ON b.definition_id = a.definition_id WHERE a.version_id = @1 AND b.version_id = @2 AND b.is_published",
            [from, to], row => row.Int(0), cancel)).Count == 1;

    /// <summary>The published version a new case in an area takes: its own county's variant, else the nearest above.</summary>
    public async Task<WorkflowDefinition?> PublishedAsync(ActionSession session, string definitionId, AreaCode area, CancellationToken cancel)
    {
        var levels = area.SelfAndAbove().Select(AreaRange.NumberOf).ToList();
        var versions = await session.Hot.ReadAsync(null, PublishedText,
            [definitionId, .. Enumerable.Range(0, MostLevels).Select(i => (object)levels[Math.Min(i, levels.Count - 1)])], row => (Area: row.Long(0), Version: row.Text(1)), cancel);
        return versions.Count == 0 ? null : await FindAsync(session, versions.MinBy(v => levels.IndexOf(v.Area)).Version, cancel);
    }

    private WorkflowDefinition Parse(string json)
    {
        var reading = DefinitionReader.Read(json, steps.Catalogue);
        return reading.Definition ?? throw new InvalidOperationException(
            $"A published workflow cannot be read: {string.Join("; ", reading.Findings.Select(f => f.Message))}");
    }
}
