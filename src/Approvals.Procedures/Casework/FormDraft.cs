using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>What a person has typed and not yet sent: one per person and form, so nothing typed is lost.</summary>
public sealed class FormDraft
{
    public required Guid OfficialId { get; init; }

    /// <summary>The task address, or <c>intake:…</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Encrypted: a draft holds names, numbers and incomes.</summary>
    public required Sealed Content { get; set; }

    public required DateTimeOffset SavedAt { get; set; }
}
