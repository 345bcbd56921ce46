using System.Diagnostics.CodeAnalysis;

namespace Approvals.Workflow;

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
