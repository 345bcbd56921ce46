using System.Text.Json.Nodes;
using Approvals.Procedures.Designer;
using Approvals.Procedures.Legality;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Casework;

/// <summary>Loads the definition files at start: same content, nothing; changed content, the next version, published. Running cases stay on theirs.</summary>
/// <remarks>Where the definition was edited in the designer since the file was exported, the file becomes a draft that says so: nobody's work is overwritten.</remarks>
public sealed record LoadDefinitions(IReadOnlyList<string> Texts) : IAction<int>;

internal sealed class LoadDefinitionsHandler(ActionSession session, Steps steps) : IRequestHandler<LoadDefinitions, Reply<int>>
{
    private const long LoadingLock = 4_004;

    public async Task<Reply<int>> Handle(LoadDefinitions request, CancellationToken cancellationToken)
    {
        // Two nodes that start together load one after the other; the second then finds nothing to do.
        await session.Hot.ReadAsync(new("SELECT pg_advisory_xact_lock(@1)", LoadingLock), "SELECT 1", [], row => row.Int(0), cancellationToken);
        var loaded = 0;
        foreach (var text in request.Texts)
        {
            loaded += await LoadAsync(text, cancellationToken) ? 1 : 0;
        }

        return loaded;
    }

    private async Task<bool> LoadAsync(string text, CancellationToken cancel)
    {
        var reading = DefinitionReader.Read(text, steps.Catalogue);
        if (reading.Definition is not { } definition)
        {
            throw new InvalidOperationException($"流程文件有误：{string.Join("；", reading.Findings.Select(f => f.Message))}");
        }

        var key = new DefinitionKey(definition.DefinitionId.Split('@')[0], DefinitionArea.Of(definition));
        var area = AreaRange.NumberOf(key.Area);
        var hash = DefinitionShelf.HashOf(text);
        var versions = await session.Db.Definitions.Where(d => d.DefinitionId == key.Procedure && d.Area == area).OrderBy(d => d.Version).ToListAsync(cancel);
        var from = Marks.Read(text, Marks.ExportedFrom);
        if (versions.Exists(v => v.Hash == hash || Marks.Read(v.Json, Marks.FileHash) == hash) || versions.Exists(v => v.Hash == from && SameFlow(v.Json, text)))
        {
            return false;
        }

        var latest = versions.LastOrDefault();
        var continues = latest is null || (from is null ? Marks.Read(latest.Json, Marks.ChangedBy) is null : latest.Hash == from);
        versions.ForEach(v => v.IsLatest = false);
        if (continues)
        {
            versions.ForEach(v => v.IsPublished = false);
        }

        session.Db.Definitions.Add(RowOf(text, definition, key, hash, (latest?.Version ?? 0) + 1, continues));
        return true;
    }

    private bool SameFlow(string stored, string text) => Bare(stored) == Bare(text);

    private string Bare(string json)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        Marks.Clear(document);
        foreach (var own in new[] { "id", "definitionId", "version", "isLatest", "isPublished", "createdAt" })
        {
            document.Remove(own);
        }

        return DefinitionReader.Read(document.ToJsonString(), steps.Catalogue).Definition is { } definition ? DefinitionWriter.Write(definition) : document.ToJsonString();
    }

    private DefinitionRow RowOf(string text, WorkflowDefinition definition, DefinitionKey key, string hash, int version, bool published)
    {
        var document = JsonNode.Parse(text)!.AsObject();
        document["id"] = key.VersionId(version);
        document["definitionId"] = key.ToString();
        document["version"] = version;
        var marks = Marks.Of(document);
        marks.Remove(Marks.ExportedFrom);
        marks[Marks.FileHash] = hash;
        if (!published)
        {
            marks[Marks.Conflict] = "这一版来自流程文件，但流程在导出该文件之后又在设计器中修改过。请对照版本历史核对后再发布。";
        }

        return new DefinitionRow
        {
            VersionId = key.VersionId(version),
            DefinitionId = key.Procedure,
            Version = version,
            Area = AreaRange.NumberOf(key.Area),
            Name = definition.Name.Length > 0 ? definition.Name : key.Procedure,
            Json = document.ToJsonString(),
            Hash = hash,
            IsPublished = published,
            IsLatest = true,
            CreatedAt = session.Time.Wall,
        };
    }
}
