using System.Text.Json;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>A calculation asked for: which rule, where, on which day, as known when, with which facts and settings.</summary>
public sealed record RuleCall(string Rule, AreaCode Area, DateOnly On, DateTimeOffset? KnownAt, JsonElement Given, JsonElement Settings)
{
    private static readonly string[] Members = ["rule", "area", "on", "knownAt", "given", "settings"];
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    /// <summary>Reads {rule, area, on, knownAt?, given?, settings?}; null with the reason when it is anything else.</summary>
    public static RuleCall? Parse(JsonElement json, out FieldProblem? problem)
    {
        problem = ProblemOfMembers(json);
        if (problem is not null)
        {
            return null;
        }

        var area = AreaCode.Nation;
        var day = default(DateOnly);
        DateTimeOffset? knownAt = null;
        problem = Text(json, "rule") is null ? new FieldProblem("rule", "", "请写规则编号，如 dibao.shortfall。")
            : !AreaCode.TryParse(Text(json, "area"), out area) ? new FieldProblem("area", Text(json, "area") ?? "", "请写带引号的6、9或12位区划代码，如 \"220182\"。")
            : !LegalDay.TryParse(Text(json, "on"), out day) || day.Year is < GivenReader.FirstYear or > GivenReader.LastYear ? new FieldProblem("on", Text(json, "on") ?? "", "请写日期，如 \"2022-03-01\"。")
            : ReadKnownAt(json, out knownAt);
        return problem is not null ? null : new RuleCall(
            Text(json, "rule")!,
            area,
            day,
            knownAt,
            json.TryGetProperty("given", out var given) ? given : Empty,
            json.TryGetProperty("settings", out var settings) ? settings : Empty);
    }

    private static FieldProblem? ProblemOfMembers(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return new FieldProblem("(json)", json.GetRawText(), "每行应是一个JSON对象。");
        }

        var names = json.EnumerateObject().Select(m => m.Name).ToList();
        var strange = names.Find(n => !Members.Contains(n)) ?? names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (strange is not null)
        {
            return new FieldProblem(strange, json.GetProperty(strange).GetRawText(), $"不认识或重复的成员。{NearestName.Hint(strange, Members)}");
        }

        var notObject = names.Find(n => n is "given" or "settings" && json.GetProperty(n).ValueKind != JsonValueKind.Object);
        return notObject is null ? null : new FieldProblem(notObject, json.GetProperty(notObject).GetRawText(), "应是一个JSON对象。");
    }

    private static FieldProblem? ReadKnownAt(JsonElement json, out DateTimeOffset? knownAt)
    {
        knownAt = null;
        if (!json.TryGetProperty("knownAt", out var written))
        {
            return null;
        }

        if (LegalDay.TryParse(Text(json, "knownAt"), out var day))
        {
            knownAt = LegalDay.EndOf(day).AddTicks(-1);
        }
        else if (written.ValueKind == JsonValueKind.String && written.TryGetDateTimeOffset(out var moment))
        {
            knownAt = moment;
        }

        return knownAt is null ? new FieldProblem("knownAt", written.GetRawText(), "请写日期或带时区的时间，如 \"2022-03-01T08:00:00+08:00\"。") : null;
    }

    private static string? Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
