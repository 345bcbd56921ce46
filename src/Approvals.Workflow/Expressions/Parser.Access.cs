namespace Approvals.Workflow.Expressions;

/// <summary>Members, indices, method calls, arguments and arrow functions.</summary>
internal sealed partial class Parser
{
    private Expression ParseAccess()
    {
        var root = ParsePrimary();
        var links = new List<Link>();
        while (ParseLink() is { } link)
        {
            links.Add(link);
        }
        return links.Count == 0 ? root : new Access(root.At, root, [.. links]);
    }

    private Link? ParseLink()
    {
        var at = _token.At;
        var optional = Take("?.");
        if (Take("["))
        {
            var index = ParseExpression();
            Expect("]");
            return new IndexLink(at, optional, index);
        }
        if (_token.Is("("))
        {
            throw Error("这里不能调用函数", $"可以调用文本、列表的方法，或 {string.Join('、', Library.Functions.Keys.Take(3))} 等函数");
        }
        if (_token.Kind == TokenKind.Backquote)
        {
            throw Unexpected();
        }
        if (!optional && !Take("."))
        {
            return null;
        }
        var name = ExpectName();
        return _token.Is("(") ? ParseMethod(at, optional, name) : new MemberLink(name.At, optional, name.Text);
    }

    private MethodLink ParseMethod(SourcePosition at, bool optional, Token name)
    {
        if (!Library.Knows(name.Text))
        {
            throw new ExpressionException(name.At, $"不支持的方法“{name.Text}”", "可用的方法见 docs/expressions.md");
        }
        return new MethodLink(at, optional, name.Text, ParseArguments(Library.TakeArrow.Contains(name.Text)));
    }

    private Arguments ParseArguments(bool takesArrow)
    {
        Expect("(");
        var arrow = takesArrow && !_token.Is(")") ? ParseArrow() : null;
        var values = new List<Expression>();
        var more = arrow is null ? !_token.Is(")") : Take(",") && !_token.Is(")");
        while (more)
        {
            values.Add(ParseExpression());
            more = Take(",") && !_token.Is(")");
        }
        Expect(")");
        return new([.. values], arrow);
    }

    private Arrow ParseArrow()
    {
        var at = _token.At;
        var floor = _parameters.Count;
        if (Take("("))
        {
            while (!_token.Is(")"))
            {
                _parameters.Add(ExpectName().Text);
                if (!Take(","))
                {
                    break;
                }
            }
            Expect(")");
        }
        else
        {
            _parameters.Add(_token.Kind == TokenKind.Name ? ExpectName().Text : throw Error("这里要一个箭头函数", "例如 list.filter(x => x.done)"));
        }
        Expect("=>");
        if (_token.Is("{"))
        {
            throw Error("箭头函数只能写一个表达式", "去掉大括号与 return；要返回对象请写 x => ({ a: x })");
        }
        var body = ParseExpression();
        var count = _parameters.Count - floor;
        _parameters.RemoveRange(floor, count);
        return count <= 3 ? new(count, body) : throw new ExpressionException(at, "箭头函数的参数太多", "最多三个参数");
    }
}
