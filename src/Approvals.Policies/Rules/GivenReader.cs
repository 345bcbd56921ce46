using System.Globalization;
using System.Text.Json;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Reads one stated fact as its kind demands.</summary>
internal static class GivenReader
{
    // Outside these years no fact of social assistance lies, only slips of the pen.
    public const int FirstYear = 1900;
    public const int LastYear = 2100;
    private const int LongestText = 100;

    /// <summary>The fact as the rule knows it, or null when it is written in any other way.</summary>
    public static object? Read(JsonElement written, GivenMember member, out FieldProblem? problem)
    {
        problem = null;
        return member.Kind switch
        {
            GivenKind.Amounts => Several(written, item => Money.TryParse(TextOf(item), out var money) ? money : (Money?)null),
            GivenKind.Choices => Several(written, item => TextOf(item) is { } id && member.Choices.Contains(id) ? id : null),
            GivenKind.Truth => written.ValueKind is JsonValueKind.True or JsonValueKind.False ? written.GetBoolean() : null,
            GivenKind.Choice => IdOf(written) is { } id && member.Choices.Contains(id) ? id : null,
            GivenKind.Setting => written,
            GivenKind.Settings => written.ValueKind == JsonValueKind.Object ? written : null,
            _ => OfText(TextOf(written), member.Kind),
        };
    }

    /// <summary>What may be written, as the end of a sentence.</summary>
    public static string HowToWrite(GivenMember member) => member.Kind switch
    {
        GivenKind.Amount => "请写最多两位小数的金额，如 9000.00",
        GivenKind.Amounts => "请写金额的列表，如 [800, 700.50]",
        GivenKind.Percent => "请写最多两位小数的百分数，如 3.5",
        GivenKind.Quantity => "请写不带指数的数量，如 8.5",
        GivenKind.Count => "请写整数，如 3",
        GivenKind.Truth => "请写 true 或 false",
        GivenKind.Day => $"请写{FirstYear}至{LastYear}年间的日期，如 2020-02-29",
        GivenKind.Month => $"请写{FirstYear}至{LastYear}年间的月份，如 2020-07",
        GivenKind.Moment => "请写带时区的时间，如 2020-04-05T09:00:00+08:00",
        GivenKind.Document => "请写文件编号，如 N2021",
        GivenKind.Text => $"请写不超过{LongestText}个字的文字",
        GivenKind.Setting => "请写一个值",
        GivenKind.Settings => "请写参数和值，如 {\"dibao.rural-standard\": 4000}",
        GivenKind.Rows => "请写一个列表，每项是一组“名称: 值”",
        _ => $"请从这些里选：{string.Join("、", member.Choices)}",
    };

    private static object? OfText(string? text, GivenKind kind) => kind switch
    {
        GivenKind.Amount => Money.TryParse(text, out var money) ? money : null,
        GivenKind.Percent => Percent.TryParse(text, out var percent) ? percent : null,
        GivenKind.Quantity => text?.Contains('/', StringComparison.Ordinal) == false && Ratio.TryParse(text, out var quantity) ? quantity : null,
        GivenKind.Count => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null,
        GivenKind.Day => LegalDay.TryParse(text, out var day) && day.Year is >= FirstYear and <= LastYear ? day : null,
        GivenKind.Month => YearMonth.TryParse(text, out var month) && month.Year is >= FirstYear and <= LastYear ? month : null,
        GivenKind.Moment => MomentOf(text),
        GivenKind.Document or GivenKind.Text => text is { Length: > 0 and <= LongestText } ? text : null,
        _ => null,
    };

    private static DateTimeOffset? MomentOf(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && moment.Year is >= FirstYear and <= LastYear
            ? moment
            : null;

    private static IReadOnlyList<T>? Several<T>(JsonElement written, Func<JsonElement, T?> read)
        where T : struct
    {
        var items = written.ValueKind == JsonValueKind.Array ? written.EnumerateArray().Select(read).ToList() : null;
        return items?.TrueForAll(i => i is not null) == true ? [.. items.Select(i => i!.Value)] : null;
    }

    private static IReadOnlyList<string>? Several(JsonElement written, Func<JsonElement, string?> read)
    {
        var items = written.ValueKind == JsonValueKind.Array ? written.EnumerateArray().Select(read).ToList() : null;
        return items?.TrueForAll(i => i is not null) == true ? [.. items.Select(i => i!)] : null;
    }

    private static string? IdOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => TextOf(value),
    };

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
