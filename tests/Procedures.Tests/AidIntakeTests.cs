using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Whom the duty desk takes in: where the emergency is, or whatever the county chose; and who somebody is before the papers are complete.</summary>
public class AidIntakeTests(PostgreSqlServer server)
{
    private const string PlaceKey = "temporary-assistance.application-place";

    [Fact]
    public async Task An_emergency_is_helped_where_it_happens_whatever_the_registration()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.ReportAsync(From("elsewhere", "elsewhere"));
        var law = await town.AskAsync("desk", new ViewIntake());
        Assert.Equal((true, "户籍地、居住地、急难发生地"), (law.Anybody, law.Places));
        Assert.Contains("N2021-2.6.2", law.Clauses);
    }

    [Fact]
    public async Task A_report_is_not_taken_down_as_of_yesterday_because_the_clock_on_the_wall_is_fast()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var form = AidTown.Report();
        form["reportedTime"] = "09:20";
        Assert.Equal("reportedTime", Assert.Single((await town.DoAsync("desk", new ReportEmergency(AidTown.Json(form), Guid.NewGuid()))).Refusal!.Fields).Path);
        // What really was yesterday evening is.
        form["happenedOn"] = "2022-02-28";
        form["reportedTime"] = "23:50";
        var story = await town.ReportAsync(form);
        Assert.Equal(LegalTime.StartOf(new DateOnly(2022, 3, 1)).AddMinutes(-10).AddHours(24), (await story.PageAsync()).DueAt);
    }

    [Fact]
    public async Task A_county_that_chose_registration_and_residence_sends_others_on_and_asks_where_they_live()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.SetAsync(PlaceKey, "[registered, residence]", "N2021-2.6.1");
        var refused = (await town.DoAsync("desk", Report(From("elsewhere", "elsewhere")))).Refusal!;
        Assert.Equal(("aid.elsewhere", "N2021-2.6.1"), (refused.Code, refused.Clause));
        Assert.Contains("户籍地、居住地", refused.Message, StringComparison.Ordinal);
        Assert.Equal("residence", Assert.Single((await town.DoAsync("desk", Report(From("elsewhere", null)))).Refusal!.Fields).Path);
        await town.ReportAsync(From("elsewhere", "here"));
        await town.ReportAsync(From("here", "elsewhere"));
        // Nobody knows yet: helped first.
        await town.ReportAsync(From("unknown", null));
        Assert.False((await town.AskAsync("desk", new ViewIntake())).Anybody);
    }

    [Fact]
    public async Task A_county_that_chose_registration_alone_does_not_ask_where_people_live()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        await town.SetAsync(PlaceKey, "[registered]", "N2021-2.6.1");
        Assert.Equal("aid.elsewhere", (await town.DoAsync("desk", Report(From("elsewhere", "here")))).Refusal!.Code);
        await town.ReportAsync(From("here", null));
    }

    [Theory]
    [InlineData("abc", false)]
    [InlineData("1", false)]
    [InlineData("0515-8688 0001", true)]
    [InlineData("12345", true)]
    public async Task A_phone_number_is_digits(string typed, bool taken)
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var form = AidTown.Report();
        form["phone"] = typed;
        var reply = await town.DoAsync("desk", Report(form));
        Assert.Equal(taken, reply.Done);
        Assert.True(taken || Assert.Single(reply.Refusal!.Fields).Path == "phone");
    }

    [Fact]
    public async Task Rigid_expenses_are_no_emergency_of_a_place()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        Assert.Equal("aid.elsewhere", (await town.DoAsync("desk", Expense(town, "elsewhere", "elsewhere"))).Refusal!.Code);
        Assert.Equal("residence", Assert.Single((await town.DoAsync("desk", Expense(town, "unknown", null))).Refusal!.Fields).Path);
        await town.TakeAsync("desk", Expense(town, "elsewhere", "here"));
    }

    [Fact]
    public async Task Somebody_helped_without_a_name_gets_name_and_number_later_with_the_reason_and_both_stay_on_file()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await (await town.ReportAsync(AidTown.Report("不详", urgency: "emergency"))).PaidAsync();
        var form = new JsonObject { ["name"] = "王志远", ["idNumber"] = Papers.Id("32092119670415", "11", 7), ["registration"] = "elsewhere", ["reason"] = "公安机关核实" };
        Assert.Equal("task.role", (await town.DoAsync("leader", Correct(story, form))).Refusal!.Code);
        Assert.Equal("reason", Assert.Single((await town.DoAsync("desk", Correct(story, new JsonObject { ["name"] = "王志远" }))).Refusal!.Fields).Path);
        Assert.Equal("已更正：姓名、身份证号、户籍", (await town.TakeAsync("desk", Correct(story, form))).Summary);
        Assert.Equal("aid.nothing-corrected", (await town.DoAsync("desk", Correct(story, form))).Refusal!.Code);
        form["idNumber"] = Papers.Id("32092119670415", "11", 8);
        Assert.Equal("idNumber", Assert.Single((await town.DoAsync("desk", Correct(story, form))).Refusal!.Fields).Path);
        var page = await story.PageAsync();
        Assert.Equal((true, "外县"), (page.IdentityKnown, page.Registration));
        Assert.Contains(page.Known, k => k.Label == "更正姓名" && k.Text == "由“不详”改为“王志远”：公安机关核实");
        var view = (await town.AskAsync("desk", new Casework.ViewCase(story.Case)))!;
        Assert.Equal("王志远", view.Head.Applicant);
        Assert.Contains(view.Timeline, t => t.Sentence == "更正姓名、身份证号、户籍：公安机关核实");
        Assert.Equal("王志远", await installation.ReadAsync(db => db.Citizens.Select(c => c.Name).SingleAsync()));
        await story.CloseAsync();
        Assert.Equal("已更正：姓名", (await town.TakeAsync("desk", Correct(story, new JsonObject { ["name"] = "王致远", ["reason"] = "户口簿写法" }))).Summary);
        Assert.Equal("王致远", await installation.ReadAsync(db => db.Citizens.Select(c => c.Name).SingleAsync()));
    }

    [Fact]
    public async Task Without_a_number_the_limits_follow_the_corrected_name()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var known = await town.ReportAsync(AidTown.Report("李四海", urgency: "emergency"));
        var nameless = await town.ReportAsync(AidTown.Report("不详", urgency: "emergency", cause: "illness"));
        Assert.Empty((await known.PageAsync()).SamePerson);
        await town.TakeAsync("desk", Correct(nameless, new JsonObject { ["name"] = "李四海", ["reason"] = "本人醒来说明" }));
        Assert.Single((await known.PageAsync()).SamePerson);
        Assert.False((await nameless.PageAsync()).IdentityKnown);
    }

    [Fact]
    public async Task Papers_are_not_complete_while_nobody_knows_who_was_helped()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await (await town.ReportAsync(AidTown.Report("不详", urgency: "emergency"))).PaidAsync();
        foreach (var outcome in new[] { PaperCompletion.Complete, PaperCompletion.Received })
        {
            var refused = (await story.TryAsync("desk", "papers", outcome, story.AllPapers())).Refusal!;
            Assert.Equal("idNumber", Assert.Single(refused.Fields).Path);
            Assert.Contains("救助管理站", refused.Next, StringComparison.Ordinal);
        }

        var rest = story.AllPapers();
        rest["papers"] = new JsonArray("application", "verification", "receipt", "approval-sheet");
        await story.DoAsync("desk", "papers", PaperCompletion.Received, rest);
        var last = story.FoundOut();
        last["papers"] = new JsonArray("identity");
        await story.DoAsync("desk", "papers", PaperCompletion.Complete, last);
        Assert.True((await story.PageAsync()).IdentityKnown);
    }

    [Fact]
    public async Task The_whole_number_goes_into_a_draft_of_dibao_only_after_a_referral_and_only_at_the_desk()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await (await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency", idNumber: Papers.Id("32092119680305", "81", 1)))).PaidAsync();
        Assert.Equal("referral.none", (await town.DoAsync("desk", new CarryToDibao(story.Case))).Refusal?.Code);
        await story.DoAsync("desk", "papers", PaperCompletion.Complete, story.AllPapers());
        await story.DoAsync("desk", "referral", Referral.Referred, new JsonObject { ["targets"] = new JsonArray("dibao") });
        Assert.Equal("task.role", (await town.DoAsync("officer", new CarryToDibao(story.Case))).Refusal?.Code);
        Assert.Null(await town.AskAsync("officer", new ReadDraft(CarryToDibao.DraftKey)));
        Assert.True((await story.PageAsync("desk")).MayStartDibao);
        await town.TakeAsync("desk", new CarryToDibao(story.Case));
        Assert.NotNull(await town.AskAsync("desk", new ReadDraft(CarryToDibao.DraftKey)));
    }

    [Fact]
    public async Task Papers_do_not_turn_a_known_person_into_two()
    {
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var story = await (await town.ReportAsync(AidTown.Report("甲一", urgency: "emergency", idNumber: Papers.Id("32092119680305", "81", 1)))).PaidAsync();
        Assert.Equal("idNumber", Assert.Single((await story.TryAsync("desk", "papers", PaperCompletion.Complete, story.FoundOut())).Refusal!.Fields).Path);
        await story.DoAsync("desk", "papers", PaperCompletion.Complete, story.AllPapers());
    }

    private static ReportEmergency Report(JsonObject form) => new(AidTown.Json(form), Guid.NewGuid());

    private static JsonObject From(string registration, string? residence)
    {
        var form = AidTown.Report("外地人", urgency: "emergency", sameAs: ReportEmergency.AnotherEvent);
        form["registration"] = registration;
        if (residence is not null)
        {
            form["residence"] = residence;
        }

        return form;
    }

    private static ApplyForExpense Expense(AidTown town, string registration, string? residence)
    {
        var form = ExpenseAidTests.Application(town);
        form["registration"] = registration;
        if (residence is not null)
        {
            form["residence"] = residence;
        }

        return new ApplyForExpense(AidTown.Json(form), Guid.NewGuid());
    }

    private static CorrectPerson Correct(AidStory story, JsonObject form) => new(story.Case, AidTown.Json(form), Guid.NewGuid());
}
