namespace Approvals.Workflow;

/// <summary>What a variable, an input or an answer holds: JSON with exact numbers, plus <i>undefined</i> and dates while a script runs.</summary>
/// <remarks>Immutable and compared by content. Keys keep the order in which they were written.</remarks>
public abstract class Value : IEquatable<Value>
{
    /// <summary>How deep lists and objects may nest.</summary>
    public const int MaximumDepth = 64;

    /// <summary>The most units a value may weigh: one per element and one per eight characters.</summary>
    public const int MaximumWeight = 100_000;

    private protected Value()
    {
    }

    public static Value Null { get; } = new NullValue();

    /// <summary>A missing member; written as null.</summary>
    public static Value Undefined { get; } = new UndefinedValue();

    public static Value True { get; } = new BooleanValue(true);

    public static Value False { get; } = new BooleanValue(false);

    /// <summary>Undefined or null.</summary>
    public bool IsMissing => this is NullValue or UndefinedValue;

    internal virtual int Depth => 0;

    internal virtual int Weight => 1;

    /// <summary>The member of an object; undefined when this is no object or has no such key.</summary>
    public Value this[string key] => this is ObjectValue o && o.TryGet(key, out var member) ? member : Undefined;

    public static implicit operator Value(bool value) => value ? True : False;

    public static implicit operator Value(string? value) => value is null ? Null : new TextValue(value);

    public static implicit operator Value(long value) => new NumberValue(value);

    public static implicit operator Value(decimal value) => new NumberValue(value);

    public static implicit operator Value(Number value) => new NumberValue(value);

    public static ListValue List(params IReadOnlyList<Value> items) => new([.. items]);

    /// <summary>An object with the members given.</summary>
    public static ObjectValue Record(params ReadOnlySpan<(string Key, Value Value)> members)
    {
        var built = ObjectValue.Empty;
        foreach (var (key, value) in members)
        {
            built = built.With(key, value);
        }
        return built;
    }

    /// <summary>The text of a text value, else null.</summary>
    public string? AsText() => (this as TextValue)?.Text;

    /// <summary>The boolean of a boolean value, else null.</summary>
    public bool? AsBoolean() => (this as BooleanValue)?.Flag;

    /// <summary>The number of a number value, else null.</summary>
    public Number? AsNumber() => (this as NumberValue)?.Number;

    /// <summary>The int of a whole number value, else null.</summary>
    public int? AsInt32() => this is NumberValue n && n.Number.TryToInt32(out var value) ? value : null;

    public abstract bool Equals(Value? other);

    public override bool Equals(object? obj) => Equals(obj as Value);

    public abstract override int GetHashCode();

    /// <summary>The JSON text.</summary>
    public override string ToString() => ValueJson.Write(this);
}

/// <summary>JSON null.</summary>
public sealed class NullValue : Value
{
    internal NullValue()
    {
    }

    public override bool Equals(Value? other) => other is NullValue;

    public override int GetHashCode() => 0;
}

/// <summary>A member that is not there.</summary>
public sealed class UndefinedValue : Value
{
    internal UndefinedValue()
    {
    }

    public override bool Equals(Value? other) => other is UndefinedValue;

    public override int GetHashCode() => 1;
}

/// <summary>true or false.</summary>
public sealed class BooleanValue : Value
{
    internal BooleanValue(bool flag) => Flag = flag;

    public bool Flag { get; }

    public override bool Equals(Value? other) => other is BooleanValue b && b.Flag == Flag;

    public override int GetHashCode() => Flag ? 3 : 2;
}

/// <summary>An exact number.</summary>
public sealed class NumberValue(Number number) : Value
{
    public Number Number { get; } = number;

    public override bool Equals(Value? other) => other is NumberValue n && n.Number == Number;

    public override int GetHashCode() => Number.GetHashCode();
}

/// <summary>A text.</summary>
public sealed class TextValue(string text) : Value
{
    public string Text { get; } = text;

    internal override int Weight => 1 + Text.Length / 8;

    public override bool Equals(Value? other) => other is TextValue t && string.Equals(t.Text, Text, StringComparison.Ordinal);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

/// <summary>An instant while a script runs; kept and written as ISO text.</summary>
public sealed class DateValue(DateTimeOffset instant) : Value
{
    /// <summary>The instant, UTC, to the millisecond as in JavaScript.</summary>
    public DateTimeOffset Instant { get; } = instant.ToUniversalTime();

    /// <summary>As toISOString of JavaScript: 2026-01-02T03:04:05.000Z.</summary>
    public string IsoText => Instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public override bool Equals(Value? other) => other is DateValue d && d.Instant == Instant;

    public override int GetHashCode() => Instant.GetHashCode();
}
