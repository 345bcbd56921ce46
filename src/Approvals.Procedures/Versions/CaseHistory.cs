using System.Text.Json;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.Versions;

/// <summary>One event of a case as far as its flows are concerned.</summary>
/// <param name="Runs">The bursts in order, each with the child flow it ran in; null for the procedure.</param>
public sealed record RecordedEvent(int Seq, string Kind, DateTimeOffset At, IReadOnlyList<(Guid? Child, RecordedBurst Burst)> Runs);

/// <summary>The whole way of a case through its flows, and where they stand: enough to play it again without a database. Holds codes and ids, no facts.</summary>
/// <param name="States">The state of each running flow; the procedure's under an empty id.</param>
public sealed record CaseHistory(string Case, IReadOnlyList<RecordedEvent> Events, IReadOnlyDictionary<Guid, string> States)
{
    public IEnumerable<string> Versions => Events.SelectMany(e => e.Runs).SelectMany(r => r.Burst.Stimulus is Stimulus.Migrate from ? [r.Burst.DefinitionVersionId, from.FromVersionId] : new[] { r.Burst.DefinitionVersionId }).Distinct();

    /// <summary>The bursts an event's text holds.</summary>
    public static RecordedEvent Read(int seq, string kind, DateTimeOffset at, string text)
    {
        using var read = JsonDocument.Parse(text);
        return new RecordedEvent(seq, kind, at, read.RootElement.TryGetProperty("runs", out var runs) ? [.. runs.EnumerateArray().Select(Run)] : []);
    }

    /// <summary>As a file: one JSON object.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("case", Case);
            json.WriteStartArray("events");
            foreach (var e in Events)
            {
                Write(json, e);
            }

            json.WriteEndArray();
            json.WriteStartObject("states");
            foreach (var (flow, state) in States.OrderBy(s => s.Key))
            {
                json.WritePropertyName(flow.ToString());
                json.WriteRawValue(state);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static CaseHistory Parse(string file)
    {
        using var read = JsonDocument.Parse(file);
        var root = read.RootElement;
        return new CaseHistory(
            root.GetProperty("case").GetString()!,
            [.. root.GetProperty("events").EnumerateArray().Select(e => new RecordedEvent(e.GetProperty("seq").GetInt32(), e.GetProperty("kind").GetString()!, AtOf(e.GetProperty("at").GetInt64()),
                [.. e.GetProperty("runs").EnumerateArray().Select(Run)]))],
            root.GetProperty("states").EnumerateObject().ToDictionary(s => Guid.Parse(s.Name), s => InstanceState.Parse(s.Value.GetRawText()).ToJson()));
    }

    internal static DateTimeOffset AtOf(long micros) => Instants.FromMicroseconds(micros).InChina();

    private static (Guid? Child, RecordedBurst Burst) Run(JsonElement run) =>
        (run.TryGetProperty("child", out var child) ? child.GetGuid() : null, RecordedBurst.Parse(run.GetRawText()));

    private static void Write(Utf8JsonWriter json, RecordedEvent e)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", e.Seq);
        json.WriteString("kind", e.Kind);
        json.WriteNumber("at", Instants.ToMicroseconds(e.At));
        json.WriteStartArray("runs");
        foreach (var (child, burst) in e.Runs)
        {
            json.WriteRawValue(child is null ? burst.ToJson() : $"{{\"child\":\"{child}\",{burst.ToJson()[1..]}");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>Where a case that is played again goes another way than recorded.</summary>
/// <param name="Seq">The first event that differs.</param>
/// <param name="Flow">The version it ran on.</param>
public sealed record HistoryDivergence(string Case, int Seq, string Kind, string Flow, Divergence What)
{
    public override string ToString() =>
        $"{Case} 第 {Seq} 条记录（{Kind}，{Flow}）：日志第 {What.Sequence} 项，当时 {(What.Recorded.Length > 0 ? What.Recorded : "没有")}，现在 {(What.Now.Length > 0 ? What.Now : "没有")}";
}

/// <summary>Plays whole histories against the program of today, with the answers the journal kept: nothing is calculated, sent or written.</summary>
public static class HistoryPlayer
{
    /// <summary>The first event that differs; null when the case comes to where it stands.</summary>
    public static async Task<HistoryDivergence?> PlayAsync(CaseHistory history, Func<string, WorkflowDefinition> definitionOf, ActivityCatalogue catalogue)
    {
        var states = new Dictionary<Guid, InstanceState>();
        var last = (Event: new RecordedEvent(0, string.Empty, default, []), Version: string.Empty);
        foreach (var e in history.Events)
        {
            foreach (var (child, burst) in e.Runs)
            {
                last = (e, burst.DefinitionVersionId);
                var played = await Replay.PlayAsync(definitionOf, catalogue, states.GetValueOrDefault(child ?? Guid.Empty), burst, e.At);
                if (played.Divergence is { } divergence)
                {
                    return new HistoryDivergence(history.Case, e.Seq, e.Kind, burst.DefinitionVersionId, divergence);
                }

                states[child ?? Guid.Empty] = played.State!;
            }
        }

        foreach (var (flow, state) in history.States)
        {
            var now = states.TryGetValue(flow, out var reached) ? reached.ToJson() : string.Empty;
            if (now != state)
            {
                return new HistoryDivergence(history.Case, last.Event.Seq, last.Event.Kind, last.Version, new Divergence(0, state, now));
            }
        }

        return null;
    }
}

/// <summary>The history of one case; null when there is none of that id.</summary>
public sealed record ReadHistory(RowId Case) : IQuestion<CaseHistory?>;

/// <summary>Cases in the order of their ids, some at a time.</summary>
public sealed record ListHistories(RowId After, int Most) : IQuestion<IReadOnlyList<RowId>>;

/// <summary>The text of a version as it stands in the database; null when there is none.</summary>
public sealed record ReadDefinition(string VersionId) : IQuestion<string?>;

internal sealed class HistoryHandlers(ActionSession session) :
    IRequestHandler<ReadHistory, CaseHistory?>,
    IRequestHandler<ListHistories, IReadOnlyList<RowId>>,
    IRequestHandler<ReadDefinition, string?>
{
    public async Task<CaseHistory?> Handle(ReadHistory request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Case.County, request.Case.Id);
        var events = await session.Hot.ReadAsync(null, "SELECT seq, kind, at, text FROM events WHERE county = @1 AND case_id = @2 ORDER BY seq", [county, id],
            row => CaseHistory.Read(row.Int(0), row.Text(1), CaseHistory.AtOf(row.Long(2)), row.Text(3)), cancellationToken);
        if (events.Count == 0)
        {
            return null;
        }

        var states = await session.Hot.ReadAsync(null, "SELECT state FROM instances WHERE county = @1 AND case_id = @2 AND state <> ''", [county, id], row => (Guid.Empty, row.Text(0)), cancellationToken);
        var children = await session.Hot.ReadAsync(null, "SELECT id, state FROM children WHERE county = @1 AND case_id = @2 AND state <> ''", [county, id], row => (row.Guid(0), row.Text(1)), cancellationToken);
        return new CaseHistory(request.Case.ToString(), events, states.Concat(children).ToDictionary(s => s.Item1, s => s.Item2));
    }

    public async Task<IReadOnlyList<RowId>> Handle(ListHistories request, CancellationToken cancellationToken) => await session.Hot.ReadAsync(null,
        "SELECT county, id FROM cases WHERE county > @1 OR (county = @1 AND id > @2) ORDER BY county, id LIMIT @3",
        [request.After.County, request.After.Id, (long)request.Most], row => new RowId(row.Int(0), row.Guid(1)), cancellationToken);

    public async Task<string?> Handle(ReadDefinition request, CancellationToken cancellationToken) =>
        (await session.Hot.ReadAsync(null, "SELECT json FROM definitions WHERE version_id = @1", [request.VersionId], row => row.Text(0), cancellationToken)).FirstOrDefault();
}
