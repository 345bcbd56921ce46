using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Approvals.Domain;
using HandlebarsDotNet;

namespace Approvals.Procedures.Letters;

/// <summary>A printed letter: its text, and which template in which wording made it.</summary>
public sealed record PrintedLetter(string Text, string Template, string TemplateHash)
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

    private readonly ConcurrentDictionary<string, (HandlebarsTemplate<object, object> Fill, string Hash)> _known = new();

    /// <param name="name">The template, e.g. <c>dibao/confirmation</c>.</param>
    /// <param name="area">The issuing area; its folder is looked in first, then those above it.</param>
    /// <param name="fields">Every placeholder of the template.</param>
    public PrintedLetter Print(string name, AreaCode area, IReadOnlyDictionary<string, object?> fields)
    {
        var path = area.SelfAndAbove().Select(a => Path.Combine(folder, a.ToString(), name + ".txt")).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"No letter template {name}");
        var (fill, hash) = _known.GetOrAdd(path, Compile);
        return new PrintedLetter(fill(fields), Path.GetRelativePath(folder, path).Replace('\\', '/'), hash);
    }

    private static (HandlebarsTemplate<object, object> Fill, string Hash) Compile(string path)
    {
        var text = File.ReadAllText(path);
        return (Handlebars.Compile(text), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)));
    }
}
