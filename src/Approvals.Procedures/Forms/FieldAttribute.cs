namespace Approvals.Procedures.Forms;

/// <summary>What a field of a form is called and what the person filling it in should know. Described once: pages, API and checks read it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string label) : Attribute
{
    public string Label { get; } = label;

    /// <summary>One plain sentence under the label.</summary>
    public string? Hint { get; init; }

    /// <summary>Shown as a box of several lines.</summary>
    public bool Long { get; init; }

    /// <summary>The most characters of a text, or rows of a list.</summary>
    public int Most { get; init; }

    /// <summary>The fewest rows of a list, the smallest whole number, or the fewest digits of a number.</summary>
    public int Fewest { get; init; }

    /// <summary>Facts lie in the past; a plan may not.</summary>
    public bool MayBeFuture { get; init; }

    /// <summary>Amounts that may be below zero (a farm's loss); all others refuse it.</summary>
    public bool MayBeNegative { get; init; }

    /// <summary>Digits, with blanks or dashes between: a phone number or an account.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Where the choices of a reference come from when the page is drawn: household, officials, areas.</summary>
    public string? From { get; init; }

    /// <summary>The outcome that needs it, in the words of its button, where others do not: 先付.</summary>
    public string? NeededFor { get; init; }

    /// <summary>Clause the field is asked for.</summary>
    public string? Clause { get; init; }
}

/// <summary>The name of an enum member on screen and its code in JSON.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ChoiceAttribute(string code, string text) : Attribute
{
    public string Code { get; } = code;

    public string Text { get; } = text;
}

/// <summary>A form with rules that look at several fields at once.</summary>
public interface ICheckedForm
{
    /// <summary>Errors with paths relative to the form; empty when it is sound.</summary>
    IEnumerable<FieldError> Check(DateOnly today);
}

/// <summary>A photo or scan already uploaded: the content hash and what it is.</summary>
public sealed record FileRef(string File, string MediaType);
