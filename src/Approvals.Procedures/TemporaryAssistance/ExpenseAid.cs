using System.Globalization;
using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>What an applicant for 支出型 brings to the window.</summary>
public sealed record ExpenseForm
{
    [Field("所在地", From = "places")]
    public required string Area { get; init; }

    [Field("详细地址", Most = 80)]
    public required string Place { get; init; }

    [Field("申请人姓名", Most = 40)]
    public required string Name { get; init; }

    [Field("身份证号", Most = 18)]
    public required string IdNumber { get; init; }

    [Field("联系电话", Most = 20, IsNumber = true)]
    public string? Phone { get; init; }

    [Field("什么支出")]
    public required ExpenseCause Cause { get; init; }

    [Field("家庭人口", Fewest = 1, Most = 30)]
    public required int Persons { get; init; }

    [Field("困难情况", Long = true, Most = 400)]
    public required string Needs { get; init; }

    [Field("户籍在哪里")]
    public required Registration Registration { get; init; }

    [Field("住在哪里", Hint = "户籍在外县的填写")]
    public Registration? Residence { get; init; }

    [Field("申请书和票据照片", Fewest = 1, Most = 20)]
    public required List<FileRef> Papers { get; init; }
}

/// <summary>Expenses no family can avoid.</summary>
public enum ExpenseCause
{
    [Choice("medical", "医疗费用")]
    Medical,

    [Choice("education", "教育费用")]
    Education,

    [Choice("other", "其他刚性支出")]
    Other,
}

/// <summary>支出型申请: rigid expenses that make basic life hard. No hours; the ordinary way with income, property, notice and approval.</summary>
public sealed record ApplyForExpense(JsonElement Form, Guid CommandId) : ICommand<CaseStarted>
{
    internal sealed class Handler(ActionSession session, Divisions divisions, AidIntake intake) : IRequestHandler<ApplyForExpense, Reply<CaseStarted>>
    {
        public async Task<Reply<CaseStarted>> Handle(ApplyForExpense request, CancellationToken cancellationToken)
        {
            var read = FormCheck.Read<ExpenseForm>(request.Form, session.Time.Today);
            if (!read.Done)
            {
                return read.Refusal!;
            }

            var form = read.Value;
            if (!AreaCode.TryParse(form.Area, out var area) || area.Level < AreaLevel.Township || divisions.Find(area) is null)
            {
                return Refusal.Invalid([new FieldError("area", "所在地", "请从列表中选择乡镇（街道）或村（社区）")]);
            }

            var cause = form.Cause switch { ExpenseCause.Medical => AidCause.MedicalExpense, ExpenseCause.Education => AidCause.EducationExpense, _ => AidCause.Other };
            return await intake.BeginAsync(new NewClaim(
                AidTrack.Expense, cause, area, form.Place.Trim(), session.Time.Today, session.Time.Now, form.Name.Trim(), form.IdNumber, form.Phone, ReportEmergency.AnotherEvent,
                new ReportFact(ReportChannel.Self, form.Registration, form.Persons, form.Needs, true, null) { Residence = form.Residence }, form.Papers), cancellationToken);
        }
    }
}

/// <summary>支出型核实: income and property by the gate of the law, expenses of the pack's months, what insurance and others gave.</summary>
public sealed class ExpenseCheck : HumanStep<ExpenseCheck.Answers>
{
    public const string Confirmed = "Confirmed";
    public const string NotEligible = "NotEligible";

    public override StepCard Card { get; } = new("Approvals.ExpenseCheck", "支出型核实", "1 报告与核实", Roles.Investigator,
    [
        new(Confirmed, "核实完毕，测算金额", "符合收入和财产条件的按标准表测算"),
        new(NotEligible, "不符合条件", "告知本人并说明理由和别的办法"),
    ])
    {
        Guide = "核对收入、财产，逐项登记票据；保险报销、医疗救助和其他救助如实扣除。",
        Clause = "N2021-2.5.4",
        OtherRoles = [Roles.Window],
    };

    public sealed record ExpenseRow
    {
        [Field("支出项目", Most = 40)]
        public required string What { get; init; }

        [Field("金额（元）")]
        public required Money Amount { get; init; }

        [Field("发生日期")]
        public required DateOnly On { get; init; }
    }

    public sealed record Answers
    {
        [Field("核实人", Most = 40)]
        public required string Verifiers { get; init; }

        [Field("核实情况", Long = true, Most = 500)]
        public required string Finding { get; init; }

        [Field("家庭人均年收入（元）")]
        public required Money IncomePerHead { get; init; }

        [Field("家庭财产符合规定")]
        public required bool PropertyOk { get; init; }

        [Field("支出明细", Fewest = 1, Most = 40)]
        public required List<ExpenseRow> Expenses { get; init; }

        [Field("保险报销、医疗救助（元）")]
        public required Money Insured { get; init; }

        [Field("其他救助和捐助（元）")]
        public required Money OtherAid { get; init; }

        [Field("需要救助几人", Fewest = 1, Most = 30)]
        public required int Persons { get; init; }

        [Field("困难大约持续几个月", Fewest = 1, Most = 12)]
        public required int Months { get; init; }

        [Field("自行确定金额（元）", Hint = "只在本县没有救助标准表时填写")]
        public Money? ByHand { get; init; }

        [Field("自行确定金额的理由", Long = true, Most = 300)]
        public string? ByHandReason { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var law = await file.LawAsync(cancellationToken);
            var since = file.Case.AppliedOn.AddMonths(-law.Count("temporary-assistance.expense-window-months").Value);
            var counted = form.Expenses.Where(e => e.On > since && e.On <= file.Case.AppliedOn).ToList();
            var spent = counted.Aggregate(Money.Zero, (sum, e) => sum + e.Amount);
            var found = new VerificationFact(CheckMethod.Visit, form.Verifiers, WordsOf(form, counted.Count), form.Persons, form.Months, spent, form.Insured + form.OtherAid)
            {
                IncomePerHead = form.IncomePerHead,
                PropertyOk = form.PropertyOk,
                ByHand = form.ByHand,
                ByHandReason = form.ByHandReason,
            };
            if (request.Outcome == Confirmed && EmergencyCheck.RefuseAmount(law, AidTrack.Expense, found) is { } refusal)
            {
                return refusal;
            }

            file.Record(file.Case.Id, AidFactKind.Verification, found, file.Today);
            return StepReply.Complete(request.Outcome, request.Outcome == Confirmed
                ? $"{counted.Count} 项支出计 {spent} 元，扣除报销和其他救助 {found.OtherAid} 元"
                : "不符合支出型条件");
        }

        // What lies outside the months is named, not forgotten.
        private static string WordsOf(Answers form, int counted) => counted == form.Expenses.Count ? form.Finding
            : string.Create(CultureInfo.InvariantCulture, $"{form.Finding}（另有 {form.Expenses.Count - counted} 项超出计算月数，未计入）");
    }
}

/// <summary>支出型公示: where the county asks for a notice, it hangs for the pack's days before anybody approves. Name and amount only, no cause (practice E).</summary>
public sealed class ExpenseNotice : HumanStep<ExpenseNotice.Answers>
{
    public const string NoObjection = "NoObjection";
    public const string Objection = "Objection";

    public override StepCard Card { get; } = new("Approvals.ExpenseNotice", "支出型公示", "2 测算与审批", Roles.Window,
    [
        new(NoObjection, "公示期满无异议", "进入审批"),
        new(Objection, "有异议", "退回重新核实"),
    ])
    {
        Guide = "在村（社区）公示栏张贴姓名、拟救助金额，不写事由；期满拍照登记。",
        Clause = "O07",
        OtherRoles = [Roles.VillageAssistant],
    };

    public sealed record Answers
    {
        [Field("张贴日期")]
        public required DateOnly PostedOn { get; init; }

        [Field("撤下日期")]
        public required DateOnly TakenDownOn { get; init; }

        [Field("张贴和期满照片", Fewest = 2, Most = 6)]
        public required List<FileRef> Photos { get; init; }

        [Field("异议内容", NeededFor = "有异议", Long = true, Most = 500)]
        public string? Objections { get; init; }
    }

    internal sealed class Handler(Policy.PolicyShelf shelf) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var law = await file.LawAsync(cancellationToken);
            var last = law.Clock("temporary-assistance.expense-notice-days")!.DueAfter(form.PostedOn, shelf.Calendar).LastDay;
            if (AmountSince(await file.FactsAsync(cancellationToken)) is { } calculated && form.PostedOn < calculated)
            {
                return Refusals.PostedBeforeAmount(calculated);
            }

            if (request.Outcome == NoObjection && form.TakenDownOn <= last)
            {
                return Refusals.NoticeNotOver(last);
            }

            if (request.Outcome == Objection && string.IsNullOrWhiteSpace(form.Objections))
            {
                return Refusals.ObjectionNeeded;
            }

            file.Record(file.Case.Id, AidFactKind.Notice, new AidNoticeFact(form.PostedOn, form.TakenDownOn, request.Outcome == Objection, form.Objections), form.PostedOn, file.Attach(form.Photos, "公示照片"));
            return StepReply.Complete(request.Outcome, request.Outcome == NoObjection ? $"{form.PostedOn:yyyy-MM-dd} 张贴，期满无异议" : "公示有异议，重新核实");
        }

        // Verified again with the same amount, the notice that ran still shows it.
        private static DateOnly? AmountSince(CaseFacts facts)
        {
            var proposals = facts.Of<ProposalFact>(AidFactKind.Proposal).Reverse().ToList();
            return proposals.TakeWhile(p => p.Value.Amount == proposals[0].Value.Amount).LastOrDefault().Fact?.From;
        }
    }
}
