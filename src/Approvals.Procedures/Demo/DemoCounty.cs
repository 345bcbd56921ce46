using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Demo;

/// <summary>Thirty made-up households in every state, brought there by the same actions officials use, in the weeks before 2022-03-01.</summary>
public sealed class DemoCounty(Actions actions, DemoClock demoClock, FileStore files)
{
    private static readonly ActingAs Job = ActingAs.SystemJob("demo");
    private readonly Dictionary<string, ActingAs> _people = [];
    private FileRef _photo = new(string.Empty, string.Empty);

    /// <summary>Loads the demo if nobody is there yet; otherwise keeps everything as it is.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        if (!(await actions.DoAsync(Job, new SettleDemo(), cancel)).Value)
        {
            return;
        }

        _photo = (await files.KeepAsync(DemoPhoto.Bytes, cancel)).Value;
        await demoClock.GoToAsync(LegalTime.StartOf(DemoEmergency.GrantedOn).AddHours(9), cancel);
        await DemoEmergency.SettleAsync(actions, login => ActingAsync(login, cancel), cancel);
        var plans = DemoFamilies.All.Select(f => (Family: f, Steps: f.Steps())).ToList();
        var moments = plans.SelectMany(p => p.Steps.Select(s => (p.Family, Step: s))).OrderBy(m => m.Step.On).ThenBy(m => m.Family.Number).ToList();
        var cases = new Dictionary<int, RowId>();
        foreach (var (family, step) in moments)
        {
            await demoClock.GoToAsync(LegalTime.StartOf(step.On).AddHours(9), cancel);
            await DoAsync(family, step, cases, cancel);
        }

        await demoClock.GoToAsync(LegalTime.StartOf(DemoClock.FirstDay).AddHours(9), cancel);
    }

    private async Task DoAsync(DemoFamily family, DemoStep step, Dictionary<int, RowId> cases, CancellationToken cancel)
    {
        var acting = await ActingAsync(step.By, cancel);
        if (step.Activity == DemoStep.Apply)
        {
            var started = Taken(await actions.DoAsync(acting, new StartApplication(Json(DemoFamilies.Application(family, step.On, _photo)), Guid.NewGuid()), cancel), family, step);
            cases[family.Number] = RowId.TryParse(started.CaseId, out var id) ? id : throw new InvalidOperationException();
            return;
        }

        var visitors = new List<Guid>();
        foreach (var visitor in step.Visitors)
        {
            visitors.Add((await ActingAsync(visitor, cancel)).Id);
        }

        var form = Json(DemoFamilies.Form(step, _photo, visitors));
        if (step.Activity == DemoStep.Withdraw)
        {
            Taken(await actions.DoAsync(acting, new WithdrawApplication(cases[family.Number], form, Guid.NewGuid()), cancel), family, step);
            return;
        }

        var task = await actions.AskAsync(Job, new DemoTask(cases[family.Number], step.Activity), cancel);
        Taken(await actions.DoAsync(acting, new CompleteTask(task, step.Outcome, form, Guid.NewGuid()), cancel), family, step);
    }

    private async Task<ActingAs> ActingAsync(string login, CancellationToken cancel) =>
        _people.TryGetValue(login, out var known) ? known : _people[login] = await actions.AskAsync(Job, new DemoActing(login), cancel);

    private static T Taken<T>(Reply<T> reply, DemoFamily family, DemoStep step) => reply.Done
        ? reply.Value
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
            $"Demo household {family.Number} at {step.Activity}: {reply.Refusal!.Code} {string.Join("; ", reply.Refusal.Fields.Select(f => f.Path + " " + f.Message))}"));

    private static JsonElement Json(JsonObject form) => JsonElement.Parse(form.ToJsonString());
}

/// <summary>The open task of a case at an activity.</summary>
internal sealed record DemoTask(RowId Case, string Activity) : IQuestion<RowId>;

internal sealed class DemoTaskHandler(ActionSession session) : IRequestHandler<DemoTask, RowId>
{
    public async Task<RowId> Handle(DemoTask request, CancellationToken cancellationToken) => new(request.Case.County,
        await session.Db.Tasks.Where(t => t.CaseId == request.Case.Id && t.ActivityId == request.Activity && t.State == TaskState.Open).Select(t => t.Id).FirstAsync(cancellationToken));
}
