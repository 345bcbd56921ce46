using System.Text;

namespace Approvals.Workflow;

/// <summary>How much one instance may hold, so that its state always fits into <see cref="InstanceState.MaximumBytes"/>.</summary>
/// <remarks>
/// Each is kept while the flow runs: what goes beyond is a fault of the activity that asked for it, never a state that cannot be stored.
/// <see cref="StateBound"/> adds them up when a definition is published.
/// </remarks>
public static class Limits
{
    /// <summary>JSON bytes of a variable, of an output, of what completes a task.</summary>
    public const int ValueBytes = 4 * 1024;

    /// <summary>JSON bytes of a variable that holds a number or a truth value.</summary>
    public const int ScalarBytes = 300;

    /// <summary>JSON bytes of a list that a loop goes through, and of anything else an activity keeps while it is open.</summary>
    public const int MemoryBytes = 16 * 1024;

    /// <summary>JSON bytes of the input an instance is started with.</summary>
    public const int InputBytes = 16 * 1024;

    /// <summary>Outputs of the workflow.</summary>
    public const int Outputs = 32;

    /// <summary>Characters of a name: of an event, a child, a correlation, an instance.</summary>
    public const int NameLength = 64;

    /// <summary>Characters of a message kept with a branch that stands still.</summary>
    public const int MessageLength = 500;

    /// <summary>Characters to which messages are cut when the state would otherwise not fit.</summary>
    internal const int ShortMessageLength = 20;

    /// <summary>Whether a value takes no more than so many bytes of JSON.</summary>
    internal static bool Fits(Value value, int bytes)
    {
        // A unit of weight stands for an element with a short key (a number may have 260 digits), or for eight characters: never more than this many bytes.
        const int MostPerUnit = 320;
        return (long)value.Weight * MostPerUnit <= bytes || Encoding.UTF8.GetByteCount(ValueJson.Write(value)) <= bytes;
    }

    /// <summary>What a variable of a type may hold, whatever is put into it.</summary>
    internal static int BytesOf(VariableDeclaration variable) => variable.Shape is Shape.Boolean or Shape.Whole or Shape.Number ? ScalarBytes : ValueBytes;

    /// <summary>The text, or as much of it as fits with an ellipsis; never half of a rare character, which no database would take.</summary>
    internal static string Cut(string text, int length) =>
        text.Length <= length ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1), "…");

    /// <summary>The value, or the fault of whoever wants to keep too much.</summary>
    internal static Value Checked(Value value, int bytes, string what) =>
        Fits(value, bytes) ? value : throw new ActivityFaultException("ValueTooLarge", $"{what}超过 {bytes / 1024} KB：请把材料放在业务数据里，流程里只放编号");

    internal static string? Checked(string? name, string what) =>
        name is null || name.Length <= NameLength ? name : throw new ActivityFaultException("NameTooLong", $"{what}超过 {NameLength} 个字");
}
