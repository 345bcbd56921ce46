using Approvals.Domain;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>案件: one household's passage through one procedure. What changes as it moves stands on its <see cref="Instance"/>.</summary>
public sealed class Case : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Programme { get; init; }
    public required string Procedure { get; init; }

    /// <summary>Where it is handled: decides who sees it. The village of the household.</summary>
    public required AreaCode HandlingArea { get; init; }

    public required AreaCode RegistrationArea { get; init; }

    /// <summary>Another township or the county that does a step in its place (代办); it sees the case as well.</summary>
    public AreaCode? AssistingArea { get; set; }

    public required Guid HouseholdId { get; init; }
    public required Guid ApplicantId { get; init; }
    public required string ApplicantName { get; set; }
    public required DateOnly AppliedOn { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public RowId Address => new(County, Id);
}

/// <summary>A case that has begun.</summary>
public sealed record CaseStarted(string CaseId, string Number, string Stage);
