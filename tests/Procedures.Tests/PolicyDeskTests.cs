using Approvals.Procedures.Policy;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>County values: what a value would change before it is one, who may set it, what it replaces; and the clauses behind everything.</summary>
public sealed class PolicyDeskTests(PostgreSqlServer server)
{
    public static readonly TheoryData<Store> Stores = [Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_proposal_shows_the_examples_of_the_rules_it_touches_before_and_after(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var preview = await county.AskAsync("proposer", new PreviewValue("220182", Form("dibao.rural-standard", "4500.00", "N2021-2.2.2")));
        Assert.Equal(("农村低保标准", "4,000.00元/人·年", "4,500.00元/人·年"), (preview.Value.Name, preview.Value.Before, preview.Value.After));
        var gap = preview.Value.Examples.First(e => e.Rule == "低保补差（只看收入）" && e.Facts == "共同生活家庭成员人数 3；家庭全年可计算收入 9000.00");
        Assert.Equal(("每月发放额：250.00元", "每月发放额：375.00元", true), (gap.Before, gap.After, gap.Changed));
        Assert.Contains(preview.Value.Examples, e => !e.Changed);
        Assert.Empty(await installation.ReadAsync(db => db.CountyValues.ToListAsync()));
    }

    [Fact]
    public async Task A_value_no_rule_reads_changes_no_example()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        Assert.Empty((await county.AskAsync("proposer", new PreviewValue("220182", Form("visit.min-staff", "3", "O03")))).Value.Examples);
    }

    [Theory]
    [InlineData("notice.days", "6", "O01", "低于上级规定的下限7天")]
    [InlineData("clock.case", "31", "O01", "高于上级规定的上限30个工作日")]
    [InlineData("dibao.rural-standard", "4500", "YC2017-3.1.9", "不适用于 220182")]
    [InlineData("dibao.rural-standard", "4500", "N2021-9.9", "没有登记")]
    [InlineData("dibao.rural-standard", "4500.001", "N2021-2.2.2", "两位小数")]
    public async Task What_a_higher_text_forbids_is_refused_with_its_clause_in_preview_and_proposal(string key, string value, string cites, string said)
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var preview = await county.AskAsync("proposer", new PreviewValue("220182", Form(key, value, cites)));
        var proposal = await county.DoAsync("proposer", new ProposeValue("220182", Form(key, value, cites), Guid.NewGuid()));
        Assert.All(new[] { preview.Refusal!, proposal.Refusal! }, r => Assert.Contains(said, string.Join("；", r.Fields.Select(f => f.Message)), StringComparison.Ordinal));
        if (said.Contains("上级规定", StringComparison.Ordinal))
        {
            Assert.Contains("依据 O01", proposal.Refusal!.Fields[0].Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_confirmer_reads_the_change_and_the_earlier_value_stays_in_the_history(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var proposed = await county.DoAsync("proposer", new ProposeValue("220182", Form("dibao.rural-standard", "4500.00", "N2021-2.2.2"), Guid.NewGuid()));
        var mine = await county.AskAsync("proposer", new ViewProposal(proposed.Value));
        Assert.Equal(("open", true), (mine!.State, mine.Line.Mine));
        Assert.Equal("policy.not-confirmer", (await county.DoAsync("proposer", new ConfirmValue(proposed.Value, Guid.NewGuid()))).Refusal!.Code);

        var theirs = await county.AskAsync("confirmer", new ViewProposal(proposed.Value));
        Assert.Equal("4,500.00元/人·年", theirs!.Shown);
        Assert.Contains(theirs.Preview!.Examples, e => e.Changed);
        await installation.GoToAsync(new DateOnly(2022, 3, 1), 10);
        Assert.True((await county.DoAsync("confirmer", new ConfirmValue(proposed.Value, Guid.NewGuid()))).Done);

        var page = await county.AskAsync("confirmer", new ViewParameter("dibao.rural-standard"));
        Assert.Equal("4,500.00元/人·年", page!.Line.Shown);
        Assert.Equal(["在用", "不再适用", "不再适用"], page.History.Select(h => h.State));
        Assert.Equal("proposer同志提议，confirmer同志确认", page.History[0].Hands);
        Assert.Equal("4,000.00元/人·年", page.History[1].Shown);
        Assert.Contains(page.Rules, r => r.Rule == "dibao.shortfall");
        Assert.Equal("confirmed", (await county.AskAsync("confirmer", new ViewProposal(proposed.Value)))!.State);
    }

    [Fact]
    public async Task A_clause_is_found_by_its_words_and_leads_to_what_it_reaches()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var found = await county.AskAsync("window", new FindClauses("渐退 审核之月", null, null));
        Assert.Equal("JL2020-2.4.2f", Assert.Single(found.Lines).Id);
        Assert.Equal(104, (await county.AskAsync("window", new FindClauses(null, "JL2020", null))).Total);
        Assert.Empty((await county.AskAsync("window", new FindClauses("没有这样的话", null, null))).Lines);

        var clause = (await county.AskAsync("window", new ViewClause("HN2017-2.2.3")))!;
        Assert.Contains(clause.Rules, r => r.Rule == "dibao.shortfall" && r.Examples.Any(e => e.StartsWith("F2-1 ", StringComparison.Ordinal)));
        Assert.Contains(clause.Parameters, p => p.Key == "dibao.shortfall-basis");
        Assert.Equal("只适用于湖南省", clause.Document.State);
        Assert.Equal("已到期", (await county.AskAsync("window", new ViewClause("JL2020-2.4.2f")))!.Document.State);
        Assert.Null(await county.AskAsync("window", new ViewClause("JL2020-9.9.9")));
    }

    [Fact]
    public async Task A_clause_names_the_steps_that_rest_on_it_and_what_is_said_when_they_are_refused()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var clause = (await county.AskAsync("window", new ViewClause("HN2017-3.1.4")))!;
        Assert.Contains("审核确认", clause.Steps);
        Assert.Contains("你参加过这个案件的调查，不能由你审核确认", clause.Refusals);
        Assert.Contains("不予确认同意的主要依据", (await county.AskAsync("window", new ViewClause("SC649-11")))!.Letters);
    }

    private static ValueForm Form(string key, string value, string cites) => new()
    {
        Key = key,
        Value = value,
        From = new DateOnly(2022, 1, 1),
        Published = new DateOnly(2022, 3, 1),
        Cites = cites,
        DocumentNumber = "测试〔2022〕1号",
    };
}
