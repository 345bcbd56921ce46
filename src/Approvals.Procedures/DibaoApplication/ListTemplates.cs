using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Letters;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>A template file as the page shows it.</summary>
/// <param name="InForce">The one this county's letters are printed with.</param>
public sealed record TemplateLine(string Title, string File, string Area, string Version, bool InForce, IReadOnlyList<string> Placeholders, string Text);

/// <summary>The letter templates of the installation that concern the person's county.</summary>
public sealed record ListTemplates : IQuestion<IReadOnlyList<TemplateLine>>;

internal sealed class ListTemplatesHandler(ActionSession session, LetterPress press, Divisions divisions) : IRequestHandler<ListTemplates, IReadOnlyList<TemplateLine>>
{
    public Task<IReadOnlyList<TemplateLine>> Handle(ListTemplates request, CancellationToken cancellationToken)
    {
        var county = AreaCode.Parse(session.Acting.County.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Task.FromResult<IReadOnlyList<TemplateLine>>(
            [.. press.All().Select(t => (Template: t, Kind: CheckTemplates.KindOf(t), Area: AreaCode.TryParse(t.Name.Split('/')[0], out var area) ? area : AreaCode.Nation))
                .Where(t => t.Kind is not null && county.IsWithin(t.Area))
                .OrderBy(t => LetterKind.All.ToList().IndexOf(t.Kind!)).ThenByDescending(t => t.Area)
                .Select(t => new TemplateLine(t.Kind!.Title, t.Template.Name, t.Area == AreaCode.Nation ? "全国" : divisions.Find(t.Area)?.Name ?? t.Area.ToString(), t.Template.Hash,
                    press.Find(t.Kind.Template, county) == t.Template, t.Kind.Placeholders, t.Template.Text))]);
    }
}
