using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>
/// The values in force in one area on one day, as known at one moment, for one calculation.
/// Reading a value nobody has set gives its type's zero and an obstacle: ask <see cref="Blocked"/> before calculating.
/// </summary>
/// <remarks>Not thread-safe; take a new one for each calculation.</remarks>
public sealed class LawOfTheDay
{
    private readonly PolicySet _policies;
    private readonly PolicySettings _settings;
    private readonly List<Obstacle> _obstacles = [];
    private readonly List<PolicyCitation> _reads;

    internal LawOfTheDay(PolicySet policies, AreaCode area, DateOnly on, DateTimeOffset? knownAt, PolicySettings settings, List<PolicyCitation>? reads = null)
    {
        _policies = policies;
        _settings = settings;
        _reads = reads ?? [];
        Area = area;
        Day = on;
        KnownAt = knownAt;
    }

    public AreaCode Area { get; }

    public DateOnly Day { get; }

    public DateTimeOffset? KnownAt { get; }

    /// <summary>Every value read so far, once each: what a decision stores.</summary>
    public IReadOnlyList<PolicyCitation> Reads => _reads;

    /// <summary>What was read and nobody has set.</summary>
    public IReadOnlyList<Obstacle> Obstacles => _obstacles;

    public bool Blocked => _obstacles.Count > 0;

    /// <summary>The obstacles as an answer.</summary>
    public Obstacle[] Because => [.. _obstacles];

    /// <summary>The same law on another day, for values that belong to the month of a fact; its reads are kept together with these.</summary>
    public LawOfTheDay OnDay(DateOnly day) => new(_policies, Area, day, KnownAt, _settings, _reads);

    public Sourced<Money> Amount(string key) => Read(key, v => v.Amount);

    public Sourced<Ratio> Ratio(string key) => Read(key, v => v.Ratio);

    public Sourced<int> Count(string key) => Read(key, v => v.Count);

    public Sourced<bool> Truth(string key) => Read(key, v => v.Truth);

    /// <summary>The id of a choice, or a text.</summary>
    public Sourced<string> Text(string key) => Read(key, v => v.Text);

    /// <summary>The ids of a list of choices.</summary>
    public Sourced<IReadOnlyList<string>> List(string key) => Read(key, v => v.List);

    /// <summary>The columns of a table by name.</summary>
    public Sourced<IReadOnlyDictionary<string, PolicyValue>> Table(string key) => Read(key, v => v.Table);

    /// <summary>The clauses a rule stands on here; empty when no text in force says so.</summary>
    public IReadOnlyList<string> Basis(string key) => Find(key)?.Value.List ?? [];

    /// <summary>The rounding a pack names.</summary>
    public Sourced<Rounding> Rounding(string key) => Read(key, v => Domain.Rounding.Find(v.Text)!);

    /// <summary>An amount whose absence is no obstacle by itself.</summary>
    public Sourced<Money>? AmountIfSet(string key) => Find(key) is { } found ? new(found.Value.Amount, found.Source) : null;

    /// <summary>Whether somebody has set, or the pack proposes, a value.</summary>
    public bool IsSet(string key) => Find(key) is not null;

    /// <summary>The deadline under a key: its length and, where that is a setting, its unit from the values in force, its events from the definition. Null when it is not set.</summary>
    /// <exception cref="ArgumentException">The parameter is no deadline.</exception>
    public StatutoryClock? Clock(string key)
    {
        var parameter = Definition(key);
        var events = parameter.Clock ?? throw new ArgumentException($"The parameter {key} is no deadline.", nameof(key));
        var unit = events.UnitKey is null ? parameter.Unit.Id : Find(events.UnitKey)?.Value.Text;
        return Find(key) is { } found && unit is not null
            ? new StatutoryClock(key, events.Start, events.End, found.Value.Count, unit == "working-days" ? ClockUnit.WorkingDays : ClockUnit.CalendarDays, ClausesOf(found.Source))
            : null;
    }

    /// <summary>The main legal basis (主要依据) of a kind of decision: approval, problem, supplement, notice or extension.</summary>
    public LegalBasis MainBasis(string decisionKind)
    {
        var clauses = Basis($"letter.basis.{decisionKind}");
        return new LegalBasis(
            [.. clauses.Select(id => _policies.Clauses[id])],
            [.. clauses.Select(_policies.DocumentOf).Distinct()],
            clauses.Count > 0 && clauses.All(IsConfirmed));
    }

    /// <summary>Whether a document's rules apply here and now.</summary>
    public bool IsInForce(string document) => _policies.Documents.TryGetValue(document, out var text) && IsInForce(text);

    /// <summary>Whether a document's rules apply here and now, explained.</summary>
    public Answer<bool> ExplainInForce(string document)
    {
        if (!_policies.Documents.TryGetValue(document, out var text))
        {
            return new FieldProblem("document", document, $"没有登记这个文件。{NearestName.Hint(document, [.. _policies.Documents.Keys])}");
        }

        if (text.Period is not { } period)
        {
            return new Obstacle(ObstacleKind.UnsetValue, document, text.Title, "省级民政部门", $"{text.Reference}的文本还没有录入，不知道是否适用。请录入后再查。");
        }

        return InForce.Explain(new InForceInput(text.Reference, period, text.AreaName, Area.IsWithin(text.Area), Continuation(text), text.Clauses), Day);
    }

    /// <summary>The value under a key with its source, or null when nobody has set it.</summary>
    public Sourced<PolicyValue>? Find(string key)
    {
        var parameter = Definition(key);
        if (_settings.Values.TryGetValue(key, out var replaced))
        {
            return new(replaced, new Source.Setting(key, parameter.Name));
        }

        if (_policies.RowInForce(parameter, Area, Day, KnownAt) is { } row)
        {
            return Remember(row.Value, CitationOf(row));
        }

        return parameter.Default is { } proposed && !(Day > proposed.To) ? Remember(proposed.Value, CitationOf(parameter, proposed)) : null;
    }

    private Sourced<bool>? Continuation(PolicyDocument document) =>
        document.Kind != DocumentKind.CampaignPlan ? null
        : _settings.Continued ? new(true, new Source.Setting(PolicySettings.ContinuedMember, "继续执行"))
        : Find(ParameterReader.ContinuationKey(document.Id)) is { } county ? county.As(v => v.Truth)
        : Sourced.Given(false);

    private bool IsInForce(PolicyDocument document) => _policies.IsInForce(document, Area, Day, KnownAt)
        || (_settings.Continued && document.Kind == DocumentKind.CampaignPlan && Area.IsWithin(document.Area) && Day > document.Period?.To);

    private Sourced<T> Read<T>(string key, Func<PolicyValue, T> take)
    {
        if (Find(key) is { } found)
        {
            return found.As(take);
        }

        var parameter = Definition(key);
        var obstacle = Unset(parameter);
        if (!_obstacles.Contains(obstacle))
        {
            _obstacles.Add(obstacle);
        }

        return default;
    }

    private Sourced<PolicyValue> Remember(PolicyValue value, PolicyCitation citation)
    {
        if (_reads.TrueForAll(r => r.Row != citation.Row))
        {
            _reads.Add(citation);
        }

        return new(value, new Source.Policy(citation));
    }

    private Parameter Definition(string key) => _policies.Parameters.TryGetValue(key, out var parameter)
        ? parameter
        : throw new ArgumentException($"No pack defines the parameter {key}.", nameof(key));

    private PolicyCitation CitationOf(PolicyRow row) => new(
        row.Parameter.Key,
        row.Parameter.Name,
        row.Id,
        row.Area,
        row.From,
        row.To,
        row.Published,
        row.Clauses,
        row.Document,
        row.Area.Level == AreaLevel.County || row.Clauses.All(IsConfirmed),
        row.Hash);

    private static PolicyCitation CitationOf(Parameter parameter, ProposedDefault proposed) => new(
        parameter.Key,
        parameter.Name,
        $"default/{parameter.Key}",
        AreaCode.Nation,
        From: null,
        proposed.To,
        Published: null,
        proposed.Clauses,
        Document: null,
        Confirmed: false,
        proposed.Hash(parameter));

    private bool IsConfirmed(string clause) => _policies.IsConfirmed(_policies.DocumentOf(clause), Area, Day, KnownAt);

    private static Obstacle Unset(Parameter parameter) => new(
        ObstacleKind.UnsetValue,
        parameter.Key,
        parameter.Name,
        parameter.SetBy,
        $"本地还没有设定“{parameter.Name}”（{parameter.Key}），因此不能计算。请{parameter.SetBy}在“政策参数”中录入，并由另一人确认。");

    private static IReadOnlyList<string> ClausesOf(Source source) => source is Source.Policy p ? p.Citation.Clauses : [];
}
