using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Approvals.Policies;

/// <summary>Reads YAML into nodes that know their line. Only the plain part of YAML: no anchors, aliases, tags or second documents, so that what is read is what stands there.</summary>
internal sealed class PackParser
{
    private const int DeepestNesting = 12;
    private readonly IReadOnlyList<ParsingEvent> _events;
    private readonly PackErrors _errors;
    private int _next;

    private PackParser(IReadOnlyList<ParsingEvent> events, PackErrors errors) => (_events, _errors) = (events, errors);

    private ParsingEvent Current => _events[_next];

    /// <summary>The root of the text, or null when it is not plain YAML; the reason is then among the errors.</summary>
    public static PackNode? Parse(string text, PackErrors errors)
    {
        var scanner = new Scanner(new StringReader(text));
        try
        {
            return new PackParser(EventsOf(new Parser(scanner)), errors).Document();
        }
        catch (YamlException e)
        {
            Refuse(errors, (int)e.Start.Line, e.Message);
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner loses its way on some malformed plain scalars in flow lists instead of saying so.
            Refuse(errors, (int)scanner.CurrentPosition.Line, "括号或引号不成对");
        }

        return null;
    }

    private static void Refuse(PackErrors errors, int line, string reason) =>
        errors.Add(Math.Max(1, line), "(yaml)", $"不是有效的YAML：{reason}。", "请检查这一行的缩进、冒号和引号。");

    private static List<ParsingEvent> EventsOf(Parser parser)
    {
        var events = new List<ParsingEvent>();
        while (parser.MoveNext())
        {
            events.Add(parser.Current!);
        }

        return events;
    }

    private PackNode? Document()
    {
        Take<StreamStart>();
        if (Current is StreamEnd)
        {
            _errors.Add(1, "(yaml)", "文件是空的。", "请写入内容或删除文件。");
            return null;
        }

        Take<DocumentStart>();
        var root = Node("", 0);
        Take<DocumentEnd>();
        return Current is StreamEnd ? root : throw Unsupported(Current, "一个文件里有多个YAML文档");
    }

    private PackNode Node(string path, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw Unsupported(Current, $"嵌套超过{DeepestNesting}层");
        }

        RefuseDecoration();
        return Current switch
        {
            Scalar => ScalarNode(path),
            SequenceStart => List(path, depth),
            MappingStart => Map(path, depth),
            _ => throw Unsupported(Current, "这里不能用别名"),
        };
    }

    private PackScalar ScalarNode(string path)
    {
        var scalar = Take<Scalar>();
        return new PackScalar((int)scalar.Start.Line, path, scalar.Value, scalar.Style != ScalarStyle.Plain);
    }

    private PackList List(string path, int depth)
    {
        var line = (int)Take<SequenceStart>().Start.Line;
        var items = new List<PackNode>();
        while (Current is not SequenceEnd)
        {
            items.Add(Node($"{path}[{items.Count + 1}]", depth + 1));
        }

        Take<SequenceEnd>();
        return new PackList(line, path, items);
    }

    private PackMap Map(string path, int depth)
    {
        var line = (int)Take<MappingStart>().Start.Line;
        var members = new List<PackMember>();
        while (Current is not MappingEnd)
        {
            members.Add(Member(path, depth, members));
        }

        Take<MappingEnd>();
        return new PackMap(line, path, members);
    }

    private PackMember Member(string path, int depth, List<PackMember> before)
    {
        RefuseDecoration();
        var key = Current is Scalar ? Take<Scalar>() : throw Unsupported(Current, "键不是文字");
        var line = (int)key.Start.Line;
        var memberPath = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
        if (before.Exists(m => m.Key == key.Value))
        {
            _errors.Add(line, memberPath, $"键“{key.Value}”写了两次。", "请只保留一个。");
        }

        return new PackMember(key.Value, line, Node(memberPath, depth + 1));
    }

    private T Take<T>()
        where T : ParsingEvent
    {
        var taken = Current as T ?? throw Unsupported(Current, "结构不完整");
        _next++;
        return taken;
    }

    private void RefuseDecoration()
    {
        if (Current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            throw Unsupported(node, "用了锚点或标签");
        }
    }

    private static YamlException Unsupported(ParsingEvent at, string what) => new(at.Start, at.End, what);
}
