using System.Collections.Frozen;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>Every step the product offers, by type, and the catalogue the runtime reads definitions with.</summary>
public sealed class Steps
{
    private readonly FrozenDictionary<string, HumanStep> _human;
    private readonly FrozenDictionary<string, CommandStep> _automatic;

    public Steps(IEnumerable<Activity> activities)
    {
        var all = activities.ToList();
        Catalogue = new ActivityCatalogue(all);
        _human = all.OfType<HumanStep>().ToFrozenDictionary(s => s.Card.Type);
        _automatic = all.OfType<CommandStep>().ToFrozenDictionary(s => s.Card.Type);
    }

    /// <summary>The steps this program has, without an installation.</summary>
    public static Steps OfThisProgram { get; } = new(Composition.Activities());

    public ActivityCatalogue Catalogue { get; }

    /// <summary>Whether a type is a step of this product, not of the runtime.</summary>
    public bool IsOwn(string type) => _human.ContainsKey(type) || _automatic.ContainsKey(type);

    public IEnumerable<HumanStep> Human => _human.Values;

    public IEnumerable<CommandStep> Automatic => _automatic.Values;

    public HumanStep? FindHuman(string type) => _human.GetValueOrDefault(type);

    public CommandStep? FindAutomatic(string type) => _automatic.GetValueOrDefault(type);
}
