using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Policy;

/// <summary>One value a parameter had, has or will have.</summary>
/// <param name="Hands">Who proposed and confirmed it, for a value of the county; empty for a text.</param>
/// <param name="State">在用, 将施行, 已被取代, 待确认, 未采纳.</param>
public sealed record ValueLine(string Where, string Shown, DateOnly From, DateOnly? To, DateOnly Published, string Document, IReadOnlyList<string> Clauses, string Hands, string State);

/// <summary>A floor or ceiling a higher text puts on a parameter.</summary>
public sealed record LimitLine(string Words, IReadOnlyList<string> Clauses, bool OnlyWarns);

/// <summary>A parameter with its history, limits, readings and the rules that read it.</summary>
/// <param name="Entry">How a value is typed: yes-no, choice, choices, number, words, or text as a pack writes it.</param>
/// <param name="Written">The value in force as it would be written in a proposal.</param>
/// <param name="Choices">For a choice: id and name.</param>
public sealed record ParameterPage(
    string Area, ParameterLine Line, string Binding, string UnitSuffix, string Entry, string Written, IReadOnlyList<Forms.Choice> Choices, IReadOnlyList<ClauseText> Clauses,
    IReadOnlyList<ValueLine> History, IReadOnlyList<LimitLine> Limits, IReadOnlyList<string> Readings, IReadOnlyList<string> Alternatives, IReadOnlyList<ClauseRule> Rules, bool MayPropose);

/// <summary>One parameter; null when no pack defines it.</summary>
public sealed record ViewParameter(string Key) : IQuestion<ParameterPage?>;

internal sealed class ViewParameterHandler(ActionSession session, PolicyShelf shelf, ParameterLines lines, ClauseCatalogue catalogue, Divisions divisions) : IRequestHandler<ViewParameter, ParameterPage?>
{
    public async Task<ParameterPage?> Handle(ViewParameter request, CancellationToken cancellationToken)
    {
        var policies = await shelf.CurrentAsync(session, cancellationToken);
        if (!policies.Parameters.TryGetValue(request.Key, out var parameter))
        {
            return null;
        }

        var county = AreaCode.Parse(session.Acting.County.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var law = policies.On(county, session.Time.Today, session.Time.Now);
        return new ParameterPage(
            county.ToString(),
            lines.Of(parameter, law),
            parameter.Class switch { ParameterClass.Must => "上级文件规定", ParameterClass.MustLocal => "必须设定，数值由本地定", _ => "由本地定" },
            parameter.Unit.Suffix,
            EntryOf(parameter.Unit.Kind),
            law.Find(parameter.Key)?.Value.Written ?? string.Empty,
            [.. parameter.Choices.Select(c => new Forms.Choice(c.Key, c.Value))],
            [.. parameter.Clauses.Select(id => ClauseTexts.Of(policies, id))],
            [.. await HistoryAsync(policies, parameter, county, cancellationToken)],
            [.. law.LimitsOf(parameter.Key).Where(l => l.Other is null).Select(Limit)],
            parameter.Readings,
            parameter.Alternatives,
            [.. catalogue.RulesReading(parameter.Key).Select(r => new ClauseRule(r, RuleBook.TitleOf(r), []))],
            session.Acting.MandateFor(People.Roles.PolicyProposer, county, "*") is not null);
    }

    private static string EntryOf(ValueKind kind) => kind switch
    {
        ValueKind.Truth => "yes-no",
        ValueKind.Choice => "choice",
        ValueKind.Choices => "choices",
        ValueKind.Amount or ValueKind.Ratio or ValueKind.Count or ValueKind.Day => "number",
        ValueKind.Text => "words",
        _ => "text",
    };

    private static LimitLine Limit(FigureLimit limit) => new($"{(limit.IsFloor ? "不低于" : "不高于")}{limit.Words}{(limit.Inclusive ? "" : "（不含本数）")}", limit.Clauses, limit.OnlyWarns);

    private async Task<List<ValueLine>> HistoryAsync(PolicySet policies, Parameter parameter, AreaCode county, CancellationToken cancel)
    {
        var proposals = await session.Db.CountyValues.AsNoTracking().Where(v => v.Key == parameter.Key).OrderByDescending(v => v.From).ThenByDescending(v => v.ProposedAt).ToListAsync(cancel);
        var people = proposals.SelectMany(p => new[] { p.ProposedBy, p.ConfirmedBy }).OfType<Guid>().Distinct().ToList();
        var names = await session.Wide("name-of-official").Officials.AsNoTracking().Where(o => people.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        var inForce = policies.RowInForce(parameter, county, session.Time.Today, session.Time.Now);
        return
        [
            .. proposals.Where(p => p.ConfirmedBy is null).Select(p => Proposed(p, names)),
            .. county.SelfAndAbove().SelectMany(area => policies.RowsOf(parameter, area)).Select(r => Line(r, ReferenceEquals(r, inForce), proposals.Find(p => p.Id.ToString() == r.Id), names)),
        ];
    }

    private ValueLine Line(PolicyRow row, bool inForce, CountyValueRow? proposal, Dictionary<Guid, string> names) => new(
        NameOf(row.Area), row.Value.SameAs is { } other ? $"与 {other} 相同" : row.Value.Display, row.From, row.To, row.Published, row.Document ?? "", row.Clauses,
        proposal is null ? "" : $"{names.GetValueOrDefault(proposal.ProposedBy, "？")}提议，{names.GetValueOrDefault(proposal.ConfirmedBy ?? Guid.Empty, "？")}确认",
        inForce ? "在用" : row.From > session.Time.Today ? "将施行" : row.To < session.Time.Today ? "已到期" : "不再适用");

    private ValueLine Proposed(CountyValueRow row, Dictionary<Guid, string> names) => new(
        NameOf(AreaCode.Parse(row.Area)), row.Value, row.From, row.To, row.Published, row.DocumentNumber, PolicyShelf.ToCountyValue(row).Cites,
        $"{names.GetValueOrDefault(row.ProposedBy, "？")}提议", row.RejectedBy is null ? "待确认" : "未采纳");

    private string NameOf(AreaCode area) => area == AreaCode.Nation ? "全国" : divisions.Find(area)?.Name ?? area.ToString();
}
