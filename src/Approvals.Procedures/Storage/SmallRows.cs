namespace Approvals.Procedures.Storage;

/// <summary>The next number of a series (case numbers, letter numbers) of a county and year.</summary>
public sealed class Counter
{
    public required int County { get; init; }
    public required string Series { get; init; }
    public required int Year { get; init; }
    public required int Next { get; set; }
}

/// <summary>One setting of the installation: the demo's clock offset, the web board of a county, the first start.</summary>
public sealed class Setting
{
    public required string Key { get; init; }
    public required string Value { get; set; }
}

/// <summary>A key of the web host's data protection, so that nodes share sessions.</summary>
public sealed class ProtectionKey
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The key ring entry, encrypted with the key file.</summary>
    public required Sealed Xml { get; init; }
}

/// <summary>Something to send out of the process after commit; leased, and deleted on acknowledgement.</summary>
public sealed class OutboxRow : ICountyRow
{
    public required int County { get; init; }
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public Guid? CaseId { get; init; }
    public required string Payload { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LeasedUntil { get; set; }
    public int Attempts { get; set; }
}

/// <summary>A hash over the heads of every chain that changed in an hour, chained to the hour before.</summary>
public sealed class Anchor
{
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>county, case, sequence and head of each chain, as canonical JSON.</summary>
    public required string Heads { get; init; }

    public required byte[] Previous { get; init; }
    public required byte[] Hash { get; init; }
}

/// <summary>A published or drafted version of a workflow definition; published versions are immutable.</summary>
public sealed class DefinitionRow
{
    public required string VersionId { get; init; }
    public required string DefinitionId { get; init; }
    public required int Version { get; init; }

    /// <summary>The area whose cases may take it; 0 is everywhere.</summary>
    public required long Area { get; init; }

    public required string Name { get; set; }
    public required string Json { get; set; }

    /// <summary>SHA-256 of the JSON, lower-case hex.</summary>
    public required string Hash { get; set; }

    public required bool IsPublished { get; set; }
    public required bool IsLatest { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
