using System.Text.RegularExpressions;

namespace Approvals.Procedures.Letters;

/// <summary>One thing wrong with a template file: where, what, and what may be written instead.</summary>
public sealed record TemplateProblem(string File, int Line, string Problem)
{
    public string Sentence => $"letters/{File}:{Line} {Problem}";
}

/// <summary>Looks through template files before the first letter is printed: a placeholder nobody fills would stop a decision half-way.</summary>
public static partial class TemplateChecks
{
    /// <summary>What is wrong with a template of a known kind.</summary>
    /// <param name="template">The template.</param>
    /// <param name="placeholders">What may stand between double braces.</param>
    public static IEnumerable<TemplateProblem> Of(LetterTemplate template, IReadOnlyList<string> placeholders)
    {
        var open = 0;
        foreach (var (line, number) in template.Text.Split('\n').Select((l, i) => (l, i + 1)))
        {
            foreach (Match match in Placeholder().Matches(line))
            {
                var (mark, name) = (match.Groups["mark"].Value, match.Groups["name"].Value);
                open += mark == "#each " ? 1 : mark == "/" ? -1 : 0;
                if (mark != "/" && name != "this" && !placeholders.Contains(name))
                {
                    yield return new TemplateProblem(template.Name, number, $"没有“{name}”这个占位符。可以用：{string.Join("、", placeholders)}");
                }
            }

            if (Rest(line).Contains("{{", StringComparison.Ordinal) || Rest(line).Contains("}}", StringComparison.Ordinal))
            {
                yield return new TemplateProblem(template.Name, number, "双花括号不成对，或里面不是占位符。请写成 {{applicant}} 或 {{#each reasons}}…{{/each}}");
            }
        }

        if (open != 0)
        {
            yield return new TemplateProblem(template.Name, template.Text.Split('\n').Length, "{{#each}} 和 {{/each}} 不成对，请补上");
        }
    }

    private static string Rest(string line) => Placeholder().Replace(line, "");

    [GeneratedRegex(@"\{\{(?<mark>#each |/)?(?<name>[A-Za-z]+)\}\}")]
    private static partial Regex Placeholder();
}
