using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>登记欠缺手续: after the first payment the ledger says what the case still owes, and by when.</summary>
public sealed class OwedPapers : CommandStep
{
    public const string Owed = "Owed";
    public const string ClockKey = "owed-papers.days";

    public override CommandCard Card { get; } = new("Approvals.OwedPapers", "登记欠缺手续", "4 补手续", [new(Owed, "已登记")])
    {
        Guide = "从发放之日起算，列出申请、身份、核实记录、领款凭证、审批表五项手续和期限。",
        IsAnswerable = false,
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    /// <summary>The ledger of a case.</summary>
    internal static async Task<List<OwedPaper>> OfAsync(CaseFile file, CancellationToken cancel) =>
        file.Session.Db.OwedPapers.Local.Any(p => p.CaseId == file.Case.Id)
            ? [.. file.Session.Db.OwedPapers.Local.Where(p => p.CaseId == file.Case.Id)]
            : await file.Session.Db.OwedPapers.Where(p => p.County == file.Case.County && p.CaseId == file.Case.Id).OrderBy(p => p.Paper).ToListAsync(cancel);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler(PolicyShelf shelf) : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var file = request.File;
            var law = await file.LawAsync(cancellationToken);
            if (law.Clock(ClockKey) is not { } clock)
            {
                return Obstacles.Unset(law, ClockKey);
            }

            var paidOn = Time.LegalTime.DateOf(AidCase.Standing(await AidCase.PaymentsAsync(file, cancellationToken))[0].PaidAt);
            var due = clock.DueAfter(paidOn, shelf.Calendar);
            // The task opens when the bank has answered; its day is the ledger's.
            file.ClocksBegan[ClockKey] = paidOn;
            foreach (var paper in Enum.GetValues<PaperKind>())
            {
                file.Add("owed_papers", new OwedPaper
                {
                    County = file.Case.County,
                    Id = file.NewId(),
                    CaseId = file.Case.Id,
                    Area = file.Case.HandlingArea,
                    Paper = paper,
                    OpenedAt = file.Session.Time.Now,
                    DueOn = due.LastDay,
                });
            }

            return new CommandAnswer.Outcome(Owed);
        }
    }
}

/// <summary>补齐手续: papers come in one by one; complete when nothing is owed. Late is flagged, not voided; what cannot be had goes to supervision.</summary>
public sealed class PaperCompletion : HumanStep<PaperCompletion.Answers>
{
    public const string Complete = "Complete";
    public const string Irregular = "Irregular";
    public const string Received = "Received";
    public const string Postpone = "Postpone";

    public override StepCard Card { get; } = new("Approvals.PaperCompletion", "补齐手续", "4 补手续", Roles.Window,
    [
        new(Complete, "手续已补齐", "可以报账；转入转介"),
        new(Irregular, "不规范，转督查", "县里督查；不自动向本人追回"),
    ])
    {
        Notes = [new(Received, "登记收到的材料", "记下这次收到的，任务保留"), new(Postpone, "急难刚缓解，顺延一次", "从缓解之日重新起算")],
        Guide = "补齐五项手续：申请书、身份证明、两人签字的核实记录、领款凭证、审批表。逾期会在逾期清单里标出。",
        Clause = "N2021-2.6.3",
        Clock = OwedPapers.ClockKey,
        OtherRoles = [Roles.FundKeeper],
    };

    public sealed record Answers
    {
        [Field("这次收到的材料", NeededFor = "登记、补齐")]
        public List<PaperKind>? Papers { get; init; }

        [Field("材料照片", Most = 12)]
        public List<FileRef>? Photos { get; init; }

        [Field("身份证号", Hint = "报告时没有登记的，在这里补", Most = 18)]
        public string? IdNumber { get; init; }

        [Field("急难缓解日期", NeededFor = "顺延")]
        public DateOnly? EasedOn { get; init; }

        [Field("说明", Long = true, Most = 300)]
        public string? Note { get; init; }
    }

    internal sealed class Handler(PolicyShelf shelf, AidIdentity identity) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var papers = await OwedPapers.OfAsync(file, cancellationToken);
            if (form.IdNumber is { Length: > 0 } typed && await identity.EstablishAsync(file, typed, cancellationToken) is { } wrong)
            {
                return wrong;
            }

            if (IsAboutIdentity(request.Outcome, form) && !await AidIdentity.IsKnownAsync(file, cancellationToken))
            {
                return Refusals.IdentityOpen;
            }

            return request.Outcome switch
            {
                Postpone => await PostponeAsync(file, papers, form, cancellationToken),
                Irregular => string.IsNullOrWhiteSpace(form.Note) ? Refusals.ReasonNeeded : StepReply.Complete(Irregular, $"不规范：{form.Note}"),
                Received => form.Papers is { Count: > 0 } ? Settle(file, papers, form, Received) : Refusals.NothingHandedIn,
                _ => Settle(file, papers, form, Complete),
            };
        }

        private static bool IsAboutIdentity(string outcome, Answers form) => outcome == Complete || (outcome == Received && form.Papers?.Contains(PaperKind.Identity) == true);

        private static Reply<StepReply> Settle(CaseFile file, List<OwedPaper> papers, Answers form, string outcome)
        {
            var settled = papers.Where(p => p.SettledAt is null && form.Papers?.Contains(p.Paper) == true).ToList();
            foreach (var paper in settled)
            {
                (paper.SettledAt, paper.SettledBy) = (file.Session.Time.Now, file.Session.Acting.Id);
            }

            var open = papers.Where(p => p.SettledAt is null).ToList();
            if (outcome == Complete && open.Count > 0)
            {
                return Refusals.PapersMissing with { Message = $"手续还没有补齐：还欠 {string.Join("、", open.Select(p => EnumCodes.TextOf(p.Paper)))}" };
            }

            if (settled.Count > 0)
            {
                file.Record(file.Case.Id, AidFactKind.Papers, new PapersFact([.. settled.Select(p => p.Paper)], form.Note), file.Today, file.Attach(form.Photos ?? [], "补办手续"));
            }

            return outcome == Received
                ? StepReply.Stay($"收到 {string.Join("、", settled.Select(p => EnumCodes.TextOf(p.Paper)))}，还欠 {open.Count} 项")
                : StepReply.Complete(Complete, $"手续已补齐{(papers.Exists(p => LegalDayOf(p.SettledAt) > p.DueOn) ? "（逾期）" : "")}");
        }

        private static DateOnly? LegalDayOf(DateTimeOffset? at) => at is { } moment ? Time.LegalTime.DateOf(moment) : null;

        private async Task<Reply<StepReply>> PostponeAsync(CaseFile file, List<OwedPaper> papers, Answers form, CancellationToken cancel)
        {
            if (form.EasedOn is not { } eased)
            {
                return Refusals.EasedOn;
            }

            if (papers.Exists(p => p.Postponed))
            {
                return Refusals.PostponedOnce;
            }

            var law = await file.LawAsync(cancel);
            var postponed = law.Clock(OwedPapers.ClockKey)!.DueAfter(eased, shelf.Calendar);
            var (due, open) = (postponed.LastDay, papers.FindAll(p => p.SettledAt is null));
            if (open.Select(p => p.DueOn).DefaultIfEmpty(due).Max() is var now && due <= now)
            {
                return Refusals.NotLater(due, now);
            }

            foreach (var paper in open)
            {
                (paper.DueOn, paper.Postponed) = (due, true);
            }

            HotTasks.SetDue(file.Session.Hot, file.Task!.Address, due, postponed.Estimated);
            return StepReply.Stay($"急难 {eased:yyyy-MM-dd} 缓解，期限顺延到 {due:yyyy-MM-dd}");
        }
    }
}

/// <summary>Finds out later who the person is: the member of the case gets the number's hash, so that limits and other aid are seen.</summary>
public sealed class AidIdentity(ActionSession session, Seals seals)
{
    /// <summary>Whether somebody's number is on file: from the report, or found out since.</summary>
    internal static async Task<bool> IsKnownAsync(CaseFile file, CancellationToken cancel)
    {
        var facts = await file.FactsAsync(cancel);
        return facts.Last<ReportFact>(AidFactKind.Report)?.Value.IdentityKnown == true || facts.Has(AidFactKind.Identity);
    }

    internal async Task<Refusal?> EstablishAsync(CaseFile file, string typed, CancellationToken cancel)
    {
        var read = IdNumbers.Read("idNumber", "身份证号", typed);
        if (!read.Done)
        {
            return read.Refusal;
        }

        var (county, hash) = (file.Case.County, seals.Hash(read.Value.Number));
        if (await session.Db.CaseMembers.AnyAsync(m => m.County == county && m.CaseId == file.Case.Id && m.IdHash == hash, cancel))
        {
            return null;
        }

        if (await IsKnownAsync(file, cancel))
        {
            return Refusals.SomebodyElse;
        }

        var wide = session.Wide("citizens");
        var citizen = await wide.Citizens.FirstOrDefaultAsync(c => c.County == county && c.IdHash == hash, cancel);
        if (citizen is null)
        {
            citizen = Citizen.Of(session, seals, file.Case.ApplicantName, read.Value, null, county);
            wide.Citizens.Add(citizen);
        }

        HotCases.InsertMember(session.Hot, new CaseMember { County = county, CaseId = file.Case.Id, CitizenId = citizen.Id, IdHash = hash });
        file.Record(file.Case.Id, AidFactKind.Identity, new IdentityFact(citizen.Id), file.Today);
        return null;
    }
}
