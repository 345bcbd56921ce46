using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Decisions;

/// <summary>A letter to print, as issued.</summary>
public sealed record LetterSheet(string Title, string Number, string Text, bool Draft, bool Superseded, DateOnly On, string Template, string Hash);

/// <summary>Opens a letter for printing; the printing is logged.</summary>
public sealed record PrintLetter(RowId Letter) : IAction<LetterSheet>;

internal sealed class PrintLetterHandler(ActionSession session, Seals seals) : IRequestHandler<PrintLetter, Reply<LetterSheet>>
{
    public async Task<Reply<LetterSheet>> Handle(PrintLetter request, CancellationToken cancellationToken)
    {
        var letter = await session.Db.Letters.AsNoTracking().FirstOrDefaultAsync(l => l.County == request.Letter.County && l.Id == request.Letter.Id, cancellationToken);
        if (letter is null)
        {
            return Casework.Refusals.NoSuchCase;
        }

        session.Db.AccessEntries.Add(AccessEntry.Of(session, session.Acting.Id, letter.County, "print", letter.Title, letter.CaseId));
        var superseded = await session.Db.Letters.AnyAsync(l => l.County == letter.County && l.Supersedes == letter.Id, cancellationToken);
        return new LetterSheet(letter.Title, letter.Number, seals.Open(letter.Text), letter.Draft, superseded, letter.On, letter.Template, letter.TextHash);
    }
}
