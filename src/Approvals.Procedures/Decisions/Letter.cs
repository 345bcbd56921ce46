using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Decisions;

/// <summary>A letter as issued: its text with the versions of template and rules that made it. A re-issue supersedes, it never replaces.</summary>
public sealed class Letter : ICaseRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public Guid? DecisionId { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required string Number { get; init; }

    /// <summary>Template name and the hash of its text.</summary>
    public required string Template { get; init; }

    public required string TemplateHash { get; init; }
    public required string RuleVersions { get; init; }

    /// <summary>The letter itself, sealed: it bears the name and the amount of one family.</summary>
    public required Sealed Text { get; init; }

    /// <summary>SHA-256 of the plain text, lower-case hex.</summary>
    public required string TextHash { get; init; }

    /// <summary>The main legal basis is not confirmed by the county, so it prints 草稿.</summary>
    public required bool Draft { get; init; }

    public required DateOnly On { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required Guid RecordedBy { get; init; }
    public Guid? Supersedes { get; init; }

    public RowId Address => new(County, Id);
}
