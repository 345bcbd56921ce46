namespace Approvals.Workflow.Expressions;

/// <summary>What is refused, in words that say how to write it.</summary>
internal sealed partial class Parser
{
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
