namespace Approvals.Workflow.Expressions;

/// <summary>Reads a script by precedence. What the grammar of docs/expressions.md does not know is refused here, with the way to write it.</summary>
internal sealed class Parser
{
    /// <summary>How deep expressions may nest.</summary>
    internal const int MaximumDepth = 64;

    private const string OneExpression = "请写成一个表达式，例如 条件 ? 值1 : 值2";

    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["if"] = OneExpression,
        ["switch"] = OneExpression,
        ["for"] = "请用 map、filter、reduce 等列表方法",
        ["while"] = "请用 map、filter、reduce 等列表方法",
        ["do"] = "请用 map、filter、reduce 等列表方法",
        ["function"] = "请用箭头函数，例如 list.map(x => x.name)",
        ["class"] = OneExpression,
        ["var"] = "请写成一个表达式，或用 setVariable('名称', 值)",
        ["let"] = "请写成一个表达式，或用 setVariable('名称', 值)",
        ["const"] = "请写成一个表达式，或用 setVariable('名称', 值)",
        ["throw"] = "请让流程走另一个出口",
        ["try"] = "请先判断，例如 a?.b ?? 默认值",
        ["async"] = OneExpression,
        ["await"] = OneExpression,
        ["import"] = OneExpression,
        ["this"] = "请用 variables.名称 或 getInput('名称')",
        ["delete"] = "请只取需要的成员，例如 ({ a: x.a })",
        ["in"] = "请写 Object.keys(o).includes('k')",
        ["instanceof"] = "请写 typeof x 或 Array.isArray(x)",
        ["void"] = "请写 undefined",
        ["yield"] = OneExpression,
        ["NaN"] = "请先判断再转换成数值",
        ["Infinity"] = "请写具体的数值",
    };

    private readonly Lexer _lexer;
    private readonly List<string> _parameters = [];
    private readonly List<ScriptReference> _references = [];
    private Token _token;
    private int _depth;

    private Parser(string source)
    {
        _lexer = new Lexer(source);
        _token = _lexer.Next();
    }

    /// <exception cref="ExpressionException">The text is outside the grammar.</exception>
    internal static (Expression[] Statements, IReadOnlyList<ScriptReference> References) Parse(string source)
    {
        var parser = new Parser(source);
        var statements = parser.ParseStatements();
        return (statements, parser._references);
    }

    private Expression[] ParseStatements()
    {
        var statements = new List<Expression>();
        var returned = false;
        while (_token.Kind != TokenKind.End)
        {
            if (Take(";"))
            {
                continue;
            }
            if (returned)
            {
                throw Error("return 之后还有内容", "return 要放在最后");
            }
            returned = TakeName("return");
            statements.Add(returned && (_token.Is(";") || _token.Kind == TokenKind.End) ? new Literal(_token.At, Value.Undefined) : ParseStatement());
            if (_token.Kind != TokenKind.End && !_token.Is(";"))
            {
                throw Unexpected();
            }
        }
        return statements.Count > 0 ? [.. statements] : throw Error("表达式为空", "请写一个值，例如 true");
    }

    private Expression ParseStatement()
    {
        var expression = ParseExpression();
        if (!_token.Is("="))
        {
            return expression;
        }
        if (expression is not VariableRead variable)
        {
            throw Error("只能给流程变量赋值", "请写 variables.名称 = 值，或 setVariable('名称', 值)；比较请用 ===");
        }
        Advance();
        Refer(ScriptReferenceKind.VariableWritten, variable.Name, variable.At);
        return new VariableWrite(variable.At, variable.Name, ParseExpression());
    }

    private Expression ParseExpression()
    {
        Enter();
        var at = _token.At;
        var test = ParseLevel(0);
        var arms = new List<(Expression, Expression)>();
        while (Take("?"))
        {
            var value = ParseExpression();
            Expect(":");
            arms.Add((test, value));
            test = ParseLevel(0);
        }
        _depth--;
        return arms.Count == 0 ? test : new Conditional(at, [.. arms], test);
    }

    private Expression ParseLevel(int level)
    {
        if (level == Operators.Levels.Length)
        {
            return ParsePower();
        }
        var first = ParseLevel(level + 1);
        List<(string, SourcePosition, Expression)>? rest = null;
        while (_token.Kind == TokenKind.Symbol && Array.IndexOf(Operators.Levels[level], _token.Text) >= 0)
        {
            var symbol = _token;
            Advance();
            (rest ??= []).Add((symbol.Text, symbol.At, ParseLevel(level + 1)));
        }
        return rest is null ? first : new Chain(first.At, first, [.. rest]);
    }

    private Expression ParsePower()
    {
        var start = _token;
        var basis = ParseUnary();
        if (!_token.Is("**"))
        {
            return basis;
        }
        if (start.Is("-") || start.Is("+") || start.Is("!"))
        {
            throw Error("乘方前不能直接写正负号", "请加括号，例如 (-2) ** 2");
        }
        var at = _token.At;
        Enter();
        Advance();
        var power = ParsePower();
        _depth--;
        return new Chain(basis.At, basis, [("**", at, power)]);
    }

    private Expression ParseUnary()
    {
        if (!(_token.Is("!") || _token.Is("-") || _token.Is("+") || _token.IsName("typeof")))
        {
            return ParseAccess();
        }
        var symbol = _token;
        Enter();
        Advance();
        var operand = ParseUnary();
        _depth--;
        return operand is Literal { Value: NumberValue n } && symbol.Is("-") ? new Literal(symbol.At, -n.Number) : new Unary(symbol.At, symbol.Text, operand);
    }

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

    private Expression ParsePrimary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Number:
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

    private Expression ParseName(Token name)
    {
        Advance();
        if (_token.Is("=>"))
        {
            throw ArrowElsewhere();
        }
        var slot = _parameters.LastIndexOf(name.Text);
        return slot >= 0 ? new Parameter(name.At, slot) : name.Text switch
        {
            "true" => new Literal(name.At, true),
            "false" => new Literal(name.At, false),
            "null" => new Literal(name.At, Value.Null),
            "undefined" => new Literal(name.At, Value.Undefined),
            "variables" => ParseVariable(name),
            "new" => ParseNew(name),
            _ when Library.Namespaces.Contains(name.Text) && _token.Is(".") => ParseNamespaced(name),
            _ when _token.Is("(") => ParseCall(name),
            _ => throw UnknownName(name),
        };
    }

    private VariableRead ParseVariable(Token name)
    {
        string variable;
        if (Take("["))
        {
            variable = _token.Kind == TokenKind.Text ? _token.Text : throw Error("这里要写变量的名称", "例如 variables['名称']，或用 getVariable(表达式)");
            Advance();
            Expect("]");
        }
        else if (Take(".") || Take("?."))
        {
            variable = ExpectName().Text;
        }
        else
        {
            throw new ExpressionException(name.At, "variables 不能单独使用", "请写 variables.名称");
        }
        Refer(ScriptReferenceKind.VariableRead, variable, name.At);
        return new VariableRead(name.At, variable);
    }

    private DateCreation ParseNew(Token name)
    {
        if (!TakeName("Date"))
        {
            throw new ExpressionException(name.At, "只支持 new Date(…)", "请写 new Date('2026-01-31')");
        }
        Expect("(");
        if (_token.Is(")"))
        {
            throw new ExpressionException(name.At, "表达式里没有“现在”", "请由环节给出日期，例如 new Date(variables.受理日期)");
        }
        var value = ParseExpression();
        Expect(")");
        return new DateCreation(name.At, value);
    }

    private FunctionCall ParseNamespaced(Token name)
    {
        Advance();
        var member = ExpectName();
        return Library.Functions.TryGetValue($"{name.Text}.{member.Text}", out var function)
            ? new FunctionCall(name.At, function, ParseArguments(takesArrow: false))
            : throw new ExpressionException(member.At, $"不支持 {name.Text}.{member.Text}", "可用的函数见 docs/expressions.md");
    }

    private Expression ParseCall(Token name)
    {
        if (Library.Functions.TryGetValue(name.Text, out var function))
        {
            var arguments = ParseArguments(takesArrow: false);
            ReferToArguments(name, arguments);
            return new FunctionCall(name.At, function, arguments);
        }
        if (name.Text.Length > 3 && name.Text[..3] is "get" or "set" && !char.IsLower(name.Text[3]))
        {
            return ParseGenerated(name);
        }
        throw Refused.ContainsKey(name.Text) ? UnknownName(name) : new ExpressionException(name.At, $"没有函数“{name.Text}”", "可用的函数见 docs/expressions.md");
    }

    private GeneratedCall ParseGenerated(Token name)
    {
        var writes = name.Text.StartsWith("set", StringComparison.Ordinal);
        Refer(writes ? ScriptReferenceKind.GeneratedWrite : ScriptReferenceKind.GeneratedRead, name.Text[3..], name.At);
        return new GeneratedCall(name.At, writes, name.Text[3..], ParseArguments(takesArrow: false));
    }

    private void ReferToArguments(Token name, Arguments arguments)
    {
        ScriptReferenceKind? kind = name.Text switch
        {
            "getVariable" => ScriptReferenceKind.VariableRead,
            "setVariable" => ScriptReferenceKind.VariableWritten,
            "getInput" => ScriptReferenceKind.InputRead,
            "getOutputFrom" => ScriptReferenceKind.OutputRead,
            _ => null,
        };
        if (kind is null)
        {
            return;
        }
        if (arguments.Values is [Literal { Value: TextValue text }, ..])
        {
            Refer(kind.Value, text.Text, name.At);
        }
        else if (kind == ScriptReferenceKind.OutputRead)
        {
            throw new ExpressionException(name.At, "getOutputFrom 要写明环节的编号", "例如 getOutputFrom('approve1')");
        }
    }

    private void Refer(ScriptReferenceKind kind, string name, SourcePosition at) => _references.Add(new(kind, name, at));

    private void Enter()
    {
        if (++_depth > MaximumDepth)
        {
            throw Error($"嵌套超过 {MaximumDepth} 层", "请拆成几个环节，用变量传递中间结果");
        }
    }

    private void Advance() => _token = _lexer.Next();

    private bool Take(string symbol)
    {
        var taken = _token.Is(symbol);
        if (taken)
        {
            Advance();
        }
        return taken;
    }

    private bool TakeName(string name)
    {
        var taken = _token.IsName(name);
        if (taken)
        {
            Advance();
        }
        return taken;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol))
        {
            throw _token.Is("=>") ? ArrowElsewhere() : Error($"这里缺少“{symbol}”，得到{Shown()}", $"请补上 {symbol}");
        }
    }

    private Token ExpectName()
    {
        var name = _token;
        if (name.Kind != TokenKind.Name)
        {
            throw Error($"这里要一个名称，得到{Shown()}", "例如 a.b");
        }
        Advance();
        return name;
    }

    private string Shown() => _token.Kind == TokenKind.End ? "结尾" : $"“{_token.Text}”";

    private ExpressionException Error(string problem, string remedy) => new(_token.At, problem, remedy);

    private ExpressionException ArrowElsewhere() => Error("箭头函数只能作为 map、filter、some、every、find、findIndex、reduce 的第一个参数", "例如 list.filter(x => x.done)");

    private static ExpressionException UnknownName(Token name) =>
        Refused.TryGetValue(name.Text, out var remedy)
            ? new(name.At, $"不支持“{name.Text}”", remedy)
            : new(name.At, $"未知的名称“{name.Text}”", $"流程变量请写 variables.{name.Text}，输入请写 getInput('{name.Text}')");

    private ExpressionException Unexpected() => _token switch
    {
        { Kind: TokenKind.End } => Error("表达式没有写完", "请补上后面的部分"),
        { Text: "++" or "--" or "+=" or "-=" or "*=" or "/=" or "%=" or "**=" or "&&=" or "||=" or "??=" or "=" } => Error($"不支持赋值“{_token.Text}”", "请写 setVariable('名称', 值)"),
        { Text: "&" or "|" or "^" or "~" or "<<" or ">>" or ">>>" } => Error($"不支持位运算“{_token.Text}”", "逻辑与、或请写 && 和 ||"),
        { Text: "..." } => Error("不支持展开“...”", "请用 concat，或逐个写出成员"),
        _ => Error($"这里不应出现{Shown()}", "请检查括号、引号与分号"),
    };
}
