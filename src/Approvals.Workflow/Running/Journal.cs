using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Approvals.Workflow;

/// <summary>Elsa's event names of the execution log.</summary>
public enum JournalEvent
{
    Started,
    Suspended,
    Resumed,
    Completed,
    Canceled,
    Faulted,
}

/// <summary>One thing that happened to one activity instance.</summary>
/// <param name="Sequence">Counts through the life of the instance, from 0.</param>
/// <param name="Instance">The activity instance, from 1.</param>
/// <param name="ParentInstance">0 for the workflow itself.</param>
/// <param name="Outcomes">What the activity said on completion; null when it said nothing, which means Done.</param>
public sealed record JournalEntry(
    int Sequence,
    string ActivityId,
    string NodeId,
    string Type,
    int Instance,
    int ParentInstance,
    JournalEvent Event,
    IReadOnlyList<string>? Outcomes,
    string? Message);

/// <summary>The entries of a step or a burst as one compact JSON array; type and node id are taken from the definition again.</summary>
public static class Journal
{
    private const string Letters = "SWRCXF";

    /// <summary>[[sequence, activity, instance, parent, event, outcomes?, message?], …]</summary>
    public static string Write(IReadOnlyList<JournalEntry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * entries.Count + 2);
        using (var writer = new Utf8JsonWriter(buffer, ValueJson.Compact))
        {
            writer.WriteStartArray();
            foreach (var entry in entries)
            {
                Write(writer, entry);
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="Write(IReadOnlyList{JournalEntry})"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no journal.</exception>
    public static IReadOnlyList<JournalEntry> Read(string json, WorkflowDefinition definition) =>
        ValueJson.Parse(json) is ListValue rows
            ? [.. rows.Items.Select(row => Read(row as ListValue ?? throw Broken(), definition))]
            : throw Broken();

    private static void Write(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(entry.Sequence);
        writer.WriteStringValue(entry.ActivityId);
        writer.WriteNumberValue(entry.Instance);
        writer.WriteNumberValue(entry.ParentInstance);
        writer.WriteStringValue(Letters.AsSpan((int)entry.Event, 1));
        if (entry.Outcomes is not null || entry.Message is not null)
        {
            WriteOutcomes(writer, entry.Outcomes);
        }
        if (entry.Message is not null)
        {
            writer.WriteStringValue(entry.Message);
        }
        writer.WriteEndArray();
    }

    private static void WriteOutcomes(Utf8JsonWriter writer, IReadOnlyList<string>? outcomes)
    {
        if (outcomes is null)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartArray();
        foreach (var outcome in outcomes)
        {
            writer.WriteStringValue(outcome);
        }
        writer.WriteEndArray();
    }

    private static JournalEntry Read(ListValue row, WorkflowDefinition definition)
    {
        if (row.Count < 5 || row.Items[1].AsText() is not { } id || row.Items[4].AsText() is not [var letter] || Letters.IndexOf(letter, StringComparison.Ordinal) is var happened && happened < 0)
        {
            throw Broken();
        }
        var node = definition.Find(id);
        return new(
            row.Items[0].AsInt32() ?? throw Broken(),
            id,
            node?.NodeId ?? id,
            node?.Type ?? "",
            row.Items[2].AsInt32() ?? throw Broken(),
            row.Items[3].AsInt32() ?? throw Broken(),
            (JournalEvent)happened,
            row.Count > 5 && row.Items[5] is ListValue outcomes ? [.. outcomes.Items.Select(o => o.AsText() ?? "")] : null,
            row.Count > 6 ? row.Items[6].AsText() : null);
    }

    private static JsonException Broken() => new("不是流程日志");
}
