using System.Globalization;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Takes the members of a map one by one; whatever is left at the end is unknown and refused with the nearest name.</summary>
internal sealed class MapReader
{
    private readonly PackMap _map;
    private readonly PackErrors _errors;
    private readonly List<string> _asked = [];

    private MapReader(PackMap map, PackErrors errors) => (_map, _errors) = (map, errors);

    public int Line => _map.Line;

    public string Path => _map.Path;

    /// <summary>A reader of the node, or null with an error when it is not a map.</summary>
    public static MapReader? Of(PackNode node, PackErrors errors)
    {
        if (node is PackMap map)
        {
            return new MapReader(map, errors);
        }

        errors.Add(node.Line, node.Path, "这里应是一组“键: 值”。", "请改成键值形式。");
        return null;
    }

    public PackNode? Optional(string key)
    {
        _asked.Add(key);
        return _map.Members.FirstOrDefault(m => m.Key == key)?.Value;
    }

    public PackNode? Required(string key)
    {
        var node = Optional(key);
        if (node is null)
        {
            _errors.Add(Line, Path, $"缺少“{key}”。", $"请补上 {key}。");
        }

        return node;
    }

    public string? Text(string key) => Required(key) is { } node ? TextOf(node) : null;

    public string? OptionalText(string key) => Optional(key) is { } node ? TextOf(node) : null;

    public DateOnly? Day(string key) => Required(key) is { } node ? DayOf(node) : null;

    public DateOnly? OptionalDay(string key) => Optional(key) is { } node ? DayOf(node) : null;

    /// <summary>One of the given words.</summary>
    public string? Word(string key, IReadOnlyCollection<string> words)
    {
        var node = Required(key);
        var text = node is null ? null : TextOf(node);
        if (text is null || words.Contains(text))
        {
            return text;
        }

        _errors.Add(node!.Line, node.Path, $"“{text}”不是可用的值。", NearestName.Hint(text, words));
        return null;
    }

    /// <summary>A list of texts; an absent list is empty when it is optional.</summary>
    public IReadOnlyList<string> Texts(string key, bool required = true)
    {
        var node = required ? Required(key) : Optional(key);
        return node switch
        {
            null => [],
            PackList list => [.. list.Items.Select(TextOf).OfType<string>()],
            _ => Wrong<IReadOnlyList<string>>(node, "这里应是列表。", "请写成 [甲, 乙]。") ?? [],
        };
    }

    /// <summary>One text or a list of them; nothing when it is absent.</summary>
    public IReadOnlyList<string> TextOrTexts(string key) =>
        Optional(key) is PackScalar scalar ? [.. new[] { TextOf(scalar) }.OfType<string>()] : Texts(key, required: false);

    /// <summary>A whole number from 1; null with an error when it is anything else.</summary>
    public int? OptionalCount(string key)
    {
        if (Optional(key) is not { } node)
        {
            return null;
        }

        if (node is PackScalar { Text: var text } && text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return count;
        }

        _errors.Add(node.Line, node.Path, "这里应是不小于1的整数。", "请写成 12 这样的形式。");
        return null;
    }

    /// <summary>The clauses something stands on, at least one: no figure without its law.</summary>
    public IReadOnlyList<string> Clauses()
    {
        var clauses = Texts("cites");
        if (clauses.Count == 0 && _map.Members.Any(m => m.Key == "cites"))
        {
            Error("没有引用条款。", "请在 cites 写明依据的条款，如 [N2021-2.8.1]。");
        }

        return clauses;
    }

    /// <summary>The items of a list, each as a map.</summary>
    public IEnumerable<MapReader> Maps(string key, bool required)
    {
        var node = required ? Required(key) : Optional(key);
        if (node is null)
        {
            return [];
        }

        return node is PackList list
            ? [.. list.Items.Select(item => Of(item, _errors)).OfType<MapReader>()]
            : Wrong<IEnumerable<MapReader>>(node, "这里应是列表。", "请在每一项前写“- ”。") ?? [];
    }

    /// <summary>The members of a map under a key, name by name.</summary>
    public IReadOnlyList<PackMember> Members(string key) => Optional(key) switch
    {
        null => [],
        PackMap map => map.Members,
        var node => Wrong<IReadOnlyList<PackMember>>(node, "这里应是一组“键: 值”。", "请改成键值形式。") ?? [],
    };

    /// <summary>Refuses what nobody asked for.</summary>
    public void RefuseTheRest()
    {
        foreach (var member in _map.Members.Where(m => !_asked.Contains(m.Key)))
        {
            var path = Path.Length == 0 ? member.Key : $"{Path}.{member.Key}";
            _errors.Add(member.Line, path, $"不认识的键“{member.Key}”。", NearestName.Hint(member.Key, _asked));
        }
    }

    public void Error(string problem, string remedy) => _errors.Add(Line, Path, problem, remedy);

    private string? TextOf(PackNode node)
    {
        if (node is PackScalar { IsNull: false, Text.Length: > 0 } scalar)
        {
            return scalar.Text;
        }

        return Wrong<string>(node, "这里应是文字，不能为空。", "请填写内容。");
    }

    private DateOnly? DayOf(PackNode node)
    {
        if (TextOf(node) is not { } text)
        {
            return null;
        }

        if (LegalDay.TryParse(text, out var day))
        {
            return day;
        }

        _errors.Add(node.Line, node.Path, $"“{text}”不是日期。", "请写成 2022-03-01 这样的形式。");
        return null;
    }

    private T? Wrong<T>(PackNode node, string problem, string remedy)
        where T : class
    {
        _errors.Add(node.Line, node.Path, problem, remedy);
        return null;
    }
}
