using Approvals.Procedures.Casework;
using Approvals.Workflow;

namespace Approvals.Procedures.Legality;

/// <summary>One rule over one flowchart: everywhere at once where the law is everybody's, place by place where a pack value decides.</summary>
internal sealed class RuleCheck
{
    private const int HopsShown = 5;

    private readonly Node _flow;
    private readonly FlowRule _rule;
    private readonly ServedPlace? _place;
    private readonly LegalWords _words;
    private readonly List<LegalFinding> _findings;
    private readonly Func<Node, string, bool> _isClosed;

    private RuleCheck(Node flow, FlowRule rule, ServedPlace? place, LegalWords words, List<LegalFinding> findings)
    {
        (_flow, _rule, _place, _words, _findings) = (flow, rule, place, words, findings);
        _isClosed = (node, way) => place is not null && PolicyChoice.KeyOf(node) is { } key && place.Law.ParameterOf(key) is not null && place.Law.Find(key) is { } found && PolicyChoice.WayOf(found.Value) != way;
    }

    public static void Check(Node flow, FlowRule rule, IReadOnlyList<ServedPlace> places, LegalWords words, List<LegalFinding> findings)
    {
        foreach (var place in PlacesOf(rule, places))
        {
            new RuleCheck(flow, rule, place, words, findings).Check();
        }
    }

    // Null stands for everywhere: conditions of the packs are then as free as any other.
    private static List<ServedPlace?> PlacesOf(FlowRule rule, IReadOnlyList<ServedPlace> places) =>
        rule is WithinClock ? [.. places]
        : rule.Where is { } demand ? [.. places.Where(p => p.Law.ParameterOf(demand.Key) is not null && p.Law.Find(demand.Key) is { } found && PolicyChoice.WayOf(found.Value) == demand.Value)]
        : [null];

    private void Check()
    {
        switch (_rule)
        {
            case Precedes precedes:
                CheckPrecedes(precedes);
                break;
            case Between between:
                CheckBetween(between);
                break;
            case Follows follows:
                CheckFollows(follows);
                break;
            case WithinClock clock:
                CheckClock(clock);
                break;
        }
    }

    private void CheckPrecedes(Precedes rule)
    {
        var precedence = new Precedence(_flow, [rule.Needed], _isClosed);
        foreach (var (node, happened) in precedence.FromStart().Where(n => rule.Before.Contains(n.Key.Type) && n.Value.Count == 0))
        {
            Find(node, $"却可以绕过{NamesOf(rule.Needed)}{Shown(precedence.WayAround(node, [rule.Needed]))}");
        }
    }

    private void CheckBetween(Between rule)
    {
        var precedence = new Precedence(_flow, [rule.Needed], _isClosed);
        foreach (var (source, port) in Left(rule.After))
        {
            foreach (var (node, happened) in precedence.After(source, port).Where(n => rule.Before.Contains(n.Key.Type) && n.Value.Count == 0))
            {
                Find(node, $"而“{source.Title}”的“{Ways.NameOf(source, port)}”之后可以绕过{NamesOf(rule.Needed)}{Shown(precedence.WayAround(node, [rule.Needed], (source, port)))}");
            }
        }
    }

    private void CheckFollows(Follows rule)
    {
        var precedence = new Precedence(_flow, [], _isClosed);
        foreach (var (source, port) in Left(rule.After))
        {
            if (precedence.EndsWithout(source, port, [rule.Needed]) is { Count: > 0 } ends)
            {
                Find(source, $"而选“{Ways.NameOf(source, port)}”之后，流程可以在“{ends[0].Title}”结束，没有经过{NamesOf(rule.Needed)}");
            }
        }
    }

    // At worst two days in seven do not count as working days.
    private void CheckClock(WithinClock rule)
    {
        if (_place!.Law.ParameterOf(rule.Key) is null || _place.Law.Clock(rule.Key) is not { } clock)
        {
            return;
        }

        var precedence = new Precedence(_flow, [], _isClosed);
        foreach (var from in _flow.Children.Where(n => n.Type == rule.From))
        {
            foreach (var to in _flow.Children.Where(n => rule.To.Contains(n.Type)))
            {
                var waits = precedence.Longest(from, to, n => WaitOf(n) ?? TimeSpan.Zero);
                var days = (int)Math.Ceiling((waits ?? TimeSpan.Zero) / TimeSpan.FromDays(1));
                var counted = clock.Unit == Domain.ClockUnit.WorkingDays ? days - (days / 7 * 2) : days;
                if (counted > clock.Length)
                {
                    Find(to, $"而到这里固定等待已有 {days} 天，超过 {clock.Length} {(clock.Unit == Domain.ClockUnit.WorkingDays ? "个工作日" : "天")}");
                }
            }
        }

        foreach (var timer in _flow.Children.Where(n => IsTimer(n) && WaitOf(n) is null))
        {
            Find(timer, "而这里等待多久没有写成固定的时长");
        }
    }

    private static bool IsTimer(Node node) => node.Type is "Elsa.Delay" or "Elsa.StartAt" or "Elsa.Timer" or "Elsa.Cron";

    private static TimeSpan? WaitOf(Node node) => !IsTimer(node) ? TimeSpan.Zero
        : node.Type == "Elsa.Delay" && node.Input("TimeSpan")?.Constant is { } length && TimeSpan.TryParse(length.AsText(), System.Globalization.CultureInfo.InvariantCulture, out var span) ? span
        : null;

    private IEnumerable<(Node Node, string Port)> Left(Passing passing) =>
        _flow.Children.SelectMany(n => Ways.Of(n).Where(w => passing.IsLeftBy(n, w) && !_isClosed(n, w)).Select(w => (n, w)));

    private void Find(Node node, string how)
    {
        var where = _place is null ? string.Empty : $"（{_place.Name}，{_place.Day:yyyy-MM-dd} 起）";
        var message = $"“{node.Title}”{where}：{_rule.Demand}，{how}。依据：{_words.Of(_rule.Clauses)}。";
        _findings.Add(new(new Finding("law." + _rule.Id, node.Path, node.Id, message, _rule.Remedy), _rule.Clauses, _place?.County));
    }

    private static string NamesOf(Passing passing) => string.Join("或", passing.Types.Select(t => $"“{StepNames.Of(t)}”"));

    private static string Shown(IReadOnlyList<(Node From, string Port, Node To)>? way)
    {
        if (way is not { Count: > 0 })
        {
            return string.Empty;
        }

        var hops = way.TakeLast(HopsShown).ToList();
        var start = way.Count > HopsShown ? "… → " : string.Empty;
        return $"（例如 {start}{hops[0].From.Title}{string.Concat(hops.Select(h => $" —{Ways.NameOf(h.From, h.Port)}→ {h.To.Title}"))}）";
    }
}

/// <summary>The Chinese names of the product's steps by type.</summary>
internal static class StepNames
{
    private static readonly Dictionary<string, string> Names = Composition.Activities().ToDictionary(a => a.Descriptor.Type, a => a.Descriptor.DisplayName);

    public static string Of(string type) => Names.GetValueOrDefault(type, type);
}
