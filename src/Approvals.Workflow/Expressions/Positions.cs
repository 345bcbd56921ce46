namespace Approvals.Workflow.Expressions;

/// <summary>Places in texts and lists, negative ones counted from the end, as in JavaScript.</summary>
internal static class Positions
{
    internal static int? At(int length, int index)
    {
        var place = index < 0 ? length + index : index;
        return place >= 0 && place < length ? place : null;
    }

    internal static (int Start, int End) Range(int length, int start, int end)
    {
        var from = Math.Clamp(start < 0 ? length + start : start, 0, length);
        var to = Math.Clamp(end < 0 ? length + end : end, 0, length);
        return (from, Math.Max(from, to));
    }

    internal static void CheckLength(long length, Call c)
    {
        if (length > Evaluation.MaximumText)
        {
            throw c.Error($"文本超过 {Evaluation.MaximumText} 个字符", "请缩短文本");
        }
    }
}
