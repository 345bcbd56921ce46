namespace Approvals.Procedures.Casework;

/// <summary>Whether the event chain of one case is whole: every hash follows from the one before, nothing is missing, the head is the instance's.</summary>
public sealed record ChainCheck(bool Whole, int Events, string Finding)
{
    public static ChainCheck Of(IReadOnlyList<CaseEvent> events, Instance? instance)
    {
        var previous = new byte[32];
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (e.Seq != i + 1)
            {
                return Broken(events, $"第 {i + 1} 条记录缺失");
            }

            if (!e.Previous.AsSpan().SequenceEqual(previous) || !EventText.Chain(previous, e.Text).AsSpan().SequenceEqual(e.Hash))
            {
                return Broken(events, $"第 {e.Seq} 条记录被改动");
            }

            previous = e.Hash;
        }

        return instance is not null && (instance.EventSeq != events.Count || !instance.EventHead.AsSpan().SequenceEqual(previous))
            ? Broken(events, $"第 {events.Count} 条以后的记录被截断")
            : new ChainCheck(true, events.Count, $"{events.Count} 条记录前后相连，未发现改动");
    }

    private static ChainCheck Broken(IReadOnlyList<CaseEvent> events, string finding) => new(false, events.Count, finding);
}
