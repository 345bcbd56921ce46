using Approvals.Domain;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>The kinds of facts this procedure records. One kind, one record below.</summary>
public static class FactKind
{
    public const string Household = "household";
    public const string Member = "household.member";
    public const string Identity = "identity";
    public const string Income = "income";
    public const string Property = "property.statement";
    public const string Consent = "consent";
    public const string Account = "account";
    public const string Check = "information-check";
    public const string Visit = "home-visit";
    public const string NobodyHome = "home-visit.nobody-home";
    public const string ObjectionVisit = "objection.visit";
    public const string Review = "democratic-review";
    public const string PropertyTest = "property.test";
    public const string InitialReview = "initial-review";
    public const string NoticeResult = "notice.result";
    public const string ObjectionDecision = "objection.decision";
    public const string Examination = "county-examination";
    public const string Extension = "clock.extension";
    public const string Assistance = "assistance";
    public const string Delivery = "delivery";
}

/// <summary>Where the household lives and by which standard it is measured.</summary>
public sealed record HouseholdFact(string Village, string? Group, StandardChoice Standard);

/// <summary>A member who lives together with the others. The person's name and number stand in their own row, not here.</summary>
public sealed record MemberFact(RelationToApplicant Relation, LabourCapacity Labour, DisabilityGrade Disability, bool SeriouslyIll, bool Student);

/// <summary>One income of one member over the income period.</summary>
public sealed record IncomeFact(IncomeKindChoice Kind, Money Amount, int Times, string? Line);

/// <summary>What the household says it owns.</summary>
public sealed record PropertyFact(Money Savings, int Vehicles, int Houses, bool Business, string? Note);

/// <summary>An adult member has signed the authorisation to check (核对授权) and the commitment of truth.</summary>
public sealed record ConsentFact(DateOnly SignedOn, bool ByGuardian);

/// <summary>Where the money goes; the number is sealed.</summary>
public sealed record AccountFact(string Bank, string SealedNumber, string Last4);

/// <summary>What the sources of the information check answered. Silence is "unavailable", never zero income (I08).</summary>
public sealed record CheckFact(IReadOnlyList<SourceAnswer> Sources, DateOnly? ValidUntil);

/// <summary>One source's answer.</summary>
public sealed record SourceAnswer(CheckSource Source, CheckAnswer Answer, string? Note);

/// <summary>A visit: who went, what they found.</summary>
public sealed record VisitFact(DateOnly On, IReadOnlyList<Guid> Visitors, VisitFinding Finding, string Living, string? Differences);

/// <summary>A review by the villagers: counts only, ballots stay secret.</summary>
public sealed record ReviewFact(DateOnly On, int Present, int Lay, int Agree, int Disagree, int Abstain);

/// <summary>Whether the household's property lies within the limits, and why.</summary>
public sealed record PropertyTestFact(bool Within, string Reason);

/// <summary>What the township proposes.</summary>
public sealed record InitialReviewFact(bool ProposesConfirmation, RefusalGround? Ground, string Opinion, string? SilentSourceCovered);

/// <summary>How a notice ended.</summary>
public sealed record NoticeResultFact(int Round, DateOnly TakenDownOn, bool Objection, bool SignedByCommittee);

/// <summary>What became of an objection.</summary>
public sealed record ObjectionDecisionFact(bool Upheld, string Findings);

/// <summary>The county's look at the whole file, with its own visit where the case touches staff or cadres.</summary>
public sealed record ExaminationFact(string Opinion, DateOnly? VisitedOn, IReadOnlyList<Guid> Visitors);

/// <summary>The one extension of the case clock.</summary>
public sealed record ExtensionFact(string Reason, DateOnly DueOn);

/// <summary>A step handed to another township or the county because nobody here may do it (代办).</summary>
public sealed record AssistanceFact(string Area, string Reason);

/// <summary>How and when a letter reached the applicant (送达回证).</summary>
public sealed record DeliveryFact(DeliveryMethod Method, DateOnly On, string? ReceivedBy);
