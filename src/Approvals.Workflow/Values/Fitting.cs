using System.Globalization;

namespace Approvals.Workflow;

/// <summary>The declared type of an input or a variable, as Studio names it ("Int32", "System.Boolean", "String[]").</summary>
internal enum Shape
{
    Any,
    Text,
    Whole,
    Number,
    Boolean,
    List,
}

/// <summary>Fits values to declared types: Studio writes every edited literal as text.</summary>
internal static class Fitting
{
    /// <summary>The kind behind a type name, with or without namespace and assembly.</summary>
    internal static Shape TypeOf(string? typeName, bool isList = false)
    {
        if (isList)
        {
            return Shape.List;
        }
        var name = (typeName ?? "").Split(',', 2)[0];
        if (name.EndsWith("[]", StringComparison.Ordinal) || name.Contains("Collection`", StringComparison.Ordinal) || name.Contains("List`", StringComparison.Ordinal))
        {
            return Shape.List;
        }
        return name[(name.LastIndexOf('.') + 1)..] switch
        {
            "String" => Shape.Text,
            "Int16" or "Int32" or "Int64" or "Byte" => Shape.Whole,
            "Decimal" or "Double" or "Single" => Shape.Number,
            "Boolean" => Shape.Boolean,
            _ => Shape.Any,
        };
    }

    /// <summary>The value as the type wants it; null when it cannot be read as one.</summary>
    internal static Value? Fit(Value value, Shape type) => type switch
    {
        _ when value.IsMissing => value,
        Shape.Text => FitText(value),
        Shape.Whole => FitNumber(value) is { IsInteger: true } whole ? whole : null,
        Shape.Number => FitNumber(value) is { } number ? number : null,
        Shape.Boolean => FitBoolean(value),
        Shape.List => FitList(value),
        _ => value,
    };

    private static Value? FitText(Value value) => value switch
    {
        TextValue => value,
        NumberValue n => n.Number.TryFormat(out var text) ? text : null,
        BooleanValue b => b.Flag ? "true" : "false",
        DateValue d => d.IsoText,
        _ => null,
    };

    private static Number? FitNumber(Value value) => value switch
    {
        NumberValue n => n.Number,
        TextValue t when Number.TryParse(t.Text.Trim(), out var number) => number,
        _ => null,
    };

    private static Value? FitBoolean(Value value) => value switch
    {
        BooleanValue => value,
        TextValue t when bool.TryParse(t.Text.Trim(), out var flag) => flag,
        TextValue { Text: "" } => Value.False,
        _ => null,
    };

    private static Value? FitList(Value value) => value switch
    {
        ListValue => value,
        TextValue t when ValueJson.TryParse(t.Text, out var parsed) && parsed is ListValue => parsed,
        TextValue { Text: "" } => ListValue.Empty,
        _ => null,
    };

    /// <summary>Reads a timespan: [d.]hh:mm:ss[.fff].</summary>
    internal static TimeSpan? Span(Value value) =>
        value is TextValue t && TimeSpan.TryParse(t.Text, CultureInfo.InvariantCulture, out var span) ? span : null;

    /// <summary>Reads an ISO instant; a text without offset is taken in the offset given.</summary>
    internal static DateTimeOffset? Instant(Value value, TimeSpan offset)
    {
        if (value is DateValue d)
        {
            return d.Instant;
        }
        if (value is not TextValue t || !DateTime.TryParse(t.Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var date))
        {
            return null;
        }
        return date.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(date, offset)
            : DateTimeOffset.Parse(t.Text, CultureInfo.InvariantCulture);
    }
}
