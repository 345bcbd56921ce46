namespace Approvals.Workflow.Expressions;

/// <summary>Literals, brackets and templates.</summary>
internal sealed partial class Parser
{
    private Expression ParsePrimary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _figures.Add(token.Text);
                Advance();
                return Number.TryParse(token.Text, out var number) ? new Literal(token.At, number) : throw new ExpressionException(token.At, $"“{token.Text}”不是数值", $"请写十进制数，最多 {Number.MaximumDigits} 位");
            case TokenKind.Text:
                Advance();
                return new Literal(token.At, token.Text);
            case TokenKind.Backquote:
                return ParseTemplate(token.At);
            case TokenKind.Name:
                return ParseName(token);
            default:
                return ParseBracket(token);
        }
    }

    private Expression ParseBracket(Token token)
    {
        if (Take("("))
        {
            var inner = ParseExpression();
            if (_token.Is(",") || _token.Is("=>"))
            {
                throw ArrowElsewhere();
            }
            Expect(")");
            return _token.Is("=>") ? throw ArrowElsewhere() : inner;
        }
        if (Take("["))
        {
            return new ListLiteral(token.At, ParseItems());
        }
        if (Take("{"))
        {
            return new ObjectLiteral(token.At, ParseMembers());
        }
        throw token.Is("/") ? Error("不支持正则表达式", "请用 includes、startsWith、endsWith") : Unexpected();
    }

    private Expression[] ParseItems()
    {
        var items = new List<Expression>();
        while (!_token.Is("]"))
        {
            items.Add(ParseExpression());
            if (!Take(","))
            {
                break;
            }
        }
        Expect("]");
        return [.. items];
    }

    private (Expression, Expression)[] ParseMembers()
    {
        var members = new List<(Expression, Expression)>();
        while (!_token.Is("}"))
        {
            members.Add(ParseMember());
            if (!Take(","))
            {
                break;
            }
        }
        Expect("}");
        return [.. members];
    }

    private (Expression, Expression) ParseMember()
    {
        var name = _token;
        if (Take("["))
        {
            var computed = ParseExpression();
            Expect("]");
            Expect(":");
            return (computed, ParseExpression());
        }
        if (name.Kind is not (TokenKind.Name or TokenKind.Text or TokenKind.Number))
        {
            throw Unexpected();
        }
        Advance();
        var key = new Literal(name.At, name.Text);
        if (Take(":"))
        {
            return (key, ParseExpression());
        }
        var slot = _parameters.LastIndexOf(name.Text);
        return slot >= 0 ? (key, new Parameter(name.At, slot)) : throw Error("对象的成员缺少值", "请写 { 名称: 值 }");
    }

    private Template ParseTemplate(SourcePosition at)
    {
        var texts = new List<string>();
        var holes = new List<Expression>();
        var more = _lexer.ReadTemplate(at, out var text);
        while (more)
        {
            texts.Add(text);
            Advance();
            holes.Add(ParseExpression());
            // The closing brace is the current token, so the lexer stands right behind it.
            more = _token.Is("}") ? _lexer.ReadTemplate(at, out text) : throw Unexpected();
        }
        texts.Add(text);
        Advance();
        return new Template(at, [.. texts], [.. holes]);
    }
}
