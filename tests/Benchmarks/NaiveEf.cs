using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Benchmarks;

/// <summary>The same completion as EF Core comes naturally: a context per request, rows loaded as entities, changed and saved once.</summary>
/// <remarks>It checks what ours checks (repeated command, the person's grants, the open task) and runs the same step function on a
/// definition parsed once; only the way to the database differs.</remarks>
internal sealed class NaiveEf(BenchInstallation installation)
{
    /// <summary>Closed task, next task, state, event.</summary>
    public const int EngineRows = 4;

    private readonly DbContextOptions<ApprovalsDb> _options = installation.Connection is { } connection
        ? new DbContextOptionsBuilder<ApprovalsDb>().UseNpgsql(connection).Options
        : new DbContextOptionsBuilder<ApprovalsDb>().UseSqlite($"Data Source={installation.DatabaseFile};Default Timeout=30").Options;

    private WorkflowDefinition? _definition;

    public async Task CompleteAsync(RowId id)
    {
        var (who, command, now) = (installation.Clerk.Id, Guid.NewGuid(), DateTimeOffset.UnixEpoch.AddDays(19_000));
        await using var db = new ApprovalsDb(_options, ActingAs.SystemJob("bench"));
        if (await db.Events.AnyAsync(e => e.Actor == who && e.CommandId == command))
        {
            return;
        }

        var official = await db.Officials.FirstAsync(o => o.Id == who);
        var grants = await db.Grants.Where(g => g.OfficialId == who).ToListAsync();
        var task = await db.Tasks.FirstAsync(t => t.County == id.County && t.Id == id.Id);
        var found = await db.Cases.FirstAsync(c => c.County == task.County && c.Id == task.CaseId);
        var members = await db.CaseMembers.Where(m => m.County == task.County && m.CaseId == task.CaseId).ToListAsync();
        var instance = await db.Instances.FirstAsync(i => i.County == task.County && i.Id == task.InstanceId);
        var last = await db.Events.Where(e => e.County == task.County && e.CaseId == task.CaseId).OrderByDescending(e => e.Seq).FirstAsync();
        if (task.State != TaskState.Open || !grants.Exists(g => g.Role == task.Role) || members.Exists(m => m.IdHash.SequenceEqual(official.PersonHash ?? [])))
        {
            throw new InvalidOperationException("Not a task for this person.");
        }

        var definition = _definition ??= DefinitionReader.Read((await db.Definitions.FirstAsync(d => d.VersionId == instance.DefinitionVersionId)).Json, installation.Steps.Catalogue).Definition!;
        var burst = await Burst.RunAsync(definition, installation.Steps.Catalogue, InstanceState.Parse(instance.State),
            new Stimulus.TaskCompleted(task.Bookmark, Supplement.Supplied, Value.Null), now, (_, _) => throw new InvalidOperationException("The flow of the benchmark has no automatic step."));
        task.State = TaskState.Done;
        task.Outcome = Supplement.Supplied;
        task.CompletedBy = who;
        task.CompletedAt = now;
        instance.State = burst.State!.ToJson();
        foreach (var open in burst.Outputs.OfType<Output.OpenTask>())
        {
            db.Tasks.Add(Next(found, instance, open, now));
        }

        var text = JsonSerializer.Serialize(new { kind = "task.completed", task = task.Id, step = task.Step, log = burst.Journal });
        instance.EventSeq = last.Seq + 1;
        instance.EventHead = SHA256.HashData(Encoding.UTF8.GetBytes(Convert.ToHexString(last.Hash) + text));
        db.Events.Add(new CaseEvent
        {
            County = task.County,
            CaseId = task.CaseId,
            Seq = instance.EventSeq,
            Kind = "task.completed",
            At = now,
            Day = DateOnly.FromDateTime(now.DateTime),
            Actor = who,
            CommandId = command,
            Text = text,
            Previous = last.Hash,
            Hash = instance.EventHead,
        });
        await db.SaveChangesAsync();
    }

    private static CaseTask Next(Case found, Instance instance, Output.OpenTask open, DateTimeOffset now) => new()
    {
        County = found.County,
        Id = Guid.CreateVersion7(),
        CaseId = found.Id,
        InstanceId = instance.Id,
        Bookmark = open.Bookmark,
        ActivityId = open.ActivityId,
        Step = open.Type,
        Role = Roles.Window,
        Area = found.HandlingArea,
        Programme = found.Programme,
        OpenedAt = now,
        OpenedOn = DateOnly.FromDateTime(now.DateTime),
        State = TaskState.Open,
    };
}
