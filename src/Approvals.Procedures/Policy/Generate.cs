using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Policy;

/// <summary>What is to be made up.</summary>
/// <param name="Count">How many households.</param>
/// <param name="Seed">The same seed gives the same households.</param>
/// <param name="Area">The county's code.</param>
/// <param name="On">The legal day; all of them apply in its month.</param>
public sealed record GeneratedCounty(int Count, ulong Seed, string Area, DateOnly On);

/// <summary>Makes up households of a county: as lines for calculate, or summed up under the law of a day (what a standard would cost).</summary>
/// <remarks>The same seed gives the same households. Nobody in them exists.</remarks>
public sealed class Generator
{
    private readonly PolicySet _policies;
    private readonly Divisions _divisions;

    internal Generator(PolicySet policies, Divisions divisions) => (_policies, _divisions) = (policies, divisions);

    /// <summary>With the packs that ship, and no county's own values; the made-up county's only in the demo.</summary>
    public static Generator OfPacks(bool withDemo) => new(ShippedPacks.Load(withDemo), Divisions.Shipped());

    /// <summary>Whether there is such a county.</summary>
    public bool Knows(string area) => AreaCode.TryParse(area, out var county) && county.Level == AreaLevel.County && _divisions.Find(county) is not null;

    /// <summary>So many calls of dibao.household.</summary>
    public IEnumerable<string> Lines(GeneratedCounty wanted)
    {
        var (county, households) = (AreaCode.Parse(wanted.Area), Households(wanted));
        return Enumerable.Range(0, wanted.Count).Select(_ => GeneratedCalls.Of(households.Next(), county, wanted.On));
    }

    /// <summary>What so many households would be paid, as one line of JSON; why it cannot be said where the standard is missing.</summary>
    public string Total(GeneratedCounty wanted)
    {
        var columns = Columns(wanted);
        var terms = MassLaw.Terms(() => LawOf(wanted), columns.Application, columns.Items);
        return terms.IsDecided
            ? Json(columns.Total(new MassAssessment(terms.Explained.Value)))
            : CanonicalJson.Of(json => json.Members(o => o.Name("cannotDecide").Texts(terms.Because.Select(b => b.Message))));
    }

    /// <summary>So many households side by side.</summary>
    private HouseholdColumns Columns(GeneratedCounty wanted)
    {
        var households = Households(wanted);
        var columns = new HouseholdColumns(YearMonth.Of(wanted.On), [.. TableOf(wanted).Keys.Order(StringComparer.Ordinal)]);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!columns.TryAdd(households.Next().Facts))
            {
                throw new InvalidOperationException($"Household {i} of seed {wanted.Seed} does not fit into columns.");
            }
        }

        return columns;
    }

    private GeneratedHouseholds Households(GeneratedCounty wanted) => new(wanted.Seed, YearMonth.Of(wanted.On), TableOf(wanted));

    private LawOfTheDay LawOf(GeneratedCounty wanted) => _policies.On(AreaCode.Parse(wanted.Area), wanted.On);

    private IReadOnlyDictionary<string, UnitValue> TableOf(GeneratedCounty wanted) => LawOf(wanted).UnitValues("income.unit-values").Value ?? new Dictionary<string, UnitValue>();

    private static string Json(MassTotals totals) => CanonicalJson.Of(json => json.Members(o =>
    {
        o.Name("households").Number(totals.Households);
        o.Name("members").Number(totals.Members);
        o.Name("eligible").Number(totals.Eligible);
        o.Name("undecided").Number(totals.Undecided);
        o.Name("monthly").Money(totals.Monthly);
    }));
}

/// <summary>A generator under the law as the database knows it.</summary>
public sealed record OpenGenerator : IQuestion<Generator>;

internal sealed class OpenGeneratorHandler(ActionSession session, PolicyShelf shelf, Divisions divisions) : IRequestHandler<OpenGenerator, Generator>
{
    public async Task<Generator> Handle(OpenGenerator request, CancellationToken cancellationToken) =>
        new(await shelf.CurrentAsync(session, cancellationToken), divisions);
}
