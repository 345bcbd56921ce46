using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.People;

/// <summary>An account to open, with its first grants.</summary>
public sealed record NewOfficial(string Login, string Name, string Office, string Password, string? IdNumber, string? Phone);

/// <summary>Opens an account. Only a security admin of the county may; the person changes the password at the first sign-in.</summary>
public sealed record OpenAccount(NewOfficial Who, Guid CommandId) : ICommand<Guid>;

/// <summary>Gives a role in an area from a day on. Nobody grants to themselves.</summary>
public sealed record GiveGrant(Guid OfficialId, string Role, string Area, string Programme, DateOnly From, DateOnly? To, Guid CommandId) : ICommand<Guid>;

/// <summary>Ends a grant with today as its last day, or yesterday where it must stop at once.</summary>
public sealed record EndGrant(Guid GrantId, Guid CommandId) : ICommand<Guid>;

/// <summary>Sets a new password; the person's own (with the old one checked by the caller) or by a security admin, who forces a change.</summary>
public sealed record SetPassword(Guid OfficialId, string Password, Guid CommandId) : ICommand<Guid>;

/// <summary>Registers a near relative (近亲属备案) of an official: their cases may not be handled by the official (I09).</summary>
public sealed record DeclareRelative(Guid OfficialId, string Name, string IdNumber, string Relation, Guid CommandId) : ICommand<Guid>;

internal sealed class AccountHandlers(ActionSession session, Seals seals, CountyJournal journal) :
    IRequestHandler<OpenAccount, Reply<Guid>>,
    IRequestHandler<GiveGrant, Reply<Guid>>,
    IRequestHandler<EndGrant, Reply<Guid>>,
    IRequestHandler<SetPassword, Reply<Guid>>,
    IRequestHandler<DeclareRelative, Reply<Guid>>
{
    public async Task<Reply<Guid>> Handle(OpenAccount request, CancellationToken cancellationToken)
    {
        if (!session.Acting.Has(Roles.SecurityAdmin))
        {
            return Refusals.NotSecurityAdmin;
        }

        var opened = await OpenAsync(session, seals, session.Acting.County, request.Who, cancellationToken);
        if (opened.Done)
        {
            journal.Write("account.opened", new() { ["official"] = opened.Value.Id.ToString() });
        }

        return opened.Done ? opened.Value.Id : opened.Refusal!;
    }

    public async Task<Reply<Guid>> Handle(GiveGrant request, CancellationToken cancellationToken)
    {
        if (await MayGrantAsync(request, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var grant = new Grant
        {
            County = session.Acting.County,
            Id = session.NewId(),
            OfficialId = request.OfficialId,
            Role = request.Role,
            Area = AreaCode.Parse(request.Area),
            Programme = request.Programme,
            From = request.From,
            To = request.To,
            GrantedBy = session.Acting.Id,
            GrantedAt = session.Time.Wall,
        };
        session.Db.Grants.Add(grant);
        journal.Write("grant.given", new() { ["grant"] = grant.Id.ToString(), ["role"] = grant.Role, ["area"] = grant.Area.ToString() });
        return grant.Id;
    }

    public async Task<Reply<Guid>> Handle(EndGrant request, CancellationToken cancellationToken)
    {
        if (!session.Acting.Has(Roles.SecurityAdmin))
        {
            return Refusals.NotSecurityAdmin;
        }

        if (await session.Db.Grants.FirstOrDefaultAsync(g => g.Id == request.GrantId, cancellationToken) is not { } grant)
        {
            return Refusals.NoSuchGrant;
        }

        grant.To = session.Time.Today.AddDays(-1);
        journal.Write("grant.ended", new() { ["grant"] = grant.Id.ToString() });
        return grant.Id;
    }

    public async Task<Reply<Guid>> Handle(SetPassword request, CancellationToken cancellationToken)
    {
        var own = request.OfficialId == session.Acting.Id;
        if (!own && !session.Acting.Has(Roles.SecurityAdmin))
        {
            return Refusals.NotSecurityAdmin;
        }

        if (request.Password.Length < Passwords.ShortestLength)
        {
            return Refusals.PasswordTooShort(Passwords.ShortestLength);
        }

        if (await session.Db.Officials.FirstOrDefaultAsync(o => o.Id == request.OfficialId, cancellationToken) is not { } official)
        {
            return Refusals.NoSuchOfficial;
        }

        official.PasswordHash = Passwords.Hash(request.Password);
        official.MustChangePassword = !own;
        official.LockedUntil = null;
        official.FailedSignIns = 0;
        official.Stamp = Guid.NewGuid();
        journal.Write("password.set", new() { ["official"] = official.Id.ToString() });
        return official.Stamp;
    }

    public async Task<Reply<Guid>> Handle(DeclareRelative request, CancellationToken cancellationToken)
    {
        if (request.OfficialId != session.Acting.Id && !session.Acting.Has(Roles.SecurityAdmin))
        {
            return Refusals.NotSecurityAdmin;
        }

        var number = IdNumbers.Read("idNumber", "亲属身份证号", request.IdNumber);
        if (!number.Done)
        {
            return number.Refusal!;
        }

        if (!await session.Db.Officials.AnyAsync(o => o.Id == request.OfficialId, cancellationToken))
        {
            return Refusals.NoSuchOfficial;
        }

        var relative = new Relative
        {
            County = session.Acting.County,
            Id = session.NewId(),
            OfficialId = request.OfficialId,
            PersonHash = seals.Hash(number.Value.Number),
            Name = request.Name,
            Relation = request.Relation,
            DeclaredOn = session.Time.Today,
            RecordedAt = session.Time.Wall,
        };
        session.Db.Relatives.Add(relative);
        journal.Write("relative.declared", new() { ["official"] = request.OfficialId.ToString(), ["relative"] = relative.Id.ToString() });
        return relative.Id;
    }

    /// <summary>Opens an account in a county; also used for the first admin and the demo.</summary>
    internal static async Task<Reply<Official>> OpenAsync(ActionSession session, Seals seals, int county, NewOfficial who, CancellationToken cancel)
    {
        if (who.Password.Length < Passwords.ShortestLength)
        {
            return Refusals.PasswordTooShort(Passwords.ShortestLength);
        }

        var login = SignIn.Normal(who.Login);
        if (await session.Wide("login-unique").Officials.AnyAsync(o => o.Login == login, cancel))
        {
            return Refusals.LoginTaken;
        }

        byte[]? person = null;
        if (!string.IsNullOrWhiteSpace(who.IdNumber))
        {
            var number = IdNumbers.Read("idNumber", "身份证号", who.IdNumber);
            if (!number.Done)
            {
                return number.Refusal!;
            }

            person = seals.Hash(number.Value.Number);
        }

        var official = new Official
        {
            County = county,
            Id = session.NewId(),
            Login = login,
            Name = who.Name.Trim(),
            Office = who.Office.Trim(),
            PersonHash = person,
            Phone = string.IsNullOrWhiteSpace(who.Phone) ? null : seals.Seal(who.Phone),
            PasswordHash = Passwords.Hash(who.Password),
            MustChangePassword = true,
            Stamp = Guid.NewGuid(),
            Active = true,
            CreatedAt = session.Time.Wall,
        };
        session.Db.Officials.Add(official);
        return official;
    }

    private async Task<Refusal?> MayGrantAsync(GiveGrant request, CancellationToken cancel) =>
        !session.Acting.Has(Roles.SecurityAdmin) ? Refusals.NotSecurityAdmin
        : request.OfficialId == session.Acting.Id ? Refusals.OwnGrant
        : Roles.Find(request.Role) is null ? Refusals.UnknownRole(request.Role)
        : !AreaCode.TryParse(request.Area, out var area) || !IsOwnCounty(area) ? Refusals.OutsideCounty(request.Area)
        : !await session.Db.Officials.AnyAsync(o => o.Id == request.OfficialId, cancel) ? Refusals.NoSuchOfficial
        : null;

    private bool IsOwnCounty(AreaCode area) =>
        session.Acting.Mandates.Any(m => m.Role == Roles.SecurityAdmin && AreaRange.Of(m.Area).Contains(area));
}
