using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Policy;

/// <summary>A parameter as it stands in the county today.</summary>
/// <param name="State">set, default (未确认) or unset.</param>
public sealed record ParameterLine(string Key, string Name, string Unit, string State, string Shown, string Where, string? Document, DateOnly? From, string Clauses, string SetBy, string? Note, IReadOnlyList<string> Choices);

/// <summary>A proposal that waits for its confirmer.</summary>
public sealed record ProposalLine(Guid ValueId, string Key, string Name, string Value, DateOnly From, string DocumentNumber, string Proposer, bool Mine);

/// <summary>All parameters of the person's county, and the proposals open in it.</summary>
public sealed record ValuesPage(string Area, string AreaName, DateOnly On, IReadOnlyList<ParameterLine> Parameters, IReadOnlyList<ProposalLine> Proposals, IReadOnlyList<string> WaitedFor);

/// <summary>The policy desk of a county: what is in force today, what is only proposed by a pack, what nobody has set.</summary>
/// <param name="Text">Part of a name or key.</param>
/// <param name="State">set, default or unset; empty for all.</param>
public sealed record ListValues(string? Text, string State = "") : IQuestion<ValuesPage>;

internal sealed class ListValuesHandler(ActionSession session, PolicyShelf shelf, ParameterLines shown, Divisions divisions) : IRequestHandler<ListValues, ValuesPage>
{
    public async Task<ValuesPage> Handle(ListValues request, CancellationToken cancellationToken)
    {
        var county = AreaCode.Parse(session.Acting.County.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var policies = await shelf.CurrentAsync(session, cancellationToken);
        var law = policies.On(county, session.Time.Today, session.Time.Now);
        var waited = await session.Wide("waited-for").Hindrances.Where(h => h.County == session.Acting.County && h.ClosedAt == null && h.Key != Obstacles.FactsKey)
            .Select(h => h.Key).Distinct().ToListAsync(cancellationToken);
        var lines = policies.Parameters.Values.Select(p => shown.Of(p, law)).Where(l => Matches(l, request.Text) && (request.State.Length == 0 || l.State == request.State))
            .OrderBy(l => waited.Contains(l.Key) ? 0 : l.State switch { "unset" => 1, "default" => 2, _ => 3 }).ThenBy(l => l.Key, StringComparer.Ordinal).ToList();
        return new ValuesPage(county.ToString(), divisions.Find(county)?.Name ?? county.ToString(), session.Time.Today, lines, await ProposalsAsync(policies, cancellationToken), waited);
    }

    private static bool Matches(ParameterLine line, string? text) =>
        string.IsNullOrWhiteSpace(text) || line.Key.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase) || line.Name.Contains(text.Trim(), StringComparison.Ordinal);

    private async Task<List<ProposalLine>> ProposalsAsync(PolicySet policies, CancellationToken cancel)
    {
        var rows = await session.Db.CountyValues.AsNoTracking().Where(v => v.ConfirmedBy == null && v.RejectedBy == null).OrderBy(v => v.ProposedAt).ToListAsync(cancel);
        var proposers = rows.Select(r => r.ProposedBy).Distinct().ToList();
        var names = await session.Db.Officials.AsNoTracking().Where(o => proposers.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        return [.. rows.Select(r => new ProposalLine(r.Id, r.Key, policies.Parameters.GetValueOrDefault(r.Key)?.Name ?? r.Key, r.Value, r.From, r.DocumentNumber,
            names.GetValueOrDefault(r.ProposedBy, "？"), r.ProposedBy == session.Acting.Id))];
    }
}

/// <summary>Parameters in the words of a page.</summary>
public sealed class ParameterLines(Divisions divisions)
{
    /// <summary>The parameter with its value under a law.</summary>
    public ParameterLine Of(Parameter parameter, LawOfTheDay law)
    {
        var found = law.Find(parameter.Key);
        var cited = (found?.Source as Source.Policy)?.Citation;
        return new ParameterLine(
            parameter.Key, parameter.Name, parameter.Unit.Id, found is null ? "unset" : cited is { Confirmed: false } ? "default" : "set",
            found is { } value ? parameter.Choices.GetValueOrDefault(value.Value.Kind == ValueKind.Choice ? value.Value.Text : string.Empty, value.Value.Display) : "未设定",
            cited is null || cited.Area == AreaCode.Nation ? "全国" : divisions.Find(cited.Area)?.Name ?? cited.Area.ToString(),
            cited?.Document, cited?.From, string.Join("、", cited?.Clauses ?? parameter.Clauses), parameter.SetBy, parameter.Note, [.. parameter.Choices.Select(c => $"{c.Key}（{c.Value}）")]);
    }
}
