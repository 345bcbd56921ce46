using Approvals.Policies;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>Where one may apply: the county's choice among registration, residence and the place of the emergency.</summary>
/// <remarks>Reports are written down where the emergency is, so that tie is always there; whose other ties are not known yet is helped first. Clauses: N2021-2.6.1, N2021-2.6.2.</remarks>
internal static class IntakePlaces
{
    public const string Key = "temporary-assistance.application-place";
    private const string Registered = "registered";
    private const string Residence = "residence";
    private const string Emergency = "emergency";

    /// <summary>Whether an emergency is helped here whatever the registration.</summary>
    public static bool TakeAnybody(LawOfTheDay law) => law.List(Key).Value.Contains(Emergency);

    /// <summary>The places in words: 户籍地、居住地.</summary>
    public static string InWords(LawOfTheDay law) => string.Join("、", law.List(Key).Value.Select(id => law.ParameterOf(Key)!.Choices[id]));

    /// <summary>The clauses the choice stands on.</summary>
    public static IReadOnlyList<string> ClausesOf(LawOfTheDay law) => law.List(Key).Source is Domain.Source.Policy { Citation.Clauses: var clauses } ? clauses : [];

    /// <summary>Why a claim is not taken here; null when it is.</summary>
    public static Refusal? Refuse(LawOfTheDay law, AidTrack track, ReportFact report)
    {
        var places = law.List(Key).Value;
        var urgent = track is AidTrack.Emergency or AidTrack.ReliefFirst;
        if (urgent && places.Contains(Emergency))
        {
            return null;
        }

        var ties = new[] { places.Contains(Registered) ? report.Registration : (Registration?)null, places.Contains(Residence) ? report.Residence ?? Registration.Unknown : null }.OfType<Registration>().ToList();
        if (ties.Contains(Registration.Here))
        {
            return null;
        }

        var open = ties.Contains(Registration.Unknown);
        return open && urgent && report.Registration == Registration.Unknown ? null
            : open ? Refusals.SayWhereTheyLive(ClausesOf(law)[0])
            : Refusals.NotTakenHere(InWords(law), ClausesOf(law)[0]);
    }
}
