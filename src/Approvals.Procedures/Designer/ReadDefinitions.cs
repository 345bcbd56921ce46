using Approvals.Domain;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Designer;

/// <summary>Which versions of definitions to list; the words of Elsa's versionOptions, null or empty for every version.</summary>
public sealed record DefinitionFilter(string? Versions, IReadOnlyList<string> Keys, IReadOnlyList<string> VersionIds, string? Text, int Page, int PageSize, bool NewestFirst);

/// <summary>One line of the list.</summary>
public sealed record DefinitionLine(string Key, string VersionId, int Version, string Name, string Description, bool IsLatest, bool IsPublished, DateTimeOffset CreatedAt, bool MayEdit);

/// <summary>A page of definitions and how many there are.</summary>
public sealed record DefinitionPage(IReadOnlyList<DefinitionLine> Rows, int Total, bool MayEdit);

/// <summary>The definitions of a person's areas and of those above.</summary>
public sealed record ListDefinitions(DefinitionFilter Filter) : IQuestion<DefinitionPage>;

/// <summary>A definition by its key in the version that versionOptions names; null when there is none for this person.</summary>
public sealed record OpenDefinition(string Key, string? Versions) : IQuestion<DefinitionSheet?>;

/// <summary>One version; also seen by whoever sees a case that runs on it.</summary>
public sealed record OpenVersion(string VersionId) : IQuestion<DefinitionSheet?>;

/// <summary>Whether a name is free.</summary>
public sealed record IsNameFree(string Name, string? Except) : IQuestion<bool>;

internal sealed class ReadDefinitionsHandlers(ActionSession session, DefinitionShelf shelf) :
    IRequestHandler<ListDefinitions, DefinitionPage>,
    IRequestHandler<OpenDefinition, DefinitionSheet?>,
    IRequestHandler<OpenVersion, DefinitionSheet?>,
    IRequestHandler<IsNameFree, bool>
{
    private const int MostOnPage = 200;

    public async Task<DefinitionPage> Handle(ListDefinitions request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        var all = await session.Db.Definitions.AsNoTracking().ToListAsync(cancellationToken);
        var seen = all
            .Where(d => DesignerRights.MaySee(session.Acting, AreaRange.CodeOf(d.Area)))
            .GroupBy(d => (d.DefinitionId, d.Area)).SelectMany(g => Chosen([.. g], filter.Versions))
            .Where(d => filter.Keys.Count == 0 || filter.Keys.Contains(DefinitionShelf.KeyOf(d).ToString()))
            .Where(d => filter.VersionIds.Count == 0 || filter.VersionIds.Contains(d.VersionId))
            .Where(d => string.IsNullOrWhiteSpace(filter.Text) || d.Name.Contains(filter.Text, StringComparison.OrdinalIgnoreCase) || d.DefinitionId.Contains(filter.Text, StringComparison.OrdinalIgnoreCase))
            .OrderBy(d => d.Name, StringComparer.Ordinal).ThenBy(d => d.Area).ThenBy(d => filter.NewestFirst ? -d.Version : d.Version).ToList();
        var size = Math.Clamp(filter.PageSize, 1, MostOnPage);
        return new DefinitionPage([.. seen.Skip(Math.Max(0, filter.Page) * size).Take(size).Select(Line)], seen.Count, DesignerRights.MayEditAnything(session.Acting));
    }

    public async Task<DefinitionSheet?> Handle(OpenDefinition request, CancellationToken cancellationToken)
    {
        var rows = DefinitionKey.Parse(request.Key) is { } key ? await shelf.VersionsAsync(key, cancellationToken) : [];
        return Chosen(rows, string.IsNullOrEmpty(request.Versions) ? "Latest" : request.Versions).FirstOrDefault() is { } row ? await shelf.SheetAsync(row, cancellationToken) : null;
    }

    public async Task<DefinitionSheet?> Handle(OpenVersion request, CancellationToken cancellationToken) =>
        await shelf.VersionAsync(request.VersionId, cancellationToken) is { } row ? await shelf.SheetAsync(row, cancellationToken)
        : await session.Db.Instances.AnyAsync(i => i.DefinitionVersionId == request.VersionId, cancellationToken)
            && await session.Db.Definitions.FirstOrDefaultAsync(d => d.VersionId == request.VersionId, cancellationToken) is { } used
            ? await shelf.SheetAsync(used, cancellationToken)
            : null;

    public async Task<bool> Handle(IsNameFree request, CancellationToken cancellationToken)
    {
        var rows = await session.Db.Definitions.AsNoTracking().Where(d => d.Name == request.Name && d.IsLatest).ToListAsync(cancellationToken);
        // A county's variant keeps the name of the procedure it varies.
        var procedure = request.Except is null ? null : DefinitionKey.Parse(request.Except)?.Procedure;
        return rows.TrueForAll(r => r.DefinitionId == procedure);
    }

    private static IEnumerable<DefinitionRow> Chosen(IReadOnlyList<DefinitionRow> versions, string? options) => options switch
    {
        null or "" or "AllVersions" => versions,
        "Latest" => versions.Where(v => v.IsLatest),
        "Published" => versions.Where(v => v.IsPublished),
        "Draft" => versions.Where(v => v.IsLatest && !v.IsPublished),
        "LatestAndPublished" => versions.Where(v => v.IsLatest && v.IsPublished),
        "LatestOrPublished" => versions.Where(v => v.IsLatest || v.IsPublished),
        _ => versions.Where(v => int.TryParse(options, out var number) && v.Version == number),
    };

    private DefinitionLine Line(DefinitionRow row)
    {
        var key = DefinitionShelf.KeyOf(row);
        return new DefinitionLine(
            key.ToString(), row.VersionId, row.Version, row.Name, key.Area == AreaCode.Nation ? "全国通用" : $"{key.Area} 本地变体", row.IsLatest, row.IsPublished, row.CreatedAt,
            DesignerRights.MayEdit(session.Acting, key.Area));
    }
}
