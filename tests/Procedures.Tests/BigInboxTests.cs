using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>An inbox of thousands: its numbers may be seconds old, its lines never are, and nobody sees by it what is not theirs.</summary>
public sealed class BigInboxTests(PostgreSqlServer server)
{
    // Above the 2,000 up to which an inbox is looked through each time (record 0071).
    private const int Many = 2_050;

    [Theory, InlineData(Store.Memory), InlineData(Store.PostgreSql)]
    public async Task What_is_closed_is_gone_at_once_and_the_numbers_follow_within_seconds(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var gone = installation;
        await Journey.BeginAsync(installation, county);
        var first = await installation.ReadAsync(db => db.Tasks.AsNoTracking().SingleAsync(t => t.State == TaskState.Open));
        await CopyAsync(installation, Many - 1);
        var (wide, narrow, elsewhere) = (await GrantedAsync(installation, first.Role, "220182"), await GrantedAsync(installation, first.Role, first.Area.ToString()), await GrantedAsync(installation, first.Role, "220183"));

        var before = await installation.AskAsync(wide, new Inbox(new InboxFilter()));
        Assert.Equal((Many, 30), (before.Total, before.Rows.Count));
        Assert.Equal(before.Rows.Select(r => r.TaskId), (await installation.AskAsync(narrow, new Inbox(new InboxFilter()))).Rows.Select(r => r.TaskId));
        Assert.Empty((await installation.AskAsync(elsewhere, new Inbox(new InboxFilter()))).Rows);

        // Ten of the first page are closed by others: the page is full again, without them, while the numbers are those of a moment ago.
        var closed = before.Rows.Take(10).Select(r => r.TaskId).ToList();
        await CloseAsync(installation, closed);
        var after = await installation.AskAsync(wide, new Inbox(new InboxFilter()));
        Assert.Equal(before.Rows.Skip(10).Select(r => r.TaskId), after.Rows.Take(20).Select(r => r.TaskId));
        Assert.Equal((Many, 30), (after.Total, after.Rows.Count));

        // More than were kept in reserve: the page is looked for again.
        await CloseAsync(installation, [.. after.Rows.Select(r => r.TaskId)]);
        var later = await installation.AskAsync(wide, new Inbox(new InboxFilter()));
        Assert.Equal(30, later.Rows.Count);
        Assert.Empty(later.Rows.Select(r => r.TaskId).Intersect([.. closed, .. after.Rows.Select(r => r.TaskId)]));

        installation.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(Many - 40, (await installation.AskAsync(wide, new Inbox(new InboxFilter()))).Total);
    }

    private static Task CopyAsync(Installation installation, int copies) => installation.TamperAsync(async db =>
    {
        var values = db.Entry(await db.Tasks.AsNoTracking().SingleAsync(t => t.State == TaskState.Open)).CurrentValues.Clone();
        for (var i = 0; i < copies; i++)
        {
            values["Id"] = Guid.CreateVersion7();
            db.Tasks.Add((CaseTask)values.ToObject());
        }

        await db.SaveChangesAsync();
    });

    private static Task CloseAsync(Installation installation, IReadOnlyList<string> tasks) => installation.TamperAsync(db =>
    {
        var ids = tasks.Select(t => RowId.TryParse(t, out var id) ? id.Id : default).ToList();
        return db.Tasks.Where(t => ids.Contains(t.Id)).ExecuteUpdateAsync(s => s.SetProperty(t => t.State, TaskState.Done));
    });

    private static async Task<ActingAs> GrantedAsync(Installation installation, string role, string area)
    {
        var somebody = await installation.ReadAsync(db => db.Officials.FirstAsync());
        var grant = new Grant { County = 220182, Id = Guid.CreateVersion7(), OfficialId = somebody.Id, Role = role, Area = AreaCode.Parse(area), Programme = "*", From = new DateOnly(2022, 1, 1), GrantedBy = Guid.Empty, GrantedAt = default };
        return ActingAs.Official(somebody, [grant], new DateOnly(2022, 3, 1));
    }
}
