using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>Broken packs: each is refused whole, with file, line, key and the way to mend it.</summary>
public class LoaderTests
{
    [Fact]
    public void The_unbroken_toy_loads() => Assert.Empty(ToyPacks.Load().Errors);

    [Theory]
    // what is changed in the nation's file · into · line · key · part of problem · part of remedy
    [InlineData("  toy.days: { name", "  toy.dayz: { name", 21, "bounds.toy.days", "没有“toy.days”这个参数", "最接近的是 toy.dayz")]
    [InlineData("setBy: 县民政局, cites: [BASE-1], default: null }\n  toy.days", "setby: 县民政局, cites: [BASE-1], default: null }\n  toy.days", 11, "parameters.toy.standard.setby", "不认识的键“setby”", "最接近的是 setBy")]
    [InlineData("  toy.standard: { name: 标准, ", "  toy.standard: { ", 11, "parameters.toy.standard", "缺少“name”", "请补上 name")]
    [InlineData("default: null }\n  toy.days", "default: null, default: null }\n  toy.days", 11, "parameters.toy.standard.default", "写了两次", "只保留一个")]
    [InlineData("unit: yuan/person/year, class", "unit: yuan/person/yeer, class", 11, "parameters.toy.standard.unit", "“yuan/person/yeer”不是可用的值", "yuan/person/year")]
    [InlineData("class: LOCAL, setBy: 县民政局, cites: [BASE-1], default: null }\n  toy.days", "class: MAYBE, setBy: 县民政局, cites: [BASE-1], default: null }\n  toy.days", 11, "parameters.toy.standard.class", "“MAYBE”", "MUST")]
    [InlineData("cites: [BASE-1], default: null }\n  toy.days", "cites: [BASE-2], default: null }\n  toy.days", 11, "toy.standard", "条款“BASE-2”没有登记", "最接近的是 BASE-1")]
    [InlineData("cites: [BASE-1], default: null }\n  toy.days", "cites: [], default: null }\n  toy.days", 11, "parameters.toy.standard", "没有引用条款", "cites")]
    [InlineData("default: { value: 7, cites", "default: { value: 0, cites", 12, "parameters.toy.days.default.value", "“0”不能作为天数的值", "1到9999")]
    [InlineData("default: { value: 7, cites", "default: { value: seven, cites", 12, "parameters.toy.days.default.value", "“seven”", "整数")]
    [InlineData("default: { value: 7, cites", "default: { value: 3, cites", 12, "toy.days", "低于上级规定的下限5天", "BASE-1")]
    [InlineData("default: { value: 7, cites: [BASE-1] }", "default: { value: 7 }", 12, "parameters.toy.days.default", "缺少“cites”", "请补上 cites")]
    [InlineData("clock: { start: posted, end: registered }", "clock: { start: posted }", 12, "parameters.toy.days.clock", "缺少“end”", "请补上 end")]
    [InlineData("clock: { start: posted, end: registered }", "clock: { start: posted, end: registered, unitKey: toy.unit }", 12, "toy.days", "期限单位“toy.unit”", "toy")]
    [InlineData("choices: { none: 无, all: 全部 }", "choices: { none: 无 }", 13, "parameters.toy.scope", "可选值少于两个", "choices")]
    [InlineData("choices: { none: 无, all: 全部 }", "choices: { none: 无, all: [x] }", 13, "parameters.toy.scope", "没有中文名", "choices")]
    [InlineData("default: { value: none, to", "default: { value: some, to", 13, "parameters.toy.scope.default.value", "“some”", "none、all")]
    [InlineData("columns: { vehicles: count, multiple: ratio }", "columns: { vehicles: cars, multiple: ratio }", 14, "parameters.toy.table.columns.vehicles", "不认识的单位", "最接近的是 days")]
    [InlineData("published: 2020-01-01, value: all", "published: 1.1.2020, value: all", 19, "values.toy.scope.values[1].published", "“1.1.2020”不是日期", "2022-03-01")]
    [InlineData("{ from: 2020-01-01, to: 2020-12-31, p", "{ from: 2020-01-01, to: 2019-12-31, p", 19, "values.toy.scope.values[1]", "截止日早于起始日", "核对")]
    [InlineData("value: all, cites: [BASE-1] }", "value: null, cites: [BASE-1] }", 19, "values.toy.scope.values[1].value", "不能作为范围的值", "none、all")]
    [InlineData("value: all, cites: [BASE-1] }", "value: all, cites: BASE-1 }", 19, "values.toy.scope.values[1].cites", "应是列表", "[甲, 乙]")]
    [InlineData("  toy.scope:\n    unit: choice", "  toy.scope:\n    unit: text", 17, "values.toy.scope.unit", "单位“text”与定义不符", "choice")]
    [InlineData("min: 5, cites", "cites", 24, "bounds.toy.days.limits[1]", "既没有下限也没有上限", "min 或 max")]
    [InlineData("kind: 长期文件, status: seen, from: 2010-01-01, cites", "kind: 行动方案, status: seen, from: 2010-01-01, cites", 4, "documents.BASE", "缺少“to”", "请补上 to")]
    [InlineData("status: seen, from: 2010-01-01", "status: seen, from: 2010-01-01, to: 2009-01-01", 4, "documents.BASE", "失效日早于生效日", "核对")]
    [InlineData("status: seen, from", "status: known, from", 4, "documents.BASE.status", "“known”", "seen")]
    [InlineData("  BASE: {", "  base: {", 4, "documents.base", "不能作为文件编号", "大写")]
    [InlineData("anchor: 施行, text", "anchor: 生效, text", 8, "clauses[1]", "引文“生效”不在条文里", "原文")]
    [InlineData("id: UNSEEN-1, section", "id: BASE-1, section", 9, "clauses[2]", "登记了两次", "只保留一处")]
    [InlineData("id: UNSEEN-1, section", "id: OTHER-1, section", 9, "OTHER-1", "文件“OTHER”没有登记", "BASE")]
    [InlineData("areaName: 全国", "areaname: 全国", 2, "areaname", "不认识的键“areaname”", "areaName")]
    [InlineData("area: \"000000\"", "area: \"22018\"", 1, "", "不是县级以上的六位区划代码", "\"220182\"")]
    [InlineData("parameters:", "parameters: [", 12, "(yaml)", "不是有效的YAML", "缩进")]
    [InlineData("areaName: 全国", "areaName: &a 全国", 2, "(yaml)", "锚点", "检查")]
    [InlineData("areaName: 全国", "areaName: !!str 全国", 2, "(yaml)", "标签", "检查")]
    [InlineData("  toy.standard: { name", "  Toy.Standard: { name", 11, "parameters.Toy.Standard", "不能作为参数键", "小写")]
    public void A_broken_nation_is_refused(string was, string becomes, int line, string key, string problem, string remedy) =>
        AssertRefused(ToyPacks.Load(nation: Broken(ToyPacks.Nation, was, becomes)), "000000-nation/all.yaml", line, key, problem, remedy);

    [Theory]
    [InlineData("from: 2020-04-01, published", "from: 2018-01-01, published", 12, "toy.standard", "那时没有效力", "起始日")]
    [InlineData("cites: [PLAN-1] }\n", "cites: [PLAN-9] }\n", 12, "toy.standard", "条款“PLAN-9”没有登记", "PLAN-1")]
    [InlineData("from: 2018-01-01, published", "from: 2018-01-01, to: 2020-04-01, published", 12, "toy.standard", "重叠", "之前结束")]
    [InlineData("from: 2018-01-01, published", "from: 2020-04-01, published", 12, "toy.standard", "重叠", "合并")]
    [InlineData("value: 3000", "value: 3000.001", 11, "values.toy.standard.values[1].value", "“3000.001”", "两位小数")]
    [InlineData("value: 3000", "value: -1", 11, "values.toy.standard.values[1].value", "“-1”", "不小于0")]
    [InlineData("value: 3000", "value: 3e3", 11, "values.toy.standard.values[1].value", "“3e3”", "4000.00")]
    [InlineData("area: \"220000\"", "area: \"230000\"", 1, "", "文件夹与区划代码 230000 不符", "六位代码开头")]
    public void A_broken_province_is_refused(string was, string becomes, int line, string key, string problem, string remedy) =>
        AssertRefused(ToyPacks.Load(province: Broken(ToyPacks.Province, was, becomes)), "220000-province/all.yaml", line, key, problem, remedy);

    [Theory]
    [InlineData("toy.days", "days", "{ from: 2022-01-01, published: 2022-01-01, value: 4, cites: [BASE-1] }", "低于上级规定的下限5天", "BASE-1")]
    [InlineData("toy.scope", "choice", "{ from: 2020-12-31, published: 2020-12-31, value: none, cites: [BASE-1] }", "已经固定范围", "没有规定的日期")]
    [InlineData("toy.table", "table", "{ from: 2022-01-01, published: 2022-01-01, value: { vehicles: 1 }, cites: [BASE-1] }", "缺少“multiple”", "请补上 multiple")]
    [InlineData("toy.table", "table", "{ from: 2022-01-01, published: 2022-01-01, value: { vehicles: 1, multiple: 24, boats: 1 }, cites: [BASE-1] }", "不认识的键“boats”", "vehicles")]
    [InlineData("continued.plan", "boolean", "{ from: 2021-01-01, published: 2021-01-01, value: true, cites: [PLAN-1] }", "循环引用", "条款")]
    [InlineData("source.base.confirmed", "boolean", "{ from: 2021-01-01, published: 2021-01-01, value: true, cites: [BASE-1] }", "没有“source.base.confirmed”", "source")]
    public void A_broken_county_is_refused(string key, string unit, string row, string problem, string remedy)
    {
        var county = $"area: \"220182\"\nareaName: 榆树市\nvalues:\n  {key}:\n    unit: {unit}\n    values:\n      - {row}\n";
        var error = Assert.Single(ToyPacks.Load(county: county).Errors);
        Assert.Equal("220182-county/all.yaml", error.File);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_another_province_is_no_basis()
    {
        var county = "area: \"430626\"\nareaName: 平江县\nvalues:\n  toy.standard:\n    unit: yuan/person/year\n    values:\n      - { from: 2020-05-01, published: 2020-05-01, value: 1, cites: [PLAN-1] }\n";
        var load = PackLoader.Load(
        [
            new PackFile("000000-nation/all.yaml", ToyPacks.Nation),
            new PackFile("220000-province/all.yaml", ToyPacks.Province),
            new PackFile("430626-county/all.yaml", county),
        ]);
        Assert.Contains("不适用于 430626", Assert.Single(load.Errors).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("toy.days", "4", "低于上级规定的下限")]
    [InlineData("toy.days", "x", "不能作为天数的值")]
    [InlineData("toy.days", "[7", "不是有效的YAML")]
    [InlineData("toy.dayz", "7", "没有“toy.dayz”")]
    public void A_county_value_passes_through_the_same_checks(string key, string value, string problem)
    {
        var load = ToyPacks.Load().OrThrow().With([CountyValues.Of(key, value, "BASE-1")]);
        Assert.Null(load.Policies);
        Assert.Contains(problem, Assert.Single(load.Errors).Sentence, StringComparison.Ordinal);
        Assert.Equal("row-1", load.Errors[0].File);
    }

    [Fact]
    public void A_county_value_needs_two_people_a_document_a_clause_and_a_county()
    {
        var policies = ToyPacks.Load().OrThrow();
        var right = CountyValues.Of("toy.days", "9", "BASE-1");
        Assert.Empty(policies.With([right]).Errors);
        Assert.Contains("录入人和确认人", Problem(right with { Confirmer = right.Proposer }), StringComparison.Ordinal);
        Assert.Contains("没有文号", Problem(right with { DocumentNumber = "" }), StringComparison.Ordinal);
        Assert.Contains("没有引用条款", Problem(right with { Cites = [] }), StringComparison.Ordinal);
        Assert.Contains("不是县级区划代码", Problem(right with { Area = "220000" }), StringComparison.Ordinal);
        Assert.Contains("截止日早于起始日", Problem(right with { To = Days.Of("2021-01-01") }), StringComparison.Ordinal);

        string Problem(CountyValue wrong) => Assert.Single(policies.With([wrong]).Errors).Problem;
    }

    [Fact]
    public void Nothing_of_a_broken_set_is_loaded()
    {
        var load = ToyPacks.Load(county: "area: \"220182\"\nareaName: 榆树市\nvaluez: {}\n");
        Assert.Null(load.Policies);
        Assert.Contains("220182-county/all.yaml:3 valuez", Assert.Throws<InvalidPackException>(load.OrThrow).Message, StringComparison.Ordinal);
    }

    private static string Broken(string pack, string was, string becomes)
    {
        Assert.Contains(was, pack, StringComparison.Ordinal);
        return pack.Replace(was, becomes, StringComparison.Ordinal);
    }

    private static void AssertRefused(PolicyLoad load, string file, int line, string key, string problem, string remedy)
    {
        Assert.Null(load.Policies);
        Assert.All(load.Errors, e => Assert.True(e.File.Length > 0 && e.Line > 0 && e.Problem.Length > 0 && e.Remedy.Length > 0));
        var error = Assert.Single(load.Errors, e => e.Problem.Contains(problem, StringComparison.Ordinal));
        Assert.Equal((file, line, key), (error.File, error.Line, error.Key));
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }
}
