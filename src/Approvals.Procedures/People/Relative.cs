using Approvals.Procedures.Storage;

namespace Approvals.Procedures.People;

/// <summary>近亲属备案: a person whose case this official (or the village cadre they registered for) may not handle (I09).</summary>
public sealed class Relative : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid OfficialId { get; init; }

    /// <summary>Keyed hash of the relative's citizen number.</summary>
    public required byte[] PersonHash { get; init; }

    public required string Name { get; init; }
    public required string Relation { get; init; }
    public required DateOnly DeclaredOn { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; set; }
}
