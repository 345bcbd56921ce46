using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Approvals.Domain;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Casework;

/// <summary>A recorded row as canonical text: its columns in declared order, empty ones left out, so that a later release's new columns change nothing.</summary>
/// <remarks>The event that recorded a row carries the hash of this text; verifying reads the row back and compares.</remarks>
public static class RowText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        IgnoreReadOnlyProperties = true,
        Converters = { new Micros(), new Fen(), new Area(), new SealedBytes() },
    };

    public static string Of<T>(T row) => JsonSerializer.Serialize(row, Options);

    /// <summary>The first 16 bytes of SHA-256, lower-case hex.</summary>
    public static string HashOf<T>(T row) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(row))).AsSpan(0, 16));

    private sealed class Micros : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Instants.FromMicroseconds(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(Instants.ToMicroseconds(value));
    }

    private sealed class Fen : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Fen);
    }

    private sealed class Area : JsonConverter<AreaCode>
    {
        public override AreaCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            AreaRange.CodeOf(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, AreaCode value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(AreaRange.NumberOf(value));
    }

    private sealed class SealedBytes : JsonConverter<Sealed>
    {
        public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.Bytes);
    }
}
