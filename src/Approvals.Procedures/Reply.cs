namespace Approvals.Procedures;

/// <summary>Why something was refused, as HTTP will say it.</summary>
public enum RefusalKind
{
    /// <summary>Does not exist, or not for this person: 404, indistinguishable.</summary>
    NotFound,

    /// <summary>The state of the case does not allow it, or someone was faster: 409.</summary>
    Conflict,

    /// <summary>What was typed is wrong or incomplete: 422.</summary>
    Invalid,

    /// <summary>Known to the person, but not theirs to do (separation of duties, role): 403.</summary>
    Forbidden,
}

/// <summary>One thing wrong with one field: where, what was typed, what to do.</summary>
/// <param name="Path">The place in the form, e.g. <c>members[1].idNumber</c>.</param>
public sealed record FieldError(string Path, string Label, string Message);

/// <summary>A sentence the official reads, with the clause behind it and the next step.</summary>
public sealed record Refusal(RefusalKind Kind, string Code, string Message, string? Clause = null, string? Next = null)
{
    /// <summary>Others had the same rows each time it was tried; nothing is wrong with the action itself.</summary>
    public static Refusal Busy { get; } = new(RefusalKind.Conflict, "busy", "有人同时在办理同一案件，本次未保存", Next: "请刷新页面后再试");

    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>The five-field card of a duplicate person; empty otherwise.</summary>
    public IReadOnlyDictionary<string, string> Card { get; init; } = new Dictionary<string, string>();

    /// <summary>What must be logged although the action itself leaves nothing behind.</summary>
    internal AccessNote? Log { get; init; }

    public static Refusal Invalid(IReadOnlyList<FieldError> fields) =>
        new(RefusalKind.Invalid, "form.invalid", $"有 {fields.Count} 处需要修改", Next: "请按提示修改后重新提交，已填内容都已保留") { Fields = fields };
}

/// <summary>An access that a refused action has to leave in the log: whose case, what was shown.</summary>
internal sealed record AccessNote(int County, Guid CaseId, string Kind, string What);

/// <summary>What an action answers: its result, or a refusal. A refusal leaves nothing behind.</summary>
public sealed class Reply<T>
{
    private readonly T? _value;

    /// <summary>A result; mostly written by conversion, except for one held as object or interface.</summary>
    public Reply(T value)
        : this(value, null)
    {
    }

    private Reply(T? value, Refusal? refusal)
    {
        _value = value;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    public bool Done => Refusal is null;

    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public static implicit operator Reply<T>(T value) => new(value, null);

    public static implicit operator Reply<T>(Refusal refusal) => new(default, refusal);
}
