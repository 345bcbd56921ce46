using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Delegation;

/// <summary>An instrument as pages show it.</summary>
public sealed record InstrumentLine(
    string InstrumentId, string Number, string Form, string Giver, string SignedBy, string Area, string Township, IReadOnlyList<string> Kinds, string? PerCase, string? PerPerson, string? PerHouseholdYear, string? PerEvent,
    string? Budget, string? Used, string? Left, bool IsDibao, DateOnly From, DateOnly To, string State, DateTimeOffset GrantedAt, DateTimeOffset? RevokedAt, string? RevokeReason, bool MayRevoke);

/// <summary>The instruments, and where this person may give power.</summary>
public sealed record InstrumentList(IReadOnlyList<InstrumentLine> Rows, IReadOnlyList<Forms.Choice> Townships);

/// <summary>The instruments of the areas this person works in, the latest first.</summary>
public sealed record ListInstruments : IQuestion<InstrumentList>;

/// <summary>One instrument; null when it does not exist for this person.</summary>
public sealed record ViewInstrument(RowId Instrument) : IQuestion<InstrumentLine?>;

internal sealed class InstrumentQuestions(ActionSession session, Divisions divisions) : IRequestHandler<ListInstruments, InstrumentList>, IRequestHandler<ViewInstrument, InstrumentLine?>
{
    public async Task<InstrumentList> Handle(ListInstruments request, CancellationToken cancellationToken)
    {
        var rows = await session.Db.Instruments.AsNoTracking().OrderByDescending(i => i.From).ThenByDescending(i => i.Id).ToListAsync(cancellationToken);
        var leads = session.Acting.Mandates.Where(m => m.Role == Roles.CountyLeader).Select(m => m.Area).Distinct();
        return new InstrumentList([.. rows.Where(Sees).Select(Shown)],
            [.. leads.SelectMany(a => divisions.Below(a, session.Time.Today)).Select(d => new Forms.Choice(d.Code.ToString(), d.Name))]);
    }

    public async Task<InstrumentLine?> Handle(ViewInstrument request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Instrument.County, request.Instrument.Id);
        var row = await session.Db.Instruments.AsNoTracking().FirstOrDefaultAsync(i => i.County == county && i.Id == id, cancellationToken);
        return row is not null && Sees(row) ? Shown(row) : null;
    }

    // Whoever works in the township, below it or above it.
    private bool Sees(DelegationInstrument row) => session.Acting.IsJob || session.Acting.Mandates.Any(m => row.Area.IsWithin(m.Area) || m.Area.IsWithin(row.Area));

    private InstrumentLine Shown(DelegationInstrument i) => new(
        i.Address.ToString(), i.Number, EnumCodes.TextOf(i.Form), i.Giver, i.SignedBy, i.Area.ToString(), divisions.Find(i.Area)?.Name ?? i.Area.ToString(),
        [.. FormJson.Read<List<DelegatedKind>>(i.Kinds).Select(k => EnumCodes.TextOf(k))],
        i.PerCase?.ToString(), i.PerPerson?.ToString(), i.PerHouseholdYear?.ToString(), i.PerEvent?.ToString(),
        AmountOf(i, i.Budget), AmountOf(i, i.Used), AmountOf(i, i.Budget - i.Used), IsDibao(i), i.From, i.To, StateOf(i, session.Time.Today), i.GrantedAt, i.RevokedAt, i.RevokeReason,
        i.RevokedAt is null && session.Acting.MandateFor(Roles.CountyLeader, i.Area, i.Programme) is not null);

    private static bool IsDibao(DelegationInstrument i) => i.Programme == ProgrammeNames.Dibao;

    private static string? AmountOf(DelegationInstrument i, Money amount) => IsDibao(i) ? null : amount.ToString();

    private static string StateOf(DelegationInstrument i, DateOnly today) =>
        i.RevokedAt is not null ? "已撤销" : today < i.From ? "未生效" : today > i.To ? "已到期" : "有效";
}
