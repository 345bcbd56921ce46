using Approvals.Policies;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.People;

/// <summary>A grant as the people page shows it.</summary>
public sealed record GrantLine(Guid GrantId, string Role, string Area, string Programme, DateOnly From, DateOnly? To, bool InForce);

/// <summary>A registered near relative, by name and relation only.</summary>
public sealed record RelativeLine(string Name, string Relation, DateOnly DeclaredOn);

/// <summary>An account as the people page shows it.</summary>
public sealed record OfficialLine(Guid OfficialId, string Login, string Name, string Office, bool Active, bool Locked, IReadOnlyList<GrantLine> Grants, IReadOnlyList<RelativeLine> Relatives);

/// <summary>The accounts of the person's county; for its security admin.</summary>
public sealed record ListPeople : IQuestion<IReadOnlyList<OfficialLine>?>;

internal sealed class ListPeopleHandler(ActionSession session, Divisions divisions) : IRequestHandler<ListPeople, IReadOnlyList<OfficialLine>?>
{
    public async Task<IReadOnlyList<OfficialLine>?> Handle(ListPeople request, CancellationToken cancellationToken)
    {
        if (!session.Acting.Has(Roles.SecurityAdmin))
        {
            return null;
        }

        var officials = await session.Db.Officials.AsNoTracking().OrderBy(o => o.Office).ThenBy(o => o.Login).ToListAsync(cancellationToken);
        var grants = (await session.Db.Grants.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(g => g.OfficialId);
        var relatives = (await session.Db.Relatives.AsNoTracking().Where(r => r.WithdrawnAt == null).ToListAsync(cancellationToken)).ToLookup(r => r.OfficialId);
        return [.. officials.Select(o => new OfficialLine(
            o.Id, o.Login, o.Name, o.Office, o.Active, o.LockedUntil > session.Time.Wall,
            [.. grants[o.Id].OrderBy(g => g.From).Select(g => new GrantLine(g.Id, Roles.NameOf(g.Role), divisions.FullName(g.Area), g.Programme == "*" ? "全部" : g.Programme, g.From, g.To, g.InForce(session.Time.Today)))],
            [.. relatives[o.Id].Select(r => new RelativeLine(r.Name, r.Relation, r.DeclaredOn))]))];
    }
}
