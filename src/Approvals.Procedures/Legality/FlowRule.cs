using Approvals.Domain;
using Approvals.Workflow;

namespace Approvals.Procedures.Legality;

/// <summary>What a law demands of a flow, whatever its conditions: what is to be found at an activity, and the clauses behind it.</summary>
/// <param name="Id">Stable, for tests and messages of programs.</param>
/// <param name="Clauses">Ids in the clause register.</param>
/// <param name="Demand">The demand in one Chinese sentence.</param>
/// <param name="Remedy">What to draw instead.</param>
public abstract record FlowRule(string Id, IReadOnlyList<string> Clauses, string Demand, string Remedy)
{
    /// <summary>The pack value under which the rule holds; null: everywhere.</summary>
    public PackDemand? Where { get; init; }
}

/// <summary>A value of a parameter that makes a rule hold in an area on a day.</summary>
public sealed record PackDemand(string Key, string Value);

/// <summary>Before an activity is entered, <paramref name="Needed"/> has happened on every way from the start.</summary>
public sealed record Precedes(string Id, Passing Needed, IReadOnlyList<string> Before, IReadOnlyList<string> Clauses, string Demand, string Remedy)
    : FlowRule(Id, Clauses, Demand, Remedy);

/// <summary>After <paramref name="After"/>, <paramref name="Needed"/> happens on every way before an activity is entered.</summary>
public sealed record Between(string Id, Passing After, Passing Needed, IReadOnlyList<string> Before, IReadOnlyList<string> Clauses, string Demand, string Remedy)
    : FlowRule(Id, Clauses, Demand, Remedy);

/// <summary>After <paramref name="After"/>, the flow never ends without <paramref name="Needed"/>.</summary>
public sealed record Follows(string Id, Passing After, Passing Needed, IReadOnlyList<string> Clauses, string Demand, string Remedy)
    : FlowRule(Id, Clauses, Demand, Remedy);

/// <summary>Fixed waiting times on the way from one activity to another stay within a legal clock (a pack key, in days).</summary>
public sealed record WithinClock(string Id, string From, IReadOnlyList<string> To, string Key, IReadOnlyList<string> Clauses, string Demand, string Remedy)
    : FlowRule(Id, Clauses, Demand, Remedy);

/// <summary>The rules of one procedure's steps. Found by scan; a definition without any of these steps is not concerned.</summary>
public interface IFlowLaw
{
    IReadOnlyList<FlowRule> Rules { get; }
}

/// <summary>A finding of the lint: where, what, and by which clause; the county whose law is broken where it is not everybody's.</summary>
public sealed record LegalFinding(Finding Finding, IReadOnlyList<string> Clauses, AreaCode? County)
{
    /// <summary>The sentence with clause and remedy, as people read it.</summary>
    public string Sentence => $"{Finding.Message.TrimEnd('。')}。{Finding.Remedy}";
}
