using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Approvals.Workflow;

/// <summary>Values from and to JSON text, exactly: numbers are never read as floating point.</summary>
public static class ValueJson
{
    /// <summary>Compact, with readable Chinese.</summary>
    internal static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Reads any JSON text.</summary>
    /// <exception cref="JsonException">The text is no JSON, nests deeper than <see cref="Value.MaximumDepth"/>, or holds a number beyond <see cref="Number.MaximumDigits"/> digits.</exception>
    public static Value Parse(string json) => Parse(json, Value.MaximumDepth);

    internal static Value Parse(string json, int depth)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = depth });
        reader.Read();
        var value = Read(ref reader);
        return reader.Read() ? throw new JsonException("JSON 结尾有多余内容") : value;
    }

    /// <summary>Reads any JSON text; false when it is none.</summary>
    public static bool TryParse(string? json, [MaybeNullWhen(false)] out Value value)
    {
        value = null;
        if (string.IsNullOrWhiteSpace(json))
        {
            return false;
        }
        try
        {
            value = Parse(json);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The value under the reader, which stands on its first token and ends on its last.</summary>
    public static Value Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => Value.Null,
        JsonTokenType.True => Value.True,
        JsonTokenType.False => Value.False,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => throw new JsonException($"此处不应出现 {reader.TokenType}"),
    };

    /// <summary>Compact JSON text; undefined and numbers without a decimal text become null.</summary>
    public static string Write(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            Write(writer, value);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the value in place.</summary>
    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case TextValue t:
                writer.WriteStringValue(t.Text);
                break;
            case NumberValue n when n.Number.TryFormat(out var text):
                writer.WriteRawValue(text, skipInputValidation: true);
                break;
            case BooleanValue b:
                writer.WriteBooleanValue(b.Flag);
                break;
            case DateValue d:
                writer.WriteStringValue(d.IsoText);
                break;
            case ListValue l:
                WriteList(writer, l);
                break;
            case ObjectValue o:
                WriteObject(writer, o);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteList(Utf8JsonWriter writer, ListValue list)
    {
        writer.WriteStartArray();
        foreach (var item in list.Items)
        {
            Write(writer, item);
        }
        writer.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter writer, ObjectValue value)
    {
        writer.WriteStartObject();
        foreach (var (key, member) in value.Members)
        {
            writer.WritePropertyName(key);
            Write(writer, member);
        }
        writer.WriteEndObject();
    }

    private static NumberValue ReadNumber(ref Utf8JsonReader reader)
    {
        if (!reader.HasValueSequence && reader.TryGetInt64(out var whole))
        {
            return new NumberValue(whole);
        }
        var text = reader.HasValueSequence
            ? Encoding.UTF8.GetString(reader.ValueSequence.ToArray())
            : Encoding.UTF8.GetString(reader.ValueSpan);
        return Number.TryParse(text, out var number)
            ? new NumberValue(number)
            : throw new JsonException($"数值 {text[..Math.Min(text.Length, 20)]} 超过 {Number.MaximumDigits} 位");
    }

    private static ListValue ReadList(ref Utf8JsonReader reader)
    {
        var items = new List<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader));
        }
        return items.Count == 0 ? ListValue.Empty : new([.. items]);
    }

    private static ObjectValue ReadObject(ref Utf8JsonReader reader)
    {
        var members = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            members[key] = Read(ref reader); // of two equal keys the last one wins, as in JavaScript
        }
        return members.Count == 0 ? ObjectValue.Empty : new([.. members]);
    }
}
