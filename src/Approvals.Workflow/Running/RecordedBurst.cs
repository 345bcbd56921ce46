using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Approvals.Workflow;

/// <summary>One burst as it happened, kept so that it can be played again: what came from outside, what was answered on the way, and the journal it left.</summary>
/// <param name="Answers">What commands and inline children were answered with, in order: CommandAnswered, ChildStarted or ChildFinished.</param>
/// <param name="Journal">As <see cref="Approvals.Workflow.Journal.Write(IReadOnlyList{JournalEntry})"/> writes it.</param>
public sealed record RecordedBurst(string DefinitionVersionId, Stimulus Stimulus, IReadOnlyList<Stimulus> Answers, string Journal)
{
    /// <summary>Compact JSON: d version, s stimulus, a answers, log journal.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, ValueJson.Compact))
        {
            writer.WriteStartObject();
            writer.WriteString("d", DefinitionVersionId);
            writer.WritePropertyName("s");
            ValueJson.Write(writer, StimulusJson.Of(Stimulus));
            if (Answers.Count > 0)
            {
                writer.WritePropertyName("a");
                ValueJson.Write(writer, Value.List([.. Answers.Select(StimulusJson.Of)]));
            }
            writer.WritePropertyName("log");
            writer.WriteRawValue(Journal, skipInputValidation: true);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; members it does not know are left aside.</summary>
    /// <exception cref="JsonException">The text is no recorded burst.</exception>
    public static RecordedBurst Parse(string json)
    {
        var root = ValueJson.Parse(json);
        return new(
            root["d"].AsText() ?? throw new JsonException("没有流程版本"),
            StimulusJson.Read(root["s"]),
            root["a"] is ListValue answers ? [.. answers.Items.Select(StimulusJson.Read)] : [],
            root["log"] is ListValue log ? log.ToString() : throw new JsonException("没有流程日志"));
    }
}

/// <summary>A stimulus as a short list: its kind and its parts in order.</summary>
internal static class StimulusJson
{
    internal static ListValue Of(Stimulus stimulus) => stimulus switch
    {
        Stimulus.Start s => Value.List("start", s.Input, (Value)s.CorrelationId, (Value)s.TriggerActivityId),
        Stimulus.TaskCompleted s => Value.List("task", s.Bookmark, s.Outcome, s.Data),
        Stimulus.TimerFired s => Value.List("timer", s.Bookmark),
        Stimulus.EventReceived s => Value.List("event", s.Name, (Value)s.CorrelationId, s.Payload),
        Stimulus.ChildStarted s => Value.List("child", s.Bookmark, s.ChildId),
        Stimulus.ChildFinished s => Value.List("ended", s.Bookmark, s.ChildId, s.Status.ToString(), s.Output),
        Stimulus.Cancel s => Value.List("cancel", s.Reason),
        Stimulus.Retry s => Value.List("retry", s.Bookmark),
        Stimulus.AnswerIncident s => Value.List("answer", s.Bookmark, s.Outcome, s.Result),
        Stimulus.MoveTo s => Value.List("move", s.Bookmark, s.ActivityId, s.Reason),
        Stimulus.Migrate s => Value.List("migrate", s.FromVersionId),
        Stimulus.CommandAnswered s => Of(s.Bookmark, s.Answer),
        _ => throw new NotSupportedException(stimulus.GetType().Name),
    };

    internal static Stimulus Read(Value value)
    {
        var parts = (value as ListValue)?.Items ?? throw Broken();
        try
        {
            return Read(parts);
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw Broken();
        }
    }

    private static Stimulus Read(IReadOnlyList<Value> parts) => parts[0].AsText() switch
    {
        "start" => new Stimulus.Start((ObjectValue)parts[1], parts[2].AsText(), parts[3].AsText()),
        "task" => new Stimulus.TaskCompleted(Whole(parts[1]), Text(parts[2]), parts[3]),
        "timer" => new Stimulus.TimerFired(Whole(parts[1])),
        "event" => new Stimulus.EventReceived(Text(parts[1]), parts[2].AsText(), parts[3]),
        "child" => new Stimulus.ChildStarted(Whole(parts[1]), Text(parts[2])),
        "ended" => new Stimulus.ChildFinished(Whole(parts[1]), Text(parts[2]), Enum.Parse<WorkflowSubStatus>(Text(parts[3])), (ObjectValue)parts[4]),
        "cancel" => new Stimulus.Cancel(Text(parts[1])),
        "retry" => new Stimulus.Retry(Whole(parts[1])),
        "answer" => new Stimulus.AnswerIncident(Whole(parts[1]), Text(parts[2]), parts[3]),
        "move" => new Stimulus.MoveTo(Whole(parts[1]), Text(parts[2]), Text(parts[3])),
        "migrate" => new Stimulus.Migrate(Text(parts[1])),
        "outcome" => Answered(parts, new CommandAnswer.Outcome([.. ((ListValue)parts[2]).Items.Select(Text)], parts[3])),
        "blocked" => Answered(parts, new CommandAnswer.Blocked(Text(parts[2]), Text(parts[3]), parts[4])),
        "fault" => Answered(parts, new CommandAnswer.Fault(Text(parts[2]), Text(parts[3]))),
        "wait" => Answered(parts, new CommandAnswer.WaitUntil(DateTimeOffset.ParseExact(Text(parts[2]), "O", CultureInfo.InvariantCulture), Text(parts[3]))),
        _ => throw Broken(),
    };

    private static ListValue Of(int bookmark, CommandAnswer answer) => answer switch
    {
        CommandAnswer.Outcome a => Value.List("outcome", bookmark, Value.List([.. a.Names.Select(n => (Value)n)]), a.Result),
        CommandAnswer.Blocked a => Value.List("blocked", bookmark, a.Reason, a.Message, a.Data),
        CommandAnswer.Fault a => Value.List("fault", bookmark, a.Message, a.Type),
        CommandAnswer.WaitUntil a => Value.List("wait", bookmark, a.At.ToString("O", CultureInfo.InvariantCulture), a.Reason),
        _ => throw new NotSupportedException(answer.GetType().Name),
    };

    private static Stimulus.CommandAnswered Answered(IReadOnlyList<Value> parts, CommandAnswer answer) => new(Whole(parts[1]), answer);

    private static string Text(Value value) => value.AsText() ?? throw Broken();

    private static int Whole(Value value) => value.AsInt32() ?? throw Broken();

    private static JsonException Broken() => new("不是流程的刺激或答复");
}
