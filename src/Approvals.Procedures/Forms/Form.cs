using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Approvals.Domain;

namespace Approvals.Procedures.Forms;

/// <summary>How a field is filled in.</summary>
public enum FieldKind
{
    Text,
    LongText,
    Date,
    YesNo,
    Whole,
    Amount,
    Choice,
    Choices,
    Reference,
    References,
    Files,
    Group,
    Rows,
}

/// <summary>One choice of a field.</summary>
public sealed record Choice(string Code, string Text);

/// <summary>One field as pages, API and checks see it.</summary>
public sealed record Field(string Name, string Label, FieldKind Kind, bool Required)
{
    public string? Hint { get; init; }
    public string? Clause { get; init; }

    /// <summary>The outcome that needs it where others do not.</summary>
    public string? NeededFor { get; init; }

    public int Most { get; init; }
    public int Fewest { get; init; }
    public bool MayBeFuture { get; init; }
    public bool MayBeNegative { get; init; }

    /// <summary>A text of digits, with blanks or dashes between.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Source of a reference's choices.</summary>
    public string? From { get; init; }

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>The form of a group or of each row.</summary>
    public Form? Part { get; init; }
}

/// <summary>A form described by a record: its fields in order, read once by reflection.</summary>
public sealed class Form
{
    private static readonly ConcurrentDictionary<Type, Form> Known = new();

    private Form(Type type)
    {
        Type = type;
        Fields = [.. type.GetProperties().Select(Describe).OfType<Field>()];
    }

    public Type Type { get; }

    public IReadOnlyList<Field> Fields { get; }

    public static Form Of<T>() => Of(typeof(T));

    public static Form Of(Type type) => Known.GetOrAdd(type, t => new Form(t));

    private static Field? Describe(PropertyInfo property)
    {
        if (property.GetCustomAttribute<FieldAttribute>() is not { } said)
        {
            return null;
        }

        var (kind, part, required) = KindOf(property, said);
        return new Field(JsonNamingPolicy.CamelCase.ConvertName(property.Name), said.Label, kind, required)
        {
            Hint = said.Hint,
            Clause = said.Clause,
            NeededFor = said.NeededFor,
            Most = said.Most,
            Fewest = said.Fewest,
            MayBeFuture = said.MayBeFuture,
            MayBeNegative = said.MayBeNegative,
            IsNumber = said.IsNumber,
            From = said.From,
            Part = part is null ? null : Of(part),
            Choices = ChoicesOf(property.PropertyType),
        };
    }

    private static (FieldKind Kind, Type? Part, bool Required) KindOf(PropertyInfo property, FieldAttribute said)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var required = IsRequired(property);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            var row = type.GetGenericArguments()[0];
            return row == typeof(FileRef) ? (FieldKind.Files, null, said.Fewest > 0)
                : row.IsEnum ? (FieldKind.Choices, null, said.Fewest > 0)
                : row == typeof(string) ? (FieldKind.References, null, said.Fewest > 0)
                : (FieldKind.Rows, row, said.Fewest > 0);
        }

        return type switch
        {
            _ when type == typeof(string) => (said.From is not null ? FieldKind.Reference : said.Long ? FieldKind.LongText : FieldKind.Text, null, required),
            _ when type == typeof(DateOnly) => (FieldKind.Date, null, required),
            _ when type == typeof(bool) => (FieldKind.YesNo, null, required),
            _ when type == typeof(int) => (FieldKind.Whole, null, required),
            _ when type == typeof(Money) => (FieldKind.Amount, null, required),
            _ when type.IsEnum => (FieldKind.Choice, null, required),
            _ => (FieldKind.Group, type, required),
        };
    }

    private static bool IsRequired(PropertyInfo property) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is null
            : new NullabilityInfoContext().Create(property).WriteState == NullabilityState.NotNull;

    private static List<Choice> ChoicesOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        type = type.IsGenericType ? type.GetGenericArguments()[0] : type;
        return !type.IsEnum ? [] : [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => f.GetCustomAttribute<ChoiceAttribute>())
            .OfType<ChoiceAttribute>()
            .Select(c => new Choice(c.Code, c.Text))];
    }
}
