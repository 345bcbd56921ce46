using System.Globalization;
using System.Text;

namespace Approvals.Workflow.Expressions;

/// <summary>Cuts a script into tokens, one at a time, so that the parser can read template texts in between.</summary>
internal sealed class Lexer(string source)
{
    // The longest come first: "===" before "==" before "=".
    private static readonly string[] Symbols =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=",
        "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "**", "++", "--", "+=", "-=", "*=", "/=", "%=", "<<", ">>",
        "+", "-", "*", "/", "%", "<", ">", "=", "!", "?", ":", ",", ".", ";", "(", ")", "[", "]", "{", "}", "&", "|", "^", "~",
    ];

    private int _line = 1;
    private int _lineStart;

    private int Offset { get; set; }

    private char Current => Offset < source.Length ? source[Offset] : '\0';

    private SourcePosition Here => new(_line, Offset - _lineStart + 1);

    internal Token Next()
    {
        SkipBlanks();
        var at = Here;
        if (Offset >= source.Length)
        {
            return new(TokenKind.End, "", at);
        }
        var c = Current;
        if (char.IsAsciiDigit(c) || (c == '.' && Offset + 1 < source.Length && char.IsAsciiDigit(source[Offset + 1])))
        {
            return ReadNumber(at);
        }
        if (c is '"' or '\'')
        {
            return ReadText(c, at);
        }
        if (c == '`')
        {
            Offset++;
            return new(TokenKind.Backquote, "`", at);
        }
        return IsNameStart(c) ? ReadName(at) : ReadSymbol(at);
    }

    /// <summary>The text of a template up to its next hole or its end.</summary>
    /// <returns>True when a hole <c>${</c> follows.</returns>
    internal bool ReadTemplate(SourcePosition start, out string text)
    {
        var built = new StringBuilder();
        while (Offset < source.Length)
        {
            var hole = string.CompareOrdinal(source, Offset, "${", 0, 2) == 0;
            if (hole || Current == '`')
            {
                Offset += hole ? 2 : 1;
                text = built.ToString();
                return hole;
            }
            ReadCharacter(built);
        }
        throw new ExpressionException(start, "模板文本没有结束", "请在末尾补上反引号 `");
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private void SkipBlanks()
    {
        while (Offset < source.Length)
        {
            if (char.IsWhiteSpace(Current))
            {
                Advance();
            }
            else if (Current == '/' && Offset + 1 < source.Length && source[Offset + 1] is '/' or '*')
            {
                SkipComment(source[Offset + 1] == '*');
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment(bool block)
    {
        var start = Here;
        var end = block ? source.IndexOf("*/", Offset + 2, StringComparison.Ordinal) : source.IndexOf('\n', Offset);
        if (block && end < 0)
        {
            throw new ExpressionException(start, "注释没有结束", "请补上 */");
        }
        var stop = end < 0 ? source.Length : block ? end + 2 : end;
        while (Offset < stop)
        {
            Advance();
        }
    }

    private void Advance()
    {
        if (source[Offset++] == '\n')
        {
            _line++;
            _lineStart = Offset;
        }
    }

    private Token ReadNumber(SourcePosition at)
    {
        var start = Offset;
        while (IsNamePart(Current) || Current == '.' || (Current is '+' or '-' && source[Offset - 1] is 'e' or 'E'))
        {
            Offset++;
        }
        return new(TokenKind.Number, source[start..Offset], at);
    }

    private Token ReadName(SourcePosition at)
    {
        var start = Offset;
        while (IsNamePart(Current))
        {
            Offset++;
        }
        return new(TokenKind.Name, source[start..Offset], at);
    }

    private Token ReadSymbol(SourcePosition at)
    {
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(source, Offset, symbol, 0, symbol.Length) == 0)
            {
                Offset += symbol.Length;
                return new(TokenKind.Symbol, symbol, at);
            }
        }
        throw new ExpressionException(at, $"不认识的字符“{Current}”", "请使用英文标点；文本要写在引号里");
    }

    private Token ReadText(char quote, SourcePosition at)
    {
        Offset++;
        var built = new StringBuilder();
        while (Current != quote)
        {
            if (Offset >= source.Length || Current == '\n')
            {
                throw new ExpressionException(at, "文本没有结束", $"请在末尾补上引号 {quote}");
            }
            ReadCharacter(built);
        }
        Offset++;
        return new(TokenKind.Text, built.ToString(), at);
    }

    private void ReadCharacter(StringBuilder built)
    {
        if (Current != '\\')
        {
            built.Append(Current);
            Advance();
            return;
        }
        var at = Here;
        Offset++;
        var escaped = Current;
        if (Offset < source.Length)
        {
            Advance();
        }
        built.Append(escaped switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'u' => ReadUnicode(at),
            '\\' or '\'' or '"' or '`' or '$' or '/' => escaped,
            _ => throw new ExpressionException(at, $"不支持的转义“\\{escaped}”", @"可用 \n \t \r \\ \' \"" \` \uXXXX"),
        });
    }

    private char ReadUnicode(SourcePosition at)
    {
        if (Offset + 4 <= source.Length && ushort.TryParse(source.AsSpan(Offset, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            Offset += 4;
            return (char)code;
        }
        throw new ExpressionException(at, @"\u 后面要有四位十六进制数", @"例如 \u7684");
    }
}
