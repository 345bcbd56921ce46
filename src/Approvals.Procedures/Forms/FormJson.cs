using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Approvals.Domain;

namespace Approvals.Procedures.Forms;

/// <summary>One way to write forms and facts as JSON: camelCase, choices by code, amounts as yuan text, members in declared order.</summary>
public static class FormJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new ChoiceConverters(), new MoneyText() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null is not a form");

    private sealed class MoneyText : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var value = JsonDocument.ParseValue(ref reader);
            var text = value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString()! : value.RootElement.GetRawText();
            return Money.TryParse(text, out var money) ? money : throw new JsonException($"Not an amount: {text}");
        }

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToPlainText());
    }

    private sealed class ChoiceConverters : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ChoiceCode<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class ChoiceCode<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            EnumCodes.Of(typeof(T)).TryGetValue(reader.GetString() ?? string.Empty, out var value)
                ? (T)value
                : throw new JsonException("Unknown choice");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(EnumCodes.Of(typeof(T)).First(c => c.Value.Equals(value)).Key);
    }
}

/// <summary>The codes of an enum's members, as <see cref="ChoiceAttribute"/> gives them.</summary>
internal static class EnumCodes
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, object>> Known = new();

    public static Dictionary<string, object> Of(Type type) => Known.GetOrAdd(type, t =>
        t.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.GetCustomAttribute<ChoiceAttribute>() is not null)
            .ToDictionary(f => f.GetCustomAttribute<ChoiceAttribute>()!.Code, f => f.GetValue(null)!));

    public static string CodeOf(Enum value) => Of(value.GetType()).First(c => c.Value.Equals(value)).Key;

    public static string TextOf(Enum value) =>
        value.GetType().GetField(value.ToString())?.GetCustomAttribute<ChoiceAttribute>()?.Text ?? value.ToString();
}
