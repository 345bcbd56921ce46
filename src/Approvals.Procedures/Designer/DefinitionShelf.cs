using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Legality;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Designer;

/// <summary>The definitions of the database as one person may see them: found, checked, written as the next version.</summary>
public sealed class DefinitionShelf(ActionSession session, Steps steps, PublishCheck check, PolicyShelf policies)
{
    public async Task<List<DefinitionRow>> VersionsAsync(DefinitionKey key, CancellationToken cancel)
    {
        var area = AreaRange.NumberOf(key.Area);
        return !DesignerRights.MaySee(session.Acting, key.Area) ? []
            : await session.Db.Definitions.Where(d => d.DefinitionId == key.Procedure && d.Area == area).OrderByDescending(d => d.Version).ToListAsync(cancel);
    }

    /// <summary>A version by its id, or null when it is not for this person.</summary>
    public async Task<DefinitionRow?> VersionAsync(string versionId, CancellationToken cancel)
    {
        var row = await session.Db.Definitions.FirstOrDefaultAsync(d => d.VersionId == versionId, cancel);
        return row is not null && DesignerRights.MaySee(session.Acting, KeyOf(row).Area) ? row : null;
    }

    public static DefinitionKey KeyOf(DefinitionRow row) => new(row.DefinitionId, AreaRange.CodeOf(row.Area));

    public DefinitionReading Read(string json) => DefinitionReader.Read(json, steps.Catalogue);

    public async Task<IReadOnlyList<LegalFinding>> FindingsAsync(DefinitionReading reading, AreaCode area, CancellationToken cancel) =>
        check.Findings(reading, area, await policies.CurrentAsync(session, cancel), session.Time.Today);

    public async Task<DefinitionSheet> SheetAsync(DefinitionRow row, CancellationToken cancel)
    {
        var key = KeyOf(row);
        var reading = Read(row.Json);
        var mayEdit = row.IsLatest && DesignerRights.MayEdit(session.Acting, key.Area);
        return new DefinitionSheet(
            key.ToString(), row.VersionId, row.Version, row.Name, reading.Definition?.Description ?? string.Empty, row.Json, row.Hash, row.IsLatest, row.IsPublished, row.CreatedAt, mayEdit,
            row.IsLatest ? await FindingsAsync(reading, key.Area, cancel) : []);
    }

    /// <summary>Writes a document as the draft of a key: over the draft there is, or as the next version.</summary>
    public async Task<DefinitionRow> WriteAsync(DefinitionKey key, JsonObject document, List<DefinitionRow> versions, CancellationToken cancel)
    {
        var latest = versions.FirstOrDefault();
        var overwrites = latest is not null && !Marks.IsFrozen(latest) && !await IsUsedAsync(latest, cancel);
        var version = overwrites ? latest!.Version : (latest?.Version ?? 0) + 1;
        document["id"] = key.VersionId(version);
        document["definitionId"] = key.ToString();
        document["version"] = version;
        document["isLatest"] = true;
        document["isPublished"] = false;
        var properties = Marks.Of(document);
        properties[DefinitionArea.Property] = key.Area.ToString();
        properties[Marks.ChangedBy] = session.Acting.Name;
        properties[Marks.ChangedAt] = session.Time.Now.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        var text = Ordered(document.ToJsonString());
        if (overwrites)
        {
            (latest!.Json, latest.Hash, latest.Name) = (text, HashOf(text), NameOf(document, key));
            return latest;
        }

        versions.ForEach(v => v.IsLatest = false);
        var row = new DefinitionRow
        {
            VersionId = key.VersionId(version),
            DefinitionId = key.Procedure,
            Version = version,
            Area = AreaRange.NumberOf(key.Area),
            Name = NameOf(document, key),
            Json = text,
            Hash = HashOf(text),
            IsPublished = false,
            IsLatest = true,
            CreatedAt = session.Time.Wall,
        };
        session.Db.Definitions.Add(row);
        versions.Insert(0, row);
        return row;
    }

    /// <summary>Puts a version in force: new cases of the area take it, running ones stay on theirs.</summary>
    public void Publish(DefinitionRow row, List<DefinitionRow> versions)
    {
        versions.ForEach(v => v.IsPublished = false);
        var document = JsonNode.Parse(row.Json)!.AsObject();
        document["isPublished"] = true;
        Marks.Of(document)[Marks.Published] = session.Time.Now.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Marks.Of(document).Remove(Marks.Conflict);
        row.Json = Ordered(document.ToJsonString());
        row.Hash = HashOf(row.Json);
        row.IsPublished = true;
    }

    public async Task<bool> IsUsedAsync(DefinitionRow row, CancellationToken cancel) =>
        await session.Wide("designer").Instances.AnyAsync(i => i.DefinitionVersionId == row.VersionId, cancel);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    // Activities and connections stand in one order, however they were drawn: what is stored differs where the flow differs.
    private string Ordered(string json) => Read(json).Definition is { } definition ? DefinitionWriter.Write(definition) : json;

    private static string NameOf(JsonObject document, DefinitionKey key) =>
        document["name"] is { } name && name.GetValueKind() == JsonValueKind.String && name.GetValue<string>() is { Length: > 0 } text ? text : key.Procedure;
}
