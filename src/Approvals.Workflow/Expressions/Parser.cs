namespace Approvals.Workflow.Expressions;

/// <summary>Reads a script by precedence. What the grammar of docs/expressions.md does not know is refused here, with the way to write it.</summary>
internal sealed partial class Parser
{
    /// <summary>How deep expressions may nest.</summary>
    internal const int MaximumDepth = 64;

    private readonly Lexer _lexer;
    private readonly List<string> _parameters = [];
    private readonly List<ScriptReference> _references = [];
    private readonly List<string> _figures = [];
    private Token _token;
    private int _depth;

    private Parser(string source)
    {
        _lexer = new Lexer(source);
        _token = _lexer.Next();
    }

    /// <exception cref="ExpressionException">The text is outside the grammar.</exception>
    internal static (Expression[] Statements, IReadOnlyList<ScriptReference> References, IReadOnlyList<string> Figures) Parse(string source)
    {
        var parser = new Parser(source);
        var statements = parser.ParseStatements();
        return (statements, parser._references, parser._figures);
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
}
