namespace Approvals.Procedures.Storage;

/// <summary>A row keyed by county and id.</summary>
public interface ICountyRow
{
    int County { get; }
    Guid Id { get; }
}

/// <summary>A row of a case: seen by whoever sees the case.</summary>
public interface ICaseRow : ICountyRow
{
    Guid CaseId { get; }
}
