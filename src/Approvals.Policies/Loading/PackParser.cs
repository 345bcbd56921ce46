using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Approvals.Policies;

/// <summary>Reads YAML into nodes that know their line. Only the plain part of YAML: no anchors, aliases, tags or second documents, so that what is read is what stands there.</summary>
internal sealed class PackParser
{
    private const int DeepestNesting = 12;
    private readonly Parser _events;
    private readonly PackErrors _errors;

    private PackParser(string text, PackErrors errors) => (_events, _errors) = (new Parser(new StringReader(text)), errors);

    /// <summary>The root of the text, or null when it is not plain YAML; the reason is then among the errors.</summary>
    public static PackNode? Parse(string text, PackErrors errors)
    {
        try
        {
            return new PackParser(text, errors).Document();
        }
        catch (YamlException e)
        {
            errors.Add(Math.Max(1, (int)e.Start.Line), "(yaml)", $"不是有效的YAML：{e.Message}。", "请检查这一行的缩进、冒号和引号。");
            return null;
        }
    }

    private PackNode? Document()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out _))
        {
            _errors.Add(1, "(yaml)", "文件是空的。", "请写入内容或删除文件。");
            return null;
        }

        _events.Consume<DocumentStart>();
        var root = Node("", 0);
        _events.Consume<DocumentEnd>();
        if (!_events.Accept<StreamEnd>(out _))
        {
            throw Unsupported(_events.Current!, "一个文件里有多个YAML文档");
        }

        return root;
    }

    private PackNode Node(string path, int depth)
    {
        var start = _events.Current;
        if (depth > DeepestNesting)
        {
            throw Unsupported(start!, $"嵌套超过{DeepestNesting}层");
        }

        RefuseDecoration(start!);
        return start switch
        {
            Scalar scalar => ScalarNode(scalar, path),
            SequenceStart => List(path, depth),
            MappingStart => Map(path, depth),
            _ => throw Unsupported(start!, "这里不能用别名"),
        };
    }

    private PackScalar ScalarNode(Scalar scalar, string path)
    {
        _events.MoveNext();
        return new PackScalar((int)scalar.Start.Line, path, scalar.Value, scalar.Style != ScalarStyle.Plain);
    }

    private PackList List(string path, int depth)
    {
        var line = (int)_events.Consume<SequenceStart>().Start.Line;
        var items = new List<PackNode>();
        while (!_events.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node($"{path}[{items.Count + 1}]", depth + 1));
        }

        return new PackList(line, path, items);
    }

    private PackMap Map(string path, int depth)
    {
        var line = (int)_events.Consume<MappingStart>().Start.Line;
        var members = new List<PackMember>();
        var keys = new HashSet<string>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            RefuseDecoration(_events.Current!);
            var key = _events.Current is Scalar ? _events.Consume<Scalar>() : throw Unsupported(_events.Current!, "键不是文字");
            var memberPath = path.Length == 0 ? key.Value : $"{path}.{key.Value}";
            if (!keys.Add(key.Value))
            {
                _errors.Add((int)key.Start.Line, memberPath, $"键“{key.Value}”写了两次。", "请只保留一个。");
            }

            members.Add(new PackMember(key.Value, (int)key.Start.Line, Node(memberPath, depth + 1)));
        }

        return new PackMap(line, path, members);
    }

    private static void RefuseDecoration(ParsingEvent start)
    {
        if (start is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            throw Unsupported(start, "用了锚点或标签");
        }
    }

    private static YamlException Unsupported(ParsingEvent at, string what) => new(at.Start, at.End, what);
}
