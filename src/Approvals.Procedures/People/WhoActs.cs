using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.People;

/// <summary>Who is acting now: the account, still active and with an unchanged stamp, and its grants in force today.</summary>
public sealed record WhoActs(Guid OfficialId, Guid Stamp) : IQuestion<ActingAs>
{
    public sealed class Handler(ActionSession session) : MediatR.IRequestHandler<WhoActs, ActingAs>
    {
        public async Task<ActingAs> Handle(WhoActs request, CancellationToken cancellationToken)
        {
            var db = session.Db;
            var official = await db.Officials.AsNoTracking().FirstOrDefaultAsync(o => o.Id == request.OfficialId, cancellationToken);
            if (official is not { Active: true } || official.Stamp != request.Stamp)
            {
                return ActingAs.Nobody;
            }

            var grants = await db.Grants.AsNoTracking().Where(g => g.OfficialId == official.Id).ToListAsync(cancellationToken);
            return ActingAs.Official(official, grants, session.Time.Today);
        }
    }
}
