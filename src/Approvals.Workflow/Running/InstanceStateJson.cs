using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Approvals.Workflow;

/// <summary>The compact JSON form of a state. Short member names, nothing that is empty or zero.</summary>
/// <remarks>
/// v format · d definition version · s status · c correlation · n name · in input · out output · vars variables · outs activity outputs ·
/// burst burst input · open activities (i id, a activity, p parent, x faulted, k counter, m memory, v variables, l lost to, f flow) ·
/// bm bookmarks · inc incidents · q queue · ev deliveries · next [instance, bookmark, sequence] · wait awaited bookmark.
/// </remarks>
internal static class InstanceStateJson
{
    /// <summary>How deep the form itself nests around the values it holds.</summary>
    private const int OwnDepth = 8;

    internal static string Write(InstanceState state)
    {
        var buffer = Buffer(state);
        if (buffer.WrittenCount > InstanceState.MaximumBytes)
        {
            // What people read about branches that stand still is also with the host; here it gives way first.
            buffer = Buffer(Shortened(state));
        }
        return buffer.WrittenCount <= InstanceState.MaximumBytes
            ? Encoding.UTF8.GetString(buffer.WrittenSpan)
            : throw new StateTooLargeException(buffer.WrittenCount);
    }

    private static ArrayBufferWriter<byte> Buffer(InstanceState state)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, ValueJson.Compact);
        WriteState(writer, state);
        writer.Flush();
        return buffer;
    }

    private static InstanceState Shortened(InstanceState state) => state.With(
        [.. state.Bookmarks.Select(b => b.Kind is BookmarkKind.Blocked or BookmarkKind.Incident ? b with { Detail = b.Detail is null ? null : Limits.Cut(b.Detail, Limits.ShortMessageLength) } : b)],
        [.. state.Incidents.Select(i => i with { Message = Limits.Cut(i.Message, Limits.ShortMessageLength) })]);

    internal static InstanceState Read(string json)
    {
        try
        {
            var root = ValueJson.Parse(json, Value.MaximumDepth + OwnDepth);
            return root["v"].AsInt32() == InstanceState.Format
                ? ReadState(root)
                : throw new StateFormatException($"状态的格式是 {root["v"]}，本程序只认识格式 {InstanceState.Format}；请用写出它的版本打开");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new StateFormatException("不是流程实例的状态", e);
        }
    }

    private static void WriteState(Utf8JsonWriter writer, InstanceState state)
    {
        writer.WriteStartObject();
        writer.WriteNumber("v", InstanceState.Format);
        writer.WriteString("d", state.DefinitionVersionId);
        writer.WriteString("s", state.SubStatus.ToString());
        WriteText(writer, "c", state.CorrelationId);
        WriteText(writer, "n", state.Name);
        WriteObject(writer, "in", state.Input);
        WriteObject(writer, "out", state.Output);
        WriteObject(writer, "vars", state.Variables);
        WriteObject(writer, "outs", state.ActivityOutputs);
        WriteObject(writer, "burst", state.BurstInput);
        WriteList(writer, "open", state.Open, WriteOpen);
        WriteList(writer, "bm", state.Bookmarks, WriteBookmark);
        WriteList(writer, "inc", state.Incidents, WriteIncident);
        WriteList(writer, "q", state.Queue, WriteWorkItem);
        WriteList(writer, "ev", state.Deliveries, WriteDelivery);
        writer.WriteStartArray("next");
        writer.WriteNumberValue(state.NextInstance);
        writer.WriteNumberValue(state.NextBookmark);
        writer.WriteNumberValue(state.NextSequence);
        writer.WriteEndArray();
        WriteNumber(writer, "wait", state.AwaitedBookmark);
        writer.WriteEndObject();
    }

    private static InstanceState ReadState(Value root)
    {
        var subStatus = Enum.Parse<WorkflowSubStatus>(Text(root["s"]));
        var next = List(root["next"]);
        return new InstanceState
        {
            DefinitionVersionId = Text(root["d"]),
            Status = subStatus >= WorkflowSubStatus.Finished ? WorkflowStatus.Finished : WorkflowStatus.Running,
            SubStatus = subStatus,
            CorrelationId = root["c"].AsText(),
            Name = root["n"].AsText(),
            Input = Object(root["in"]),
            Output = Object(root["out"]),
            Variables = Object(root["vars"]),
            ActivityOutputs = Object(root["outs"]),
            BurstInput = Object(root["burst"]),
            Open = Read(root["open"], ReadOpen),
            Bookmarks = Read(root["bm"], ReadBookmark),
            Incidents = Read(root["inc"], ReadIncident),
            Queue = Read(root["q"], q => new WorkItem(Text(q["a"]), Whole(q["o"]), q["v"] as ObjectValue, q["l"].AsInt32() ?? 0)),
            Deliveries = Read(root["ev"], e => new Delivery(Whole(e["b"]), e["p"].IsMissing ? Value.Null : e["p"])),
            NextInstance = Whole(next[0]),
            NextBookmark = Whole(next[1]),
            NextSequence = Whole(next[2]),
            AwaitedBookmark = root["wait"].AsInt32() ?? 0,
        };
    }

    private static void WriteOpen(Utf8JsonWriter writer, OpenActivity open)
    {
        writer.WriteNumber("i", open.Id);
        writer.WriteString("a", open.ActivityId);
        WriteNumber(writer, "p", open.Parent);
        if (open.IsFaulted)
        {
            writer.WriteBoolean("x", true);
        }
        WriteNumber(writer, "k", open.Counter);
        if (open.Memory is not null)
        {
            writer.WritePropertyName("m");
            ValueJson.Write(writer, open.Memory);
        }
        WriteObject(writer, "v", open.Variables ?? ObjectValue.Empty);
        WriteNumber(writer, "l", open.LostTo);
        if (open.Flow is not null)
        {
            WriteFlow(writer, open.Flow);
        }
    }

    private static OpenActivity ReadOpen(Value o) => new(
        Whole(o["i"]),
        Text(o["a"]),
        o["p"].AsInt32() ?? 0,
        o["x"].AsBoolean() ?? false,
        o["k"].AsInt32() ?? 0,
        o["m"] is UndefinedValue ? null : o["m"],
        o["v"] as ObjectValue,
        o["l"].AsInt32() ?? 0,
        o["f"] is ObjectValue flow ? ReadFlow(flow) : null);

    private static void WriteFlow(Utf8JsonWriter writer, FlowCounts flow)
    {
        writer.WriteStartObject("f");
        WriteText(writer, "s", flow.Start);
        writer.WriteStartObject("a");
        foreach (var (id, fired) in flow.Fired)
        {
            writer.WriteNumber(id, fired);
        }
        writer.WriteEndObject();
        writer.WriteStartObject("c");
        foreach (var connection in flow.Connections)
        {
            WriteConnection(writer, connection);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The count, negative when the last visit was not followed; with its killer where there is one.</summary>
    private static void WriteConnection(Utf8JsonWriter writer, ConnectionCount connection)
    {
        var count = connection.IsFollowed ? connection.Count : -connection.Count;
        if (connection.Killer is null)
        {
            writer.WriteNumber(connection.Key, count);
            return;
        }
        writer.WriteStartArray(connection.Key);
        writer.WriteNumberValue(count);
        writer.WriteStringValue(connection.Killer);
        writer.WriteEndArray();
    }

    private static FlowCounts ReadFlow(ObjectValue flow) => new(
        flow["s"].AsText(),
        [.. Object(flow["a"]).Members.Select(m => KeyValuePair.Create(m.Key, Whole(m.Value)))],
        [.. Object(flow["c"]).Members.Select(m => ReadConnection(m.Key, m.Value))]);

    private static ConnectionCount ReadConnection(string key, Value value)
    {
        var count = Whole(value is ListValue pair ? pair.Items[0] : value);
        return new(key, Math.Abs(count), count > 0, value is ListValue list ? Text(list.Items[1]) : null);
    }

    private static void WriteBookmark(Utf8JsonWriter writer, Bookmark bookmark)
    {
        writer.WriteNumber("b", bookmark.Id);
        writer.WriteNumber("i", bookmark.Instance);
        writer.WriteString("a", bookmark.ActivityId);
        writer.WriteString("k", bookmark.Kind.ToString());
        WriteText(writer, "n", bookmark.Name);
        WriteText(writer, "t", bookmark.Detail);
        if (bookmark.Due is { } due)
        {
            writer.WriteString("at", due.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    private static Bookmark ReadBookmark(Value b) => new(
        Whole(b["b"]),
        Whole(b["i"]),
        Text(b["a"]),
        Enum.Parse<BookmarkKind>(Text(b["k"])),
        b["n"].AsText(),
        b["t"].AsText(),
        b["at"].AsText() is { } due ? DateTimeOffset.ParseExact(due, "O", CultureInfo.InvariantCulture) : null);

    private static void WriteIncident(Utf8JsonWriter writer, Incident incident)
    {
        WriteNumber(writer, "b", incident.Bookmark);
        writer.WriteNumber("i", incident.Instance);
        writer.WriteString("a", incident.ActivityId);
        writer.WriteString("n", incident.NodeId);
        writer.WriteString("y", incident.ActivityType);
        writer.WriteString("f", incident.FaultType);
        writer.WriteString("t", incident.Message);
        writer.WriteString("at", incident.At.ToString("O", CultureInfo.InvariantCulture));
    }

    private static Incident ReadIncident(Value i) => new(
        i["b"].AsInt32() ?? 0,
        Whole(i["i"]),
        Text(i["a"]),
        Text(i["n"]),
        Text(i["y"]),
        Text(i["f"]),
        Text(i["t"]),
        DateTimeOffset.ParseExact(Text(i["at"]), "O", CultureInfo.InvariantCulture));

    private static void WriteWorkItem(Utf8JsonWriter writer, WorkItem item)
    {
        writer.WriteString("a", item.ActivityId);
        writer.WriteNumber("o", item.Owner);
        WriteObject(writer, "v", item.Variables ?? ObjectValue.Empty);
        WriteNumber(writer, "l", item.LostTo);
    }

    private static void WriteDelivery(Utf8JsonWriter writer, Delivery delivery)
    {
        writer.WriteNumber("b", delivery.Bookmark);
        writer.WritePropertyName("p");
        ValueJson.Write(writer, delivery.Payload);
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, int number)
    {
        if (number != 0)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, string name, ObjectValue value)
    {
        if (value.Count > 0)
        {
            writer.WritePropertyName(name);
            ValueJson.Write(writer, value);
        }
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static T[] Read<T>(Value list, Func<Value, T> read)
    {
        if (list is not ListValue items)
        {
            return [];
        }
        var result = new T[items.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = read(items.Items[i]);
        }
        return result;
    }

    private static ObjectValue Object(Value value) => value as ObjectValue ?? ObjectValue.Empty;

    private static IReadOnlyList<Value> List(Value value) => value is ListValue { Count: 3 } list ? list.Items : throw new FormatException();

    private static string Text(Value value) => value.AsText() ?? throw new FormatException();

    private static int Whole(Value value) => value.AsInt32() ?? throw new FormatException();
}
