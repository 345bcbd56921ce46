using System.Text.Json;
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
    private readonly HashSet<string> _asked;
    private readonly DocumentReadings _readings;
    private readonly FoundFor _where;
    private readonly Func<Parameter, Sourced<PolicyValue>?> _inForce;

    internal LawOfTheDay(PolicySet policies, AreaCode area, DateOnly on, DateTimeOffset? knownAt, PolicySettings settings, LawOfTheDay? before = null)
    {
        _policies = policies;
        _settings = settings;
        _reads = before?._reads ?? [];
        _asked = before?._asked ?? [];
        Area = area;
        Day = on;
        KnownAt = knownAt;
        _readings = Readings();
        _where = new FoundFor(area, on, knownAt, _readings);
        _inForce = InForceOrProposed;
    }

    public AreaCode Area { get; }

    public DateOnly Day { get; }

    public DateTimeOffset? KnownAt { get; }

    /// <summary>Every value read so far, once each: what a decision stores.</summary>
    public IReadOnlyList<PolicyCitation> Reads => _reads;

    /// <summary>Every parameter asked for so far, set or not.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>What was read and nobody has set.</summary>
    public IReadOnlyList<Obstacle> Obstacles => _obstacles;

    public bool Blocked => _obstacles.Count > 0;

    /// <summary>The obstacles as an answer.</summary>
    public Obstacle[] Because => [.. _obstacles];

    /// <summary>The same law on another day, for values that belong to the month of a fact; its reads are kept together with these.</summary>
    public LawOfTheDay OnDay(DateOnly day) => new(_policies, Area, day, KnownAt, _settings, this);

    /// <summary>The law on the last day of the year before, where a text measures by the previous year.</summary>
    public LawOfTheDay AtPreviousYearEnd() => OnDay(new DateOnly(Day.Year - 1, 12, 31));

    /// <summary>The same law with further values replaced for this call.</summary>
    public LawOfTheDay With(PolicySettings settings) => new(_policies, Area, Day, KnownAt, _settings.With(settings), this);

    public Sourced<Money> Amount(string key) => Read(key, v => v.Amount);

    public Sourced<Ratio> Ratio(string key) => Read(key, v => v.Ratio);

    public Sourced<int> Count(string key) => Read(key, v => v.Count);

    public Sourced<bool> Truth(string key) => Read(key, v => v.Truth);

    public Sourced<DateOnly> Date(string key) => Read(key, v => v.Day);

    /// <summary>The shares of each year.</summary>
    public Sourced<IReadOnlyList<Ratio>> Shares(string key) => Read(key, v => v.Shares);

    /// <summary>Amounts, ascending.</summary>
    public Sourced<IReadOnlyList<Money>> Amounts(string key) => Read(key, v => v.Amounts);

    /// <summary>The county's assessment table.</summary>
    public Sourced<IReadOnlyDictionary<string, UnitValue>> UnitValues(string key) => Read(key, v => v.UnitValues);

    /// <summary>A choice as the calculations know it; kebab-case ids are the names of the enumeration.</summary>
    public Sourced<Choice<T>> Choice<T>(string key)
        where T : struct, Enum => Read(key, v => ChoiceOf<T>(Definition(key), v.Text));

    /// <summary>Choices as the calculations know them, in the order of the pack.</summary>
    public Sourced<IReadOnlyList<Choice<T>>> Choices<T>(string key)
        where T : struct, Enum => Read<IReadOnlyList<Choice<T>>>(key, v => [.. v.List.Select(id => ChoiceOf<T>(Definition(key), id))]);

    /// <summary>The id of a choice, or a text.</summary>
    public Sourced<string> Text(string key) => Read(key, v => v.Text);

    /// <summary>A value as it is printed.</summary>
    public Sourced<string> Shown(string key) => Read(key, v => v.Display);

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

    /// <summary>A ratio whose absence is no obstacle by itself.</summary>
    public Sourced<Ratio>? RatioIfSet(string key) => Find(key) is { } found ? new(found.Value.Ratio, found.Source) : null;

    /// <summary>A count whose absence is no obstacle by itself.</summary>
    public Sourced<int>? CountIfSet(string key) => Find(key) is { } found ? new(found.Value.Count, found.Source) : null;

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

    /// <summary>Clauses as letters write them, document by document: 《…》（文号）二（八）、二（九）；《…》第九条.</summary>
    public string InWords(IEnumerable<string> clauses) => string.Join("；", clauses.Select(id => _policies.Clauses[id]).GroupBy(c => c.Document)
        .Select(of => _policies.Documents[of.Key].Reference + string.Join("、", of.Select(c => c.Article).Where(a => a.Length > 0).Distinct())));

    /// <summary>The clauses of a list that stand in an article of the basis: what was said once need not be said again.</summary>
    public IEnumerable<string> SameArticles(IEnumerable<string> clauses, LegalBasis basis) =>
        clauses.Where(id => basis.Clauses.Any(b => b.Document == _policies.Clauses[id].Document && b.Section == _policies.Clauses[id].Section));

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

    /// <summary>A number of today or of the last day of the year before; null, and an obstacle, when nobody has set it.</summary>
    internal Sourced<PolicyValue>? Number(string key, bool atPreviousYearEnd)
    {
        var found = (atPreviousYearEnd ? AtPreviousYearEnd() : this).Find(key);
        if (found is null)
        {
            AddObstacle(Unset(Definition(key)));
        }

        return found;
    }

    /// <summary>The last day of the documents a value stands on; null when one of them is open or it comes from no document.</summary>
    public DateOnly? EndOf(Source source) => source is Source.Policy { Citation.Clauses: { Count: > 0 } clauses }
        ? clauses.Select(c => _policies.DocumentOf(c).Period?.To).Aggregate((DateOnly?)DateOnly.MinValue, (last, to) => last is null || to is null ? null : to > last ? to : last)
        : null;

    /// <summary>The first day of a document; null when its text is not entered.</summary>
    public DateOnly? BeginningOf(string document) => _policies.Documents.GetValueOrDefault(document)?.Period?.From;

    /// <summary>Every key that is defined.</summary>
    internal IReadOnlyCollection<string> Keys => [.. _policies.Parameters.Keys];

    /// <summary>Every key that is defined, in order.</summary>
    public IEnumerable<string> ParameterKeys => _policies.Parameters.Keys.Order(StringComparer.Ordinal);

    /// <summary>Values as they would stand in the settings of a call; null with the first thing wrong.</summary>
    internal PolicySettings? ReadSettings(JsonElement json, out FieldProblem? problem) => PolicySettings.Parse(json, _policies, out problem, "given.inputs");

    /// <summary>The definition of a parameter; null when no pack defines it.</summary>
    public Parameter? ParameterOf(string key) => _policies.Parameters.GetValueOrDefault(key);

    /// <summary>The floors and ceilings of a figure here and now, and of the figures they are measured by.</summary>
    public IReadOnlyList<FigureLimit> LimitsOf(string key) => BoundLimits.OfKey(key, this);

    /// <summary>The bounds of higher texts on a parameter here and now.</summary>
    public IReadOnlyList<PolicyBound> BoundsOf(string key) =>
        [.. _policies.Bounds.Where(b => b.Parameter.Key == key && Area.IsWithin(b.Area) && b.Period.Contains(Day) && b.Clauses.All(c => IsInForce(_policies.DocumentOf(c))))];

    /// <summary>The value under a key with its source, or null when nobody has set it. A value that says the same as another is followed.</summary>
    public Sourced<PolicyValue>? Find(string key)
    {
        var parameter = Definition(key);
        _asked.Add(key);
        if (_settings.Values.TryGetValue(key, out var replaced))
        {
            return new(replaced, new Source.Setting(key, parameter.Name));
        }

        return _policies.Find(parameter, _where, _inForce) is { } found ? Followed(Remember(found)) : null;
    }

    /// <summary>The row in force, or the proposed default, with its citation.</summary>
    private Sourced<PolicyValue>? InForceOrProposed(Parameter parameter) =>
        _policies.RowInForce(parameter, Area, Day, KnownAt, _readings) is { } row ? new(row.Value, new Source.Policy(CitationOf(row)))
        : parameter.Default is { } proposed && !(Day > proposed.To) ? new(proposed.Value, new Source.Policy(CitationOf(parameter, proposed)))
        : null;

    /// <summary>What a reference leads to: the other value with both sets of clauses, confirmed only where both are.</summary>
    private Sourced<PolicyValue>? Followed(Sourced<PolicyValue> found)
    {
        if (found.Value.SameAs is not { } key)
        {
            return found;
        }

        return Find(key) is not { } other ? null
            : found.Source is Source.Policy { Citation: var reference } && other.Source is Source.Policy { Citation: var target }
                ? new(other.Value, new Source.Policy(target with { Clauses = [.. reference.Clauses.Union(target.Clauses)], Confirmed = reference.Confirmed && target.Confirmed }))
                : other;
    }

    private DocumentReadings Readings()
    {
        var county = _policies.ReadingsOf(Area, Day, KnownAt);
        return new DocumentReadings(
            _settings.Continued,
            Setting(DocumentReadings.TermEndKey) is { } end ? end == "anniversary" : county.AnniversaryIncluded,
            Setting(DocumentReadings.LaterTextKey) is { } later ? later == "later-replaces" : county.LaterReplaces);
    }

    private string? Setting(string key) => _settings.Values.GetValueOrDefault(key)?.Text;

    private static Choice<T> ChoiceOf<T>(Parameter parameter, string id)
        where T : struct, Enum => new(Kebab.Parse<T>(id), parameter.Choices[id]);

    private Sourced<bool>? Continuation(PolicyDocument document) =>
        document.Kind != DocumentKind.CampaignPlan ? null
        : _settings.Continued ? new(true, new Source.Setting(PolicySettings.ContinuedMember, "继续执行"))
        : Find(ParameterReader.ContinuationKey(document.Id)) is { } county ? county.As(v => v.Truth)
        : Sourced.Given(false);

    private bool IsInForce(PolicyDocument document) => _policies.IsInForce(document, Area, Day, KnownAt, _readings);

    private Sourced<T> Read<T>(string key, Func<PolicyValue, T> take)
    {
        var parameter = Definition(key);
        var found = Find(key);
        if (found is { } value && !(parameter.MustConfirm && IsOnlyProposed(value.Source)))
        {
            return value.As(take);
        }

        var obstacle = found is { } proposed ? Proposed(parameter, proposed.Value) : Unset(parameter);
        AddObstacle(obstacle);
        return default;
    }

    private void AddObstacle(Obstacle obstacle)
    {
        if (!_obstacles.Contains(obstacle))
        {
            _obstacles.Add(obstacle);
        }
    }

    private Sourced<PolicyValue> Remember(Sourced<PolicyValue> found)
    {
        var citation = ((Source.Policy)found.Source).Citation;
        if (_reads.TrueForAll(r => !ReferenceEquals(r, citation) && r.Row != citation.Row))
        {
            _reads.Add(citation);
        }

        return found;
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

    private static bool IsOnlyProposed(Source source) => source is Source.Policy { Citation.From: null };

    private static Obstacle Proposed(Parameter parameter, PolicyValue value) => new(
        ObstacleKind.UnsetValue,
        parameter.Key,
        parameter.Name,
        parameter.SetBy,
        $"“{parameter.Name}”（{parameter.Key}）只有建议值“{value.Display}”，确认以前不能用来发放。请{parameter.SetBy}在“政策参数”中录入确定的值，并由另一人确认。");

    private static IReadOnlyList<string> ClausesOf(Source source) => source is Source.Policy p ? p.Citation.Clauses : [];
}
