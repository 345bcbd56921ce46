using System.Text.Json.Nodes;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Designer;

/// <summary>A definition as a file for review: one order, positions last, and the hash of the version it was taken from.</summary>
public sealed record DefinitionFile(string Name, string Text);

/// <summary>Writes a version as a file; null when it is not for this person.</summary>
public sealed record ExportDefinition(string Key, string? Versions) : IQuestion<DefinitionFile?>;

internal sealed class ExportDefinitionHandler(DefinitionShelf shelf) : IRequestHandler<ExportDefinition, DefinitionFile?>
{
    public async Task<DefinitionFile?> Handle(ExportDefinition request, CancellationToken cancellationToken)
    {
        if (DefinitionKey.Parse(request.Key) is not { } key)
        {
            return null;
        }

        var versions = await shelf.VersionsAsync(key, cancellationToken);
        var row = int.TryParse(request.Versions, out var number) ? versions.Find(v => v.Version == number)
            : request.Versions == "Published" ? versions.Find(v => v.IsPublished)
            : versions.FirstOrDefault();
        return row is null ? null : new DefinitionFile($"{key}-v{row.Version}.json".Replace('@', '-'), TextOf(row));
    }

    private string TextOf(DefinitionRow row)
    {
        var document = JsonNode.Parse(row.Json)!.AsObject();
        var marks = Marks.Of(document);
        foreach (var own in new[] { Marks.Published, Marks.ChangedBy, Marks.ChangedAt, Marks.Conflict })
        {
            marks.Remove(own);
        }

        marks[Marks.ExportedFrom] = row.Hash;
        var text = document.ToJsonString();
        return shelf.Read(text).Definition is { } definition ? DefinitionWriter.Write(definition) : text;
    }
}
