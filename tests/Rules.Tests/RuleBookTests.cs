using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

public class RuleBookTests
{
    private const string Right = """{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"countableAnnualIncome":9000}}""";

    private const string Alphabet = "\"{}[],:0123456789.-eE\\utrn \u0000\ud800元";

    [Theory]
    [InlineData("", "(json)", "JSON")]
    [InlineData("[]", "(json)", "JSON对象")]
    [InlineData("{\"rule\":", "(json)", "JSON")]
    [InlineData("""{"rule":"\ud800","area":"220182","on":"2022-03-01"}""", "(json)", "残缺")]
    [InlineData("""{"rule":"dibao.shortfal","area":"220182","on":"2022-03-01"}""", "rule", "dibao.shortfall")]
    [InlineData("""{"rule":7,"area":"220182","on":"2022-03-01"}""", "rule", "dibao.shortfall")]
    [InlineData("""{"rule":"dibao.shortfall","area":220182,"on":"2022-03-01"}""", "area", "\"220182\"")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220199","on":"2022-03-01"}""", "area", "没有这个行政区划")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-02-30"}""", "on", "2022-03-01")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","knownAt":"soon"}""", "knownAt", "2022-03-01")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","setting":{}}""", "setting", "settings")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","on":"2022-03-02"}""", "on", "重复")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":[]}""", "given", "JSON对象")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"countableAnualIncome":1}}""", "given.countableAnualIncome", "countableAnnualIncome")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"members":3,"countableAnnualIncome":1}}""", "given.members", "写了两次")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3.5,"countableAnnualIncome":1}}""", "given.members", "整数")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"countableAnnualIncome":"1.234"}}""", "given.countableAnnualIncome", "两位小数")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"countableAnnualIncome":1e3}}""", "given.countableAnnualIncome", "两位小数")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"countableAnnualIncome":null}}""", "given.countableAnnualIncome", "两位小数")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"countableAnnualIncome":1,"standard":"4000"}}""", "given.standard", "rural、urban")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":2000000000,"countableAnnualIncome":1},"settings":{"dibao.rural-standard":"90000000000000000"}}""", "given", "无法计算")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"countableAnnualIncome":1},"settings":{"dibao.rural-standrad":4000}}""", "settings.dibao.rural-standrad", "dibao.rural-standard")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"countableAnnualIncome":1},"settings":{"dibao.rural-standard":"4000.001"}}""", "settings.dibao.rural-standard", "两位小数")]
    [InlineData("""{"rule":"dibao.shortfall","area":"220182","on":"2022-03-01","given":{"members":3,"countableAnnualIncome":1},"settings":{"benefit.rounding":"down"}}""", "settings.benefit.rounding", "half-up-fen")]
    [InlineData("""{"rule":"policy.in-force","area":"220182","on":"2022-03-01","given":{"document":"JL2020"},"settings":{"continued":"yes"}}""", "settings.continued", "true")]
    [InlineData("""{"rule":"due.review","area":"220182","on":"2022-03-01","given":{"lastReview":"9999-12-31"}}""", "given.lastReview", "2100")]
    public void Bad_input_is_refused_by_field_with_the_way_to_mend_it(string line, string field, string remedy)
    {
        var answer = Law.Rules.Calculate(line);
        Assert.Equal((AnswerKind.Refused, field), (answer.Kind, answer.Problem?.Field));
        Assert.Contains(remedy, answer.Problem!.Remedy, StringComparison.Ordinal);
        Assert.Equal(field, JsonDocument.Parse(answer.ToJson()).RootElement.GetProperty("error").GetProperty("field").GetString());
    }

    [Fact]
    public void Amounts_are_taken_as_numbers_and_as_text()
    {
        var text = Right.Replace("9000", "\"9000.00\"", StringComparison.Ordinal);
        Assert.Equal(Law.Rules.Calculate(Right).ToJson(), Law.Rules.Calculate(text).ToJson());
    }

    [Fact]
    public void A_decided_answer_has_result_explanation_and_cites()
    {
        var json = JsonDocument.Parse(Law.Rules.Calculate(Right).ToJson()).RootElement;
        Assert.Equal(["result", "explanation", "cites"], json.EnumerateObject().Select(m => m.Name));
        Assert.Equal("250.00", json.GetProperty("result").GetProperty("monthly").GetRawText());
        Assert.Equal("O11", json.GetProperty("cites")[0].GetString());
    }

    [Fact]
    public void An_undecided_answer_names_the_setting_and_its_holder()
    {
        var json = JsonDocument.Parse(Law.Rules.Calculate(Right.Replace("220182", "220183", StringComparison.Ordinal)).ToJson()).RootElement;
        var obstacle = Assert.Single(json.GetProperty("cannotDecide").EnumerateArray());
        Assert.Equal(("unset", "dibao.rural-standard"), (obstacle.GetProperty("kind").GetString(), obstacle.GetProperty("key").GetString()));
        Assert.Contains("请", obstacle.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fact_nobody_stated_leaves_the_case_undecided_and_is_named()
    {
        var json = JsonDocument.Parse(Law.Rules.Calculate(Right.Replace(",\"countableAnnualIncome\":9000", "", StringComparison.Ordinal)).ToJson()).RootElement;
        var obstacle = Assert.Single(json.GetProperty("cannotDecide").EnumerateArray());
        Assert.Equal(("missing", "given.countableAnnualIncome"), (obstacle.GetProperty("kind").GetString(), obstacle.GetProperty("key").GetString()));
    }

    [Fact]
    public void A_village_is_under_the_law_of_its_county() =>
        Assert.Equal(Law.Rules.Calculate(Right).ToJson(), Law.Rules.Calculate(Right.Replace("220182", "220182100201", StringComparison.Ordinal)).ToJson());

    [Fact]
    public void Every_rule_describes_itself_and_answers_only_what_it_describes()
    {
        var schemas = RuleBook.Schemas.Select(s => JsonDocument.Parse(s).RootElement).ToDictionary(s => s.GetProperty("rule").GetString()!);
        Assert.Equal(RuleBook.Ids.Order(), schemas.Keys.Order());
        Assert.All(Golden.All, c =>
        {
            var call = JsonDocument.Parse(c.Call).RootElement;
            var schema = schemas[call.GetProperty("rule").GetString()!];
            Assert.All(c.Expect.Keys, member => Assert.True(schema.GetProperty("result").GetProperty("properties").TryGetProperty(member, out _)));
        });
    }

    [Fact]
    public void No_line_however_broken_is_answered_with_a_fault()
    {
        var random = new Random(20220301);
        var lines = Golden.All.Select(c => c.Call).ToArray();
        for (var run = Generated.Count(20_000, 1_000_000); run > 0; run--)
        {
            var line = lines[random.Next(lines.Length)].ToCharArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                line[random.Next(line.Length)] = Alphabet[random.Next(Alphabet.Length)];
            }

            var answer = Law.Rules.Calculate(new string(line)).ToJson();
            Assert.Single(JsonDocument.Parse(answer).RootElement.EnumerateObject().Select(m => m.Name).Intersect(["result", "cannotDecide", "error"]));
        }
    }

    [Fact]
    public void The_rule_and_the_bare_formula_agree()
    {
        var standard = Money.FromYuan(4000);
        Generated.ForAll(Gen.Choose(1, 30).Zip(Generated.Fen(150_000)), x =>
        {
            var (members, fen) = x;
            var line = $"{{\"rule\":\"dibao.shortfall\",\"area\":\"220182\",\"on\":\"2022-03-01\",\"given\":{{\"members\":{members},\"countableAnnualIncome\":{new Money(fen).ToPlainText()}}}}}";
            var bare = Shortfall.Of(new Money(fen), Shortfall.AnnualStandard(StandardKind.Rural, standard, members), Rounding.HalfUpToFen);
            return Law.Rules.Calculate(line).Result.Single(m => m.Name == "monthly").Value is Money monthly && monthly == bare.Monthly;
        });
    }
}
