using System.Collections.Frozen;

namespace Approvals.Workflow.Expressions;

internal delegate Value Method(Value receiver, Call call);

internal delegate Value Function(Call call);

/// <summary>Every method and function a script may call, by name. What is not listed is refused when the script is read.</summary>
internal static class Library
{
    private static readonly FrozenDictionary<string, Method> Texts = TextMethods.All.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Method> Lists = ListMethods.All.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Method> Numbers = NumberMethods.All.ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, Method> Dates = DateMethods.All.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Free functions and those of Math, JSON, Object and so on, by full name.</summary>
    internal static readonly FrozenDictionary<string, Function> Functions = GlobalFunctions.All.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names that stand before a dot in <see cref="Functions"/>.</summary>
    internal static readonly FrozenSet<string> Namespaces =
        Functions.Keys.Where(k => k.Contains('.', StringComparison.Ordinal)).Select(k => k.Split('.')[0]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The list methods whose first argument is an arrow function.</summary>
    internal static readonly FrozenSet<string> TakeArrow =
        FrozenSet.ToFrozenSet(["map", "filter", "some", "every", "find", "findIndex", "reduce"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Names =
        new[] { Texts, Lists, Numbers, Dates }.SelectMany(t => t.Keys).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The methods of all kinds of values.</summary>
    internal static IReadOnlyCollection<string> MethodNames => Names;

    internal static bool Knows(string method) => Names.Contains(method);

    internal static Method? Find(Value receiver, string name) => TableOf(receiver).GetValueOrDefault(name);

    /// <summary>The methods of a value, as the remedy of a refusal.</summary>
    internal static string MethodsOf(Value receiver)
    {
        var names = TableOf(receiver).Keys.Order(StringComparer.Ordinal).ToArray();
        return names.Length == 0 ? "请取它的成员，例如 x.name" : $"可用：{string.Join('、', names)}";
    }

    private static FrozenDictionary<string, Method> TableOf(Value receiver) => receiver switch
    {
        TextValue => Texts,
        ListValue => Lists,
        NumberValue => Numbers,
        DateValue => Dates,
        _ => FrozenDictionary<string, Method>.Empty,
    };
}
