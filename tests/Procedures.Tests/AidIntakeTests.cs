using System.Text.Json.Nodes;
using Approvals.Procedures.TemporaryAssistance;

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
}
