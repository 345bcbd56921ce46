using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.StandbyFund;

/// <summary>建立备用金: a township gets its book; nothing is in it before the first 预拨.</summary>
public sealed record OpenFund(string Area, Guid CommandId) : ICommand<string>;

/// <summary>预拨、退回、收回: money between finance and the township's fund.</summary>
/// <param name="Kind">advance, returned or taken-back.</param>
/// <param name="Amount">Yuan as typed.</param>
public sealed record MoveFund(RowId Fund, string Kind, string Amount, string Document, Guid CommandId) : ICommand<string>;

internal sealed class FundHandlers(ActionSession session, FundDesk desk, CountyJournal journal, Divisions divisions) : IRequestHandler<OpenFund, Reply<string>>, IRequestHandler<MoveFund, Reply<string>>
{
    private const string Programme = "temporary-assistance";

    public async Task<Reply<string>> Handle(OpenFund request, CancellationToken cancellationToken)
    {
        if (!AreaCode.TryParse(request.Area, out var township) || township.Level != AreaLevel.Township || divisions.Find(township) is null)
        {
            return Refusal.Invalid([new FieldError("area", "乡镇（街道）", "请选择本县的一个乡镇（街道）")]);
        }

        if (RefuseRole(township, Roles.Finance, Roles.CountyOfficer) is { } refusal)
        {
            return refusal;
        }

        if (await desk.FindAsync(session.Acting.County, township, cancellationToken) is not null)
        {
            return Refusals.AlreadyOpen;
        }

        var fund = new Fund { County = session.Acting.County, Id = session.NewId(), Area = township, OpenedAt = session.Time.Now, OpenedBy = session.Acting.Id };
        session.Db.Funds.Add(fund);
        var draft = new EventDraft { Kind = "fund.opened", Facts = new() { ["area"] = township.ToString() } };
        draft.Rows.Add(("funds", fund.Id, RowText.HashOf(fund)));
        journal.Write(fund.County, draft);
        return fund.Address.ToString();
    }

    public async Task<Reply<string>> Handle(MoveFund request, CancellationToken cancellationToken)
    {
        var (county, id) = (request.Fund.County, request.Fund.Id);
        if (await session.Db.Funds.AsNoTracking().FirstOrDefaultAsync(f => f.County == county && f.Id == id, cancellationToken) is not { } fund)
        {
            return Refusals.NoSuchFund;
        }

        if (KindOf(request.Kind) is not var (kind, sign, roles))
        {
            return Refusal.Invalid([new FieldError("kind", "种类", "请选择预拨、退回或收回")]);
        }

        if (!Money.TryParse(request.Amount.Trim(), out var amount) || amount <= Money.Zero)
        {
            return Refusal.Invalid([new FieldError("amount", "金额", "请填写大于 0 的金额，最多两位小数")]);
        }

        if (string.IsNullOrWhiteSpace(request.Document))
        {
            return Refusal.Invalid([new FieldError("document", "凭证号", "请填写凭证号或文号")]);
        }

        if (RefuseRole(fund.Area, roles) is { } refusal)
        {
            return refusal;
        }

        var entered = await desk.EnterAsync(fund, new FundMove(kind, amount * sign) { Document = request.Document.Trim() }, cancellationToken);
        if (!entered.Done)
        {
            return entered.Refusal!;
        }

        journal.Write(county, FundDesk.EventOf("fund.moved", entered.Value));
        return entered.Value.BalanceAfter.ToPlainText();
    }

    private static (FundEntryKind Kind, int Sign, string[] Roles)? KindOf(string kind) => kind switch
    {
        "advance" => (FundEntryKind.Advance, 1, [Roles.Finance]),
        "returned" => (FundEntryKind.Returned, -1, [Roles.FundKeeper]),
        "taken-back" => (FundEntryKind.TakenBack, -1, [Roles.Finance]),
        _ => null,
    };

    private Refusal? RefuseRole(AreaCode area, params string[] roles)
    {
        session.Mandate = roles.Select(r => session.Acting.MandateFor(r, area, Programme)).FirstOrDefault(m => m is not null);
        return session.Mandate is null && !session.Acting.IsJob ? Casework.Refusals.RoleNeeded(roles) : null;
    }
}
