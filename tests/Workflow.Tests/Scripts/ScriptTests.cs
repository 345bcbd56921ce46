using Approvals.Workflow.Expressions;

namespace Approvals.Workflow.Tests.Scripts;

/// <summary>What the subset computes, and how it refuses.</summary>
public sealed class ScriptTests
{
    [Theory]
    // literals
    [InlineData("1", "1")]
    [InlineData("1.50", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData("'it\\'s'", "\"it's\"")]
    [InlineData("\"\\u7684\\n\"", "\"的\\n\"")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("undefined", "null")]
    [InlineData("[1, 'a', null,]", "[1,\"a\",null]")]
    [InlineData("({a: 1, 'b c': 2, 3: 4, ['x' + 1]: 5,})", "{\"a\":1,\"b c\":2,\"3\":4,\"x1\":5}")]
    [InlineData("{a: 1}", "{\"a\":1}")]
    [InlineData("({a: 1, a: 2})", "{\"a\":2}")]
    [InlineData("`n=${variables.n} ${`in ${'ner'}`}!`", "\"n=42 in ner!\"")]
    [InlineData("``", "\"\"")]
    [InlineData("1 // a comment", "1")]
    [InlineData("/* several\nlines */ 2", "2")]
    // exact arithmetic
    [InlineData("0.1 + 0.2 === 0.3", "true")]
    [InlineData("1 / 3 * 3", "1")]
    [InlineData("0.1 * 3", "0.3")]
    [InlineData("7 % 3", "1")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("5.5 % 2", "1.5")]
    [InlineData("2 ** 10", "1024")]
    [InlineData("2 ** -2", "0.25")]
    [InlineData("2 ** 3 ** 2", "512")]
    [InlineData("(-2) ** 2", "4")]
    [InlineData("-2 - -3", "1")]
    [InlineData("1 + 2 * 3 - 4 / 2", "5")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("9007199254740993 + 1", "9007199254740994")]
    [InlineData("12345678901234567890123456789 * 10", "123456789012345678901234567890")]
    [InlineData("+'3.5'", "3.5")]
    [InlineData("-true", "-1")]
    // text
    [InlineData("'a' + 1", "\"a1\"")]
    [InlineData("1 + 'a'", "\"1a\"")]
    [InlineData("'a' + null", "\"anull\"")]
    [InlineData("'x' + [1, 2]", "\"x1,2\"")]
    [InlineData("'abc'.length", "3")]
    [InlineData("'abc'[1]", "\"b\"")]
    [InlineData("'abc'[9]", "null")]
    [InlineData("'😀'[0] + 'a' + '😀'", "\"\uFFFDa\\uD83D\\uDE00\"")]
    [InlineData("'abc'.slice(-2)", "\"bc\"")]
    [InlineData("'abcdef'.slice(1, -2)", "\"bcd\"")]
    [InlineData("'abc'.substring(2, 0)", "\"ab\"")]
    [InlineData("'a,b,c'.split(',')", "[\"a\",\"b\",\"c\"]")]
    [InlineData("'ab'.split('')", "[\"a\",\"b\"]")]
    [InlineData("'a-a'.replace('a', 'b')", "\"b-a\"")]
    [InlineData("'a-a'.replaceAll('a', 'bb')", "\"bb-bb\"")]
    [InlineData("' x '.trim()", "\"x\"")]
    [InlineData("'7'.padStart(3, '0')", "\"007\"")]
    [InlineData("'7'.padEnd(3)", "\"7  \"")]
    [InlineData("'ab'.repeat(3)", "\"ababab\"")]
    [InlineData("'Ab'.toUpperCase() + 'Ab'.toLowerCase()", "\"ABab\"")]
    [InlineData("'abcabc'.indexOf('c') + 'abcabc'.lastIndexOf('c')", "7")]
    [InlineData("'abc'.includes('bc') && 'abc'.startsWith('ab') && 'abc'.endsWith('c')", "true")]
    [InlineData("'abc'.at(-1) + 'abc'.charAt(0) + 'a'.concat('b', 1)", "\"caab1\"")]
    // comparison and logic
    [InlineData("1 < 2 && 'a' < 'b' && 2 >= 2", "true")]
    [InlineData("1 === 1 && 1 !== '1' && 1 == '1' && null == undefined && null !== undefined", "true")]
    [InlineData("true == 1", "true")]
    [InlineData("[1] === [1]", "false")]
    [InlineData("variables.o === variables.o", "true")]
    [InlineData("0 || '' || 'last'", "\"last\"")]
    [InlineData("1 && 0 && variables.none.name", "0")]
    [InlineData("true || variables.none.name", "true")]
    [InlineData("null ?? 5", "5")]
    [InlineData("0 ?? 5", "0")]
    [InlineData("!0 && !'' && !null && !undefined && !!'0' && !![]", "true")]
    [InlineData("typeof 1 + typeof 'a' + typeof true + typeof null + typeof undefined + typeof [] + typeof {}", "\"numberstringbooleanobjectundefinedobjectobject\"")]
    [InlineData("1 > 2 ? 'a' : 2 > 1 ? 'b' : 'c'", "\"b\"")]
    [InlineData("true ? false ? 1 : 2 : 3", "2")]
    // access
    [InlineData("variables.o.b.c", "\"deep\"")]
    [InlineData("variables['o']['b'].c", "\"deep\"")]
    [InlineData("variables.o.x", "null")]
    [InlineData("variables.o.x?.y.z", "null")]
    [InlineData("variables.o?.['a']", "1")]
    [InlineData("variables.none?.trim()", "null")]
    [InlineData("variables.list[0] + variables.list.at(-1)", "5")]
    [InlineData("variables.list.length", "3")]
    // lists
    [InlineData("variables.list.map(x => x * 2)", "[6,2,4]")]
    [InlineData("variables.list.map((x, i) => x + i)", "[3,2,4]")]
    [InlineData("variables.list.filter(x => x > 1)", "[3,2]")]
    [InlineData("variables.list.some(x => x === 2) && variables.list.every(x => x > 0)", "true")]
    [InlineData("[].every(x => false)", "true")]
    [InlineData("variables.people.find(p => p.age > 60).name", "\"张三\"")]
    [InlineData("variables.people.find(p => p.age > 99)", "null")]
    [InlineData("variables.people.findIndex(p => p.age < 18)", "1")]
    [InlineData("variables.list.reduce((sum, x) => sum + x, 10)", "16")]
    [InlineData("variables.list.reduce((a, b) => a > b ? a : b)", "3")]
    [InlineData("variables.people.map(p => variables.list.map(x => x + p.age))", "[[73,71,72],[11,9,10]]")]
    [InlineData("variables.people.map(p => ({ name: p.name }))", "[{\"name\":\"张三\"},{\"name\":\"李四\"}]")]
    [InlineData("[1, 2].map(a => [3].map(a => a * 10)[0] + a)", "[31,32]")]
    [InlineData("[1, 2].map(a => ({ a }))", "[{\"a\":1},{\"a\":2}]")]
    [InlineData("[1, 2, 3].includes(2) && [1, 2].indexOf(3) === -1", "true")]
    [InlineData("[1, null, 3].join('-')", "\"1--3\"")]
    [InlineData("[1, 2, 3, 4].slice(1, -1).concat([9], 8)", "[2,3,9,8]")]
    // functions
    [InlineData("String(variables.n) + Number('1.5') + Boolean('')", "\"421.5false\"")]
    [InlineData("parseInt('7.9') + parseFloat('0.25')", "7.25")]
    [InlineData("Math.round(2.5) + Math.round(-2.5) + Math.floor(-1.5) + Math.ceil(1.2) + Math.trunc(-1.7) + Math.abs(-3)", "3")]
    [InlineData("Math.max(1, 5, 3) - Math.min(4, 2) + Math.sign(-9)", "2")]
    [InlineData("(1 / 3).toFixed(2) + (2.345).toFixed(2) + (-2.5).toFixed(0) + (1).toFixed(1)", "\"0.332.35-31.0\"")]
    [InlineData("Number.isInteger(3) && !Number.isInteger(0.5) && Array.isArray([]) && !Array.isArray('')", "true")]
    [InlineData("Object.keys(variables.o).length + Object.values({a: 2})[0]", "4")]
    [InlineData("Object.entries({a: 1})", "[[\"a\",1]]")]
    [InlineData("JSON.stringify({a: [1, 'x', null]})", "\"{\\\"a\\\":[1,\\\"x\\\",null]}\"")]
    [InlineData("JSON.parse('{\"a\":1.10}').a", "1.1")]
    // the instance
    [InlineData("getVariable('n')", "42")]
    [InlineData("variables.办理人 + get办理人()", "\"王五王五\"")]
    [InlineData("getAmount()", "500")] // a variable comes before an input of that name
    [InlineData("getWho()", "\"Ann\"")]
    [InlineData("getInput('Amount')", "7")]
    [InlineData("String(getInput('Missing'))", "\"null\"")]
    [InlineData("getOutputFrom('step1').of + getOutputFrom('step1', 'Other').name", "\"step1Other\"")]
    [InlineData("getCorrelationId()", "\"SQ-2026-0001\"")]
    // statements
    [InlineData("return 1 + 1;", "2")]
    [InlineData("setVariable('n', 1); variables.s = 'x'; return variables.n + variables.s", "\"1x\"")]
    [InlineData("setN(9); getN()", "9")]
    [InlineData(";;1;;", "1")]
    [InlineData("return", "null")]
    // dates
    [InlineData("new Date('2026-01-31')", "\"2026-01-31T00:00:00.000Z\"")]
    [InlineData("new Date('2026-01-31T08:00:00+08:00').toISOString()", "\"2026-01-31T00:00:00.000Z\"")]
    [InlineData("(new Date('2026-03-01') - new Date('2026-02-01')) / 86400000", "28")]
    [InlineData("new Date('2026-03-01') > new Date('2026-02-01')", "true")]
    [InlineData("new Date('2026-03-01').getUTCFullYear() + new Date('2026-03-01').getUTCMonth() + new Date('2026-03-01').getUTCDate()", "2029")]
    public void A_script_gives_what_JavaScript_would_give_exactly(string source, string json) =>
        Assert.Equal(json, Script.Parse(source).Run(Scope.Example()).ToString());

    [Theory]
    [InlineData("", 1, 1, "表达式为空")]
    [InlineData("1 +", 1, 4, "没有写完")]
    [InlineData("1 2", 1, 3, "“2”")]
    [InlineData("variables.n +\n  foo", 2, 3, "未知的名称“foo”")]
    [InlineData("undefinedFn()", 1, 1, "没有函数“undefinedFn”")]
    [InlineData("[1].sort()", 1, 5, "不支持的方法“sort”")]
    [InlineData("if (a) { b }", 1, 1, "不支持“if”")]
    [InlineData("for (;;) {}", 1, 1, "不支持“for”")]
    [InlineData("while (true) {}", 1, 1, "不支持“while”")]
    [InlineData("function f() {}", 1, 1, "不支持“function”")]
    [InlineData("const a = 1; a", 1, 1, "不支持“const”")]
    [InlineData("let a = 1", 1, 1, "不支持“let”")]
    [InlineData("n = 1", 1, 1, "未知的名称“n”")]
    [InlineData("variables.n += 1", 1, 13, "不支持赋值“+=”")]
    [InlineData("variables.n++", 1, 12, "不支持赋值“++”")]
    [InlineData("1 = 2", 1, 3, "只能给流程变量赋值")]
    [InlineData("x => x", 1, 3, "箭头函数只能作为")]
    [InlineData("(a, b) => a", 1, 2, "未知的名称“a”")]
    [InlineData("[1].map(x => { return x })", 1, 14, "箭头函数只能写一个表达式")]
    [InlineData("[1].map(variables.f)", 1, 18, "=>")]
    [InlineData("[1].map(1)", 1, 9, "这里要一个箭头函数")]
    [InlineData("[...variables.list]", 1, 2, "不支持展开")]
    [InlineData("1 & 2", 1, 3, "不支持位运算“&”")]
    [InlineData("/a/.test('a')", 1, 1, "不支持正则表达式")]
    [InlineData("new Map()", 1, 1, "只支持 new Date")]
    [InlineData("new Date()", 1, 1, "没有“现在”")]
    [InlineData("Date.now()", 1, 1, "未知的名称“Date”")]
    [InlineData("Math.random()", 1, 6, "不支持 Math.random")]
    [InlineData("this.x", 1, 1, "不支持“this”")]
    [InlineData("'abc", 1, 1, "文本没有结束")]
    [InlineData("`abc", 1, 1, "模板文本没有结束")]
    [InlineData("`${1", 1, 5, "没有写完")]
    [InlineData("/* abc", 1, 1, "注释没有结束")]
    [InlineData("'\\q'", 1, 2, "不支持的转义")]
    [InlineData("“a”", 1, 1, "不认识的字符")]
    [InlineData("(1", 1, 3, "缺少“)”")]
    [InlineData("[1", 1, 3, "缺少“]”")]
    [InlineData("({a: 1", 1, 7, "缺少“}”")]
    [InlineData("({a})", 1, 4, "缺少值")]
    [InlineData("variables", 1, 1, "不能单独使用")]
    [InlineData("getOutputFrom(variables.s)", 1, 1, "要写明环节的编号")]
    [InlineData("return 1; 2", 1, 11, "return 之后")]
    [InlineData("-2 ** 2", 1, 4, "乘方前")]
    [InlineData("1e999", 1, 1, "不是数值")]
    [InlineData("12abc", 1, 1, "不是数值")]
    [InlineData("a?.b", 1, 1, "未知的名称“a”")]
    [InlineData("'a'`b`", 1, 4, "不应出现")]
    public void What_the_grammar_does_not_know_is_refused_when_the_script_is_read(string source, int line, int column, string problem)
    {
        var e = Assert.Throws<ExpressionException>(() => Script.Parse(source));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.Equal(new SourcePosition(line, column), e.At);
        Assert.StartsWith($"第 {line} 行第 {column} 列：", e.Message, StringComparison.Ordinal);
        Assert.NotEmpty(e.Remedy);
    }

    [Theory]
    [InlineData("1 / 0", 1, 3, "除数为零")]
    [InlineData("variables.none + 1", 1, 16, "不能把空值 null与数值 1相加")]
    [InlineData("variables.none > 3", 1, 16, "不能比较空值 null与数值 3")]
    [InlineData("variables.n > '3'", 1, 13, "不能比较数值 42与文本“3”")]
    [InlineData("'5' * 2", 1, 5, "“*”只能用于数值")]
    [InlineData("variables.none.name", 1, 16, "不能读取空值 null的成员")]
    [InlineData("variables.o.x.y", 1, 15, "不能读取空值 undefined的成员")]
    [InlineData("variables.n.trim()", 1, 12, "数值 42没有方法 trim")]
    [InlineData("'' + (1 / 3)", 1, 4, "1/3 没有有限的小数写法")]
    [InlineData("1 / 3", 1, 1, "1/3 没有有限的小数写法")]
    [InlineData("'' + variables.o", 1, 4, "对象不能直接变成文本")]
    [InlineData("Number('abc')", 1, 1, "不能转成数值")]
    [InlineData("variables.missing", 1, 1, "没有名为“missing”的变量")]
    [InlineData("getMissing()", 1, 1, "没有名为“Missing”的变量或输入")]
    [InlineData("setVariable('missing', 1)", 1, 1, "没有名为“missing”的变量")]
    [InlineData("variables.list['a']", 1, 16, "这里要一个整数")]
    [InlineData("[].reduce((a, b) => a + b)", 1, 3, "空列表没有起始值")]
    [InlineData("new Date('31.1.2026')", 1, 10, "不是日期")]
    [InlineData("new Date('2026-01-31T08:00:00')", 1, 10, "不是日期")]
    [InlineData("'' + new Date('2026-01-31')", 1, 4, "toISOString")]
    [InlineData("JSON.parse('{')", 1, 1, "不是有效的 JSON")]
    [InlineData("10 ** 40 * 10 ** 40", 1, 10, "60 位")]
    [InlineData("(1).toFixed(99)", 1, 4, "小数位数")]
    [InlineData("'ab'.repeat(99999)", 1, 5, "65536 个字符")]
    public void What_cannot_be_computed_is_refused_with_place_and_remedy(string source, int line, int column, string problem)
    {
        var script = Script.Parse(source);
        var e = Assert.Throws<ExpressionException>(() => script.Run(Scope.Example()));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.Equal(new SourcePosition(line, column), e.At);
        Assert.NotEmpty(e.Remedy);
    }

    [Fact]
    public void Steps_are_bounded()
    {
        var scope = Scope.Example();
        scope.Variables["list"] = Value.List([.. Enumerable.Range(0, 400).Select(i => (Value)i)]);
        var e = Assert.Throws<ExpressionException>(() => Script.Parse("variables.list.map(a => variables.list.map(b => a * b).length)").Run(scope));
        Assert.Contains("100000 步", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_is_bounded_but_long_sums_are_not_nested()
    {
        var deep = new string('(', 65) + "1" + new string(')', 65);
        Assert.Contains("64 层", Assert.Throws<ExpressionException>(() => Script.Parse(deep)).Message, StringComparison.Ordinal);
        Assert.Equal("5001", Script.Parse("1" + string.Concat(Enumerable.Repeat("+1", 5000))).Run(new Scope()).ToString());
        Assert.Throws<ExpressionException>(() => Script.Parse(string.Concat(Enumerable.Repeat("!", 70)) + "1"));
        Assert.Throws<ExpressionException>(() => Script.Parse(string.Concat(Enumerable.Repeat("2**", 70)) + "1"));
    }

    [Fact]
    public void Values_that_grow_by_sharing_are_bounded_in_weight_and_depth()
    {
        var doubling = $"[{string.Join(',', Enumerable.Repeat("1", 40))}].reduce((a, x) => [a, a], 1)";
        Assert.Contains("结果过大", Assert.Throws<ExpressionException>(() => Script.Parse(doubling).Run(new Scope())).Message, StringComparison.Ordinal);
        var chain = $"[{string.Join(',', Enumerable.Repeat("1", 100))}].reduce((a, x) => [a], 1)";
        Assert.Contains("64 层", Assert.Throws<ExpressionException>(() => Script.Parse(chain).Run(new Scope())).Message, StringComparison.Ordinal);
        var texts = $"[{string.Join(',', Enumerable.Repeat("1", 60))}].reduce((a, x) => a + a, 'x')";
        Assert.Contains("65536 个字符", Assert.Throws<ExpressionException>(() => Script.Parse(texts).Run(new Scope())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_too_long_is_refused() =>
        Assert.Contains("20000 个字符", Assert.Throws<ExpressionException>(() => Script.Parse(new string('1', 20_001))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_script_names_what_it_reads_and_writes()
    {
        var script = Script.Parse("setVariable('a', variables.b); getInput('c') + getOutputFrom('d').x + getE() + getVariable('f' + 1)");
        Assert.Equal(
            ["VariableRead b", "VariableWritten a", "InputRead c", "OutputRead d", "GeneratedRead E"],
            script.References.Select(r => $"{r.Kind} {r.Name}"));
    }

    [Fact]
    public void A_script_that_fails_half_way_has_done_what_stood_before()
    {
        var scope = Scope.Example();
        Assert.Throws<ExpressionException>(() => Script.Parse("variables.n = 1; variables.s = 1 / 0; variables.amount = 2").Run(scope));
        Assert.Equal("1", scope.Variables["n"].ToString());
        Assert.Equal("500", scope.Variables["amount"].ToString());
    }

    [Fact]
    public void Every_method_and_function_is_documented()
    {
        var documented = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "expressions.md"));
        Assert.All(Expressions.Library.Functions.Keys.Concat(Expressions.Library.MethodNames), name => Assert.Contains(name, documented, StringComparison.Ordinal));
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Approvals.sln")))
        {
            directory = directory.Parent;
        }
        return directory.FullName;
    }
}
