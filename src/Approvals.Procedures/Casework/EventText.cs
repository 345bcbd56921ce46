using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>What one action on a case leaves in its chain, before it is written as text.</summary>
public sealed class EventDraft
{
    public required string Kind { get; init; }

    /// <summary>Ids, codes and amounts that the timeline sentence needs; never names or numbers of persons.</summary>
    public SortedDictionary<string, string> Facts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Recorded rows: table, id, hash of the row's text.</summary>
    public List<(string Table, Guid Id, string Hash)> Rows { get; } = [];

    /// <summary>The bursts of the action as the runtime records them, each with the child flow it ran in; null for the procedure itself.</summary>
    public List<(Guid? Child, string Burst)> Runs { get; } = [];
}

/// <summary>Writes an event as canonical text and chains it: hash = SHA-256(previous hash, text).</summary>
public static class EventText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static CaseEvent Write(ActionSession session, int county, Guid caseId, int seq, byte[] previous, EventDraft draft, string? answer)
    {
        var text = Text(session, county, caseId, seq, draft, answer);
        return new CaseEvent
        {
            County = county,
            CaseId = caseId,
            Seq = seq,
            Kind = draft.Kind,
            At = session.Time.Now,
            Day = session.Time.Today,
            Actor = session.Acting.Id,
            CommandId = session.CommandId,
            Text = text,
            Previous = previous,
            Hash = Chain(previous, text),
        };
    }

    /// <summary>The runtime's logs that an event holds for one flow of its case, burst by burst.</summary>
    /// <param name="child">The child flow; null for the procedure.</param>
    public static IReadOnlyList<string> LogsOf(string text, Guid? child)
    {
        using var read = JsonDocument.Parse(text);
        return !read.RootElement.TryGetProperty("runs", out var runs) ? []
            : [.. runs.EnumerateArray().Where(run => (run.TryGetProperty("child", out var flow) ? flow.GetGuid() : (Guid?)null) == child).Select(run => run.GetProperty("log").GetRawText())];
    }

    public static byte[] Chain(byte[] previous, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var both = new byte[previous.Length + bytes.Length];
        previous.CopyTo(both, 0);
        bytes.CopyTo(both, previous.Length);
        return SHA256.HashData(both);
    }

    private static string Text(ActionSession session, int county, Guid caseId, int seq, EventDraft draft, string? answer)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteNumber("county", county);
            json.WriteString("case", caseId);
            json.WriteNumber("seq", seq);
            json.WriteString("kind", draft.Kind);
            json.WriteNumber("at", Instants.ToMicroseconds(session.Time.Now));
            json.WriteNumber("wall", Instants.ToMicroseconds(session.Time.Wall));
            WriteActor(json, session);
            WriteFacts(json, draft);
            WriteRows(json, draft);
            WriteRuns(json, draft);
            if (answer is not null)
            {
                json.WritePropertyName("answer");
                json.WriteRawValue(answer);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteActor(Utf8JsonWriter json, ActionSession session)
    {
        json.WriteString("actor", session.Acting.Job ?? session.Acting.Id.ToString());
        if (session.Mandate is { } mandate)
        {
            json.WriteString("mandate", mandate.GrantId);
        }

        if (session.CommandId is { } command)
        {
            json.WriteString("command", command);
            json.WriteString("body", session.CommandBody);
        }
    }

    private static void WriteFacts(Utf8JsonWriter json, EventDraft draft)
    {
        json.WriteStartObject("data");
        foreach (var (name, value) in draft.Facts)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteRuns(Utf8JsonWriter json, EventDraft draft)
    {
        if (draft.Runs.Count == 0)
        {
            return;
        }

        json.WriteStartArray("runs");
        foreach (var (child, burst) in draft.Runs)
        {
            json.WriteRawValue(child is null ? burst : $"{{\"child\":\"{child}\",{burst[1..]}", skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    private static void WriteRows(Utf8JsonWriter json, EventDraft draft)
    {
        if (draft.Rows.Count == 0)
        {
            return;
        }

        json.WriteStartArray("rows");
        foreach (var (table, id, hash) in draft.Rows)
        {
            json.WriteStartArray();
            json.WriteStringValue(table);
            json.WriteStringValue(id);
            json.WriteStringValue(hash);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
