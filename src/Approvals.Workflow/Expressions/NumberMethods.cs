namespace Approvals.Workflow.Expressions;

/// <summary>Methods of numbers.</summary>
internal static class NumberMethods
{
    private const int MaximumDecimals = 20;

    internal static readonly Dictionary<string, Method> All = new(StringComparer.Ordinal)
    {
        ["toFixed"] = (n, c) => c.IndexOr(0, 0) is >= 0 and <= MaximumDecimals and var decimals
            ? ((NumberValue)n).Number.ToFixed(decimals)
            : throw c.Error("小数位数要在 0 到 20 之间", "例如 x.toFixed(2)"),
        ["toString"] = (n, c) => Conversions.ToText(n, c.At),
    };
}

/// <summary>Methods of dates; UTC only, because a script knows no place.</summary>
internal static class DateMethods
{
    internal static readonly Dictionary<string, Method> All = new(StringComparer.Ordinal)
    {
        ["toISOString"] = (d, _) => Date(d).IsoText,
        ["getTime"] = (d, _) => Date(d).Instant.ToUnixTimeMilliseconds(),
        ["getUTCFullYear"] = (d, _) => Date(d).Instant.Year,
        ["getUTCMonth"] = (d, _) => Date(d).Instant.Month - 1,
        ["getUTCDate"] = (d, _) => Date(d).Instant.Day,
        ["getUTCDay"] = (d, _) => (int)Date(d).Instant.DayOfWeek,
        ["getUTCHours"] = (d, _) => Date(d).Instant.Hour,
        ["getUTCMinutes"] = (d, _) => Date(d).Instant.Minute,
    };

    private static DateValue Date(Value value) => (DateValue)value;
}
