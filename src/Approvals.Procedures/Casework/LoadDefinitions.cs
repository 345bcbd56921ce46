using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Approvals.Domain;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Casework;

/// <summary>Loads the definition files at start: same content, nothing; changed content, the next version, published. Running cases stay on theirs.</summary>
public sealed record LoadDefinitions(IReadOnlyList<string> Texts) : IAction<int>;

internal sealed class LoadDefinitionsHandler(ActionSession session, Steps steps) : IRequestHandler<LoadDefinitions, Reply<int>>
{
    public async Task<Reply<int>> Handle(LoadDefinitions request, CancellationToken cancellationToken)
    {
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

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var versions = await session.Db.Definitions.Where(d => d.DefinitionId == definition.DefinitionId).OrderBy(d => d.Version).ToListAsync(cancel);
        if (versions.Exists(v => v.Hash == hash))
        {
            return false;
        }

        versions.ForEach(v => v.IsPublished = v.IsLatest = false);
        session.Db.Definitions.Add(RowOf(text, definition, hash, versions.Count == 0 ? 1 : versions[^1].Version + 1));
        return true;
    }

    private DefinitionRow RowOf(string text, WorkflowDefinition definition, string hash, int version)
    {
        var document = JsonNode.Parse(text)!;
        var id = $"{definition.DefinitionId}-v{version}";
        document["id"] = id;
        document["version"] = version;
        return new DefinitionRow
        {
            VersionId = id,
            DefinitionId = definition.DefinitionId,
            Version = version,
            Area = AreaRange.NumberOf(AreaCode.Nation),
            Name = definition.Name ?? definition.DefinitionId,
            Json = document.ToJsonString(),
            Hash = hash,
            IsPublished = true,
            IsLatest = true,
            CreatedAt = session.Time.Wall,
        };
    }
}
