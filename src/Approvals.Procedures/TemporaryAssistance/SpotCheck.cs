using System.Text.Json.Serialization;
using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>抽查: a case of the monthly list that the county looks into; an irregular one opens supervision, never a claw-back by itself.</summary>
public sealed class SpotCheck : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required AreaCode Area { get; init; }
    public required int Month { get; init; }

    /// <summary>sampled or flagged (a payment too late, papers overdue, another claim of the same event).</summary>
    public required string Why { get; init; }

    public required Guid ChosenBy { get; init; }
    public required DateTimeOffset ChosenAt { get; init; }

    [JsonIgnore]
    public SpotCheckResult? Result { get; set; }

    [JsonIgnore]
    public string? Finding { get; set; }

    [JsonIgnore]
    public Guid? CheckedBy { get; set; }

    [JsonIgnore]
    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>What became of the supervision that an irregularity opened; null while it is open.</summary>
    [JsonIgnore]
    public string? Supervised { get; set; }

    [JsonIgnore]
    public DateTimeOffset? SupervisedAt { get; set; }

    public RowId Address => new(County, Id);
}
