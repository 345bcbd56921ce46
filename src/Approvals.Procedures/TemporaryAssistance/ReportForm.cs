using Approvals.Procedures.Forms;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>How urgent it is.</summary>
public enum Urgency
{
    [Choice("relief-first", "等不及审批：小额先付，手续后补")]
    ReliefFirst,

    [Choice("emergency", "当天能审批：先核实审批，再发放")]
    Emergency,
}

/// <summary>What the duty officer writes down on the phone: nothing that is not needed to help now.</summary>
public sealed record ReportForm
{
    [Field("有多急")]
    public required Urgency Urgency { get; init; }

    [Field("出了什么事")]
    public required AidCause Cause { get; init; }

    [Field("在哪里", Hint = "事发地所在的乡镇（街道）或村（社区）", From = "places")]
    public required string Area { get; init; }

    [Field("具体地点", Hint = "例如：南河路北侧，供销社后面", Most = 80)]
    public required string Place { get; init; }

    [Field("哪天发生的")]
    public required DateOnly HappenedOn { get; init; }

    [Field("困难人姓名", Hint = "不知道的写“不详”", Most = 40)]
    public required string Name { get; init; }

    [Field("几口人有困难", Fewest = 1, Most = 30)]
    public required int Persons { get; init; }

    [Field("眼下缺什么", Hint = "住的、吃的、看病的钱……一两句话", Long = true, Most = 300)]
    public required string Needs { get; init; }

    [Field("谁报告的")]
    public required ReportChannel Channel { get; init; }

    [Field("联系电话", Most = 20, IsNumber = true)]
    public string? Phone { get; init; }

    [Field("身份证号", Hint = "暂时不知道可以不填，补手续时再补", Most = 18)]
    public string? IdNumber { get; init; }

    [Field("户籍在哪里")]
    public Registration? Registration { get; init; }

    [Field("住在哪里", Hint = "户籍在外县的填写")]
    public Registration? Residence { get; init; }

    [Field("什么时候接报", Hint = "现在接报的不用填；补录的写当天时间，例如 23:50", Most = 5)]
    public string? ReportedTime { get; init; }

    [Field("是不是同一件事", Hint = "同一场火、同一起事故的各户分别救助，互相可见", From = "events")]
    public string? Event { get; init; }

    [Field("照片", Most = 6)]
    public List<FileRef>? Photos { get; init; }
}

/// <summary>Times of day as people type them.</summary>
internal static class TimesOfDay
{
    /// <summary>The latest moment with that time of day that is not after now; null when it is no time.</summary>
    public static DateTimeOffset? LastBefore(DateTimeOffset now, string typed)
    {
        if (!TimeOnly.TryParseExact(typed.Trim().Replace('：', ':'), ["HH:mm", "H:mm"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time))
        {
            return null;
        }

        var today = new DateTimeOffset(DateOnly.FromDateTime(now.DateTime).ToDateTime(time), now.Offset);
        return today <= now ? today : today.AddDays(-1);
    }
}
