using Approvals.Procedures.Decisions;
using Approvals.Procedures.Files;
using Approvals.Procedures.Storage;
using Approvals.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Approvals.Web.Pages;

/// <summary>A run of lines of a letter that are drawn alike.</summary>
public sealed record LetterBlock(string Kind, IReadOnlyList<string> Lines);

/// <summary>A letter as issued, on A4.</summary>
public sealed class LetterModel(Current me, FileStore files) : OfficialPage(me, files)
{
    public LetterSheet Sheet { get; private set; } = null!;

    /// <summary>The letter itself, and its annexes, each on a page of its own.</summary>
    public IReadOnlyList<IReadOnlyList<LetterBlock>> Sheets { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (!RowId.TryParse(id, out var row) || await Me.DoAsync(new PrintLetter(row)) is not { Done: true } reply)
        {
            return NotFound();
        }

        Sheet = reply.Value;
        Sheets = [.. Sheet.Text.Split("\n---\n").Select(t => BlocksOf(t.TrimEnd()))];
        return Page();
    }

    /// <summary>The cells of a row: what stands between its bars, empty ones included.</summary>
    public static IReadOnlyList<string> CellsOf(string row) => [.. row.Split('|')[1..^1].Select(c => c.Trim())];

    // The marks of a template: --- begins an annex, # title, | table row, > right-aligned, an empty line before the closing is the place of the seal; the first line that ends with a colon names whom it is for.
    internal static List<LetterBlock> BlocksOf(string text)
    {
        var blocks = new List<LetterBlock>();
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd()))
        {
            var (kind, shown) = line switch
            {
                "" => ("gap", line),
                ['#', ' ', ..] => ("title", line[2..]),
                ['|', ..] => ("table", line),
                ['>', ' ', ..] => ("right", line[2..]),
                _ when line.StartsWith("编号：", StringComparison.Ordinal) => ("right", line),
                _ when line.EndsWith('：') && blocks.TrueForAll(b => b.Kind is "title" or "right" or "gap") => ("flush", line),
                _ => ("text", line),
            };
            if (kind == "table" && blocks.Count > 0 && blocks[^1].Kind == "table")
            {
                blocks[^1] = blocks[^1] with { Lines = [.. blocks[^1].Lines, shown] };
            }
            else if (kind != "gap" || blocks is [.., { Kind: "text" or "table" }])
            {
                blocks.Add(new LetterBlock(kind, [shown]));
            }
        }

        return blocks;
    }
}
