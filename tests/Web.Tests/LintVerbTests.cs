using System.Text.Json.Nodes;

namespace Approvals.Web.Tests;

/// <summary>What <c>workflows check</c> says about a file that would break the law.</summary>
public sealed class LintVerbTests(PostgreSqlServer server)
{
    [Fact]
    public async Task A_file_with_the_notice_cut_out_and_its_neighbours_joined_is_refused_with_the_clause()
    {
        using var place = Place.Empty(Store.Sqlite, server);
        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, "flows")).FullName;
        var flow = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "workflows", "dibao", "application.json"), TestContext.Current.CancellationToken))!;
        string[] cut = ["noticePosting", "noticePeriod", "noticeResult"];
        var activities = flow["root"]!["activities"]!.AsArray();
        foreach (var gone in activities.Where(a => cut.Contains(a!["id"]!.GetValue<string>())).ToList())
        {
            activities.Remove(gone);
        }

        foreach (var connection in flow["root"]!["connections"]!.AsArray().ToList())
        {
            var (from, to) = (connection!["source"]!["activity"]!.GetValue<string>(), connection["target"]!["activity"]!.GetValue<string>());
            if (cut.Contains(from))
            {
                flow["root"]!["connections"]!.AsArray().Remove(connection);
            }
            else if (cut.Contains(to))
            {
                connection["target"]!["activity"] = "confirmationLevel";
            }
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "cut.json"), flow.ToJsonString(), TestContext.Current.CancellationToken);

        var refused = await Verb.RunAsync(place, ["workflows", "check", folder]);

        Assert.Equal(1, refused.ExitCode);
        var line = Assert.Single(refused.Lines, l => l.StartsWith("cut.json: countyApproval: ", StringComparison.Ordinal) && l.Contains("公示期满", StringComparison.Ordinal));
        Assert.Contains("SC649-11", line, StringComparison.Ordinal);
        Assert.Contains("社会救助暂行办法", line, StringComparison.Ordinal);
    }
}
