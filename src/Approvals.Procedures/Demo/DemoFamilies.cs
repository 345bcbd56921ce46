using System.Text.Json.Nodes;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Forms;

namespace Approvals.Procedures.Demo;

/// <summary>One thing done to a demo household on a day.</summary>
internal sealed record DemoStep(DateOnly On, string By, string Activity, string Outcome)
{
    public const string Apply = "apply";
    public const string Withdraw = "withdraw";

    public IReadOnlyList<string> Visitors { get; init; } = [];

    /// <summary>What differs from the usual form of the step.</summary>
    public string? Note { get; init; }
}

/// <summary>How far a demo household has come on 2022-03-01.</summary>
internal enum DemoState
{
    Applied, Supplement, Investigating, Silent, Checked, PropertyReview, Conflict, InitialReview, Posting, InNotice, NoticeOver, Objected, ObjectionDecision,
    Examination, Approval, RefusalApproval, Delivery, Refused, Confirmed, Withdrawn,
}

/// <summary>A made-up household: head, members, income, and how far it has come.</summary>
internal sealed record DemoFamily(int Number, string Head, string Village, int Members, decimal Income, DemoState State)
{
    private bool Small => Village.StartsWith(DemoPeople.Dapo, StringComparison.Ordinal);

    private string Window => Small ? "linfang" : "chenjing";

    private string Reviewer => Small ? "guoqiang" : "mali";

    private string Poster => Small ? "linfang" : "heping";

    private string[] Visitors => Small ? ["linfang", "guoqiang"] : ["liuyang", "yangfan"];

    /// <summary>The steps that bring it there, each on its day.</summary>
    public IReadOnlyList<DemoStep> Steps()
    {
        // Those further along began earlier; dates are spread so that no two look alike.
        var applied = new DateOnly(2022, 2, 28).AddDays(-(State >= DemoState.Posting ? 26 : State >= DemoState.PropertyReview ? 8 : 3) - (Number % 3));
        var steps = new List<DemoStep> { new(applied, Window, DemoStep.Apply, "") };
        if (State == DemoState.Applied)
        {
            return steps;
        }

        if (State == DemoState.Supplement)
        {
            return [.. steps, new(applied.AddDays(1), Window, "acceptance", Acceptance.Incomplete) { Note = "李某的残疾证复印件\n上年度土地流转合同" }];
        }

        steps.Add(new(applied.AddDays(1), Window, "acceptance", Acceptance.Accepted));
        if (State is DemoState.Investigating)
        {
            return steps;
        }

        if (State == DemoState.Withdrawn)
        {
            return [.. steps, new(applied.AddDays(3), Window, DemoStep.Withdraw, "")];
        }

        steps.Add(new(applied.AddDays(2), "zhaohe", "informationCheck", State == DemoState.Silent ? InformationCheck.SourceSilent : InformationCheck.Answered) { Note = State == DemoState.Silent ? "silent" : null });
        if (State is DemoState.Checked or DemoState.Silent)
        {
            return steps;
        }

        steps.Add(new(applied.AddDays(3), Visitors[0], "homeVisit", HomeVisit.Visited) { Visitors = Visitors });
        if (State == DemoState.PropertyReview)
        {
            return steps;
        }

        var over = State is DemoState.Refused or DemoState.RefusalApproval;
        steps.Add(new(applied.AddDays(4), Reviewer, "propertyReview", PropertyTest.Within));
        if (State is DemoState.InitialReview or DemoState.Conflict)
        {
            return steps;
        }

        steps.Add(new(applied.AddDays(5), Reviewer, "initialReview", over ? InitialReview.ProposeRefuse : InitialReview.ProposeConfirm) { Note = over ? "income" : null });
        return over ? [.. steps, .. Refusal(applied)] : [.. steps, .. Notice(applied)];
    }

    private IEnumerable<DemoStep> Refusal(DateOnly applied)
    {
        if (State == DemoState.Refused)
        {
            yield return new(applied.AddDays(8), "wangju", "countyRefusal", DibaoApplication.Approval.Refused);
            yield return new(applied.AddDays(9), Window, "refusalDelivery", DibaoApplication.Delivery.Delivered);
        }
    }

    private IEnumerable<DemoStep> Notice(DateOnly applied)
    {
        if (State == DemoState.Posting)
        {
            yield break;
        }

        // A notice still standing was posted only days ago.
        var posted = State == DemoState.InNotice ? new DateOnly(2022, 2, 24).AddDays(Number % 4) : applied.AddDays(6);
        yield return new(posted, Poster, "noticePosting", NoticePosting.Posted);
        if (State is DemoState.InNotice or DemoState.NoticeOver)
        {
            yield break;
        }

        var objected = State is DemoState.Objected or DemoState.ObjectionDecision;
        yield return new(posted.AddDays(8), Poster, "noticeResult", objected ? NoticeResult.ObjectionRaised : NoticeResult.NoObjection) { Note = objected ? "objection" : null };
        foreach (var step in objected ? Objection(posted) : Decision(posted))
        {
            yield return step;
        }
    }

    private IEnumerable<DemoStep> Objection(DateOnly posted)
    {
        if (State == DemoState.ObjectionDecision)
        {
            yield return new(posted.AddDays(9), "heping", "objectionVisit", HomeVisit.Visited) { Visitors = ["heping", "liuyang"] };
            yield return new(posted.AddDays(10), "heping", "objectionReview", DemocraticReview.Held);
        }
    }

    private IEnumerable<DemoStep> Decision(DateOnly posted)
    {
        if (State == DemoState.Examination)
        {
            yield break;
        }

        yield return new(posted.AddDays(9), "liwen", "countyExamination", CountyExamination.Agree);
        if (State == DemoState.Approval)
        {
            yield break;
        }

        yield return new(posted.AddDays(10), "wangju", "countyApproval", DibaoApplication.Approval.Confirmed);
        if (State == DemoState.Confirmed)
        {
            yield return new(posted.AddDays(11), Window, "confirmationDelivery", DibaoApplication.Delivery.Delivered);
        }
    }
}

/// <summary>The thirty households and the forms they are entered with.</summary>
internal static class DemoFamilies
{
    private const string Santai = "220182101200";
    private const string Changshan = "220182101201";
    private const string Small = "220182103200";

    private static readonly string[] Given = ["淑兰", "国栋", "晓明", "玉珍", "志强", "小雨", "海燕"];
    private static readonly string[] Relations = ["self", "spouse", "child", "child", "parent", "parent", "grandchild"];

    public static readonly IReadOnlyList<DemoFamily> All =
    [
        new(1, "张德福", Santai, 3, 9000m, DemoState.Applied),
        new(2, "李桂荣", Changshan, 2, 3000m, DemoState.Applied),
        new(3, "赵长海", Small, 4, 7200m, DemoState.Applied),
        new(4, "孙立新", Santai, 3, 6000m, DemoState.Supplement),
        new(5, "周玉梅", Santai, 1, 0m, DemoState.Investigating),
        new(6, "吴宝山", Changshan, 5, 12000m, DemoState.Investigating),
        new(7, "阿依古丽·买买提", Small, 3, 4800m, DemoState.Investigating),
        new(8, "郑凤琴", Santai, 2, 2400m, DemoState.Silent),
        new(9, "冯志刚", Changshan, 3, 5400m, DemoState.Checked),
        new(10, "陈秀云", Santai, 4, 8000m, DemoState.PropertyReview),
        new(11, "褚万里", Small, 2, 3600m, DemoState.PropertyReview),
        new(12, "卫东升", Changshan, 3, 6600m, DemoState.Conflict),
        new(13, "蒋玉芬", Santai, 2, 1200m, DemoState.InitialReview),
        new(14, "沈国忠", Small, 3, 4500m, DemoState.InitialReview),
        new(15, "韩金凤", Santai, 4, 9600m, DemoState.Posting),
        new(16, "杨永贵", Changshan, 3, 6000m, DemoState.InNotice),
        new(17, "朱玉兰", Santai, 1, 1000m, DemoState.InNotice),
        new(18, "秦守义", Small, 2, 2000m, DemoState.InNotice),
        new(19, "尤大勇", Santai, 3, 7500m, DemoState.NoticeOver),
        new(20, "许桂芝", Changshan, 2, 4000m, DemoState.Objected),
        new(21, "何福顺", Santai, 3, 5000m, DemoState.ObjectionDecision),
        new(22, "吕文学", Changshan, 4, 10000m, DemoState.Examination),
        new(23, "施玉琴", Santai, 2, 3200m, DemoState.Approval),
        new(24, "孔繁荣", Changshan, 3, 15000m, DemoState.RefusalApproval),
        new(25, "曹𠮷祥", Santai, 3, 6000m, DemoState.Delivery),
        new(26, "严守信", Changshan, 2, 9000m, DemoState.Refused),
        new(27, "华春梅", Santai, 2, 2000m, DemoState.Confirmed),
        new(28, "金永哲", Changshan, 4, 6000m, DemoState.Confirmed),
        new(29, "魏淑贤", Small, 1, 0m, DemoState.Confirmed),
        new(30, "陶景云", Santai, 3, 8800m, DemoState.Withdrawn),
    ];

    public static JsonObject Application(DemoFamily family, DateOnly on, FileRef photo)
    {
        var members = new JsonArray();
        for (var i = 0; i < family.Members; i++)
        {
            members.Add((JsonNode)Member(family, i));
        }

        return new JsonObject
        {
            ["household"] = new JsonObject { ["village"] = family.Village, ["group"] = $"{"一二三四五六"[family.Number % 6]}组", ["standard"] = "rural", ["appliedOn"] = $"{on:yyyy-MM-dd}", ["members"] = members },
            ["income"] = new JsonObject { ["items"] = Incomes(family) },
            ["property"] = new JsonObject { ["savings"] = 1000 + (family.Number * 100), ["vehicles"] = 0, ["houses"] = 1, ["business"] = false, ["bank"] = "榆树农商银行", ["account"] = $"62284812{family.Number:D11}" },
            ["consent"] = new JsonObject
            {
                ["signatures"] = new JsonArray([.. Enumerable.Range(1, family.Members).Where(i => i is not (3 or 4 or 7)).Select(i => (JsonNode?)new JsonObject { ["member"] = i })]),
                ["signedOn"] = $"{on:yyyy-MM-dd}",
                ["papers"] = Photos(photo),
            },
        };
    }

    public static JsonObject Form(DemoStep step, FileRef photo, IReadOnlyList<Guid> visitors) => step.Activity switch
    {
        "acceptance" => step.Note is null ? [] : new JsonObject { ["missing"] = step.Note },
        "informationCheck" => Check(step.Note == "silent"),
        "homeVisit" or "objectionVisit" => Visit(step, photo, visitors),
        "propertyReview" => new JsonObject { ["reason"] = "存款不多，无车辆，自住房一套，符合规定。" },
        "initialReview" => step.Note is null ? Opinion("材料齐全，情况属实。") : Opinion("家庭收入不低于保障标准。", step.Note),
        "noticePosting" => new JsonObject { ["postedOn"] = $"{step.On:yyyy-MM-dd}", ["place"] = "村委会公示栏", ["photos"] = Photos(photo) },
        "noticeResult" => NoticeEnd(step, photo),
        "objectionReview" => new JsonObject { ["heldOn"] = $"{step.On:yyyy-MM-dd}", ["present"] = 9, ["lay"] = 7, ["agree"] = 6, ["disagree"] = 2, ["abstain"] = 1, ["minutes"] = Photos(photo) },
        "confirmationDelivery" or "refusalDelivery" => new JsonObject { ["method"] = "direct", ["deliveredOn"] = $"{step.On:yyyy-MM-dd}", ["receivedBy"] = "本人", ["receipt"] = Photos(photo) },
        DemoStep.Withdraw => new JsonObject { ["reason"] = "子女已接去外地共同生活", ["request"] = Photos(photo) },
        _ => Opinion("同意。"),
    };

    private static JsonObject Member(DemoFamily family, int i) => new()
    {
        ["name"] = i == 0 ? family.Head : family.Head[0] + Given[(family.Number + i) % Given.Length],
        ["idNumber"] = DemoNumbers.Of(family.Number, i),
        ["relation"] = Relations[i],
        ["labour"] = i is 0 or 4 or 5 ? "partial" : i == 1 ? "full" : "none",
    };

    // The household whose two records of one income contradict each other waits until somebody has settled it.
    private static JsonArray Incomes(DemoFamily family)
    {
        var incomes = new JsonArray();
        if (family.Income > 0)
        {
            incomes.Add((JsonNode)new JsonObject { ["member"] = 1, ["kind"] = "farm", ["amount"] = family.Income, ["times"] = 1, ["line"] = "承包地" });
        }

        if (family.State == DemoState.Conflict)
        {
            incomes.Add((JsonNode)new JsonObject { ["member"] = 1, ["kind"] = "farm", ["amount"] = family.Income + 2000, ["times"] = 1, ["line"] = "承包地" });
        }

        return incomes;
    }

    private static JsonObject Check(bool silent) => new()
    {
        ["sources"] = new JsonArray(
            new JsonObject { ["source"] = "bank", ["answer"] = silent ? "silent" : "agrees" },
            new JsonObject { ["source"] = "social-security", ["answer"] = "agrees" },
            new JsonObject { ["source"] = "vehicles", ["answer"] = "agrees" },
            new JsonObject { ["source"] = "real-estate", ["answer"] = "agrees" }),
    };

    private static JsonObject Visit(DemoStep step, FileRef photo, IReadOnlyList<Guid> visitors) => new()
    {
        ["visitedOn"] = $"{step.On:yyyy-MM-dd}",
        ["visitors"] = new JsonArray([.. visitors.Select(v => (JsonNode?)v.ToString())]),
        ["finding"] = "agrees",
        ["living"] = "砖瓦房三间，家具家电简单，与申报一致。",
        ["photos"] = Photos(photo),
    };

    private static JsonObject NoticeEnd(DemoStep step, FileRef photo)
    {
        var objection = step.Note == "objection";
        var form = new JsonObject { ["takenDownOn"] = $"{step.On:yyyy-MM-dd}", ["photos"] = Photos(photo), ["signedByCommittee"] = true, ["objection"] = objection };
        if (objection)
        {
            form["objectionText"] = "反映该户儿子在外务工有收入，没有申报。";
        }

        return form;
    }

    private static JsonObject Opinion(string text, string? ground = null)
    {
        var form = new JsonObject { ["opinion"] = text };
        if (ground is not null)
        {
            form["ground"] = ground;
        }

        return form;
    }

    private static JsonArray Photos(FileRef photo) => new(new JsonObject { ["file"] = photo.File, ["mediaType"] = photo.MediaType });
}

/// <summary>Identity numbers for people who do not exist: right check digit, a sequence no office gives out twice here.</summary>
internal static class DemoNumbers
{
    private static readonly int[] Years = [1958, 1961, 2010, 2013, 1935, 1937, 2016];

    public static string Of(int family, int member)
    {
        var body = $"220182{Years[member]}{1 + (family % 12):D2}{1 + (family % 28):D2}{900 + family + member:D3}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return body + "10X98765432"[body.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }
}
