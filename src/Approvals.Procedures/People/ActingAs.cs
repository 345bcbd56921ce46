using Approvals.Domain;

namespace Approvals.Procedures.People;

/// <summary>A grant in force today, as the person acts on it.</summary>
public sealed record Mandate(Guid GrantId, string Role, AreaCode Area, string Programme)
{
    public bool Covers(string role, AreaCode area, string programme) =>
        Role == role && AreaRange.Of(Area).Contains(area) && (Programme == "*" || Programme == programme);
}

/// <summary>Who acts: an official with the grants in force that day, or a named system job. Without one, nothing can be read or done.</summary>
public sealed class ActingAs
{
    /// <summary>Sees nothing and may do nothing: what a context has until somebody is named.</summary>
    public static readonly ActingAs Nobody = new(default, default, string.Empty, string.Empty, null, [], null);

    private ActingAs(int county, Guid id, string name, string office, byte[]? personHash, IReadOnlyList<Mandate> mandates, string? job)
    {
        County = county;
        Id = id;
        Name = name;
        Office = office;
        PersonHash = personHash;
        Mandates = mandates;
        Job = job;
    }

    public int County { get; }
    public Guid Id { get; }
    public string Name { get; }
    public string Office { get; }
    public byte[]? PersonHash { get; }
    public IReadOnlyList<Mandate> Mandates { get; }

    /// <summary>The name of the system job (timers, demo, import), or null for a person.</summary>
    public string? Job { get; }

    public bool IsJob => Job is not null;

    public bool IsSomebody => IsJob || Id != Guid.Empty;

    public static ActingAs Official(Official official, IEnumerable<Grant> grants, DateOnly today) =>
        new(official.County, official.Id, official.Name, official.Office, official.PersonHash,
            [.. grants.Where(g => g.InForce(today)).Select(g => new Mandate(g.Id, g.Role, g.Area, g.Programme))], null);

    public static ActingAs SystemJob(string job) => new(default, default, job, string.Empty, null, [], job);

    public bool Has(string role) => Mandates.Any(m => m.Role == role);

    public Mandate? MandateFor(string role, AreaCode area, string programme) =>
        Mandates.FirstOrDefault(m => m.Covers(role, area, programme));

    /// <summary>The areas this person may see in any of the roles, as few ranges as possible.</summary>
    public IReadOnlyList<AreaRange> RangesFor(IEnumerable<string> roles) =>
        IsJob ? [AreaRange.Of(AreaCode.Nation)]
        : AreaRange.Merge(Mandates.Where(m => roles.Contains(m.Role)).Select(m => AreaRange.Of(m.Area)));
}
