using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>发放: somebody who did not approve hands over cash or goods before two witnesses, or sends a payment order. The fund never goes below zero.</summary>
public sealed class Paying : HumanStep<Paying.Answers>
{
    public const string Paid = "Paid";
    public const string OrderSent = "OrderSent";
    public const string FundShort = "FundShort";
    public const string CannotPay = "CannotPay";

    public override StepCard Card { get; } = new("Approvals.AidPayment", "发放", "3 发放", Roles.FundKeeper,
    [
        new(Paid, "已发放（现金、实物）", "登记领款凭证、两名见证人和照片"),
        new(OrderSent, "已发出付款指令", "银行到账以后再登记"),
        new(FundShort, "备用金不足，请县里补足", "审批仍然有效；县里补足或另行安排资金"),
        new(CannotPay, "无法发放", "本人去世、离开或不再需要：额度退回，写明原因"),
    ])
    {
        Guide = "由没有参与审批的人发放。现金要有领款凭证、两名见证人和照片；转账登记账号。",
        Clause = "N2021-2.6.4",
        RunsByHours = true,
        OtherRoles = [Roles.Window, Roles.CountyOfficer],
    };

    public sealed record Answers
    {
        [Field("发放方式", NeededFor = "发放")]
        public PayMethod? Method { get; init; }

        [Field("资金来源", NeededFor = "发放", Hint = "备用金不足的，可以先用其他来源")]
        public PaySource? Source { get; init; }

        [Field("领款人", NeededFor = "发放", Hint = "代领的写明关系", Most = 60)]
        public string? ReceivedBy { get; init; }

        [Field("领款凭证号", NeededFor = "发现金、实物", Most = 40)]
        public string? Receipt { get; init; }

        [Field("见证人一", NeededFor = "发现金、实物", Most = 40)]
        public string? FirstWitness { get; init; }

        [Field("见证人二", NeededFor = "发现金、实物", Most = 40)]
        public string? SecondWitness { get; init; }

        [Field("现场照片", NeededFor = "发现金、实物", Hint = "领款签字或实物交接", Most = 6)]
        public List<FileRef>? Photos { get; init; }

        [Field("开户名", NeededFor = "转账", Most = 40)]
        public string? Holder { get; init; }

        [Field("开户银行", NeededFor = "转账", Most = 60)]
        public string? Bank { get; init; }

        [Field("收款账号", NeededFor = "转账", Most = 40, Fewest = 8, IsNumber = true)]
        public string? Account { get; init; }

        [Field("说明", NeededFor = "备用金不足、无法发放", Long = true, Most = 300)]
        public string? Note { get; init; }
    }

    internal sealed class Handler(FundDesk funds, Seals seals) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            if (await AidCase.NextStageAsync(file, cancellationToken) is not var (approval, number, stage))
            {
                throw new InvalidOperationException("A payment without an open stage.");
            }

            if (request.Outcome is FundShort or CannotPay && string.IsNullOrWhiteSpace(form.Note))
            {
                return Refusals.ReasonNeeded;
            }

            if (request.Outcome == FundShort)
            {
                return StepReply.Complete(FundShort, $"备用金不足，请县里补足：{form.Note}");
            }

            if (request.Outcome == CannotPay)
            {
                return await GiveUpAsync(file, form.Note!, cancellationToken);
            }

            if (await NaturalPersons.ActsAsOneOfAsync(file.Session, [.. AidCase.DecidersOf(approval)], cancellationToken))
            {
                return Refusals.ApproverPays;
            }

            return RefuseForm(file, request.Outcome, form) is { } wrong ? wrong : await PayAsync(file, form, approval, number, stage.Amount, cancellationToken);
        }

        private static async Task<Reply<StepReply>> GiveUpAsync(CaseFile file, string reason, CancellationToken cancel)
        {
            var rest = await AidDeciding.ReleaseRestAsync(file, reason, cancel);
            file.Instance.Result = AidCase.Standing(await AidCase.PaymentsAsync(file, cancel)).Count > 0 ? AidResults.Paid : AidResults.NotPaid;
            return StepReply.Complete(CannotPay, $"无法发放，退回额度 {rest} 元：{reason}");
        }

        private static Refusal? RefuseForm(CaseFile file, string outcome, Answers form)
        {
            var method = form.Method;
            if (method is null || form.Source is not { } source || string.IsNullOrWhiteSpace(form.ReceivedBy))
            {
                return Refusal.Invalid([.. new[] { method is null ? "method" : null, form.Source is null ? "source" : null, string.IsNullOrWhiteSpace(form.ReceivedBy) ? "receivedBy" : null }
                    .OfType<string>().Select(path => new FieldError(path, LabelOf(path), $"请填写{LabelOf(path)}"))]);
            }

            if ((method == PayMethod.Order) != (outcome == OrderSent))
            {
                return Refusals.WrongWay;
            }

            if ((source == PaySource.Goods) != (method == PayMethod.InKind) && source == PaySource.Goods)
            {
                return Refusals.CashFromFund;
            }

            return Refusals.Together(method == PayMethod.Order ? AccountMissing(form) : HandOverMissing(file, form));
        }

        private static string LabelOf(string path) => path switch { "method" => "发放方式", "source" => "资金来源", _ => "领款人" };

        private static IEnumerable<Refusal?> AccountMissing(Answers form) =>
        [
            string.IsNullOrWhiteSpace(form.Holder) ? Refusals.HolderNeeded : null,
            string.IsNullOrWhiteSpace(form.Bank) ? Refusals.BankNeeded : null,
            string.IsNullOrWhiteSpace(form.Account) ? Refusals.AccountNeeded : null,
        ];

        private static IEnumerable<Refusal?> HandOverMissing(CaseFile file, Answers form)
        {
            string?[] three = [form.FirstWitness?.Trim(), form.SecondWitness?.Trim(), file.Session.Acting.Name];
            string?[] receivers = [form.ReceivedBy!.Trim(), file.Case.ApplicantName];
            return
            [
                string.IsNullOrWhiteSpace(form.Receipt) ? Refusals.ReceiptNeeded : null,
                three.Any(string.IsNullOrEmpty) || three.Distinct().Count() < three.Length || three.Take(2).Any(receivers.Contains) ? Refusals.TwoWitnesses : null,
                form.Photos is { Count: > 0 } ? null : Refusals.PhotoNeeded,
            ];
        }

        private async Task<Reply<StepReply>> PayAsync(CaseFile file, Answers form, AidApproval approval, int stage, Money amount, CancellationToken cancel)
        {
            var id = file.NewId();
            if (form.Source == PaySource.StandbyFund)
            {
                var spent = await SpendAsync(file, id, amount, cancel);
                if (!spent.Done)
                {
                    return spent.Refusal!;
                }

                file.Name("fund_entries", spent.Value);
            }

            var payment = file.Add("aid_payments", new AidPayment
            {
                County = file.Case.County,
                Id = id,
                CaseId = file.Case.Id,
                ApprovalId = approval.Id,
                Stage = stage,
                Amount = amount,
                Method = form.Method!.Value,
                Source = form.Source!.Value,
                PaidBy = file.Session.Acting.Id,
                PaidAt = file.Session.Time.Now,
                ReceivedBy = form.ReceivedBy!.Trim(),
                Receipt = form.Receipt?.Trim(),
                Witnesses = form.Method == PayMethod.Order ? null : $"{form.FirstWitness!.Trim()}、{form.SecondWitness!.Trim()}",
                Late = stage == 1 && file.Session.Time.Now > file.Instance.DueAt,
            });
            file.Attach(form.Photos ?? [], "领款凭证和现场照片");
            RecordAccount(file, form);
            file.Instance.Result = AidResults.Paid;
            return StepReply.Complete(form.Method == PayMethod.Order ? OrderSent : Paid,
                $"{EnumCodes.TextOf(payment.Method)} {amount} 元（{EnumCodes.TextOf(payment.Source)}）{(form.Method == PayMethod.Order ? "" : "，两名见证人在场")}{(payment.Late ? "，超过响应时限" : "")}");
        }

        private async Task<Reply<FundEntry>> SpendAsync(CaseFile file, Guid payment, Money amount, CancellationToken cancel) =>
            await funds.FindAsync(file.Case.County, AidLimits.TownshipOf(file.Case.HandlingArea), cancel) is { } fund
                ? await funds.EnterAsync(fund, new FundMove(FundEntryKind.Spending, -amount) { CaseId = file.Case.Id, PaymentId = payment }, cancel)
                : StandbyFund.Refusals.NoFund;

        private void RecordAccount(CaseFile file, Answers form)
        {
            if (form.Method == PayMethod.Order)
            {
                var number = form.Account!.Trim();
                file.Record(file.Case.Id, AidFactKind.Account, new AidAccountFact(form.Holder!.Trim(), form.Bank!.Trim(), Convert.ToBase64String(seals.Seal(number).Bytes), number.Length > 4 ? number[^4..] : number), file.Today);
            }
        }
    }
}

/// <summary>银行回单: the money arrived, or came back; what came back goes into the fund again and is paid another way.</summary>
public sealed class BankAnswer : HumanStep<BankAnswer.Answers>
{
    public const string Arrived = "Arrived";
    public const string CameBack = "CameBack";

    public override StepCard Card { get; } = new("Approvals.BankAnswer", "银行回单", "3 发放", Roles.FundKeeper,
    [
        new(Arrived, "已到账", "转入补手续"),
        new(CameBack, "退汇", "款项退回资金来源，更正账户或改用现金再发放"),
    ])
    {
        Guide = "按银行回单登记到账或退汇。",
        Clause = "N2021-2.6.4",
        OtherRoles = [Roles.Window, Roles.CountyOfficer],
    };

    public sealed record Answers
    {
        [Field("回单日期")]
        public required DateOnly On { get; init; }

        [Field("退汇原因", NeededFor = "退汇", Most = 120)]
        public string? Reason { get; init; }

        [Field("回单照片", Most = 4)]
        public List<FileRef>? Slip { get; init; }
    }

    internal sealed class Handler(FundDesk funds) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var arrived = request.Outcome == Arrived;
            if (!arrived && string.IsNullOrWhiteSpace(form.Reason))
            {
                return Refusal.Invalid([new FieldError("reason", "退汇原因", "请填写退汇原因")]);
            }

            file.Record(file.Case.Id, AidFactKind.BankAnswer, new BankAnswerFact(arrived, form.On, form.Reason), form.On, file.Attach(form.Slip ?? [], "银行回单"));
            return arrived ? StepReply.Complete(Arrived, $"{form.On:yyyy-MM-dd} 到账") : await TakeBackAsync(file, form, cancellationToken);
        }

        private async Task<Reply<StepReply>> TakeBackAsync(CaseFile file, Answers form, CancellationToken cancel)
        {
            var order = AidCase.Standing(await AidCase.PaymentsAsync(file, cancel)).Last(p => p.Method == PayMethod.Order);
            var back = file.Add("aid_payments", new AidPayment
            {
                County = order.County,
                Id = file.NewId(),
                CaseId = order.CaseId,
                ApprovalId = order.ApprovalId,
                Stage = order.Stage,
                Amount = -order.Amount,
                Method = order.Method,
                Source = order.Source,
                PaidBy = file.Session.Acting.Id,
                PaidAt = file.Session.Time.Now,
                ReceivedBy = order.ReceivedBy,
                Late = false,
                Reverses = order.Id,
            });
            if (order.Source == PaySource.StandbyFund && await funds.FindAsync(file.Case.County, AidLimits.TownshipOf(file.Case.HandlingArea), cancel) is { } fund)
            {
                var returned = await funds.EnterAsync(fund, new FundMove(FundEntryKind.Returned, order.Amount) { CaseId = file.Case.Id, PaymentId = back.Id }, cancel);
                if (!returned.Done)
                {
                    return returned.Refusal!;
                }

                file.Name("fund_entries", returned.Value);
            }

            return StepReply.Complete(CameBack, $"退汇 {order.Amount} 元：{form.Reason}");
        }
    }
}

/// <summary>备用金补足: the county tops the fund up at once, or says what the case is paid from instead. The approval stands.</summary>
public sealed class FundTopUp : HumanStep<FundTopUp.Answers>
{
    public const string ToppedUp = "ToppedUp";
    public const string OtherSource = "OtherSource";

    public override StepCard Card { get; } = new("Approvals.FundTopUp", "备用金补足", "3 发放", Roles.CountyOfficer,
    [
        new(ToppedUp, "已补足", "回到发放；当日发放的要求不变"),
        new(OtherSource, "改用其他资金", "县级直接支付、慈善捐助或储备物资"),
    ])
    {
        Guide = "联系财政补足备用金（在备用金账本记一笔预拨），或安排其他资金。",
        Clause = "N2021-2.6.4",
        RunsByHours = true,
    };

    public sealed record Answers
    {
        [Field("怎样安排的", Long = true, Most = 300)]
        public required string Note { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            request.File.Record(request.File.Case.Id, AidFactKind.TopUp, new TopUpFact(request.Outcome == ToppedUp, request.Form.Note), request.File.Today);
            return Task.FromResult<Reply<StepReply>>(StepReply.Complete(request.Outcome, request.Form.Note));
        }
    }
}
