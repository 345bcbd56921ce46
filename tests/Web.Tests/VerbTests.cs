using System.Text.Json.Nodes;

namespace Approvals.Web.Tests;

/// <summary>The verbs of the executable, run as an operator runs them.</summary>
public sealed class VerbTests(PostgreSqlServer server)
{
    public static TheoryData<Store> Stores => [.. Place.Stores];

    [Fact]
    public async Task Calculate_answers_line_by_line_in_order_and_ends_with_1_if_a_line_was_wrong()
    {
        using var place = Place.Empty(Store.Sqlite, server);
        var sound = Enumerable.Range(0, 50).Select(i => Shortfall(9000 + (i * 12))).ToList();
        var fine = await Verb.RunAsync(place, ["calculate"], string.Join('\n', sound));

        Assert.Equal((0, string.Empty), (fine.ExitCode, fine.Error));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{250 - i}.00"), fine.Lines.Select(l => Node(l)["result"]!["monthly"]!.ToString()));
        Assert.All(fine.Lines, l => Assert.NotEmpty(Node(l)["cites"]!.AsArray()));

        var mixed = await Verb.RunAsync(place, ["calculate"], string.Join("\r\n", sound[0], "{\"rule\": \"dibao.shortfal\"}", "", "not JSON", Shortfall(9000, "220183"), sound[1]));
        Assert.Equal(1, mixed.ExitCode);
        Assert.Equal(["result", "error", "error", "cannotDecide", "result"], mixed.Lines.Select(l => Node(l).AsObject().First(m => m.Key is "result" or "error" or "cannotDecide").Key));
        Assert.False(Directory.EnumerateFiles(place.Folder, "*.db").Any());
    }

    [Fact]
    public async Task Calculate_lists_its_rules_and_reads_the_values_of_the_installation_it_stands_in()
    {
        using var place = await Place.DemoAsync(Store.Sqlite, server);
        var rules = await Verb.RunAsync(place, ["calculate", "--list"]);
        Assert.Equal(0, rules.ExitCode);
        Assert.All(rules.Lines, l => Assert.NotNull(Node(l)));
        Assert.Contains(rules.Lines, l => l.Contains("dibao.shortfall", StringComparison.Ordinal));

        // 榆树市 has set its own standard, so the line names none.
        var own = await Verb.RunAsync(place, ["calculate"], "{\"rule\":\"dibao.shortfall\",\"area\":\"220182\",\"on\":\"2022-03-01\",\"given\":{\"members\":3,\"countableAnnualIncome\":9000}}");
        Assert.True(own.ExitCode == 0, own.Output + own.Error);
        Assert.Equal("250.00", Node(own.Output)["result"]!["monthly"]!.ToString());
    }

    [Fact]
    public async Task Generate_makes_households_that_calculate_reads_and_its_total_is_the_sum_of_their_sheets()
    {
        using var place = await Place.DemoAsync(Store.Sqlite, server);
        var made = await Verb.RunAsync(place, ["generate", "300", "--seed", "7"]);
        Assert.Equal((0, 300), (made.ExitCode, made.Lines.Count));
        Assert.Equal(made.Output, (await Verb.RunAsync(place, ["generate", "300", "--seed", "7"])).Output);
        Assert.NotEqual(made.Output, (await Verb.RunAsync(place, ["generate", "300", "--seed", "8"])).Output);

        var sheets = (await Verb.RunAsync(place, ["calculate"], made.Output)).Lines.Select(l => Node(l)["result"]!).ToList();
        var total = Node((await Verb.RunAsync(place, ["generate", "300", "--seed", "7", "--total"])).Output);
        Assert.Equal(
            (300, sheets.Sum(s => (int)s["members"]!), sheets.Count(s => (bool)s["eligible"]!), sheets.Sum(s => (decimal)s["monthly"]!)),
            ((int)total["households"]!, (int)total["members"]!, (int)total["eligible"]!, (decimal)total["monthly"]!));
        Assert.InRange((int)total["eligible"]!, 10, 150);
    }

    [Theory]
    [InlineData("户数", "generate", "0")]
    [InlineData("户数", "generate", "many")]
    [InlineData("户数", "generate", "5", "--on", "2022-13-01")]
    [InlineData("没有“220183x”这个县", "generate", "5", "--area", "220183x")]
    public async Task Generate_says_how_it_is_written(string said, params string[] arguments)
    {
        using var place = Place.Empty(Store.Sqlite, server);
        var wrong = await Verb.RunAsync(place, arguments);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains(said, wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workflows_check_passes_what_ships_and_names_file_and_place_of_what_is_wrong()
    {
        using var place = Place.Empty(Store.Sqlite, server);
        var shipped = await Verb.RunAsync(place, ["workflows", "check"]);
        Assert.True(shipped.ExitCode == 0, shipped.Output + shipped.Error);

        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, "flows")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "odd.json"), "{\"id\": \"odd-v1\",", TestContext.Current.CancellationToken);
        var odd = await Verb.RunAsync(place, ["workflows", "check", folder]);
        Assert.Equal(1, odd.ExitCode);
        Assert.StartsWith("odd.json: ", odd.Lines[0], StringComparison.Ordinal);

        var nowhere = await Verb.RunAsync(place, ["workflows", "check", Path.Combine(place.Folder, "nowhere")]);
        Assert.Equal(2, nowhere.ExitCode);
        Assert.Contains("nowhere", nowhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_verb_lists_the_known()
    {
        using var place = Place.Empty(Store.Sqlite, server);
        var unknown = await Verb.RunAsync(place, ["verfy"]);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("verify", unknown.Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Migrate_makes_an_empty_database_ready_and_says_so_again_when_nothing_is_left_to_do(Store store)
    {
        using var place = Place.Empty(store, server);
        for (var time = 0; time < 2; time++)
        {
            var migrated = await Verb.RunAsync(place, ["migrate"]);
            Assert.True(migrated.ExitCode == 0, migrated.Output + migrated.Error);
            Assert.Contains("数据库已是最新", migrated.Output, StringComparison.Ordinal);
        }

        Assert.Equal(0, await place.CountAsync("SELECT COUNT(*) FROM officials"));
        var verified = await Verb.RunAsync(place, ["verify"]);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
    }

    [Fact]
    public async Task Verify_without_an_installation_says_where_it_looked_and_makes_none()
    {
        using var place = Place.Empty(Store.Sqlite, server);
        var nothing = await Verb.RunAsync(place, ["verify"]);
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains($"{place.Folder} 里没有数据库", nothing.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(place.Folder));
    }

    [Theory]
    [InlineData("DELETE FROM events WHERE seq = 1", "events")]
    [InlineData("UPDATE events SET text = REPLACE(text, 'case.started', 'case.begun') WHERE text LIKE '%case.started%'", "events")]
    [InlineData("DELETE FROM letters", "letters")]
    [InlineData("UPDATE decisions SET monthly = monthly + 1 WHERE monthly IS NOT NULL", "decisions")]
    [InlineData("UPDATE facts SET value = REPLACE(value, '9000', '900')", "facts")]
    public async Task Verify_finds_whatever_was_changed_cut_or_taken_away(string change, string table)
    {
        using var place = await Place.DemoAsync(Store.Sqlite, server);
        Assert.True(await place.TamperAsync(change) > 0);
        var found = await Verb.RunAsync(place, ["verify"]);
        Assert.Equal(1, found.ExitCode);
        Assert.Contains(found.Lines, l => l.StartsWith(table + " ", StringComparison.Ordinal));
    }

    private static string Shortfall(int income, string area = "220182") => new JsonObject
    {
        ["rule"] = "dibao.shortfall",
        ["area"] = area,
        ["on"] = "2022-03-01",
        ["given"] = new JsonObject { ["members"] = 3, ["countableAnnualIncome"] = income },
        ["settings"] = area == "220182" ? new JsonObject { ["dibao.rural-standard"] = 4000 } : [],
    }.ToJsonString();

    private static JsonNode Node(string line) => JsonNode.Parse(line)!;
}
