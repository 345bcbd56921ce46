namespace Approvals.Policies;

/// <summary>A county value as the application stores it: the same schema as a row of a pack.</summary>
/// <remarks>
/// Value is written as it would stand in a pack: 4000.00, true, township-entrusted, [applicant-name, monthly-amount].
/// Proposer and confirmer are different people; nothing is edited in place: a later row with another RecordedAt replaces an earlier one from its first day on.
/// </remarks>
public sealed record CountyValue(
    string Id,
    string Area,
    string Key,
    DateOnly From,
    DateOnly? To,
    DateOnly Published,
    string Value,
    IReadOnlyList<string> Cites,
    string DocumentNumber,
    string Proposer,
    string Confirmer,
    DateTimeOffset RecordedAt);
