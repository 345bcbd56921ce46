using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Approvals.Domain;

/// <summary>A person's name exactly as on the certificate: rare characters of every extension plane and the middle dot of minority names are kept as typed.</summary>
public sealed record PersonName
{
    private const int LongestName = 50;
    private static readonly HashSet<int> Separators = ['·', '•', '‧', '・', '．', '.', ' ', '-', '\'', '’'];

    private PersonName(string text) => Text = text;

    public string Text { get; }

    /// <summary>For the web board: 张*三, 王*, 阿*提. Whole characters, also those written with two code units.</summary>
    public string Masked
    {
        get
        {
            var letters = Characters(Text).Where(c => !Separators.Contains(char.ConvertToUtf32(c, 0))).ToList();
            return letters.Count < 3 ? $"{letters[0]}*" : $"{letters[0]}*{letters[^1]}";
        }
    }

    /// <summary>Takes letters of any script with single separators between them; refuses digits, symbols and broken characters.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PersonName? name, [NotNullWhen(false)] out FieldProblem? problem)
    {
        var typed = text ?? "";
        var wrong = ProblemOf(typed.Trim());
        (name, problem) = wrong is null
            ? (new PersonName(typed.Trim()), (FieldProblem?)null)
            : (null, new FieldProblem("姓名", typed, wrong));
        return wrong is null;
    }

    public override string ToString() => Text;

    private static string? ProblemOf(string text)
    {
        if (text.Length == 0)
        {
            return "不能为空，请按证件填写。";
        }

        var runes = text.EnumerateRunes().ToList();
        if (runes.Count > LongestName)
        {
            return $"超过{LongestName}个字，请按证件填写。";
        }

        var strange = runes.FindIndex(r => !IsAllowed(r));
        return strange >= 0
            ? $"第{strange + 1}个字符“{runes[strange]}”不能用于姓名；少数民族姓名请用间隔号“·”，生僻字请用输入法的扩展字库。"
            : IsSeparator(runes[0]) || IsSeparator(runes[^1]) ? "开头和结尾应是文字，请按证件填写。" : null;
    }

    private static bool IsAllowed(Rune rune) => Rune.IsLetter(rune) || IsSeparator(rune) || IsMark(rune) || IsOnIdeographicPlane(rune);

    // Planes 2 and 3 hold only ideographs; a character newer than the runtime's tables is still somebody's name.
    private static bool IsOnIdeographicPlane(Rune rune) => rune.Value is >= 0x20000 and <= 0x3FFFD;

    private static bool IsSeparator(Rune rune) => Separators.Contains(rune.Value);

    // Ideographic variation selectors and combining vowels are part of the letter before them.
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static IEnumerable<string> Characters(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            yield return elements.GetTextElement();
        }
    }
}
