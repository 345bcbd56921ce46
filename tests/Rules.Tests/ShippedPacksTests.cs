using Approvals.Domain;
using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>What the shipped packs say, and that they say enough for the whole 低保 application.</summary>
public class ShippedPacksTests
{
    private static readonly AreaCode Dehui = AreaCode.Parse("220183");

    public static TheoryData<string, string> ValuesOfYushu => new()
    {
        { "dibao.rural-standard", "4,000.00元/人·年" },
        { "dibao.urban-standard", "600.00元/人·月" },
        { "dibao.poverty-line", "3,200.00元/人·年" },
        { "dibao.poverty-line-tolerance", "0.06元/户·年" },
        { "dibao.confirmation-level", "县级民政部门审核确认" },
        { "benefit.rounding", "四舍五入到分" },
        { "benefit.min-payment", "0.00元/户·月" },
        { "income.exclude-basic-pension.scope", "只扣除中央确定的部分" },
        { "income.exclude-basic-pension.programmes", "农村低保、城市低保、特困人员救助供养" },
        { "income.central-basic-pension", "93.00元/月" },
        { "income.period", "申请月份前12个月" },
        { "income.job-cost.base", "0.00元/人·月" },
        { "notice.days", "7天" },
        { "notice.unit", "自然日" },
        { "notice.repeat-after-objection", "结果有变化的重新公示" },
        { "notice.web", "是" },
        { "democratic-review.required", "否" },
        { "democratic-review.on-objection", "是" },
        { "democratic-review.quorum", "5人" },
        { "visit.min-staff", "2人" },
        { "information-check.silent-source", "步骤完成，由初审人写明如何补查" },
        { "clock.investigation-start", "3个工作日" },
        { "clock.county-decision", "10个工作日" },
        { "clock.case", "30个工作日" },
        { "clock.case-extended", "45个工作日" },
        { "clock.refusal-letter", "3个工作日" },
        { "roster.cut-off-day", "20日" },
        { "payment.start-month", "决定之月的下月" },
        { "review.interval-max", "12个月" },
        { "letter.issuer.county", "榆树市民政局" },
        { "letter.issuer.township-entrusted", "榆树市民政局" },
        { "letter.issuer.township-assigned", "{township}人民政府" },
        { "letter.review-body", "榆树市人民政府" },
        { "letter.court", "榆树市人民法院" },
    };

    [Theory]
    [MemberData(nameof(ValuesOfYushu))]
    public void Yushu_has_what_the_application_reads(string key, string shown) => Assert.Equal(shown, Law.InYushuOn("2022-03-01").Find(key)?.Value.Display);

    /// <summary>Why a key has no value in Yushu in 2022, and the keys.</summary>
    public static TheoryData<string, string[]> LeftOpenInYushu => new()
    {
        { "the county has not entered its table: property is judged by hand", ["dibao.property-limits", "dibao.property-limits.businesses"] },
        { "another way was chosen, or none is", ["benefit.category-supplement.shares", "benefit.tiers", "epidemic.period-end", "income.exclude-basic-pension.bridge-from", "income.exclude-guaranteed-revenue.amount", "tekun.basic-standard.yearly", "temporary-assistance.case-meeting-above", "temporary-assistance.expense-year-cap"] },
        { "only Hunan or Yancheng has such a rule", ["dibao.guidance-standard", "education.compulsory-years", "employment.311.guidance", "employment.311.jobs", "employment.311.training", "housing.renovation-due", "income.job-cost.max-months", "insurance.premium-subsidy.classes", "medical.cap-ratio", "medical.major-disease-ratio", "medical.tekun-inpatient-local", "medical.tekun-upper-level", "records.entry-due", "staffing.ratio", "standard.income-ratio-max", "standard.income-ratio-min", "tekun.centralised-rate-basis"] },
        { "JL2020 ended with its campaign", ["monitoring.three-groups", "plan.filing-due", "plan.stages", "report.quarter-due-city", "report.quarter-due-county"] },
        { "a figure of another office nobody has entered", ["medical.insurance-cap", "standard.previous-year-farmers-income", "standard.previous-year-rural-income", "standard.previous-year-urban-income"] },
    };

    [Theory]
    [MemberData(nameof(LeftOpenInYushu))]
    public void What_is_left_open_in_Yushu_has_a_reason(string why, string[] keys) => Assert.All(keys, key => Assert.False(Law.InYushuOn("2022-03-01").IsSet(key), $"{why}: {key}"));

    [Fact]
    public void Nothing_else_is_left_open_in_Yushu()
    {
        var law = Law.InYushuOn("2022-03-01");
        var open = Law.Shipped.Parameters.Keys
            .Where(k => !k.StartsWith("source.", StringComparison.Ordinal) && !k.StartsWith("continued.", StringComparison.Ordinal) && !law.IsSet(k));
        Assert.Equal(LeftOpenInYushu.SelectMany(row => row.Data.Item2).Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_clause_of_the_two_documents_is_registered_with_its_words()
    {
        var clauses = Law.Shipped.Clauses.Values;
        Assert.Equal(62, clauses.Count(c => c.Document == "N2021"));
        Assert.Equal(104, clauses.Count(c => c.Document == "JL2020"));
        Assert.All(Enumerable.Range(1, 13), n => Assert.Contains($"O{n:00}", Law.Shipped.Clauses.Keys));
        Assert.All(clauses, c => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", c.Text));
        Assert.Contains("“十四五”时期中央确定的城乡居民基本养老保险基础养老金不计入低保家庭、特困人员收入", Law.Shipped.Clauses["N2021-2.8.1"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_definition_and_default_has_a_clause_a_name_and_a_holder()
    {
        var defined = Law.Shipped.Parameters.Values.Where(p => !p.Key.StartsWith("source.", StringComparison.Ordinal) && !p.Key.StartsWith("continued.", StringComparison.Ordinal));
        Assert.All(defined, p =>
        {
            Assert.NotEmpty(p.Clauses);
            Assert.True(p.Default is null || p.Default.Clauses.Count > 0, p.Key);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", p.Name);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", p.SetBy);
        });
    }

    [Fact]
    public void Documents_say_whether_they_last_and_whether_they_were_seen()
    {
        Assert.Equal((DocumentKind.CampaignPlan, TextStatus.Seen), (Law.Shipped.Documents["JL2020"].Kind, Law.Shipped.Documents["JL2020"].Status));
        Assert.Equal(new LegalPeriod(Days.Of("2020-03-26"), Days.Of("2020-12-31")), Law.Shipped.Documents["JL2020"].Period);
        Assert.Equal((DocumentKind.LastingText, TextStatus.ToBeConfirmed), (Law.Shipped.Documents["SC649"].Kind, Law.Shipped.Documents["SC649"].Status));
        Assert.Equal(TextStatus.Missing, Law.Shipped.Documents["JLBF"].Status);
    }

    [Fact]
    public void Every_value_of_the_demonstration_county_says_that_it_is_one() =>
        Assert.All(Law.Shipped.Rows.Where(r => r.Area == Law.Yushu), r => Assert.Contains("演示", r.Document, StringComparison.Ordinal));

    [Theory]
    [InlineData("approval", "《社会救助暂行办法》（国务院令第649号）第九条、第十二条")]
    [InlineData("refusal", "《社会救助暂行办法》（国务院令第649号）第九条、第十一条")]
    [InlineData("supplement", "《社会救助暂行办法》（国务院令第649号）第十一条；《最低生活保障审核确认办法》（民发〔2021〕57号）")]
    [InlineData("notice", "《社会救助暂行办法》（国务院令第649号）第十一条；《最低生活保障审核确认办法》（民发〔2021〕57号）")]
    [InlineData("extension", "《最低生活保障审核确认办法》（民发〔2021〕57号）")]
    public void A_letter_rests_on_a_regulation_and_is_a_draft_where_the_county_has_not_confirmed_it(string decision, string text)
    {
        var confirmed = Law.InYushuOn("2022-03-01").MainBasis(decision);
        Assert.Equal((text, true), (confirmed.Text, confirmed.Confirmed));
        Assert.False(Law.Shipped.On(Dehui, Days.Of("2022-03-01")).MainBasis(decision).Confirmed);
    }

    [Fact]
    public void The_notice_runs_the_longer_period_until_the_county_confirms_the_shorter()
    {
        var calendar = WorkCalendars.Shipped();
        var posted = Days.Of("2022-03-01");
        Assert.Equal("2022-03-08", LegalDay.Text(Law.InYushuOn("2022-03-01").Clock("notice.days")!.DueAfter(posted, calendar).LastDay));
        Assert.Equal("2022-03-10", LegalDay.Text(Law.Shipped.On(Dehui, posted).Clock("notice.days")!.DueAfter(posted, calendar).LastDay));
    }

    [Theory]
    [InlineData("clock.investigation-start", "acceptance", "investigation-started", "4")]
    [InlineData("clock.county-decision", "notice-registered", "approval", "11")]
    [InlineData("clock.case", "acceptance", "approval", "31")]
    [InlineData("clock.case-extended", "acceptance", "approval", "46")]
    [InlineData("clock.refusal-letter", "refusal", "refusal-delivered", "4")]
    public void Deadlines_count_working_days_between_named_events_and_may_not_be_lengthened(string key, string start, string end, string tooLong)
    {
        var clock = Law.InYushuOn("2022-03-01").Clock(key)!;
        Assert.Equal((start, end, ClockUnit.WorkingDays), (clock.StartEvent, clock.EndEvent, clock.Unit));
        Assert.Contains("O01", clock.Clauses);
        Assert.Contains("高于上级规定的上限", Assert.Single(Law.Shipped.With([CountyValues.Of(key, tooLong, "O01")]).Errors).Problem, StringComparison.Ordinal);
        Assert.Empty(Law.Shipped.With([CountyValues.Of(key, "1", "O01")]).Errors);
    }

    [Theory]
    [InlineData("notice.days", "6")]
    [InlineData("visit.min-staff", "1")]
    public void Protections_may_not_be_undercut(string key, string value) =>
        Assert.Contains("低于上级规定的下限", Assert.Single(Law.Shipped.With([CountyValues.Of(key, value, "O01")]).Errors).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("2020-06-01", null, "3999.99", false)] // runs over the last day of 2020
    [InlineData("2020-06-01", null, "4000.00", true)]
    [InlineData("2020-06-01", "2020-12-30", "3999.99", true)] // before that day only a warning is due (A-F15-3)
    [InlineData("2021-01-01", null, "3999.99", true)] // the campaign is over
    public void The_rural_standard_of_Jilin_reached_4000_by_the_end_of_2020(string from, string? to, string value, bool accepted)
    {
        var row = CountyValues.Of("dibao.rural-standard", value, "O11") with
        {
            Area = "220183",
            From = Days.Of(from),
            To = to is null ? null : Days.Of(to),
            Published = Days.Of("2020-05-01"),
        };
        var errors = Law.Shipped.With([row]).Errors;
        Assert.Equal(accepted, errors.Count == 0);
        Assert.All(errors, e => Assert.Contains("JL2020-2.1.2", e.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void Whether_the_pension_goes_on_being_left_out_is_for_the_county_to_say()
    {
        var extension = CountyValues.Of("income.exclude-basic-pension.scope", "central", "N2021-2.8.1") with { From = Days.Of("2026-01-01"), To = Days.Of("2030-12-31") };
        var county = Law.Shipped.With([extension]).OrThrow();
        var answer = DibaoCalculations.Pension(
            county.On(Law.Yushu, Days.Of("2026-01-01")), Sourced.Given(Money.Parse("143")), Sourced.Given(Money.Zero), Sourced.Given(Money.Parse("143")), "dibao-rural");
        Assert.Equal(Money.Zero, answer.Explained!.Value);
        Assert.Contains("N2021-2.8.1", answer.Explained.Explanation.Clauses);
        Assert.Contains("已经固定", Assert.Single(Law.Shipped.With([extension with { From = Days.Of("2025-06-01") }]).Errors).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_rural_households_had_the_whole_pension_left_out_under_JL2020()
    {
        var law = Law.Shipped.On(Law.Yushu, Days.Of("2020-06-01"));
        Money Counted(string programme) => DibaoCalculations.Pension(law, Sourced.Given(Money.Parse("103")), Sourced.Given(Money.Zero), null, programme).Explained!.Value;
        Assert.Equal((Money.Zero, Money.Parse("103")), (Counted("dibao-rural"), Counted("dibao-urban")));
    }

    [Fact]
    public void Choices_of_the_packs_are_those_the_calculations_know()
    {
        Assert.Equal(Enum.GetNames<PensionExclusion>().Select(n => n.ToLowerInvariant()).Order(), Law.Shipped.Parameters["income.exclude-basic-pension.scope"].Choices.Keys.Order());
        Assert.Equal(Rounding.All.Select(r => (r.Id, r.Name)).Order(), Law.Shipped.Parameters["benefit.rounding"].Choices.Select(c => (c.Key, c.Value)).Order());
        Assert.Equal(["days", "working-days"], Law.Shipped.Parameters["notice.unit"].Choices.Keys);
    }

    [Theory]
    [InlineData("notice.board.fields")]
    [InlineData("notice.web.fields")]
    public void What_must_never_be_published_cannot_be_chosen(string key)
    {
        string[] never = ["id-number", "phone", "account", "address", "members", "income", "illness", "disability", "reason", "photo"];
        Assert.All(never, field => Assert.NotEmpty(Law.Shipped.With([CountyValues.Of(key, $"[{field}]", "SC649-11")]).Errors));
    }

    [Fact]
    public void A_bare_county_is_offered_defaults_and_blocked_where_there_is_none()
    {
        var law = Law.Shipped.On(Dehui, Days.Of("2022-03-01"));
        var answer = DibaoCalculations.Shortfall(law, Sourced.Given(3), Sourced.Given(Money.Zero), StandardKind.Rural);
        Assert.Equal((AnswerKind.CannotDecide, "dibao.rural-standard"), (answer.Kind, Assert.Single(answer.Because).Key));
        Assert.False(law.Find("notice.days")!.Value.Source is Source.Policy { Citation.Confirmed: true });
    }

    [Fact]
    public void Values_of_texts_not_seen_are_confirmed_only_where_the_county_did()
    {
        bool Confirmed(AreaCode area) => Law.Shipped.On(area, Days.Of("2022-03-01")).Find("income.central-basic-pension")!.Value.Source is Source.Policy { Citation.Confirmed: true };
        Assert.True(Confirmed(Law.Yushu));
        Assert.False(Confirmed(Dehui));
    }
}
