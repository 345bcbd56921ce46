using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.People;

/// <summary>Whether the installation has anybody in it yet.</summary>
public sealed record IsSetUp : IQuestion<bool>;

/// <summary>The first account of an installation: security and system admin of a county. Works once, while nobody exists.</summary>
public sealed record SetUp(string County, NewOfficial Admin) : IAction<Guid>;

internal sealed class SetUpHandlers(ActionSession session, Seals seals, CountyJournal journal) :
    IRequestHandler<IsSetUp, bool>,
    IRequestHandler<SetUp, Reply<Guid>>
{
    private static readonly string[] FirstRoles = [Roles.SecurityAdmin, Roles.SystemAdmin];

    public Task<bool> Handle(IsSetUp request, CancellationToken cancellationToken) =>
        session.Wide("set-up").Officials.AnyAsync(cancellationToken);

    public async Task<Reply<Guid>> Handle(SetUp request, CancellationToken cancellationToken)
    {
        if (await Handle(new IsSetUp(), cancellationToken))
        {
            return Refusals.AlreadySetUp;
        }

        if (!AreaCode.TryParse(request.County, out var area) || area.Level != AreaLevel.County)
        {
            return Refusals.OutsideCounty(request.County);
        }

        var county = int.Parse(area.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        var opened = await AccountHandlers.OpenAsync(session, seals, county, request.Admin, cancellationToken);
        if (!opened.Done)
        {
            return opened.Refusal!;
        }

        opened.Value.MustChangePassword = false;
        foreach (var role in FirstRoles)
        {
            session.Db.Grants.Add(new Grant
            {
                County = county,
                Id = session.NewId(),
                OfficialId = opened.Value.Id,
                Role = role,
                Area = area,
                Programme = "*",
                From = session.Time.Today,
                GrantedBy = opened.Value.Id,
                GrantedAt = session.Time.Wall,
            });
        }

        journal.Write(county, new EventDraft { Kind = "installation.set-up", Facts = { ["official"] = opened.Value.Id.ToString() } });
        return opened.Value.Id;
    }
}
