using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.People;

/// <summary>A person who has proved to be who they say.</summary>
public sealed record SignedIn(Guid OfficialId, string Name, Guid Stamp, bool MustChangePassword);

/// <summary>Checks a password outside any transaction (it is slow on purpose), then records how it went.</summary>
public sealed class SignIn(Actions actions)
{
    private static readonly ActingAs Door = ActingAs.SystemJob("sign-in");

    // Compared against when the login does not exist, so that the answer takes as long.
    private static readonly string NoSuchAccount = Passwords.Hash(Guid.NewGuid().ToString("N"));

    public async Task<Reply<SignedIn>> TryAsync(string login, string password, CancellationToken cancel = default)
    {
        var account = await actions.AskAsync(Door, new FindAccount(Normal(login)), cancel);
        var matches = Passwords.Matches(account?.PasswordHash ?? NoSuchAccount, password);
        if (account is null)
        {
            return Refusals.WrongPassword;
        }

        var verdict = await actions.DoAsync(Door, new RecordSignIn(account.Id, matches), cancel);
        return verdict.Value.Refusal is { } refusal ? refusal : verdict.Value.SignedIn!;
    }

    /// <summary>Whether the person acting knows their own password: asked before it is changed.</summary>
    public async Task<Reply<bool>> ConfirmAsync(ActingAs acting, string password, CancellationToken cancel = default)
    {
        var account = await actions.AskAsync(Door, new FindAccountById(acting.Id), cancel);
        return account is not null && Passwords.Matches(account.PasswordHash, password) ? true : Refusals.WrongPassword;
    }

    internal static string Normal(string login) => login.Trim().ToLowerInvariant();

    internal sealed record FindAccount(string Login) : IQuestion<Official?>;

    internal sealed record FindAccountById(Guid Id) : IQuestion<Official?>;

    internal sealed class FindAccountHandler(ActionSession session) : IRequestHandler<FindAccount, Official?>, IRequestHandler<FindAccountById, Official?>
    {
        public Task<Official?> Handle(FindAccountById request, CancellationToken cancellationToken) =>
            session.Db.Officials.AsNoTracking().FirstOrDefaultAsync(o => o.Id == request.Id, cancellationToken);

        public Task<Official?> Handle(FindAccount request, CancellationToken cancellationToken) =>
            session.Db.Officials.AsNoTracking().FirstOrDefaultAsync(o => o.Login == request.Login, cancellationToken);
    }

    /// <summary>Not a refused action: a wrong password must be counted, so it is kept like any other result.</summary>
    internal sealed record Verdict(SignedIn? SignedIn, Refusal? Refusal);

    internal sealed record RecordSignIn(Guid OfficialId, bool Matches) : IAction<Verdict>;

    internal sealed class RecordSignInHandler(ActionSession session) : IRequestHandler<RecordSignIn, Reply<Verdict>>
    {
        private const int MostFailures = 5;
        private static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

        public async Task<Reply<Verdict>> Handle(RecordSignIn request, CancellationToken cancellationToken)
        {
            var official = await session.Db.Officials.FirstAsync(o => o.Id == request.OfficialId, cancellationToken);
            return official.LockedUntil > session.Time.Wall ? new Verdict(null, Refusals.LockedOut)
                : !request.Matches ? new Verdict(null, CountFailure(official))
                : !official.Active ? new Verdict(null, Refusals.AccountClosed)
                : new Verdict(Welcome(official), null);
        }

        private Refusal CountFailure(Official official)
        {
            official.FailedSignIns++;
            if (official.FailedSignIns < MostFailures)
            {
                return Refusals.WrongPassword;
            }

            official.LockedUntil = session.Time.Wall + LockOut;
            official.FailedSignIns = 0;
            return Refusals.LockedOut;
        }

        private SignedIn Welcome(Official official)
        {
            official.FailedSignIns = 0;
            official.LockedUntil = null;
            session.Db.AccessEntries.Add(AccessEntry.Of(session, official.Id, official.County, "sign-in", official.Login));
            return new SignedIn(official.Id, official.Name, official.Stamp, official.MustChangePassword);
        }
    }
}
