using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>Who confirms a case today, and what gives that power.</summary>
/// <param name="Level">county, township-entrusted or township-assigned.</param>
/// <param name="Instrument">The document in force that names the township; null for the county.</param>
/// <param name="Clauses">The clauses of the delegation; none for the county.</param>
internal sealed record ConfirmationAuthority(string Level, InstrumentInForce? Instrument, IReadOnlyList<string> Clauses)
{
    public static ConfirmationAuthority County { get; } = new(ConfirmationLevel.ByCounty, null, []);
}

/// <summary>审核确认权限: the county, or the township to which the county's choice and an instrument in force give it; always the county where staff or cadres are related (O13, A11).</summary>
public sealed class ConfirmationLevel : CommandStep
{
    public const string County = "County";
    public const string Township = "Township";

    /// <summary>The values of <c>dibao.confirmation-level</c>.</summary>
    public const string ByCounty = "county";

    public override CommandCard Card { get; } = new("Approvals.ConfirmationLevel", "审核确认权限", "5 审核确认", [new(County, "县级"), new(Township, "乡镇（街道）")])
    {
        Guide = "按本县的设定和有效的委托（下放）文件决定由谁审核确认；没有文件的、有工作人员和村干部近亲属的一律由县级办理。",
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var law = await request.File.LawAsync(cancellationToken);
            return law.Find(DelegatedConfirmation.Key) is null ? Obstacles.Unset(law, DelegatedConfirmation.Key)
                : new CommandAnswer.Outcome(await OfAsync(request.File, cancellationToken) == ByCounty ? County : Township);
        }
    }

    /// <summary>county, township-entrusted or township-assigned, for this case today.</summary>
    public static async Task<string> OfAsync(CaseFile file, CancellationToken cancel) => (await AuthorityAsync(file, cancel)).Level;

    /// <summary>The county's choice says whether and how it delegates, a numbered document in force says to which township; one without the other gives no power.</summary>
    internal static async Task<ConfirmationAuthority> AuthorityAsync(CaseFile file, CancellationToken cancel)
    {
        if (await NearRelatives.TouchStaffAsync(file.Session, file.Case.Address, cancel) || (await file.LawAsync(cancel)).Text(DelegatedConfirmation.Key) is not { Value: { } level and not ByCounty } chosen)
        {
            return ConfirmationAuthority.County;
        }

        var area = file.Case.HandlingArea;
        var inForce = await HotInstruments.InForceAsync(file.Session.Hot, file.Case.County, area.Level == AreaLevel.Village ? area.Parent : area, file.Case.Programme, file.Today, cancel);
        return inForce.Find(i => i.Covers(DelegatedKind.DibaoConfirmation) && DelegatedConfirmation.LevelOf(i.Form) == level) is { } instrument
            ? new ConfirmationAuthority(level, instrument, ClausesOf(chosen.Source))
            : ConfirmationAuthority.County;
    }

    /// <summary>The clauses of the delegation in force when a township decided, as a decision stores them.</summary>
    internal static IReadOnlyList<string> ClausesOf(LawOfTheDay law) => ClausesOf(law.Text(DelegatedConfirmation.Key).Source);

    private static IReadOnlyList<string> ClausesOf(Source source) => source is Source.Policy { Citation.Clauses: var clauses } ? clauses : [];
}
