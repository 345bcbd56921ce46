using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Reads the floors and ceilings of a file: figures of their own, or multiples of other keys.</summary>
internal static class BoundReader
{
    /// <summary>One limit, or null with errors.</summary>
    public static PolicyBound? Read(MapReader limit, Parameter parameter, PackSections file)
    {
        var (period, clauses) = (RowReader.Period(limit), limit.Clauses());
        var (least, most) = (End(limit, "min", parameter, file.Errors), End(limit, "max", parameter, file.Errors));
        var (unless, onlyWarnsIf) = (Conditions(limit, "unless"), Conditions(limit, "onlyWarnsIf"));
        limit.RefuseTheRest();
        if (least is null && most is null)
        {
            limit.Error("既没有下限也没有上限。", "请写 min 或 max。");
        }

        if (parameter.Unit.Kind is not (ValueKind.Amount or ValueKind.Ratio or ValueKind.Count))
        {
            limit.Error($"{parameter.Name}没有大小，不能设上下限。", "请删除这个上下限。");
        }

        return period is not { } days ? null : new PolicyBound
        {
            Parameter = parameter,
            Area = file.Area,
            Period = days,
            Least = least,
            Most = most,
            Unless = unless,
            OnlyWarnsIf = onlyWarnsIf,
            Clauses = clauses,
            Place = file.Errors.At(limit.Line),
        };
    }

    private static BoundEnd? End(MapReader limit, string key, Parameter parameter, PackErrors errors) => limit.Optional(key) switch
    {
        null => null,
        PackMap map => MapReader.Of(map, errors) is { } relative ? Relative(relative) : null,
        var node => ValueReader.Read(node, parameter, errors) is { } value ? new BoundEnd(value, null, null, null, 1, false, null, false) : null,
    };

    private static BoundEnd? Relative(MapReader map)
    {
        var (of, times, per) = (map.Text("of"), map.OptionalText("times"), map.OptionalCount("per"));
        var at = map.Optional("at") is null ? null : map.Word("at", ["previous-year-end"]);
        var inclusive = map.OptionalText("inclusive");
        var ifUnset = map.Optional("ifUnset") is null ? null : map.Word("ifUnset", ["skip"]);
        map.RefuseTheRest();
        var isFigure = Ratio.TryParse(times, out var multiple);
        return of is null ? null : new BoundEnd(null, of, isFigure ? multiple : null, isFigure ? null : times, per ?? 1, at is not null, inclusive, ifUnset is not null);
    }

    private static Dictionary<string, string> Conditions(MapReader limit, string key) =>
        limit.Members(key).Where(m => m.Value is PackScalar).ToDictionary(m => m.Key, m => ((PackScalar)m.Value).Text);
}
