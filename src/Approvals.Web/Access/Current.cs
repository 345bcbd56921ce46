using System.Security.Claims;
using Approvals.Procedures;
using Approvals.Procedures.People;

namespace Approvals.Web.Access;

/// <summary>The person behind the request with the grants in force now; looked up once per request.</summary>
public sealed class Current(Actions actions, IHttpContextAccessor http)
{
    private ActingAs? _acting;

    /// <summary>Nobody when the session has ended: signed out everywhere, account closed, password changed.</summary>
    public async Task<ActingAs> ActingAsync()
    {
        if (_acting is not null)
        {
            return _acting;
        }

        var user = http.HttpContext?.User;
        return _acting = Guid.TryParse(user?.FindFirstValue(Claims.Official), out var id) && Guid.TryParse(user.FindFirstValue(Claims.Stamp), out var stamp)
            ? await actions.AskAsync(ActingAs.SystemJob("session"), new WhoActs(id, stamp))
            : ActingAs.Nobody;
    }

    public async Task<Reply<T>> DoAsync<T>(IAction<T> action, CancellationToken cancel = default) => await actions.DoAsync(await ActingAsync(), action, cancel);

    public async Task<T> AskAsync<T>(IQuestion<T> question, CancellationToken cancel = default) => await actions.AskAsync(await ActingAsync(), question, cancel);
}

/// <summary>What a session carries: who, and the stamp that ends it.</summary>
public static class Claims
{
    public const string Official = "official";
    public const string Stamp = "stamp";
    public const string MustChange = "must-change";

    public static ClaimsPrincipal Of(SignedIn signedIn, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(Official, signedIn.OfficialId.ToString()), new Claim(Stamp, signedIn.Stamp.ToString()), new Claim(ClaimTypes.Name, signedIn.Name),
            new Claim(MustChange, signedIn.MustChangePassword ? "yes" : "no"),
        ], scheme));
}
