using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Approvals.Workflow;

/// <summary>Every activity a definition may use, by type and version.</summary>
public sealed class ActivityCatalogue
{
    private readonly FrozenDictionary<(string, int), Activity> _activities;

    /// <summary>The built-in activities and those of the host.</summary>
    /// <exception cref="ArgumentException">Two activities share a type and version.</exception>
    public ActivityCatalogue(params IEnumerable<Activity> hostActivities)
    {
        var all = BuiltIns.All.Concat(hostActivities).ToList();
        var twice = all.GroupBy(Key).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"Activity {twice.Key} is registered twice.", nameof(hostActivities));
        }
        Activities = all;
        _activities = all.ToFrozenDictionary(Key);
    }

    public IReadOnlyList<Activity> Activities { get; }

    public bool TryFind(string type, int version, [MaybeNullWhen(false)] out Activity activity) =>
        _activities.TryGetValue((type, version), out activity);

    /// <summary>Whether the type exists in any version.</summary>
    public bool Knows(string type) => Activities.Any(a => a.Descriptor.Type == type);

    internal bool IsHuman(Node node) => TryFind(node.Type, node.Descriptor.Version, out var activity) && activity is HumanActivity;

    /// <summary>Whether a node may complete with outcomes that its descriptor does not tell: Complete inside a container decides for it.</summary>
    internal bool OffersAnyOutcome(Node node) => TryFind(node.Type, node.Descriptor.Version, out var activity) && activity is FlowchartActivity or SequenceActivity;

    private static (string, int) Key(Activity activity) => (activity.Descriptor.Type, activity.Descriptor.Version);
}
