using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Incidents;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>What people type wrongly, each with the field it is told at; and what looks odd but is right.</summary>
public sealed class BadInputTests(PostgreSqlServer server)
{
    public static readonly TheoryData<string, JsonNode?, string, string> Wrong = new()
    {
        { "household.members", new JsonArray(), "household.members", "至少要有 1 项" },
        { "household.members[0].idNumber", Papers.Id("22018219680305", "1", 1)[..17] + (Papers.Id("22018219680305", "1", 1)[17] == '1' ? "2" : "1"), "household.members[0].idNumber", "校验" },
        { "household.members[0].name", "", "household.members[0].name", "请填写姓名" },
        { "household.members[0].name", "张3", "household.members[0].name", "不能用于姓名" },
        { "household.members[1].relation", "uncle", "household.members[1].relation", "“uncle”不在可选范围内" },
        { "household.members[1].relation", "self", "household.members", "有且只有一位" },
        { "household.appliedOn", "2022-03-02", "household.appliedOn", "晚于今天" },
        { "household.appliedOn", "1.3.2022", "household.appliedOn", "不是日期" },
        { "household.village", "430626100200", "household.village", "不在你的负责区域" },
        { "income.items[0].amount", -1, "income.items[0].amount", "不能是负数" },
        { "income.items[0].amount", "9000.001", "income.items[0].amount", "不是金额" },
        { "income.items[0].amount", "九千", "income.items[0].amount", "“九千”不是金额" },
        { "income.items[0].times", 13, "income.items[0].times", "不能大于 12" },
        { "income.items[0].times", 0, "income.items[0].times", "不能小于 1" },
        { "income.items[0].member", 9, "income.items[0].member", "没有第 9 位" },
        { "property.business", "maybe", "property.business", "看不懂" },
        { "property.savings", null, "property.savings", "请填写存款" },
        { "consent.signatures", new JsonArray(new JsonObject { ["member"] = 1 }), "consent.signatures", "第 2 位成年成员还没有签" },
        { "consent.papers", new JsonArray(), "consent.papers", "请上传" },
        { "surprise", 1, "surprise", "没有这个字段" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task A_mistake_is_told_at_its_field_with_the_remedy_and_nothing_is_stored(string path, JsonNode? typed, string at, string said)
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var form = Papers.With(Papers.Family(await county.PhotoAsync()), path, typed?.DeepClone());

        var reply = await county.ApplyAsync("window", form);

        Assert.Equal(RefusalKind.Invalid, reply.Refusal!.Kind);
        var field = Assert.Single(reply.Refusal.Fields, f => f.Path == at);
        Assert.Contains(said, field.Message, StringComparison.Ordinal);
        Assert.Equal(0, await installation.ReadAsync(db => db.Cases.CountAsync()));
        Assert.Equal(0, await installation.ReadAsync(db => db.Citizens.CountAsync()));
    }

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task A_null_character_is_told_at_its_field_and_never_reaches_the_database(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await new Flow().With("acceptance", "Approvals.Acceptance").With("wrong", "Elsa.Fault", ("message", Flow.Literal("做不了"))).Connect("acceptance:Accepted>wrong").PublishAsync(installation);
        var family = await Journey.BeginAsync(installation, county);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        Assert.True(RowId.TryParse(Assert.Single((await county.AskAsync("officer", new ListIncidents(new IncidentFilter(null)))).Rows).IncidentId, out var incident));
        var form = System.Text.Json.JsonElement.Parse(@"{""kind"":""cancel"",""reason"":""按材\u0000料认定""}");
        var reply = await county.DoAsync("reviewer", new ProposeRepair(incident, form, Guid.NewGuid()));
        Assert.Equal((RefusalKind.Invalid, "reason"), (reply.Refusal!.Kind, Assert.Single(reply.Refusal.Fields).Path));
    }

    [Fact]
    public async Task Half_a_character_is_told_and_is_no_error_of_the_program()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var form = Papers.Family(await county.PhotoAsync()).ToJsonString().Replace("\"name\":\"", "\"name\":\"\\ud800", StringComparison.Ordinal);
        Assert.Contains("\\ud800", form, StringComparison.Ordinal);
        var reply = await county.DoAsync("window", new StartApplication(System.Text.Json.JsonElement.Parse(form), Guid.NewGuid()));
        Assert.Equal((RefusalKind.Invalid, "form.text"), (reply.Refusal!.Kind, reply.Refusal.Code));
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var form = Papers.Family(await county.PhotoAsync());
        form = Papers.With(form, "household.members[0].name", "");
        form = Papers.With(form, "income.items[0].amount", "abc");
        form = Papers.With(form, "property.vehicles", "x");

        Assert.Equal(3, (await county.ApplyAsync("window", form)).Refusal!.Fields.Count);
    }

    [Fact]
    public async Task A_farm_loss_counts_as_zero_and_a_wage_of_nobody_is_not_invented()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county, f => Papers.With(Papers.With(f, "income.items[0].kind", "farm"), "income.items[0].amount", -800));

        await family.ToInitialReviewAsync();

        var sheet = (await county.AskAsync("reviewer", new ViewCase(family.Case)))!.Sheet!;
        Assert.Contains(sheet.Parts.SelectMany(p => p.Lines), l => l.Result.EndsWith("= 1,000.00元", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Old_numbers_minority_names_rare_characters_and_thirty_members_are_taken_as_typed()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var photo = await county.PhotoAsync();
        var members = new JsonArray(Papers.Member("阿依古丽·买买提", "220182680305001", "self", "none"), Papers.Member("𠮷田家", Papers.Id("22018219700712", "3", 2), "spouse", "none"));
        for (var i = 0; i < 28; i++)
        {
            members.Add((JsonNode)Papers.Member("李𬭚", Papers.Id("22018220100115", "3", i + 10), "child", "none"));
        }

        var form = Papers.With(Papers.Family(photo), "household.members", members);
        var started = await county.ApplyAsync("window", form);

        Assert.True(started.Done, Journey.Say(started.Refusal));
        Assert.True(Procedures.Storage.RowId.TryParse(started.Value.CaseId, out var id));
        var page = await county.AskAsync("window", new ViewHousehold(id));
        Assert.Equal(30, page!.Members.Count);
        Assert.Equal(("阿依古丽·买买提", "𠮷田家"), (page.Members[0].Name, page.Members[1].Name));
        var number = await county.DoAsync("window", new RevealNumber(id, Guid.Parse(page.Members[0].CitizenId), "核对身份"));
        Assert.StartsWith("22018219680305001", number.Value, StringComparison.Ordinal);
        Assert.Equal("220182680305001", (await county.DoAsync("window", new ApplicationAsTyped(id))).Value["household"]!["members"]![0]!["idNumber"]!.ToString());
    }

    [Fact]
    public async Task A_silent_source_is_covered_by_the_reviewer_in_words_or_the_case_waits()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        await family.DoAsync("centre", "informationCheck", InformationCheck.Answered, Papers.Check("silent"));
        await family.DoAsync("investigator", "homeVisit", HomeVisit.Visited, Papers.Visit(family.Photo, "2022-03-01", county.IdOf("investigator"), county.IdOf("investigator2")));
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
        var bare = await family.TryAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        Assert.Equal("silentSourceCovered", Assert.Single(bare.Refusal!.Fields).Path);
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.With(Papers.Opinion(), "silentSourceCovered", "到农商行现场查询，无存款。"));

        await county.SetValueAsync("information-check.silent-source", "wait", "O13");
        var waiting = await Journey.BeginAsync(installation, county, seed: "2");
        await waiting.DoAsync("window", "acceptance", Acceptance.Accepted);
        await waiting.DoAsync("centre", "informationCheck", InformationCheck.Answered, Papers.Check("silent"));
        await waiting.DoAsync("investigator", "homeVisit", HomeVisit.Visited, Papers.Visit(waiting.Photo, "2022-03-01", county.IdOf("investigator"), county.IdOf("investigator2")));
        Assert.Equal("sourceRecheck", Assert.Single(await waiting.OpenAsync()).ActivityId);
        var still = await waiting.TryAsync("centre", "sourceRecheck", InformationCheck.Answered, Papers.Check("silent"));
        Assert.Equal("sources", Assert.Single(still.Refusal!.Fields).Path);
        await waiting.DoAsync("centre", "sourceRecheck", InformationCheck.Answered, Papers.Check());
        Assert.True(await waiting.IsOpenAsync("propertyReview"));
    }
}
