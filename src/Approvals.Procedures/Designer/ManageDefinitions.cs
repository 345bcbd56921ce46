using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Designer;

/// <summary>Publishes the latest draft.</summary>
public sealed record PublishDefinition(string Key) : IAction<DefinitionSheet>;

/// <summary>Takes the published version out of force: new cases take the nearest variant above.</summary>
public sealed record RetractDefinition(string Key) : IAction<DefinitionSheet>;

/// <summary>Deletes a definition that was never published nor used.</summary>
public sealed record DeleteDefinition(string Key) : IAction<int>;

/// <summary>Deletes a draft.</summary>
public sealed record DeleteVersion(string VersionId) : IAction<int>;

/// <summary>Makes a draft of an earlier version.</summary>
public sealed record RevertDefinition(string Key, int Version) : IAction<DefinitionSheet>;

/// <summary>Begins a county's own variant of a definition from the one it follows now.</summary>
public sealed record MakeVariant(string Key) : IAction<DefinitionSheet>;

internal sealed class ManageDefinitionsHandlers(ActionSession session, DefinitionShelf shelf, CountyJournal journal) :
    IRequestHandler<PublishDefinition, Reply<DefinitionSheet>>,
    IRequestHandler<RetractDefinition, Reply<DefinitionSheet>>,
    IRequestHandler<DeleteDefinition, Reply<int>>,
    IRequestHandler<DeleteVersion, Reply<int>>,
    IRequestHandler<RevertDefinition, Reply<DefinitionSheet>>,
    IRequestHandler<MakeVariant, Reply<DefinitionSheet>>
{
    public async Task<Reply<DefinitionSheet>> Handle(PublishDefinition request, CancellationToken cancellationToken)
    {
        var (versions, refusal) = await EditableAsync(request.Key, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var row = versions[0];
        if (row.IsPublished)
        {
            return Refusals.NoDraft;
        }

        var findings = await shelf.FindingsAsync(shelf.Read(row.Json), DefinitionShelf.KeyOf(row).Area, cancellationToken);
        if (findings.Count > 0)
        {
            return Refusals.Unlawful(findings);
        }

        shelf.Publish(row, versions);
        Write("definition.published", row);
        return await shelf.SheetAsync(row, cancellationToken);
    }

    public async Task<Reply<DefinitionSheet>> Handle(RetractDefinition request, CancellationToken cancellationToken)
    {
        var (versions, refusal) = await EditableAsync(request.Key, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (versions.Find(v => v.IsPublished) is not { } published)
        {
            return Refusals.NotPublished;
        }

        if (published.Area == 0)
        {
            return Refusals.OnlyFlow;
        }

        published.IsPublished = false;
        Write("definition.retracted", published);
        return await shelf.SheetAsync(versions[0], cancellationToken);
    }

    public async Task<Reply<int>> Handle(DeleteDefinition request, CancellationToken cancellationToken)
    {
        var (versions, refusal) = await EditableAsync(request.Key, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        foreach (var row in versions)
        {
            if (Marks.IsFrozen(row) || await shelf.IsUsedAsync(row, cancellationToken))
            {
                return Refusals.InUse;
            }
        }

        session.Db.Definitions.RemoveRange(versions);
        Write("definition.deleted", versions[0]);
        return versions.Count;
    }

    public async Task<Reply<int>> Handle(DeleteVersion request, CancellationToken cancellationToken)
    {
        if (await shelf.VersionAsync(request.VersionId, cancellationToken) is not { } row)
        {
            return Refusals.Unknown;
        }

        var (versions, refusal) = await EditableAsync(DefinitionShelf.KeyOf(row).ToString(), cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (Marks.IsFrozen(row) || await shelf.IsUsedAsync(row, cancellationToken))
        {
            return Refusals.InUse;
        }

        session.Db.Definitions.Remove(row);
        if (row.IsLatest && versions.Find(v => v != row) is { } before)
        {
            before.IsLatest = true;
        }

        Write("definition.draft-deleted", row);
        return 1;
    }

    public async Task<Reply<DefinitionSheet>> Handle(RevertDefinition request, CancellationToken cancellationToken)
    {
        var (versions, refusal) = await EditableAsync(request.Key, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (versions.Find(v => v.Version == request.Version) is not { } earlier)
        {
            return Refusals.Unknown;
        }

        var document = Copy(earlier);
        return await shelf.SheetAsync(await shelf.WriteAsync(DefinitionShelf.KeyOf(earlier), document, versions, cancellationToken), cancellationToken);
    }

    public async Task<Reply<DefinitionSheet>> Handle(MakeVariant request, CancellationToken cancellationToken)
    {
        if (DesignerRights.CountyOf(session.Acting) is not { } county)
        {
            return DesignerRights.MayEditAnything(session.Acting) ? Refusals.NoCounty : Refusals.NotAdmin;
        }

        if (DefinitionKey.Parse(request.Key) is not { } key || (await shelf.VersionsAsync(key, cancellationToken)) is not { Count: > 0 } versions)
        {
            return Refusals.Unknown;
        }

        var own = new DefinitionKey(key.Procedure, county);
        var existing = await shelf.VersionsAsync(own, cancellationToken);
        if (existing.Count > 0)
        {
            return Refusals.VariantExists;
        }

        var row = await shelf.WriteAsync(own, Copy(versions.Find(v => v.IsPublished) ?? versions[0]), existing, cancellationToken);
        Write("definition.variant", row);
        return await shelf.SheetAsync(row, cancellationToken);
    }

    private static JsonObject Copy(DefinitionRow row)
    {
        var document = JsonNode.Parse(row.Json)!.AsObject();
        Marks.Clear(document);
        return document;
    }

    private async Task<(List<DefinitionRow> Versions, Refusal? Refusal)> EditableAsync(string written, CancellationToken cancel)
    {
        if (DefinitionKey.Parse(written) is not { } key || await shelf.VersionsAsync(key, cancel) is not { Count: > 0 } versions)
        {
            return ([], Refusals.Unknown);
        }

        return DesignerRights.MayEdit(session.Acting, key.Area) ? (versions, null)
            : (versions, DesignerRights.MayEditAnything(session.Acting) ? Refusals.NotYourArea : Refusals.NotAdmin);
    }

    private void Write(string kind, DefinitionRow row) => journal.Write(kind, new(StringComparer.Ordinal) { ["version"] = row.VersionId, ["hash"] = row.Hash });
}
