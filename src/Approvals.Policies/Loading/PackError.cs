namespace Approvals.Policies;

/// <summary>One thing wrong in a pack or a county value: where, which key, what, and what to do, in Chinese.</summary>
/// <param name="File">The file, or the id of the county value.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Key">The path of the key, for example values.dibao.rural-standard.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do next.</param>
public sealed record PackError(string File, int Line, string Key, string Problem, string Remedy)
{
    /// <summary>The line a maintainer reads.</summary>
    public string Sentence => $"{File}:{Line} {Key}：{Problem}{Remedy}";
}

/// <summary>Where something was written: the file, or the id of a county value, and the line.</summary>
public readonly record struct PackPlace(string File, int Line);

/// <summary>A pack file as text; the path is relative to the packs folder and begins with the pack's folder. Its text is read once, however often it is loaded.</summary>
public sealed class PackFile(string path, string text)
{
    private readonly Lazy<(PackNode? Root, PackErrors Errors)> _read = new(() =>
    {
        var errors = new PackErrors(path);
        return (PackParser.Parse(text, errors), errors);
    });

    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <summary>The root of the text, or null when it is not plain YAML; what is wrong goes to the errors.</summary>
    internal PackNode? Root(PackErrors errors)
    {
        errors.Add(_read.Value.Errors.All);
        return _read.Value.Root;
    }
}

/// <summary>Packs that cannot be used; nothing of them was loaded.</summary>
public sealed class InvalidPackException : Exception
{
    public InvalidPackException(IReadOnlyList<PackError> errors)
        : base(string.Join(Environment.NewLine, errors.Select(e => e.Sentence))) => Errors = errors;

    public IReadOnlyList<PackError> Errors { get; }
}
