using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.People;

/// <summary>The keys that protect sessions, shared by the nodes; sealed with the key file.</summary>
public sealed record ReadSessionKeys : IQuestion<IReadOnlyList<string>>;

/// <summary>Keeps one more key.</summary>
public sealed record StoreSessionKey(string Name, string Xml) : IAction<bool>;

internal sealed class SessionKeyHandlers(ActionSession session, Seals seals) :
    IRequestHandler<ReadSessionKeys, IReadOnlyList<string>>,
    IRequestHandler<StoreSessionKey, Reply<bool>>
{
    public async Task<IReadOnlyList<string>> Handle(ReadSessionKeys request, CancellationToken cancellationToken) =>
        [.. (await session.Db.ProtectionKeys.AsNoTracking().ToListAsync(cancellationToken)).Select(k => seals.Open(k.Xml))];

    public Task<Reply<bool>> Handle(StoreSessionKey request, CancellationToken cancellationToken)
    {
        session.Db.ProtectionKeys.Add(new ProtectionKey { Id = session.NewId(), Name = request.Name, Xml = seals.Seal(request.Xml) });
        return Task.FromResult<Reply<bool>>(true);
    }
}
