using System.Globalization;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What the law of the day lets the duty desk of a county take in.</summary>
/// <param name="Anybody">Emergencies are helped here whatever the registration.</param>
/// <param name="Places">Where one may apply, in words.</param>
/// <param name="FastTrack">疫情当日审批 is open today.</param>
public sealed record IntakeLaw(bool Anybody, string Places, IReadOnlyList<string> Clauses, bool FastTrack);

/// <summary>The intake of 临时救助 in the acting person's county.</summary>
public sealed record ViewIntake : IQuestion<IntakeLaw>;

/// <summary>疫情当日审批 as its page shows it: open or not, why, and the texts and values it hangs on.</summary>
public sealed record FastTrackPage(bool Open, string Why, DateOnly On, IReadOnlyList<AidNote> Values, IReadOnlyList<ClauseText> Clauses);

/// <summary>The state of 疫情当日审批 in the acting person's county, today.</summary>
public sealed record ViewFastTrack : IQuestion<FastTrackPage>;

internal sealed class IntakeQuestions(ActionSession session, PolicyShelf shelf) : IRequestHandler<ViewIntake, IntakeLaw>, IRequestHandler<ViewFastTrack, FastTrackPage>
{
    private const string Unset = "未设定";
    private static readonly string[] Shown = ["temporary-assistance.same-day", "epidemic.period-end", "temporary-assistance.advance-months", "dibao.urban-standard", "temporary-assistance.fast-track-alarm-hour", FastTrackState.ReviewDays];
    private static readonly string[] Texts = [FastTrackState.Basis, "JL2020-2.7.7", "JL2020-2.7.8", "JL2020-2.7.9", "JL2020-2.7.10"];

    public async Task<IntakeLaw> Handle(ViewIntake request, CancellationToken cancellationToken)
    {
        var (policies, law) = await LawAsync(cancellationToken);
        return new IntakeLaw(IntakePlaces.TakeAnybody(law), IntakePlaces.InWords(law), IntakePlaces.ClausesOf(law), FastTrackState.Of(policies, law, session.Time.Now).IsOpen);
    }

    public async Task<FastTrackPage> Handle(ViewFastTrack request, CancellationToken cancellationToken)
    {
        var (policies, law) = await LawAsync(cancellationToken);
        var state = FastTrackState.Of(policies, law, session.Time.Now);
        return new FastTrackPage(state.IsOpen, state.Why, law.Day,
            [.. Shown.Select(key => new AidNote(law.ParameterOf(key)!.Name, law.Find(key)?.Value.Display ?? Unset))],
            [.. Texts.Prepend(state.Clause).Distinct().Select(id => ClauseTexts.Of(policies, id))]);
    }

    private Task<(PolicySet Policies, LawOfTheDay Law)> LawAsync(CancellationToken cancel) => LawAsync(session, shelf, cancel);

    internal static async Task<(PolicySet Policies, LawOfTheDay Law)> LawAsync(ActionSession session, PolicyShelf shelf, CancellationToken cancel)
    {
        var policies = await shelf.CurrentAsync(session, cancel);
        return (policies, policies.On(AreaCode.Parse(session.Acting.County.ToString(CultureInfo.InvariantCulture)), session.Time.Today, session.Time.Now));
    }
}
