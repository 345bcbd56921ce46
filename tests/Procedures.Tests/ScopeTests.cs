using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Notices;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Who sees what: whatever the grants, exactly the cases whose place of handling begins with the code of a granted area, in every list alike.</summary>
public sealed class ScopeTests(PostgreSqlServer server)
{
    private const int People = 150;
    private static readonly string[] Areas = ["220000", "220182", "220182101", "220182101200", "220182101201", "220182103", "220182103200", "220183", "430626", "220182102", "220182101210"];

    [Theory, InlineData(Store.Sqlite, 20220301), InlineData(Store.PostgreSql, 20220302)]
    public async Task A_person_sees_the_cases_of_the_granted_areas_and_no_other(Store store, int seed)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var gone = installation;
        await Journey.BeginAsync(installation, county, seed: "1");
        await Journey.BeginAsync(installation, county, seed: "2", village: "220182101201");
        await Journey.BeginAsync(installation, county, seed: "3", window: "staff-a", village: County.SmallVillage);
        var helped = (await installation.ReadAsync(db => db.Cases.FirstAsync(c => c.HandlingArea == AreaCode.Parse(County.SmallVillage)))).Id;
        await installation.TamperAsync(db => db.Cases.Where(c => c.Id == helped).ExecuteUpdateAsync(s => s.SetProperty(c => c.AssistingArea, AreaCode.Parse("220182101"))));
        var places = await installation.ReadAsync(db => db.Cases.Select(c => new { c.County, c.Id, c.HandlingArea, c.AssistingArea }).ToListAsync());
        var open = await installation.ReadAsync(db => db.Tasks.Where(t => t.State == TaskState.Open).ToListAsync());
        Assert.Equal(3, places.Count);
        var somebody = await installation.ReadAsync(db => db.Officials.FirstAsync());
        var random = new Random(seed);

        var (sawSome, inboxes) = (0, 0);
        for (var i = 0; i < People; i++)
        {
            var grants = Enumerable.Range(0, random.Next(0, 4)).Select(_ => GrantOf(random, random.Next(2) == 0 ? open[random.Next(open.Count)].Role : Roles.All[random.Next(Roles.All.Count)].Code)).ToList();
            var acting = ActingAs.Official(somebody, grants, new DateOnly(2022, 3, 1));
            var opening = grants.Where(g => Roles.OpeningCases.Contains(g.Role) && g.InForce(new DateOnly(2022, 3, 1))).Select(g => g.Area.ToString() is "220000" ? "22" : g.Area.ToString()).ToList();
            var expected = places.Where(p => opening.Exists(a => p.HandlingArea.ToString().StartsWith(a, StringComparison.Ordinal) || p.AssistingArea?.ToString().StartsWith(a, StringComparison.Ordinal) == true)).Select(p => new RowId(p.County, p.Id).ToString()).Order().ToList();

            var listed = await installation.AskAsync(acting, new ListCases(new CaseFilter()));
            Assert.Equal(expected, listed.Rows.Select(r => r.CaseId).Order());
            Assert.Equal(expected.Count, listed.Total);
            foreach (var place in places)
            {
                var id = new RowId(place.County, place.Id);
                Assert.Equal(expected.Contains(id.ToString()), await installation.AskAsync(acting, new ViewCase(id)) is not null);
            }

            var due = open.Where(t => acting.Mandates.Any(m => m.Covers(t.Role, t.Area, t.Programme))).ToList();
            var inbox = await installation.AskAsync(acting, new Inbox(new InboxFilter()));
            Assert.Equal(due.Select(t => t.Address.ToString()).Order(), inbox.Rows.Select(t => t.TaskId).Order());
            Assert.Equal((due.Count, due.Count), (inbox.Total, inbox.Counts.Sum(c => c.Count)));
            Assert.Equal(due.Select(t => t.Area.ToString()).Distinct().Order(), inbox.Places.Select(p => p.Code).Order());
            var small = await installation.AskAsync(acting, new Inbox(new InboxFilter(Village: County.SmallVillage)));
            Assert.Equal(due.Where(t => t.Area.ToString() == County.SmallVillage).Select(t => t.Address.ToString()).Order(), small.Rows.Select(t => t.TaskId).Order());
            Assert.Equal(small.Rows.Count, small.Total);
            inboxes += due.Count > 0 ? 1 : 0;
            sawSome += expected.Count > 0 ? 1 : 0;
        }

        Assert.InRange(sawSome, People / 5, People * 4 / 5);
        Assert.InRange(inboxes, People / 5, People * 4 / 5);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.PostgreSql)]
    public async Task Nobody_sees_nothing(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var gone = installation;
        var family = await Journey.BeginAsync(installation, county);

        Assert.Empty((await installation.AskAsync(ActingAs.Nobody, new ListCases(new CaseFilter()))).Rows);
        Assert.Null(await installation.AskAsync(ActingAs.Nobody, new ViewCase(family.Case)));
        Assert.Empty(await installation.AskAsync(ActingAs.Nobody, new NoticeList(0)));
    }

    // Asked on one database: both are made from one model by one tool, and SQLite's comparison reports differences that make no operation.
    [Fact]
    public async Task The_migrations_make_what_the_program_expects()
    {
        var (installation, _) = await Installation.StartAsync(Store.PostgreSql, server);
        await using var gone = installation;
        Assert.False(await installation.ReadAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));
        Assert.Empty(await installation.ReadAsync(async db => await db.Database.GetPendingMigrationsAsync()));
    }

    private static Grant GrantOf(Random random, string role) => new()
    {
        County = 220182,
        Id = Guid.CreateVersion7(),
        OfficialId = Guid.Empty,
        Role = role,
        Area = AreaCode.Parse(Areas[random.Next(Areas.Length)]),
        Programme = random.Next(2) == 0 ? "*" : "dibao",
        From = new DateOnly(2022, random.Next(2, 4), 1),
        To = random.Next(4) == 0 ? new DateOnly(2022, 2, 28) : null,
        GrantedBy = Guid.Empty,
        GrantedAt = new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };
}
