using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Designer;

/// <summary>Saves what an admin has drawn as the draft, or publishes it. A draft may have findings; what is published may not.</summary>
/// <param name="Model">The document as Studio sends it; without a definitionId a new definition begins.</param>
/// <param name="SeenHash">The hash of the version the admin saw; null skips the check (a new definition, an import that replaces).</param>
public sealed record SaveDefinition(JsonElement Model, bool Publish, string? SeenHash) : IAction<DefinitionSheet>;

internal sealed class SaveDefinitionHandler(ActionSession session, DefinitionShelf shelf, CountyJournal journal) : IRequestHandler<SaveDefinition, Reply<DefinitionSheet>>
{
    private static readonly string[] Kept = ["$schema", "name", "description", "toolVersion", "variables", "inputs", "outputs", "outcomes", "customProperties", "options", "root"];

    public async Task<Reply<DefinitionSheet>> Handle(SaveDefinition request, CancellationToken cancellationToken)
    {
        if (Broken(request.Model) is { } broken)
        {
            return broken;
        }

        if (KeyOf(request.Model) is not { } key || request.Model.ValueKind != JsonValueKind.Object)
        {
            return Refusals.Unknown;
        }

        if (!DesignerRights.MayEdit(session.Acting, key.Area))
        {
            return DesignerRights.MayEditAnything(session.Acting) ? Refusals.NotYourArea : Refusals.NotAdmin;
        }

        var versions = await shelf.VersionsAsync(key, cancellationToken);
        if (request.SeenHash is not null && versions.Count > 0 && versions[0].Hash != request.SeenHash)
        {
            return Refusals.ChangedMeanwhile(Marks.Read(versions[0].Json, Marks.ChangedBy) ?? "另一人", Marks.Read(versions[0].Json, Marks.ChangedAt) ?? "刚才");
        }

        var document = DocumentOf(request.Model);
        if (await RefuseAsync(document, key, request.Publish, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return await WriteAsync(key, document, versions, request.Publish, cancellationToken);
    }

    private async Task<DefinitionSheet> WriteAsync(DefinitionKey key, JsonObject document, List<DefinitionRow> versions, bool publish, CancellationToken cancel)
    {
        var unchanged = versions.Count > 0 && Marks.IsFrozen(versions[0]) && SameFlow(versions[0].Json, document);
        var row = unchanged ? versions[0] : await shelf.WriteAsync(key, document, versions, cancel);
        if (publish && !row.IsPublished)
        {
            shelf.Publish(row, versions);
            journal.Write("definition.published", new(StringComparer.Ordinal) { ["version"] = row.VersionId, ["hash"] = row.Hash });
        }

        return await shelf.SheetAsync(row, cancel);
    }

    // Opening a published version rewrites sizes and positions; that alone makes no new version.
    private bool SameFlow(string stored, JsonObject document)
    {
        var (one, other) = (JsonNode.Parse(stored)!.AsObject(), document.DeepClone().AsObject());
        return JsonNode.DeepEquals(Bare(one), Bare(other));
    }

    private JsonNode Bare(JsonObject document)
    {
        Marks.Clear(document);
        foreach (var odd in new[] { "id", "definitionId", "version", "isLatest", "isPublished", "createdAt", "toolVersion", "$schema", "isReadonly", "isSystem", "options" })
        {
            document.Remove(odd);
        }

        var text = shelf.Read(document.ToJsonString()).Definition is { } definition ? DefinitionWriter.Write(definition) : document.ToJsonString();
        var bare = JsonNode.Parse(text)!;
        Strip(bare);
        return bare;
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject item)
        {
            (item["metadata"] as JsonObject)?.Remove("designer");
            foreach (var empty in item.Where(m => m.Value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 }).Select(m => m.Key).ToList())
            {
                item.Remove(empty);
            }

            foreach (var member in item.ToList())
            {
                Strip(member.Value);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var entry in list)
            {
                Strip(entry);
            }
        }
    }

    private async Task<Refusal?> RefuseAsync(JsonObject document, DefinitionKey key, bool publish, CancellationToken cancel)
    {
        var reading = shelf.Read(document.ToJsonString());
        if (reading.Definition is not { } definition)
        {
            return Refusals.Unreadable(reading.Findings);
        }

        if (definition.Root.Type != BuiltIns.FlowchartType)
        {
            return Refusals.NotFlowchart;
        }

        if (definition.Nodes.Any(n => n.Type == Node.NotFoundType))
        {
            return Refusals.UnknownStep;
        }

        var findings = publish ? await shelf.FindingsAsync(reading, key.Area, cancel) : [];
        return findings.Count > 0 ? Refusals.Unlawful(findings) : null;
    }

    /// <summary>Refuses text that no reader takes apart: a member twice, half a character; its findings stand at the root.</summary>
    private Refusal? Broken(JsonElement model) =>
        shelf.Read(model.GetRawText()) is { Definition: null } reading && reading.Findings.Any(f => f.Path == "$") ? Refusals.Unreadable(reading.Findings) : null;

    private DefinitionKey? KeyOf(JsonElement model)
    {
        var written = model.ValueKind == JsonValueKind.Object && model.TryGetProperty("definitionId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        return string.IsNullOrEmpty(written)
            ? new DefinitionKey($"flow-{session.NewId():N}"[..21], DesignerRights.CountyOf(session.Acting) ?? AreaCode.Nation)
            : DefinitionKey.Parse(written);
    }

    private JsonObject DocumentOf(JsonElement model)
    {
        var sent = JsonNode.Parse(model.GetRawText())!.AsObject();
        var document = new JsonObject();
        foreach (var name in Kept)
        {
            if (sent[name] is { } value)
            {
                document[name] = value.DeepClone();
            }
        }

        (document["isReadonly"], document["isSystem"]) = (false, false);
        document["createdAt"] = session.Time.Wall.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        Marks.Clear(document);
        if (document["root"] is JsonObject root)
        {
            Complete(root);
        }

        return document;
    }

    // A new definition arrives with a root that has neither id nor activities.
    private void Complete(JsonObject root)
    {
        root["id"] ??= $"flow{session.NewId():N}"[..16];
        root["name"] ??= root["id"]!.DeepClone();
        root["version"] ??= 1;
        root["activities"] ??= new JsonArray();
        root["connections"] ??= new JsonArray();
    }
}
