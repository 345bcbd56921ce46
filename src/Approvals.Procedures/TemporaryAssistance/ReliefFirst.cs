using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>先行救助: the duty officer pays a small amount first, with a named leader's yes by phone; a third person hands the money over.</summary>
public sealed class ReliefFirst : HumanStep<ReliefFirst.Answers>
{
    public const string PayFirst = "PayFirst";
    public const string NotNeeded = "NotNeeded";

    public override StepCard Card { get; } = new("Approvals.ReliefFirst", "先行救助", "2 测算与审批", Roles.Window,
    [
        new(PayFirst, "先付", "由备用金报账员或其他人发放，手续在期限内补齐"),
        new(NotNeeded, "不先付", "告知本人，按急难型或其他办法办理"),
    ])
    {
        Guide = "金额不超过本县先行救助限额。打电话请示分管领导，记下通话时间、号码和意见；对方下一个工作日在系统里确认。",
        Clause = "N2021-2.6.3",
        RunsByHours = true,
        OtherRoles = [Roles.Investigator],
    };

    public sealed record Answers
    {
        [Field("先付金额（元）", NeededFor = "先付")]
        public Money? Amount { get; init; }

        [Field("为什么等不及审批", Long = true, Most = 300)]
        public required string Reason { get; init; }

        [Field("电话同意的负责人", From = "leaders", NeededFor = "先付")]
        public string? SecondApprover { get; init; }

        [Field("通话时间", NeededFor = "先付", Hint = "例如 23:55", Most = 5)]
        public string? CalledTime { get; init; }

        [Field("通话号码", NeededFor = "先付", Most = 20, IsNumber = true)]
        public string? CalledNumber { get; init; }

        [Field("电话里怎么说的", NeededFor = "先付", Long = true, Most = 300)]
        public string? CallNote { get; init; }
    }

    // Only who can sign in and confirm it afterwards: a yes nobody may confirm would leave the case standing.
    internal static async Task<bool> LeadsAsync(CaseFile file, Guid official, CancellationToken cancel)
    {
        var wide = file.Session.Wide("second-approver");
        var grants = await wide.Grants.AsNoTracking().Where(g => g.OfficialId == official && g.Role == Roles.TownshipLeader && (g.Programme == "*" || g.Programme == AidIntake.Programme)
            && wide.Officials.Any(o => o.Id == official && o.Active)).ToListAsync(cancel);
        return grants.Exists(g => g.InForce(file.Today) && AreaRange.Of(g.Area).Contains(file.Case.HandlingArea));
    }

    internal sealed class Handler(AidDeciding deciding, ActionSession session, Seals seals) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            if (request.Outcome == NotNeeded)
            {
                return StepReply.Complete(NotNeeded, $"不先付：{form.Reason}");
            }

            var law = await file.LawAsync(cancellationToken);
            if (law.AmountIfSet("temporary-assistance.small-amount-cap") is not { } cap)
            {
                return Refusals.ReliefFirstOff;
            }

            if (form.Amount is not { Fen: > 0 } amount)
            {
                return Refusal.Invalid([new FieldError("amount", "先付金额", "请填写先付金额")]);
            }

            if (amount > cap.Value)
            {
                return Refusals.AboveSmallAmount(cap.Value);
            }

            var call = await CallAsync(file, form, cancellationToken);
            if (!call.Done)
            {
                return call.Refusal!;
            }

            var approved = await deciding.ByTownshipAsync(file, new AidIntent(amount, form.Reason, DelegatedKind.ReliefFirst) { SecondBy = call.Value.Approver }, cancellationToken);
            if (!approved.Done)
            {
                return approved.Refusal!;
            }

            file.Record(file.Case.Id, AidFactKind.PhoneConsent, call.Value, file.Today);
            return StepReply.Complete(PayFirst, $"先付 {amount} 元，负责人 {call.Value.CalledAt.InChina():HH:mm} 电话同意");
        }

        // Who said yes, at what time, from which number, in which words: all four, or it was no consent.
        private async Task<Reply<PhoneConsentFact>> CallAsync(CaseFile file, Answers form, CancellationToken cancel)
        {
            var missing = new List<FieldError>();
            void Need(string path, string label, string? value)
            {
                if (string.IsNullOrWhiteSpace(value))
                {
                    missing.Add(new FieldError(path, label, $"请填写{label}"));
                }
            }

            Need("secondApprover", "电话同意的负责人", form.SecondApprover);
            Need("calledTime", "通话时间", form.CalledTime);
            Need("calledNumber", "通话号码", form.CalledNumber);
            Need("callNote", "电话里怎么说的", form.CallNote);
            if (missing.Count > 0)
            {
                return Refusal.Invalid(missing) with { Clause = "N2021-2.6.3" };
            }

            if (TimesOfDay.LastBefore(session.Time.Now, form.CalledTime!) is not { } at)
            {
                return Refusal.Invalid([new FieldError("calledTime", "通话时间", $"“{form.CalledTime}”不是时间：请按 23:55 的样子填写")]);
            }

            // A time later than now was yesterday's; nobody says yes before the thing has happened.
            if (LegalTime.DateOf(at) < (await AidCase.ClaimAsync(file, cancel)).HappenedOn)
            {
                return Refusals.CallInFuture;
            }

            if (!Guid.TryParse(form.SecondApprover, out var second) || !await LeadsAsync(file, second, cancel))
            {
                return Refusals.SecondHasNoRole;
            }

            // The acting person is kept from family before the step begins; whose yes is only heard is not.
            return await NaturalPersons.ActsAsOneOfAsync(session, [second], cancel) ? Refusals.SecondIsFirst
                : await NaturalPersons.IsOneOfAsync(session, second, await AidCase.VerifiersAsync(file, cancel), cancel) ? Refusals.SecondVerified
                : await NearRelatives.AnyAmongAsync(session, file.Case.Address, [second], cancel) ? Refusals.SecondIsFamily
                : new PhoneConsentFact(second, at, Convert.ToBase64String(seals.Seal(form.CalledNumber!.Trim()).Bytes), form.CallNote!.Trim());
        }
    }
}

/// <summary>电话审批补确认: whoever said yes by phone says it in the system, on the next working day. A no opens supervision, and so does a leader who has gone since; what was paid is not taken back by itself.</summary>
public sealed class SecondConfirmation : HumanStep<SecondConfirmation.Answers>
{
    public const string Confirmed = "Confirmed";
    public const string Denied = "Denied";

    public override StepCard Card { get; } = new("Approvals.SecondConfirmation", "电话审批补确认", "4 补手续", Roles.TownshipLeader,
    [
        new(Confirmed, "确认当时同意", "电话审批记录完整"),
        new(Denied, "当时没有同意，或本人已不在岗", "转督查；已经发放的不自动收回"),
    ])
    {
        Guide = "核对通话时间、号码和内容，确认当时是不是你同意先付。",
        Clause = "N2021-2.6.3",
        Clock = "temporary-assistance.second-confirmation",
    };

    public sealed record Answers
    {
        [Field("意见", Long = true, Most = 300)]
        public required string Opinion { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var file = request.File;
            var consent = (await file.FactsAsync(cancellationToken)).Last<PhoneConsentFact>(AidFactKind.PhoneConsent)?.Value;
            if (consent is null || !await NaturalPersons.ActsAsOneOfAsync(file.Session, [consent.Approver], cancellationToken))
            {
                return consent is null || await ReliefFirst.LeadsAsync(file, consent.Approver, cancellationToken) ? Refusals.NotThatApprover
                    : request.Outcome == Confirmed ? Refusals.ApproverGone
                    : Record(file, request, "电话同意的负责人已不在岗，不能补确认，转督查");
            }

            return Record(file, request, request.Outcome == Confirmed ? "确认电话同意" : "否认电话同意，转督查");
        }

        private static StepReply Record(CaseFile file, StepDone<Answers> request, string summary)
        {
            file.Record(file.Case.Id, AidFactKind.SecondConfirmation, new SecondConfirmationFact(request.Outcome == Confirmed, request.Form.Opinion), file.Today);
            return StepReply.Complete(request.Outcome, summary);
        }
    }
}
