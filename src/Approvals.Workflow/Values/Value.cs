using System.Diagnostics.CodeAnalysis;

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

/// <summary>An ordered list.</summary>
public sealed class ListValue : Value
{
    internal ListValue(Value[] items)
    {
        Items = items;
        var weight = 1L;
        foreach (var item in items)
        {
            weight += item.Weight;
            Depth = Math.Max(Depth, item.Depth + 1);
        }
        Weight = (int)Math.Min(weight, int.MaxValue);
    }

    public static ListValue Empty { get; } = new([]);

    public IReadOnlyList<Value> Items { get; }

    public int Count => Items.Count;

    internal override int Depth { get; }

    internal override int Weight { get; }

    public override bool Equals(Value? other)
    {
        if (other is not ListValue list || list.Count != Count)
        {
            return false;
        }
        for (var i = 0; i < Count; i++)
        {
            if (!Items[i].Equals(list.Items[i]))
            {
                return false;
            }
        }
        return true;
    }

    public override int GetHashCode() => HashCode.Combine(Count, Count > 0 ? Items[0] : null);
}

/// <summary>Named members in the order of writing. Equal when keys and values are, in any order.</summary>
public sealed class ObjectValue : Value
{
    private const int ScannedMembers = 16;
    private readonly KeyValuePair<string, Value>[] _members;
    private Dictionary<string, int>? _positions;

    internal ObjectValue(KeyValuePair<string, Value>[] members)
    {
        _members = members;
        var weight = 1L;
        foreach (var (key, value) in members)
        {
            weight += value.Weight + key.Length / 8;
            Depth = Math.Max(Depth, value.Depth + 1);
        }
        Weight = (int)Math.Min(weight, int.MaxValue);
    }

    public static ObjectValue Empty { get; } = new([]);

    public IReadOnlyList<KeyValuePair<string, Value>> Members => _members;

    public int Count => _members.Length;

    internal override int Depth { get; }

    internal override int Weight { get; }

    public bool TryGet(string key, [MaybeNullWhen(false)] out Value value)
    {
        var at = IndexOf(key);
        value = at < 0 ? null : _members[at].Value;
        return at >= 0;
    }

    /// <summary>A copy with the member set, in its old place or at the end.</summary>
    public ObjectValue With(string key, Value value)
    {
        var at = IndexOf(key);
        var members = new KeyValuePair<string, Value>[at < 0 ? Count + 1 : Count];
        _members.CopyTo(members, 0);
        members[at < 0 ? Count : at] = new(key, value);
        return new(members);
    }

    /// <summary>A copy without the member.</summary>
    public ObjectValue Without(string key) =>
        IndexOf(key) < 0 ? this : new([.. _members.Where(m => !string.Equals(m.Key, key, StringComparison.Ordinal))]);

    public override bool Equals(Value? other)
    {
        if (other is not ObjectValue o || o.Count != Count)
        {
            return false;
        }
        foreach (var (key, value) in _members)
        {
            if (!o.TryGet(key, out var theirs) || !value.Equals(theirs))
            {
                return false;
            }
        }
        return true;
    }

    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var (key, _) in _members)
        {
            hash ^= key.GetHashCode(StringComparison.Ordinal);
        }
        return hash;
    }

    private int IndexOf(string key) => _members.Length <= ScannedMembers ? Scan(key) : Look(key);

    private int Scan(string key)
    {
        for (var i = 0; i < _members.Length; i++)
        {
            if (string.Equals(_members[i].Key, key, StringComparison.Ordinal))
            {
                return i;
            }
        }
        return -1;
    }

    private int Look(string key)
    {
        if (_positions is not { } positions)
        {
            positions = new Dictionary<string, int>(_members.Length, StringComparer.Ordinal);
            for (var i = 0; i < _members.Length; i++)
            {
                positions.TryAdd(_members[i].Key, i);
            }
            _positions = positions;
        }
        return positions.GetValueOrDefault(key, -1);
    }
}
