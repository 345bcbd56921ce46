using System.Text.Json.Nodes;
using Approvals.Procedures.Forms;

namespace Approvals.Tests.Shared;

/// <summary>Filled-in forms as people bring them: one sound example of each, to be bent by the test that needs it bent.</summary>
public static class Papers
{
    /// <summary>三太村 of 弓棚镇, where the family lives unless a test says otherwise.</summary>
    public const string Village = "220182101200";

    /// <summary>One of thousands of such families that share nobody: the days of birth differ too.</summary>
    public static JsonObject OneOfMany(FileRef photo, int nth)
    {
        var form = Family(photo);
        foreach (var (index, born) in new[] { new DateOnly(1969, 1, 1), new(1971, 1, 1), new(2011, 1, 1) }.Index())
        {
            form = With(form, $"household.members[{index}].idNumber", Id($"220182{born.AddDays(nth / 100):yyyyMMdd}", $"{nth % 100}", index));
        }

        return form;
    }

    /// <summary>The family of the done-when: three people, 9,000 yuan a year.</summary>
    public static JsonObject Family(FileRef photo, string village = Village, string seed = "1", decimal income = 9000m, string on = "2022-03-01") => new()
    {
        ["household"] = new JsonObject
        {
            ["village"] = village,
            ["group"] = "三组",
            ["standard"] = "rural",
            ["appliedOn"] = on,
            ["members"] = new JsonArray(
                Member("张德福", Id("22018219680305", seed, 1), "self", "none"),
                Member("李秀英", Id("22018219700712", seed, 2), "spouse", "partial"),
                Member("张小军", Id("22018220100115", seed, 3), "child", "none")),
        },
        ["income"] = new JsonObject
        {
            ["items"] = new JsonArray(new JsonObject { ["member"] = 2, ["kind"] = "wage", ["amount"] = income, ["times"] = 1, ["line"] = "镇食品厂" }),
        },
        ["property"] = new JsonObject
        {
            ["savings"] = 2000,
            ["vehicles"] = 0,
            ["houses"] = 1,
            ["business"] = false,
            ["bank"] = "榆树农商行",
            ["account"] = "6228480000000001234",
        },
        ["consent"] = new JsonObject
        {
            ["signatures"] = new JsonArray(new JsonObject { ["member"] = 1 }, new JsonObject { ["member"] = 2 }),
            ["signedOn"] = on,
            ["papers"] = Photos(photo),
        },
    };

    /// <summary>The same application for one person alone, another one for every number.</summary>
    public static JsonObject Alone(JsonObject family, int number)
    {
        var birth = new DateOnly(1930, 1, 1).AddDays(number / 900);
        var one = With(family, "household.members", new JsonArray(Member("张三", Id($"220182{birth:yyyyMMdd}", "0", number % 900), "self", "none")));
        return With(With(one, "income.items", new JsonArray()), "consent.signatures", new JsonArray(new JsonObject { ["member"] = 1 }));
    }

    public static JsonObject Member(string name, string id, string relation, string labour) =>
        new() { ["name"] = name, ["idNumber"] = id, ["relation"] = relation, ["labour"] = labour };

    public static JsonArray Photos(FileRef photo) => new(new JsonObject { ["file"] = photo.File, ["mediaType"] = photo.MediaType });

    public static JsonObject Check(string answer = "agrees") => new()
    {
        ["sources"] = new JsonArray(
            new JsonObject { ["source"] = "bank", ["answer"] = answer },
            new JsonObject { ["source"] = "vehicles", ["answer"] = "agrees" }),
    };

    public static JsonObject Visit(FileRef photo, string on, params Guid[] visitors) => new()
    {
        ["visitedOn"] = on,
        ["visitors"] = new JsonArray([.. visitors.Select(v => (JsonNode?)v.ToString())]),
        ["finding"] = "agrees",
        ["living"] = "砖房三间，家电陈旧，申请人卧床。",
        ["photos"] = Photos(photo),
    };

    public static JsonObject Posting(FileRef photo, string on) =>
        new() { ["postedOn"] = on, ["place"] = "村委会公示栏", ["photos"] = Photos(photo) };

    public static JsonObject NoticeEnd(FileRef photo, string on, bool objection = false, string? text = null)
    {
        var form = new JsonObject { ["takenDownOn"] = on, ["photos"] = Photos(photo), ["signedByCommittee"] = true, ["objection"] = objection };
        if (text is not null)
        {
            form["objectionText"] = text;
        }

        return form;
    }

    public static JsonObject Delivery(FileRef photo, string on) =>
        new() { ["method"] = "direct", ["deliveredOn"] = on, ["receivedBy"] = "张德福", ["receipt"] = Photos(photo) };

    public static JsonObject Votes(FileRef photo, string on, int present = 9, int lay = 7, int agree = 6, int disagree = 2, int abstain = 1) => new()
    {
        ["heldOn"] = on,
        ["present"] = present,
        ["lay"] = lay,
        ["agree"] = agree,
        ["disagree"] = disagree,
        ["abstain"] = abstain,
        ["minutes"] = Photos(photo),
    };

    public static JsonObject Withdrawal(FileRef photo) => new() { ["reason"] = "子女接去外地生活", ["request"] = Photos(photo) };

    /// <summary>The same paper with one place changed, e.g. <c>income.items[0].amount</c>.</summary>
    public static JsonObject With(JsonObject paper, string path, JsonNode? value)
    {
        var changed = JsonNode.Parse(paper.ToJsonString())!;
        var at = changed;
        var parts = path.Replace("]", "", StringComparison.Ordinal).Split('.', '[');
        foreach (var part in parts[..^1])
        {
            at = int.TryParse(part, out var index) ? at[index]! : at[part]!;
        }

        if (int.TryParse(parts[^1], out var last))
        {
            at[last] = value;
        }
        else
        {
            at[parts[^1]] = value;
        }

        return changed.AsObject();
    }

    public static JsonObject Opinion(string text = "材料齐全，情况属实。") => new() { ["opinion"] = text };

    public static JsonObject Reason(string text = "无存款、无车辆，住房一套自住。") => new() { ["reason"] = text };

    /// <summary>A valid 18-digit number: area and birth date given, a sequence made from the seed.</summary>
    public static string Id(string areaAndBirth, string seed, int nth)
    {
        var sequence = ((int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture) * 7) + nth) % 1000;
        var body = areaAndBirth + sequence.ToString("D3", System.Globalization.CultureInfo.InvariantCulture);
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = body.Select((c, i) => (c - '0') * weights[i]).Sum();
        return body + "10X98765432"[sum % 11];
    }
}
