using System.Text.Json;

namespace Approvals.Workflow;

/// <summary>Studio's word for what an activity is.</summary>
public enum ActivityKind
{
    /// <summary>Runs and completes at once.</summary>
    Action,

    /// <summary>May also start a workflow.</summary>
    Trigger,

    /// <summary>Runs in the background.</summary>
    Job,

    /// <summary>Waits for somebody or for an answer.</summary>
    Task,
}

/// <summary>One entry of an input's option list.</summary>
public sealed record Choice(string Text, string Value);

/// <summary>An input of an activity as the designer shows it and the engine reads it.</summary>
/// <param name="Name">PascalCase; the document holds it in camelCase.</param>
/// <param name="TypeName">As Elsa names types: System.String, System.Int32, System.Boolean, System.Object …</param>
/// <param name="DisplayName">中文.</param>
public sealed record InputDescriptor(string Name, string TypeName, string DisplayName)
{
    public string? Description { get; init; }

    /// <summary>Studio's editor: singleline, multiline, checkbox, dropdown, checklist, multitext, json-editor, dynamic-outcomes …</summary>
    public string UiHint { get; init; } = "singleline";

    /// <summary>What an untouched input means; Studio shows it but does not write it.</summary>
    public Value? DefaultValue { get; init; }

    public string DefaultSyntax { get; init; } = "Literal";

    public string? Category { get; init; }

    /// <summary>The options of dropdown, radiolist and checklist.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>With dynamic-outcomes: the outcomes that are always there.</summary>
    public IReadOnlyList<string> FixedOutcomes { get; init; } = [];

    public bool IsReadOnly { get; init; }

    public bool IsSensitive { get; init; }

    public bool IsBrowsable { get; init; } = true;

    /// <summary>False: the property holds a plain JSON value instead of {typeName, expression}.</summary>
    public bool IsWrapped { get; init; } = true;

    /// <summary>False: the activity evaluates it when it wants to, as often as it wants to.</summary>
    public bool IsEvaluatedOnEntry { get; init; } = true;

    /// <summary>True: its literal is a script.</summary>
    public bool IsScript { get; init; }

    /// <summary>The property's name in a definition document.</summary>
    public string PropertyName { get; } = JsonNamingPolicy.CamelCase.ConvertName(Name);

    internal Shape Shape { get; } = Fitting.TypeOf(TypeName);
}

/// <summary>An output that a definition may bind to a variable.</summary>
public sealed record OutputDescriptor(string Name, string TypeName, string DisplayName)
{
    public string? Description { get; init; }

    public string PropertyName { get; } = JsonNamingPolicy.CamelCase.ConvertName(Name);
}

/// <summary>A way out of an activity: the name in documents and the 中文 label of its port.</summary>
public sealed record Outcome(string Name, string DisplayName);

/// <summary>What the designer and the engine know of an activity type: everything Studio's descriptor carries.</summary>
/// <param name="Type">Full name, e.g. Approvals.HomeVisit; the part before the last dot is its namespace.</param>
/// <param name="DisplayName">中文.</param>
/// <param name="Category">中文; Studio sorts categories by code point.</param>
public sealed record ActivityDescriptor(string Type, string DisplayName, string Category)
{
    public int Version { get; init; } = 1;

    public string Description { get; init; } = "";

    /// <summary>Studio names new nodes after it: 公示 gives 公示1, 公示2.</summary>
    public string Name { get; init; } = Type[(Type.LastIndexOf('.') + 1)..];

    public string Namespace => Type.LastIndexOf('.') is var dot and > 0 ? Type[..dot] : "";

    public ActivityKind Kind { get; init; } = ActivityKind.Action;

    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    /// <summary>The declared ways out; none means the single one <c>Done</c>.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; init; } = [];

    /// <summary>Properties that hold one child activity each (then, else, body), in camelCase.</summary>
    public IReadOnlyList<string> EmbeddedPorts { get; init; } = [];

    /// <summary>Holds a list of child activities.</summary>
    public bool IsContainer { get; init; }

    public bool IsStart { get; init; }

    /// <summary>Ends its flowchart; connections out of it are ignored.</summary>
    public bool IsTerminal { get; init; }

    public bool IsBrowsable { get; init; } = true;
}
