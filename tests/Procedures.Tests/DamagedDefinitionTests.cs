using System.Diagnostics;
using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Designer;
using Approvals.Procedures.Legality;
using Approvals.Workflow;

namespace Approvals.Procedures.Tests;

/// <summary>Whatever is done to a flow of the product, checking and publishing it ends with findings that have a place, or with a lawful flow.</summary>
public sealed class DamagedDefinitionTests(PostgreSqlServer server, ITestOutputHelper output)
{
    private static readonly string Shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "dibao", "application.json"));

    [Fact]
    public void Damaged_flows_of_the_product_are_checked_without_a_crash_or_a_hang()
    {
        var steps = new Steps(Composition.Activities());
        var (check, packs) = (new PublishCheck(steps, LegalityLint.OfProduct(steps)), ShippedPacks.Load(withDemo: true));
        var random = new Random(Soak.Seed(output));
        for (var i = 0; i < Soak.Count(60, 2_000); i++)
        {
            var document = DamagedDocuments.Damage(Shipped, random);
            var begun = Stopwatch.GetTimestamp();
            foreach (var found in check.Findings(DefinitionReader.Read(document, steps.Catalogue), AreaCode.Nation, packs, new DateOnly(2022, 3, 1)))
            {
                Assert.True(found.Finding.Path.StartsWith('$') && found.Sentence.Length > 0, document);
            }

            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), $"slow: {document}");
        }
    }

    [Fact]
    public async Task Damaged_flows_sent_by_the_designer_are_saved_or_refused_and_never_an_error_of_the_program()
    {
        var (installation, county) = await Installation.StartAsync(Store.Memory, server);
        await using var _ = installation;
        var proposer = await county.AsAsync("proposer");
        var random = new Random(Soak.Seed(output));
        var (saved, refused) = (0, 0);
        for (var i = 0; i < Soak.Count(300, 3_000); i++)
        {
            var document = DamagedDocuments.Damage(Shipped, random);
            if (Parse(document) is not { } model)
            {
                continue; // not JSON: the page refuses it before any action
            }

            var reply = await installation.DoAsync(proposer, new SaveDefinition(model, Publish: random.Next(8) == 0, null));
            Assert.True(reply.Done || reply.Refusal!.Message.Length > 0, document);
            (saved, refused) = reply.Done ? (saved + 1, refused) : (saved, refused + 1);
        }

        output.WriteLine($"{saved} saved, {refused} refused");
        Assert.True(refused > 0);
    }

    private static JsonElement? Parse(string document)
    {
        try
        {
            // A definition of this county's own.
            return JsonElement.Parse(document.Replace("\"dibao-application\"", "\"dibao-application@220182\"", StringComparison.Ordinal));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
