using System.Collections.Frozen;
using System.Security.Cryptography;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>All packs and county values together, checked. Immutable: a new county value gives a new set.</summary>
public sealed class PolicySet
{
    private readonly PackContents _contents;
    private readonly FrozenDictionary<(string Key, AreaCode Area), PolicyRow[]> _rows;
    private readonly FoundValues _found;

    internal PolicySet(PackContents contents)
    {
        _contents = contents;
        _found = new FoundValues(this);
        _rows = contents.Rows
            .GroupBy(r => (r.Parameter.Key, r.Area))
            .ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(r => r.From).ThenByDescending(KnownSince).ToArray());
    }

    /// <summary>The areas that have packs, with their names.</summary>
    public IReadOnlyDictionary<AreaCode, string> AreaNames => _contents.AreaNames;

    public IReadOnlyDictionary<string, Parameter> Parameters => _contents.Parameters;

    public IReadOnlyDictionary<string, PolicyDocument> Documents => _contents.Documents;

    public IReadOnlyDictionary<string, PolicyClause> Clauses => _contents.Clauses;

    public IReadOnlyList<PolicyRow> Rows => _contents.Rows;

    public IReadOnlyList<PolicyBound> Bounds => _contents.Bounds;

    /// <summary>SHA-256 of everything loaded, so that two installations can tell whether they follow the same law.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(PolicySetJson.ToUtf8(this)));

    /// <summary>The law in an area on a day, as known at a moment (everything known when none is given).</summary>
    public LawOfTheDay On(AreaCode area, DateOnly on, DateTimeOffset? knownAt = null, PolicySettings? settings = null) =>
        new(this, area.County, on, knownAt, settings ?? PolicySettings.None);

    /// <summary>This set with the counties' own values; all of them or none.</summary>
    public PolicyLoad With(IReadOnlyCollection<CountyValue> countyValues)
    {
        var rows = new List<PolicyRow>();
        var errors = new List<PackError>();
        foreach (var county in countyValues)
        {
            var found = new PackErrors(county.Id);
            if (RowReader.Read(county, _contents, found) is { } row)
            {
                rows.Add(row);
            }

            errors.AddRange(found.All);
        }

        return errors.Count > 0 ? new PolicyLoad(null, errors) : PackLoader.Checked(_contents.With(rows));
    }

    /// <summary>
    /// The row in force: the nearest area that answers, except that what a higher text fixes (MUST) stands.
    /// Null when nobody has answered.
    /// </summary>
    public PolicyRow? RowInForce(Parameter parameter, AreaCode area, DateOnly on, DateTimeOffset? knownAt) =>
        RowInForce(parameter, area, on, knownAt, ReadingsOf(area, on, knownAt));

    /// <summary>Whether a document's rules apply in an area on a day: inside its dates, or after them where the county has confirmed that it goes on.</summary>
    public bool IsInForce(PolicyDocument document, AreaCode area, DateOnly on, DateTimeOffset? knownAt) =>
        IsInForce(document, area, on, knownAt, ReadingsOf(area, on, knownAt));

    /// <summary>What is in force for a parameter, remembered where nobody asks for an earlier knowledge: the same set answers the same question always alike.</summary>
    internal Sourced<PolicyValue>? Find(Parameter parameter, in FoundFor where, Func<Parameter, Sourced<PolicyValue>?> find) =>
        where.KnownAt is null ? _found.GetOrAdd(where, parameter, find) : find(parameter);

    /// <summary>The readings of document dates that the packs or the county chose.</summary>
    internal DocumentReadings ReadingsOf(AreaCode area, DateOnly on, DateTimeOffset? knownAt) => new(
        Continued: false,
        TextOf(DocumentReadings.TermEndKey, area, on, knownAt) == "anniversary",
        TextOf(DocumentReadings.LaterTextKey, area, on, knownAt) == "later-replaces");

    internal PolicyRow? RowInForce(Parameter parameter, AreaCode area, DateOnly on, DateTimeOffset? knownAt, DocumentReadings readings)
    {
        PolicyRow? found = null;
        foreach (var level in area.SelfAndAbove())
        {
            if (RowOf(parameter, level, area, on, knownAt, readings) is { } row)
            {
                found = row;
                if (parameter.Class != ParameterClass.Must)
                {
                    return row;
                }
            }
        }

        return found;
    }

    internal bool IsInForce(PolicyDocument document, AreaCode area, DateOnly on, DateTimeOffset? knownAt, DocumentReadings readings) =>
        document.Period is { } period && area.IsWithin(document.Area) && on >= period.From && !IsReplaced(document, on, readings)
        && (on <= LastDay(document, readings) || IsContinued(document, area, on, knownAt, readings));

    /// <summary>The last day of a document as its term is read; the last there is where it is open.</summary>
    internal static DateOnly LastDay(PolicyDocument document, DocumentReadings readings)
    {
        var written = document.Period?.To ?? DateOnly.MaxValue;
        return document.Years is not null && readings.AnniversaryIncluded && written < DateOnly.MaxValue ? written.AddDays(1) : written;
    }

    /// <summary>Whether a text may carry a letter here: it is in hand, or the county confirmed it.</summary>
    public bool IsConfirmed(PolicyDocument document, AreaCode area, DateOnly on, DateTimeOffset? knownAt) =>
        document.Status == TextStatus.Seen || IsTrue(ParameterReader.ConfirmationKey(document.Id), area, on, knownAt);

    /// <summary>The rows of one parameter in one area, the latest first day first.</summary>
    public IReadOnlyList<PolicyRow> RowsOf(Parameter parameter, AreaCode area) => _rows.GetValueOrDefault((parameter.Key, area)) ?? [];

    /// <summary>The document a clause belongs to.</summary>
    public PolicyDocument DocumentOf(string clause) => Documents[Clauses[clause].Document];

    private bool IsReplaced(PolicyDocument document, DateOnly on, DocumentReadings readings) =>
        readings.LaterReplaces && document.ReplacedBy is { } later && Documents[later].Period?.From <= on;

    private bool IsContinued(PolicyDocument document, AreaCode area, DateOnly on, DateTimeOffset? knownAt, DocumentReadings readings) =>
        document.Kind == DocumentKind.CampaignPlan && (readings.Continued || IsTrue(ParameterReader.ContinuationKey(document.Id), area, on, knownAt));

    // What says how documents are read cannot itself wait for that reading: the loader refuses such rows.
    private bool IsTrue(string key, AreaCode area, DateOnly on, DateTimeOffset? knownAt) =>
        RowInForce(Parameters[key], area, on, knownAt, DocumentReadings.Chosen)?.Value.Truth == true;

    private string? TextOf(string key, AreaCode area, DateOnly on, DateTimeOffset? knownAt) =>
        Parameters.TryGetValue(key, out var parameter) ? RowInForce(parameter, area, on, knownAt, DocumentReadings.Chosen)?.Value.Text : null;

    /// <summary>
    /// The level's row that began last decides; when it has ended, or its document has, the level is silent
    /// rather than falling back on an older value nobody meant for today.
    /// </summary>
    private PolicyRow? RowOf(Parameter parameter, AreaCode level, AreaCode area, DateOnly on, DateTimeOffset? knownAt, DocumentReadings readings)
    {
        var latest = RowsOf(parameter, level).FirstOrDefault(r => r.From <= on && r.IsKnownAt(knownAt));
        var lasts = latest is not null && (latest.To is null || on <= latest.To)
            && latest.Clauses.All(c => IsInForce(DocumentOf(c), area, on, knownAt, readings));
        return lasts ? latest : null;
    }

    private static DateTimeOffset KnownSince(PolicyRow row) =>
        row.RecordedAt ?? new DateTimeOffset(row.Published.ToDateTime(TimeOnly.MinValue), LegalDay.Offset);
}
