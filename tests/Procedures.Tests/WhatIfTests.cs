using Approvals.Procedures.DibaoApplication;

namespace Approvals.Procedures.Tests;

/// <summary>What would change the outcome is for those who investigate, review and decide this very case.</summary>
public sealed class WhatIfTests(PostgreSqlServer server)
{
    [Fact]
    public async Task Those_with_the_case_role_see_it_and_nobody_else_does()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        await county.HireAsync("elsewhere", County.SmallTownship, People.Roles.Reviewer);

        foreach (var (person, may) in new[] { ("investigator", true), ("reviewer", true), ("leader", true), ("officer", true), ("county-leader", true), ("auditor", true), ("window", false), ("assistant", false), ("centre", false), ("finance", false), ("elsewhere", false) })
        {
            Assert.Equal((person, may), (person, await county.AskAsync(person, new MayAskWhatWouldChange(family.Case))));
            Assert.Equal((person, may), (person, await county.AskAsync(person, new ViewWhatWouldChange(family.Case)) is not null));
        }
    }

    [Fact]
    public async Task The_page_says_what_the_rule_says_now_and_where_it_turns_over()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        var page = await county.AskAsync("reviewer", new ViewWhatWouldChange(family.Case));
        Assert.Equal(("符合收入条件，每月 250.00 元", null), (page!.Now, page.Undecided));
        Assert.Equal(new WhatIfLine("全年可计算收入从9,000.00元增加到12,000.00元", "不符合收入条件", true), page.Lines[0]);
        Assert.Contains(new WhatIfLine("没有成员2（配偶）的工资性收入（镇食品厂）", "符合收入条件，每月 1,000.00 元", false), page.Lines);
    }
}
