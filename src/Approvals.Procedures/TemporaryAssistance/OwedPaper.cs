using System.Text.Json.Serialization;
using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>A paper that a case paid first still owes, with its date.</summary>
public sealed class OwedPaper : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required AreaCode Area { get; init; }
    public required PaperKind Paper { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>The last day; moved once where the emergency had to ease first.</summary>
    [JsonIgnore]
    public DateOnly DueOn { get; set; }

    [JsonIgnore]
    public bool Postponed { get; set; }

    [JsonIgnore]
    public DateTimeOffset? SettledAt { get; set; }

    [JsonIgnore]
    public Guid? SettledBy { get; set; }
}
