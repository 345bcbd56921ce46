using System.Globalization;
using System.Text.Json;
using Approvals.Domain;

namespace Approvals.Procedures.Forms;

/// <summary>Reads what was sent against a form: every mistake at once, each naming field, value and remedy.</summary>
public static class FormCheck
{
    private const int LongestText = 2000;
    private const int MostRows = 60;
    private const int FewestDigits = 3;

    /// <summary>The typed form, or the list of what must be changed.</summary>
    public static Reply<T> Read<T>(JsonElement sent, DateOnly today)
        where T : class
    {
        var answer = Read(typeof(T), sent, today);
        return answer.Done ? (T)answer.Value : answer.Refusal!;
    }

    public static Reply<object> Read(Type type, JsonElement sent, DateOnly today)
    {
        var errors = new List<FieldError>();
        Check(Form.Of(type), sent, string.Empty, today, errors);
        if (errors.Count > 0)
        {
            return Refusal.Invalid(errors);
        }

        var form = sent.Deserialize(type, FormJson.Options)!;
        if (form is ICheckedForm rules)
        {
            errors.AddRange(rules.Check(today));
        }

        return errors.Count > 0 ? Refusal.Invalid(errors) : new Reply<object>(form);
    }

    /// <summary>What is wrong in one group of a larger form, with full paths; rules across groups are checked with the whole.</summary>
    public static IReadOnlyList<FieldError> Problems(Field group, System.Text.Json.Nodes.JsonObject typed, DateOnly today)
    {
        var errors = new List<FieldError>();
        Check(group.Part!, JsonElement.Parse(typed.ToJsonString()), group.Name + ".", today, errors);
        return errors;
    }

    private static void Check(Form form, JsonElement sent, string at, DateOnly today, List<FieldError> errors)
    {
        if (sent.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError(at, "表单", "应为一个 JSON 对象"));
            return;
        }

        foreach (var member in sent.EnumerateObject().Where(m => form.Fields.All(f => f.Name != m.Name)))
        {
            var known = string.Join("、", form.Fields.Select(f => f.Name));
            errors.Add(new FieldError(at + member.Name, member.Name, $"没有这个字段；可填的字段有：{known}"));
        }

        foreach (var field in form.Fields)
        {
            var path = at + field.Name;
            var present = sent.TryGetProperty(field.Name, out var value) && !IsBlank(value);
            if (present)
            {
                CheckValue(field, value, path, today, errors);
            }
            else if (field.Required)
            {
                errors.Add(new FieldError(path, field.Label, Missing(field)));
            }
        }
    }

    private static bool IsBlank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static string Missing(Field field) => field.Kind switch
    {
        FieldKind.YesNo or FieldKind.Choice or FieldKind.Reference => $"请选择{field.Label}",
        FieldKind.Files => $"请上传{field.Label}（至少 {Math.Max(1, field.Fewest)} 张）",
        FieldKind.Rows or FieldKind.Choices or FieldKind.References => $"{field.Label}至少要有 {Math.Max(1, field.Fewest)} 项",
        _ => $"请填写{field.Label}",
    };

    private static void CheckValue(Field field, JsonElement value, string path, DateOnly today, List<FieldError> errors)
    {
        switch (field.Kind)
        {
            case FieldKind.Group:
                Check(field.Part!, value, path + ".", today, errors);
                break;
            case FieldKind.Rows:
                CheckRows(field, value, path, today, errors);
                break;
            case FieldKind.Files or FieldKind.Choices or FieldKind.References:
                CheckList(field, value, path, errors);
                break;
            default:
                if (Complaint(field, value, today) is { } complaint)
                {
                    errors.Add(new FieldError(path, field.Label, complaint));
                }

                break;
        }
    }

    private static void CheckRows(Field field, JsonElement value, string path, DateOnly today, List<FieldError> errors)
    {
        var most = field.Most > 0 ? field.Most : MostRows;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < field.Fewest || value.GetArrayLength() > most)
        {
            errors.Add(new FieldError(path, field.Label, $"{field.Label}应为 {field.Fewest} 至 {most} 项"));
            return;
        }

        var row = 0;
        foreach (var item in value.EnumerateArray())
        {
            Check(field.Part!, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{row++}]."), today, errors);
        }
    }

    private static void CheckList(Field field, JsonElement value, string path, List<FieldError> errors)
    {
        var most = field.Most > 0 ? field.Most : MostRows;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < field.Fewest || value.GetArrayLength() > most)
        {
            errors.Add(new FieldError(path, field.Label, $"{field.Label}应为 {field.Fewest} 至 {most} 项"));
            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            var fits = field.Kind switch
            {
                FieldKind.Files => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("file", out _) && item.TryGetProperty("mediaType", out _),
                FieldKind.Choices => item.ValueKind == JsonValueKind.String && field.Choices.Any(c => c.Code == item.GetString()),
                _ => item.ValueKind == JsonValueKind.String,
            };
            if (!fits)
            {
                errors.Add(new FieldError(path, field.Label, $"“{Shown(item)}”不在可选范围内，请重新选择"));
            }
        }
    }

    private static string? Complaint(Field field, JsonElement value, DateOnly today) => field.Kind switch
    {
        FieldKind.Text or FieldKind.LongText or FieldKind.Reference => AboutText(field, value),
        FieldKind.Date => AboutDate(field, value, today),
        FieldKind.YesNo => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"“{Shown(value)}”看不懂：请选择是或否",
        FieldKind.Whole => AboutWhole(field, value),
        FieldKind.Amount => AboutAmount(field, value),
        _ => value.ValueKind == JsonValueKind.String && field.Choices.Any(c => c.Code == value.GetString())
            ? null
            : $"“{Shown(value)}”不在可选范围内：{string.Join("、", field.Choices.Select(c => c.Text))}",
    };

    private static string? AboutText(Field field, JsonElement value)
    {
        var most = field.Most > 0 ? field.Most : LongestText;
        return value.ValueKind != JsonValueKind.String ? $"{field.Label}应为文字"
            : value.GetString()!.Length > most ? $"{field.Label}太长：现有 {value.GetString()!.Length} 字，最多 {most} 字"
            : value.GetString()!.Contains('\0', StringComparison.Ordinal) ? $"{field.Label}里有空字符，不能保存：请删去后重新填写"
            : field.IsNumber && !IsNumber(field, value.GetString()!) ? $"“{Shown(value)}”不像{field.Label}：请填写数字，至少 {FewestOf(field)} 位，中间可以有空格或短横"
            : null;
    }

    // Short enough for 110 and 12345, with a country's plus in front.
    private static bool IsNumber(Field field, string text)
    {
        var digits = text.Trim().TrimStart('+').Where(c => c is not (' ' or '-')).ToList();
        return digits.Count >= FewestOf(field) && digits.TrueForAll(char.IsAsciiDigit);
    }

    private static int FewestOf(Field field) => Math.Max(FewestDigits, field.Fewest);

    private static string? AboutDate(Field field, JsonElement value, DateOnly today)
    {
        if (value.ValueKind != JsonValueKind.String
            || !DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return $"“{Shown(value)}”不是日期：请按 2022-03-01 的样子填写";
        }

        return date > today && !field.MayBeFuture ? $"{field.Label}是 {date:yyyy-MM-dd}，晚于今天（{today:yyyy-MM-dd}）：请填写已经发生的日期"
            : date.Year < 1900 ? $"{field.Label}是 {date:yyyy-MM-dd}，太早了：请检查年份"
            : null;
    }

    private static string? AboutWhole(Field field, JsonElement value) =>
        value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) ? $"“{Shown(value)}”不是整数：请填写数字"
        : number < field.Fewest ? $"{field.Label}不能小于 {field.Fewest}，现在是 {number}"
        : field.Most > 0 && number > field.Most ? $"{field.Label}不能大于 {field.Most}，现在是 {number}"
        : null;

    private static string? AboutAmount(Field field, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || !Money.TryParse(text, out var money)
            ? $"“{Shown(value)}”不是金额：请填写数字，最多两位小数，例如 9000 或 9000.50"
            : money.Fen < 0 && !field.MayBeNegative ? $"{field.Label}不能是负数，现在是 {text}：没有的填 0 或留空"
            : null;
    }

    private static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length > 40 ? text[..40] + "…" : text;
    }
}
