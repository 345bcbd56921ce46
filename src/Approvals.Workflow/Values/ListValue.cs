namespace Approvals.Workflow;

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
