using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Approvals.Procedures;

/// <summary>Something an official (or a job) does: one transaction, one effect.</summary>
public interface IAction<T> : IRequest<Reply<T>>;

/// <summary>An action the caller may send twice by accident: the same id has one effect, the same answer, and refuses another body.</summary>
public interface ICommand<T> : IAction<T>
{
    Guid CommandId { get; }
}

/// <summary>Something an official asks: reads in scope, changes nothing.</summary>
public interface IQuestion<T> : IRequest<T>;

/// <summary>The door of the room: every action and question enters here, in its own scope, with somebody acting.</summary>
public sealed class Actions(Lane lane, IServiceScopeFactory scopes)
{
    private static readonly ActingAs Faults = ActingAs.SystemJob("faults");

    private static readonly Refusal NoCommandId = Refusal.Invalid(
        [new FieldError("commandId", "操作编号", "请给出 commandId（UUID）：每项操作一个，重发同一操作时用同一个")]);

    /// <summary>Does it, or says why not. A fault of a step undoes everything and is thrown; when it comes again at the same place
    /// (<see cref="FaultPolicy"/>), what the person did is kept and the case waits there as an incident.</summary>
    /// <exception cref="StepFaultException">A step failed; nothing was saved.</exception>
    public async Task<Reply<T>> DoAsync<T>(ActingAs acting, IAction<T> action, CancellationToken cancel = default)
    {
        try
        {
            var reply = await WriteAsync(acting, action, cancel);
            if (reply.Refusal?.Log is { } note)
            {
                await lane.WriteAsync(acting, session => Task.FromResult(Keep(session, note)), cancel);
            }

            return reply;
        }
        catch (StepFaultException fault)
        {
            if (await CountAsync(fault, cancel) < FaultPolicy.MostFor(acting))
            {
                throw;
            }

            return await WriteAsync(acting, action, cancel);
        }
    }

    public Task<T> AskAsync<T>(ActingAs acting, IQuestion<T> question, CancellationToken cancel = default) =>
        lane.ReadAsync(acting, session => SendAsync(session, question, cancel), cancel);

    private static Reply<bool> Keep(ActionSession session, AccessNote note)
    {
        session.Db.AccessEntries.Add(AccessEntry.Of(session, session.Acting.Id, note.County, note.Kind, note.What, note.CaseId));
        return true;
    }

    private async Task<int> CountAsync(StepFaultException fault, CancellationToken cancel) =>
        (await lane.WriteAsync(Faults, async session => new Reply<int>(await HotFaults.CountAsync(session.Hot, fault, cancel)), cancel)).Value;

    private Task<Reply<T>> WriteAsync<T>(ActingAs acting, IAction<T> action, CancellationToken cancel) =>
        lane.WriteAsync(acting, async session =>
        {
            if (action is ICommand<T> { CommandId: var id } && id == Guid.Empty)
            {
                return NoCommandId;
            }

            if (action is ICommand<T> command && await Repeated(session, command, cancel) is { } answer)
            {
                return answer;
            }

            var reply = await SendAsync(session, action, cancel);
            if (action is ICommand<T> && reply.Done)
            {
                session.CommandAnswer = FormJson.Write(reply.Value);
            }

            return reply;
        }, cancel);

    private async Task<T> SendAsync<T>(ActionSession session, IRequest<T> request, CancellationToken cancel)
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<SessionHolder>().Session = session;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancel);
    }

    // The answer of the first time stands in the event it produced; refusals are not remembered.
    private static async Task<Reply<T>?> Repeated<T>(ActionSession session, ICommand<T> command, CancellationToken cancel)
    {
        session.CommandId = command.CommandId;
        try
        {
            session.CommandBody = BodyHash(command);
        }
        catch (JsonException broken) when (broken.InnerException is InvalidOperationException)
        {
            // Half of a character, written as an escape: well-formed JSON that is no text.
            return new Refusal(RefusalKind.Invalid, "form.text", "填写的内容里有残缺的字符，不能保存", Next: "请删去显示不正常的字（如表情符号）后重新填写");
        }

        var earlier = await session.Hot.ReadAsync(null, "SELECT text FROM events WHERE actor = @1 AND command_id = @2",
            [session.Acting.Id, command.CommandId], row => row.Text(0), cancel);
        if (earlier.Count == 0)
        {
            return null;
        }

        using var text = JsonDocument.Parse(earlier[0]);
        return text.RootElement.GetProperty("body").GetString() == session.CommandBody
            ? text.RootElement.GetProperty("answer").Deserialize<T>(FormJson.Options)!
            : new Refusal(RefusalKind.Invalid, "command.reused", "这个操作编号已经用于另一项内容，本次没有保存",
                Next: "请刷新页面，核对已保存的内容后重新提交");
    }

    private static string BodyHash<T>(ICommand<T> command) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(command.GetType().Name + JsonSerializer.Serialize(command, command.GetType(), FormJson.Options))).AsSpan(0, 16));
}

/// <summary>Carries the session of the action in progress to its handlers.</summary>
public sealed class SessionHolder
{
    private ActionSession? _session;

    public ActionSession Session
    {
        get => _session ?? throw new InvalidOperationException("An action reaches the database only through Actions.");
        set => _session = value;
    }
}
