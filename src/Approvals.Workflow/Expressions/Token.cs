namespace Approvals.Workflow.Expressions;

internal enum TokenKind
{
    End,
    Number,
    Text,
    Name,
    Backquote,
    Symbol,
}

/// <summary>One token: its kind, its text (the content, for text literals) and where it begins.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, SourcePosition At)
{
    internal bool Is(string symbol) => Kind == TokenKind.Symbol && string.Equals(Text, symbol, StringComparison.Ordinal);

    internal bool IsName(string name) => Kind == TokenKind.Name && string.Equals(Text, name, StringComparison.Ordinal);
}
