using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Works out what a bound allows in one place on one day.</summary>
internal static class BoundLimits
{
    /// <summary>The limits of all bounds on a key here and now, and of the keys they are measured by: a floor that is itself too low is no floor.</summary>
    public static IReadOnlyList<FigureLimit> OfKey(string key, LawOfTheDay law) => [.. OfKey(key, law, [key])];

    private static IEnumerable<FigureLimit> OfKey(string key, LawOfTheDay law, HashSet<string> seen)
    {
        foreach (var bound in law.BoundsOf(key))
        {
            var limits = Of(bound, law);
            var measures = limits.Count == 0 ? [] : new[] { bound.Least, bound.Most }.Select(e => e?.Of).OfType<string>().Where(seen.Add).ToList();
            foreach (var limit in limits.Concat(measures.SelectMany(m => OfMeasure(m, law, seen))))
            {
                yield return limit;
            }
        }
    }

    /// <summary>The limits on a figure that another is measured by, about that figure itself.</summary>
    private static IEnumerable<FigureLimit> OfMeasure(string key, LawOfTheDay law, HashSet<string> seen) => law.Find(key) is { Value.Number: { } number } found
        ? OfKey(key, law, seen).Select(l => l.Other is not null ? l : l with { Other = (new StepInput(law.ParameterOf(key)!.Name, found.Value.Display, found.Source), number) })
        : [];

    /// <summary>The floor and ceiling of one bound; none where it is silent. A figure nobody has entered is an obstacle of the law of the day.</summary>
    public static IReadOnlyList<FigureLimit> Of(PolicyBound bound, LawOfTheDay law)
    {
        if (bound.Unless.Count > 0 && Holds(bound.Unless, law))
        {
            return [];
        }

        var onlyWarns = bound.OnlyWarnsIf.Count > 0 && Holds(bound.OnlyWarnsIf, law);
        return [.. new[] { Limit(bound.Least, true, onlyWarns, bound, law), Limit(bound.Most, false, onlyWarns, bound, law) }.OfType<FigureLimit>()];
    }

    private static bool Holds(IReadOnlyDictionary<string, string> conditions, LawOfTheDay law) =>
        conditions.All(c => law.Find(c.Key) is { } found && found.Value.Canonical.Trim('"') == c.Value);

    private static FigureLimit? Limit(BoundEnd? end, bool isFloor, bool onlyWarns, PolicyBound bound, LawOfTheDay law)
    {
        if (end?.Value is { Number: { } figure } value)
        {
            return new FigureLimit(value.Display, figure, isFloor, Inclusive: true, onlyWarns, [], bound.Clauses);
        }

        if (end is { SkippedIfUnset: true } && !law.IsSet(end.Of!))
        {
            return new FigureLimit(Words(end, law, Ratio.One), default, isFloor, Inclusive: true, OnlyWarns: true, [], bound.Clauses) { NotEntered = true };
        }

        if (end is null || law.Number(end.Of!, end.AtPreviousYearEnd) is not { } measured || Multiple(end, law) is not { } multiple)
        {
            return null;
        }

        var inclusive = end.InclusiveKey is null || law.Find(end.InclusiveKey) is not { Value.Truth: false };
        var limit = measured.Value.Number!.Value * multiple.Value / new Ratio(end.Per, 1);
        return new FigureLimit(Words(end, law, multiple.Value), limit, isFloor, inclusive, onlyWarns, Inputs(end, law, measured, multiple), bound.Clauses);
    }

    private static Sourced<Ratio>? Multiple(BoundEnd end, LawOfTheDay law) =>
        end.TimesKey is { } key ? law.Number(key, atPreviousYearEnd: false)?.As(v => v.Ratio) : Sourced.Given(end.Times ?? Ratio.One);

    private static string Words(BoundEnd end, LawOfTheDay law, Ratio multiple)
    {
        var name = $"{(end.AtPreviousYearEnd ? "上年度" : "")}{law.ParameterOf(end.Of!)!.Name}";
        return $"{name}{(multiple == Ratio.One ? "" : $" × {multiple.ToDecimalText()}")}{(end.Per == 1 ? "" : $" ÷ {end.Per}")}";
    }

    private static StepInput[] Inputs(BoundEnd end, LawOfTheDay law, Sourced<PolicyValue> measured, Sourced<Ratio> multiple) =>
    [
        new($"{(end.AtPreviousYearEnd ? "上年度" : "")}{law.ParameterOf(end.Of!)!.Name}", measured.Value.Display, measured.Source),
        .. end.TimesKey is { } key ? [StepInput.Of(law.ParameterOf(key)!.Name, multiple)] : Array.Empty<StepInput>(),
        .. end.InclusiveKey is { } inclusive && law.Find(inclusive) is { } found ? [new StepInput(law.ParameterOf(inclusive)!.Name, found.Value.Display, found.Source)] : Array.Empty<StepInput>(),
    ];
}
