using Approvals.Domain;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Designer;

/// <summary>How a definition differs from one other.</summary>
/// <param name="Against">Which other, for people.</param>
public sealed record ComparedWith(string Against, IReadOnlyList<Difference> Differences);

/// <summary>The latest version of a definition beside the one in force and the one it is a variant of; null when it is not for this person.</summary>
public sealed record CompareDefinition(string Key) : IQuestion<IReadOnlyList<ComparedWith>?>;

internal sealed class CompareDefinitionHandler(DefinitionShelf shelf) : IRequestHandler<CompareDefinition, IReadOnlyList<ComparedWith>?>
{
    public async Task<IReadOnlyList<ComparedWith>?> Handle(CompareDefinition request, CancellationToken cancellationToken)
    {
        if (DefinitionKey.Parse(request.Key) is not { } key || await shelf.VersionsAsync(key, cancellationToken) is not { Count: > 0 } versions
            || shelf.Read(versions[0].Json).Definition is not { } latest)
        {
            return null;
        }

        var compared = new List<ComparedWith>();
        if (versions.Find(v => v.IsPublished) is { } published && published != versions[0])
        {
            Add(compared, $"已发布的版本 {published.Version}", published, latest);
        }

        foreach (var area in key.Area.SelfAndAbove().Skip(1))
        {
            var above = new DefinitionKey(key.Procedure, area);
            if ((await shelf.VersionsAsync(above, cancellationToken)).Find(v => v.IsPublished) is { } parent)
            {
                Add(compared, area == AreaCode.Nation ? $"全国通用流程（版本 {parent.Version}）" : $"上级流程 {above}（版本 {parent.Version}）", parent, latest);
                break;
            }
        }

        return compared;
    }

    private void Add(List<ComparedWith> compared, string against, DefinitionRow other, WorkflowDefinition latest)
    {
        if (shelf.Read(other.Json).Definition is { } before)
        {
            compared.Add(new ComparedWith(against, DefinitionDifference.Between(before, latest)));
        }
    }
}
