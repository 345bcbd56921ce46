namespace Approvals.Workflow.Expressions;

/// <summary>Names: parameters, variables, functions, and what they refer to.</summary>
internal sealed partial class Parser
{
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
}
