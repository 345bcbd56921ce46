using Approvals.Domain;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>The kinds of facts this procedure records. One kind, one record below.</summary>
public static class AidFactKind
{
    public const string Report = "aid.report";
    public const string Verification = "aid.verification";
    public const string Proposal = "aid.proposal";
    public const string PhoneConsent = "aid.phone-consent";
    public const string SecondConfirmation = "aid.second-confirmation";
    public const string Account = "aid.account";
    public const string BankAnswer = "aid.bank-answer";
    public const string TopUp = "aid.top-up";
    public const string Papers = "aid.papers";
    public const string StageCheck = "aid.stage-check";
    public const string Meeting = "aid.case-meeting";
    public const string Referral = "aid.referral";
    public const string Telling = "aid.telling";
    public const string Supervision = "aid.supervision";
    public const string Handover = "aid.handover";
    public const string Identity = "aid.identity";
    public const string Person = "aid.person";
    public const string Notice = "aid.notice";
    public const string FastTrackReview = "aid.fast-track-review";
}

/// <summary>What was reported. Names and numbers stand in their own rows; the reporter's phone is sealed.</summary>
public sealed record ReportFact(ReportChannel Channel, Registration Registration, int Persons, string Needs, bool IdentityKnown, string? SealedReporterPhone)
{
    /// <summary>Where the person lives; null: not asked.</summary>
    public Registration? Residence { get; init; }
}

/// <summary>What the verification found, and what the amount is made from.</summary>
public sealed record VerificationFact(CheckMethod Method, string Verifiers, string Finding, int Persons, int Months, Money? Loss, Money OtherAid)
{
    /// <summary>The family's income per head in a year; 支出型 only.</summary>
    public Money? IncomePerHead { get; init; }

    /// <summary>Property within the rules; 支出型 only.</summary>
    public bool? PropertyOk { get; init; }

    /// <summary>Amount by hand while the county has no table, with the reason.</summary>
    public Money? ByHand { get; init; }

    public string? ByHandReason { get; init; }
}

/// <summary>The amount proposed to whoever approves.</summary>
public sealed record ProposalFact(Money Amount, bool ByHand, string? Reason);

/// <summary>The second approver's yes by phone: who, when, from which number (sealed), what was said.</summary>
public sealed record PhoneConsentFact(Guid Approver, DateTimeOffset CalledAt, string SealedNumber, string Note);

/// <summary>The second approver's own word in the system, on the next working day.</summary>
public sealed record SecondConfirmationFact(bool Confirmed, string Opinion);

/// <summary>Where a payment order goes; the number sealed.</summary>
public sealed record AidAccountFact(string Holder, string Bank, string SealedNumber, string Last4);

/// <summary>What the bank answered to a payment order.</summary>
public sealed record BankAnswerFact(bool Paid, DateOnly On, string? Reason);

/// <summary>How a short fund was helped.</summary>
public sealed record TopUpFact(bool ToppedUp, string Note);

/// <summary>Papers that came in.</summary>
public sealed record PapersFact(IReadOnlyList<PaperKind> Papers, string? Note);

/// <summary>The look before the next stage is paid.</summary>
public sealed record StageCheckFact(int Stage, string Finding);

/// <summary>一事一议.</summary>
public sealed record MeetingFact(DateOnly HeldOn, int Present, string Opinion);

/// <summary>What else may help; empty: nothing.</summary>
public sealed record ReferralFact(IReadOnlyList<ReferralTarget> Targets, string? Note);

/// <summary>The applicant was told.</summary>
public sealed record TellingFact(TellingMethod Method, DateOnly On, string Said);

/// <summary>What supervision came to.</summary>
public sealed record SupervisionFact(string Result);

/// <summary>转救助管理站: a person without known identity or home is handed over, fed and sheltered first.</summary>
public sealed record HandoverFact(string To, string Note);

/// <summary>Who the person is, found out later.</summary>
public sealed record IdentityFact(Guid Citizen);

/// <summary>The name was corrected.</summary>
public sealed record PersonFact(string Before, string After);

/// <summary>How the notice of 支出型 went.</summary>
public sealed record AidNoticeFact(DateOnly PostedOn, DateOnly TakenDownOn, bool Objection, string? Objections);

/// <summary>What was done after the epidemic track had helped, and how many people there really are.</summary>
public sealed record FastTrackReviewFact(DateOnly CheckedOn, DateOnly VisitedOn, string Visitors, DateOnly PostedOn, DateOnly TakenDownOn, int Persons, string Finding);
