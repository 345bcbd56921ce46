using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Domain;
using Approvals.Procedures.Forms;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>低保申请, as the window types it in: who lives together, what they earn and own, and that every adult has agreed to be checked.</summary>
public sealed record ApplicationForm : ICheckedForm
{
    private const int AgeOfMajority = 18;

    [Field("家庭成员")]
    public required HouseholdPart Household { get; init; }

    [Field("家庭收入")]
    public required IncomePart Income { get; init; }

    [Field("财产与账户")]
    public required PropertyPart Property { get; init; }

    [Field("授权与承诺")]
    public required ConsentPart Consent { get; init; }

    public IEnumerable<FieldError> Check(DateOnly today) =>
        Household.Problems().Concat(Income.Problems(Household.Members.Count)).Concat(Consent.Problems(Adults(Household), Household.Members.Count));

    /// <summary>What is wrong in one part while the others are still being filled in. Income and consent are held against the household once that is sound.</summary>
    public static IReadOnlyList<FieldError> ProblemsOf(string part, JsonObject typed, DateOnly today)
    {
        var fields = Form.Of<ApplicationForm>().Fields;
        JsonObject Typed(string name) => typed[name] as JsonObject ?? [];
        IReadOnlyList<FieldError> Shape(string name) => FormCheck.Problems(fields.First(f => f.Name == name), Typed(name), today);
        T Read<T>(string name) => Typed(name).Deserialize<T>(FormJson.Options)!;
        if (Shape(part) is { Count: > 0 } misshapen)
        {
            return misshapen;
        }

        if (part == "property" || Shape("household").Count > 0)
        {
            return [];
        }

        var household = Read<HouseholdPart>("household");
        return part switch
        {
            "household" => [.. household.Problems()],
            "income" => [.. Read<IncomePart>("income").Problems(household.Members.Count)],
            _ => [.. Read<ConsentPart>("consent").Problems(Adults(household), household.Members.Count)],
        };
    }

    // 成年 is counted on the day of the application; a number that cannot be read is complained about elsewhere.
    private static IEnumerable<int> Adults(HouseholdPart household) => household.Members
        .Select((m, i) => (Number: i + 1, m.IdNumber))
        .Where(m => IdNumber.TryParse(m.IdNumber, out var id, out _) && id.BirthDate.AddYears(AgeOfMajority) <= household.AppliedOn)
        .Select(m => m.Number);
}

/// <summary>Who lives together, where, since when asked for.</summary>
public sealed record HouseholdPart
{
    [Field("所在村（社区）", From = "villages")]
    public required string Village { get; init; }

    [Field("村民小组", Hint = "例如：三组；没有可不填", Most = 30)]
    public string? Group { get; init; }

    [Field("适用标准", Hint = "按户籍和居住情况；农村家庭选农村低保标准")]
    public required StandardChoice Standard { get; init; }

    [Field("申请日期", Hint = "申请人签字的日期")]
    public required DateOnly AppliedOn { get; init; }

    [Field("共同生活的家庭成员", Hint = "第一位填申请人本人", Fewest = 1, Most = 40)]
    public required List<MemberRow> Members { get; init; }

    internal IEnumerable<FieldError> Problems()
    {
        for (var i = 0; i < Members.Count; i++)
        {
            foreach (var problem in Members[i].Problems($"household.members[{i}]."))
            {
                yield return problem;
            }
        }

        if (Members.Count(m => m.Relation == RelationToApplicant.Self) != 1)
        {
            yield return new FieldError("household.members", "共同生活的家庭成员", "应有且只有一位成员的关系是“本人（申请人）”");
        }

        foreach (var twice in Members.Select((m, i) => (m.IdNumber, i)).GroupBy(m => m.IdNumber.Trim().ToUpperInvariant()).SelectMany(g => g.Skip(1)))
        {
            yield return new FieldError($"household.members[{twice.i}].idNumber", "身份证号", "与前面一位成员的身份证号相同：请核对是否重复录入");
        }
    }
}

/// <summary>One member as typed.</summary>
public sealed record MemberRow
{
    [Field("姓名", Most = 60)]
    public required string Name { get; init; }

    [Field("身份证号", Hint = "18 位；旧证 15 位也可以", Most = 18)]
    public required string IdNumber { get; init; }

    [Field("与申请人关系")]
    public required RelationToApplicant Relation { get; init; }

    [Field("联系电话", Most = 20)]
    public string? Phone { get; init; }

    [Field("劳动能力")]
    public required LabourCapacity Labour { get; init; }

    [Field("残疾等级")]
    public DisabilityGrade? Disability { get; init; }

    [Field("患重病")]
    public bool? SeriouslyIll { get; init; }

    [Field("在校学生")]
    public bool? Student { get; init; }

    internal IEnumerable<FieldError> Problems(string at)
    {
        if (!PersonName.TryParse(Name, out _, out var name))
        {
            yield return new FieldError(at + "name", "姓名", $"“{Name}”：{name.Remedy}");
        }

        if (!Domain.IdNumber.TryParse(IdNumber, out _, out var number))
        {
            yield return new FieldError(at + "idNumber", "身份证号", $"“{IdNumber}”：{number.Remedy}");
        }
    }
}

/// <summary>What they earn, item by item.</summary>
public sealed record IncomePart
{
    [Field("收入项目", Hint = "没有收入的成员不用填", Most = 80)]
    public List<IncomeRow>? Items { get; init; }

    internal IEnumerable<FieldError> Problems(int members) => (Items ?? [])
        .Select((row, i) => (row, i))
        .SelectMany(x => x.row.Problems($"income.items[{x.i}].", members));
}

/// <summary>One income as typed: by year, or so many equal payments.</summary>
public sealed record IncomeRow
{
    [Field("第几位成员", Hint = "对应前一页的顺序，申请人是 1", Fewest = 1, Most = 40)]
    public required int Member { get; init; }

    [Field("收入种类")]
    public required IncomeKindChoice Kind { get; init; }

    [Field("金额（元）", Hint = "全年合计，或每月（每次）金额；种植养殖亏损可填负数", MayBeNegative = true)]
    public required Money Amount { get; init; }

    [Field("全年次数", Hint = "全年合计填 1；按月领取的填月数", Fewest = 1, Most = 12)]
    public required int Times { get; init; }

    [Field("说明", Hint = "单位、地块等，区分同类收入", Most = 60)]
    public string? Line { get; init; }

    internal IEnumerable<FieldError> Problems(string at, int members)
    {
        if (Member > members)
        {
            yield return new FieldError(at + "member", "第几位成员", $"只登记了 {members} 位成员，没有第 {Member} 位：请核对顺序");
        }

        if (Amount.IsNegative && Kind != IncomeKindChoice.Farm)
        {
            yield return new FieldError(at + "amount", "金额（元）", $"{EnumCodes.TextOf(Kind)}不能是负数，现在是 {Amount.ToPlainText()}：没有这项收入请删去这一行");
        }
    }
}

/// <summary>What they own, and where the money should go.</summary>
public sealed record PropertyPart
{
    [Field("存款、现金、有价证券合计（元）")]
    public required Money Savings { get; init; }

    [Field("机动车（辆）", Hint = "不含残疾人代步车、农用三轮车", Fewest = 0, Most = 50)]
    public required int Vehicles { get; init; }

    [Field("住房（套）", Fewest = 0, Most = 50)]
    public required int Houses { get; init; }

    [Field("有工商登记的企业或店铺")]
    public required bool Business { get; init; }

    [Field("其他财产说明", Long = true, Most = 300)]
    public string? Note { get; init; }

    [Field("开户银行", Most = 60)]
    public required string Bank { get; init; }

    [Field("一卡通（社保卡）账号", Hint = "申请人或其监护人名下", Most = 30)]
    public required string Account { get; init; }
}

/// <summary>That they agreed, in writing.</summary>
public sealed record ConsentPart
{
    [Field("已签核对授权书的成年成员", Hint = "填成员序号；每一位成年成员都要签字，无民事行为能力的由监护人代签", Fewest = 1, Most = 40)]
    public required List<SignatureRow> Signatures { get; init; }

    [Field("签字日期")]
    public required DateOnly SignedOn { get; init; }

    [Field("申请书、授权书、诚信承诺书照片", Fewest = 1, Most = 20)]
    public required List<FileRef> Papers { get; init; }

    internal IEnumerable<FieldError> Problems(IEnumerable<int> adults, int members)
    {
        var unsigned = adults.Where(a => Signatures.TrueForAll(s => s.Member != a)).ToList();
        if (unsigned.Count > 0)
        {
            yield return new FieldError("consent.signatures", "已签核对授权书的成年成员",
                $"第 {string.Join("、", unsigned)} 位成年成员还没有签核对授权书：没有授权不能核对，请补签");
        }

        foreach (var (row, i) in Signatures.Select((s, i) => (s, i)).Where(x => x.s.Member > members))
        {
            yield return new FieldError($"consent.signatures[{i}].member", "成员序号", $"只登记了 {members} 位成员，没有第 {row.Member} 位");
        }
    }
}

/// <summary>One signature.</summary>
public sealed record SignatureRow
{
    [Field("成员序号", Fewest = 1, Most = 40)]
    public required int Member { get; init; }

    [Field("由监护人代签")]
    public bool? ByGuardian { get; init; }
}
