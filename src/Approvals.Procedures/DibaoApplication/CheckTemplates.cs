using Approvals.Procedures.Letters;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>The template files of this procedure, its counties' own included, looked through at start.</summary>
public static class CheckTemplates
{
    /// <summary>Everything wrong with them; empty when letters can be printed.</summary>
    public static IReadOnlyList<TemplateProblem> Of(LetterPress press) =>
    [
        .. press.All().SelectMany(t => KindOf(t) is { } kind
            ? TemplateChecks.Of(t, kind.Placeholders)
            : [new TemplateProblem(t.Name, 1, $"没有这种文书。文件名应是 区划代码/{string.Join("、", LetterKind.All.Select(k => k.Template + ".txt"))}")]),
    ];

    /// <summary>The kind of letter a template file is for; null for a name nobody knows.</summary>
    internal static LetterKind? KindOf(LetterTemplate template) =>
        LetterKind.All.FirstOrDefault(k => template.Name.Length > "000000/".Length && template.Name["000000/".Length..] == k.Template + ".txt");
}
