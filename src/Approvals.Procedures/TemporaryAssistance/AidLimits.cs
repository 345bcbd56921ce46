using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What has been approved around a case: for the case itself, for its people, for its event.</summary>
/// <param name="Case">This case so far.</param>
/// <param name="Recently">Everybody in it, within the pack's days, this case included.</param>
/// <param name="Year">Everybody in it, this calendar year.</param>
/// <param name="Event">All households of the event.</param>
/// <param name="SameCause">Other cases of the same people for the same cause this year.</param>
internal sealed record AidUse(Money Case, Money Recently, Money Year, Money Event, int SameCause)
{
    /// <summary>Adds up what stands around a case on a day.</summary>
    /// <param name="days">Amounts of the same people within so many days count together (A-F20-3).</param>
    public static AidUse Of(IReadOnlyList<ApprovedNearby> near, Guid caseId, AidClaim claim, DateOnly today, int days)
    {
        var since = today.AddDays(1 - days);
        Money Sum(Func<ApprovedNearby, bool> which) => near.Where(which).Aggregate(Money.Zero, (sum, n) => sum + n.Amount);
        return new AidUse(
            Sum(n => n.CaseId == caseId),
            Sum(n => n.SharesPerson && n.On >= since),
            Sum(n => n.SharesPerson && n.On.Year == today.Year),
            Sum(n => n.EventId == claim.EventId),
            near.Where(n => n.SharesPerson && n.On.Year == today.Year && n.CaseId != caseId && n.Cause == claim.Cause).Select(n => n.CaseId).Distinct().Count());
    }
}

/// <summary>An amount taken out of an instrument.</summary>
internal sealed record Reservation(InstrumentInForce Instrument, SortedDictionary<string, string> Room);

/// <summary>Who may approve how much: the pack's route (F20), and the limits of the township's instrument, held while others decide at the same time.</summary>
public sealed class AidLimits(ActionSession session, FundDesk funds)
{
    /// <summary>Adds up what counts; with locks when a decision follows, so that nobody else decides about these people or this event meanwhile.</summary>
    internal async Task<AidUse> UseAsync(CaseFile file, AidClaim claim, LawOfTheDay law, bool locks, CancellationToken cancel)
    {
        if (locks)
        {
            await HotInstruments.LockAsync(session.Hot, file.Case.County, $"event:{claim.EventId:N}", cancel);
            foreach (var member in await HotAid.MembersAsync(session.Hot, file.Case.Address, cancel))
            {
                await HotInstruments.LockAsync(session.Hot, file.Case.County, $"person:{member}", cancel);
            }
        }

        var near = (await HotAid.NearbyAsync(session.Hot, file.Case.Address, claim.EventId, cancel)).Where(n => n.Amount > Money.Zero).ToList();
        return AidUse.Of(near, file.Case.Id, claim, session.Time.Today, law.Count("temporary-assistance.split-days").Value);
    }

    /// <summary>Who decides an amount by the law of the day (F20).</summary>
    internal async Task<Answer<AuthorityResult>> RouteAsync(CaseFile file, AidClaim claim, LawOfTheDay law, Sourced<Money> amount, AidUse use, bool authorised, CancellationToken cancel)
    {
        var fund = await funds.FindAsync(file.Case.County, TownshipOf(claim.Area), cancel);
        return AidCalculations.Route(law, new AuthorityFacts(
            Sourced.Given(claim.Track == AidTrack.Expense ? AidKind.Expense : AidKind.Emergency), amount, Sourced.Given(authorised), fund is null ? null : Sourced.Given(fund.Balance), Sourced.Given(use.Recently))
        {
            SameCauseThisYear = Sourced.Given(use.SameCause),
        });
    }

    /// <summary>The instruments of the case's township that cover a kind today.</summary>
    internal async Task<List<InstrumentInForce>> InForceAsync(CaseFile file, AidClaim claim, DelegatedKind kind, CancellationToken cancel) =>
        [.. (await HotInstruments.InForceAsync(session.Hot, file.Case.County, TownshipOf(claim.Area), AidIntake.Programme, session.Time.Today, cancel)).Where(i => i.Covers(kind))];

    /// <summary>Takes the amount out of the first instrument that has room for it everywhere; says which limit is in the way when none has.</summary>
    internal async Task<Reply<Reservation>> ReserveAsync(CaseFile file, AidClaim claim, DelegatedKind kind, Money amount, AidUse use, CancellationToken cancel)
    {
        Refusal because = Delegation.Refusals.NoInstrument;
        foreach (var instrument in await InForceAsync(file, claim, kind, cancel))
        {
            if (LimitInTheWay(instrument, amount, use) is { } limit)
            {
                because = limit;
            }
            else if (await HotInstruments.ReserveAsync(session.Hot, instrument.Id, amount, session.Time.Today, cancel) is { } used)
            {
                return new Reservation(instrument, RoomOf(instrument with { Used = used }, amount, use));
            }
            else
            {
                because = Delegation.Refusals.NoRoom("有效期内总额度", instrument.Budget, instrument.Used, amount);
            }
        }

        return because;
    }

    internal static AreaCode TownshipOf(AreaCode area) => area.Level == AreaLevel.Village ? area.Parent : area;

    internal static DelegatedKind KindOf(AidTrack track) => track switch
    {
        AidTrack.ReliefFirst => DelegatedKind.ReliefFirst,
        AidTrack.Expense => DelegatedKind.Expense,
        AidTrack.FastTrack => DelegatedKind.FastTrack,
        _ => DelegatedKind.Emergency,
    };

    // Limits under the locks of the people and the event; the budget is held by the conditional statement.
    private static Refusal? LimitInTheWay(InstrumentInForce i, Money amount, AidUse use) =>
        Over("每件限额", i.PerCase, use.Case, amount)
        ?? Over("同一人短期合计限额", i.PerPerson, use.Recently, amount)
        ?? Over("每户每年限额", i.PerHouseholdYear, use.Year, amount)
        ?? Over("同一事件合计限额", i.PerEvent, use.Event, amount);

    private static Refusal? Over(string what, Money? limit, Money used, Money amount) =>
        limit is { } most && used + amount > most ? Delegation.Refusals.NoRoom(what, most, used, amount) : null;

    /// <summary>What is left everywhere once an amount is taken: shown before and kept with the approval.</summary>
    internal static SortedDictionary<string, string> RoomOf(InstrumentInForce i, Money amount, AidUse use)
    {
        var room = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["有效期内总额度"] = (i.Budget - i.Used).ToPlainText() };
        void Add(string name, Money? limit, Money used)
        {
            if (limit is { } most)
            {
                room[name] = (most - used - amount).ToPlainText();
            }
        }

        Add("每件", i.PerCase, use.Case);
        Add("同一人短期", i.PerPerson, use.Recently);
        Add("每户每年", i.PerHouseholdYear, use.Year);
        Add("同一事件", i.PerEvent, use.Event);
        return room;
    }
}
