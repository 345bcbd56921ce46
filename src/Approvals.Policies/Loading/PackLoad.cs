using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>What loading gave: all of the packs, or nothing and every reason.</summary>
public sealed record PolicyLoad(PolicySet? Policies, IReadOnlyList<PackError> Errors)
{
    /// <summary>What is allowed and yet worth saying: a floor that only warns, a limit that could not be checked because another figure is not entered.</summary>
    public IReadOnlyList<PackError> Warnings { get; init; } = [];

    /// <exception cref="InvalidPackException">There are errors.</exception>
    public PolicySet OrThrow() => Policies ?? throw new InvalidPackException(Errors);
}

/// <summary>The one strict loader: reads pack files, checks them against each other, and gives all of them or none.</summary>
public static class PackLoader
{
    private static readonly string[] Sections = ["area", "areaName", "documents", "clauses", "parameters", "values", "bounds"];

    /// <summary>Loads the files of all packs together.</summary>
    public static PolicyLoad Load(IReadOnlyList<PackFile> files)
    {
        var opened = files.Select(f => PackSections.Open(f, Sections)).ToList();
        var contents = Read([.. opened.Where(f => f.Map is not null)]);
        var errors = opened.SelectMany(f => f.Errors.All).Distinct().ToList();
        return errors.Count > 0 ? new PolicyLoad(null, errors) : Checked(contents);
    }

    /// <summary>The contents as a set, unless its parts contradict each other.</summary>
    internal static PolicyLoad Checked(PackContents contents)
    {
        var policies = new PolicySet(contents);
        // What is wrong by itself is said first: references and limits can only be followed through sound packs.
        var conflicts = PackChecks.Check(policies);
        if (conflicts.Count > 0)
        {
            return new PolicyLoad(null, conflicts);
        }

        var limits = BoundChecks.Check(policies);
        return limits.Errors.Count > 0 ? new PolicyLoad(null, limits.Errors) : new PolicyLoad(policies, []) { Warnings = limits.Warnings };
    }

    // Parameters and values name documents and clauses of any file, values name parameters of any file: three passes.
    private static PackContents Read(List<PackSections> files)
    {
        var contents = new PackContents();
        files.ForEach(file => DocumentReader.Read(file, contents));
        files.ForEach(file => ParameterReader.Read(file, contents));
        ParameterReader.AddThoseOfDocuments(contents);
        files.ForEach(file => RowReader.Read(file, contents));
        return contents;
    }
}

/// <summary>What the packs contain, collected file by file.</summary>
internal sealed class PackContents
{
    public SortedDictionary<AreaCode, string> AreaNames { get; init; } = [];

    public Dictionary<string, PolicyDocument> Documents { get; init; } = [];

    public Dictionary<string, PolicyClause> Clauses { get; init; } = [];

    public Dictionary<string, Parameter> Parameters { get; init; } = [];

    public List<PolicyRow> Rows { get; init; } = [];

    public List<PolicyBound> Bounds { get; init; } = [];

    /// <summary>The same contents with further rows.</summary>
    public PackContents With(IReadOnlyCollection<PolicyRow> rows) => new()
    {
        AreaNames = AreaNames,
        Documents = Documents,
        Clauses = Clauses,
        Parameters = Parameters,
        Rows = [.. Rows, .. rows],
        Bounds = Bounds,
    };
}

/// <summary>One file with its sections opened and its area known.</summary>
internal sealed record PackSections(PackFile File, PackErrors Errors, MapReader? Map, AreaCode Area, string AreaName)
{
    /// <summary>The pack's folder name, which begins the ids of its rows.</summary>
    public string Pack => File.Path.Split('/')[0];

    public static PackSections Open(PackFile file, IReadOnlyList<string> sections)
    {
        var errors = new PackErrors(file.Path);
        var map = file.Root(errors) is { } root ? MapReader.Of(root, errors) : null;
        var area = AreaCode.Nation;
        if (map?.Text("area") is { } text && (!AreaCode.TryParse(text, out area) || area.Level > AreaLevel.County))
        {
            map.Error($"“{text}”不是县级以上的六位区划代码。", "请写成带引号的六位代码，如 \"220182\"。");
        }

        var areaName = map?.Text("areaName") ?? "";
        if (map is not null && area != AreaCode.Nation && !file.Path.StartsWith(area.ToString(), StringComparison.Ordinal))
        {
            map.Error($"文件夹与区划代码 {area} 不符。", "文件夹名应以本区域的六位代码开头。");
        }

        foreach (var section in sections)
        {
            map?.Optional(section);
        }

        map?.RefuseTheRest();
        return new PackSections(file, errors, errors.Any ? null : map, area, areaName);
    }
}
