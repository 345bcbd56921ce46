using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Approvals.Domain;
using HandlebarsDotNet;

namespace Approvals.Procedures.Letters;

/// <summary>A letter template as a file says it.</summary>
/// <param name="Name">Area and name, e.g. <c>000000/dibao/confirmation.txt</c>.</param>
/// <param name="Text">Its words.</param>
public sealed record LetterTemplate(string Name, string Text)
{
    /// <summary>The version: the first 16 bytes of SHA-256 of its words, lower-case hex.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 16));
}

/// <summary>A printed letter: its text, and which template in which wording made it.</summary>
public sealed record PrintedLetter(string Text, LetterTemplate Template)
{
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}

/// <summary>Fills letter templates. A county may replace any of them by a file of the same name in its own folder; the nearest one wins.</summary>
/// <remarks>A template is text: <c>#</c> title, <c>|</c> table row, <c>&gt;</c> right-aligned, <c>---</c> rule, anything else a paragraph.
/// A placeholder nobody fills is a fault, never an empty gap in an official letter.</remarks>
public sealed class LetterPress(string folder)
{
    private static readonly IHandlebars Handlebars = HandlebarsDotNet.Handlebars.Create(
        new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = true, NoEscape = true });

    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> Compiled = new();

    private readonly ConcurrentDictionary<string, LetterTemplate> _files = new();

    /// <summary>The template in force for an area.</summary>
    /// <param name="name">For example <c>dibao/confirmation</c>.</param>
    /// <param name="area">The issuing area; its folder is looked in first, then those above it.</param>
    public LetterTemplate Find(string name, AreaCode area)
    {
        var path = area.SelfAndAbove().Select(a => Path.Combine(folder, a.ToString(), name + ".txt")).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"No letter template {name}");
        return _files.GetOrAdd(path, Read);
    }

    /// <summary>Every template file of the installation.</summary>
    public IReadOnlyList<LetterTemplate> All() =>
        [.. Directory.EnumerateFiles(folder, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => _files.GetOrAdd(path, Read))];

    /// <summary>Fills a template with every placeholder it has.</summary>
    public static PrintedLetter Fill(LetterTemplate template, IReadOnlyDictionary<string, object?> fields) =>
        new(Compiled.GetOrAdd(template.Text, text => Handlebars.Compile(text))(fields), template);

    private LetterTemplate Read(string path) => new(Path.GetRelativePath(folder, path).Replace('\\', '/'), File.ReadAllText(path));
}
