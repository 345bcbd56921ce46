using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Policy;

/// <summary>A value as the county wants to set it.</summary>
public sealed record ValueForm
{
    [Field("政策参数", Hint = "例如 dibao.rural-standard", Most = 80)]
    public required string Key { get; init; }

    [Field("取值", Hint = "按单位填写，例如 4000.00、true、county", Most = 500)]
    public required string Value { get; init; }

    [Field("施行日期", MayBeFuture = true)]
    public required DateOnly From { get; init; }

    [Field("截止日期", Hint = "没有期限的不填", MayBeFuture = true)]
    public DateOnly? To { get; init; }

    [Field("公布日期")]
    public required DateOnly Published { get; init; }

    [Field("依据条款", Hint = "条款编号，多个用逗号隔开", Most = 200)]
    public required string Cites { get; init; }

    [Field("文件号", Most = 100)]
    public required string DocumentNumber { get; init; }
}

/// <summary>Proposes a county value; in force only when somebody else has confirmed it. Checked by the validator of the packs.</summary>
public sealed record ProposeValue(string Area, ValueForm Form, Guid CommandId) : ICommand<Guid>;

/// <summary>Confirms a proposed value; cases that waited for it go on by themselves.</summary>
public sealed record ConfirmValue(Guid ValueId, Guid CommandId) : ICommand<Guid>;

/// <summary>Turns a proposal down; it stays on file.</summary>
public sealed record RejectValue(Guid ValueId, Guid CommandId) : ICommand<Guid>;

internal sealed class CountyValueHandlers(ActionSession session, ValueTrial trial, CountyJournal journal) :
    IRequestHandler<ProposeValue, Reply<Guid>>,
    IRequestHandler<ConfirmValue, Reply<Guid>>,
    IRequestHandler<RejectValue, Reply<Guid>>
{
    public async Task<Reply<Guid>> Handle(ProposeValue request, CancellationToken cancellationToken)
    {
        if (!AreaCode.TryParse(request.Area, out var area) || session.Acting.MandateFor(Roles.PolicyProposer, area, "*") is null)
        {
            return Refusals.NotProposer;
        }

        var row = trial.RowOf(area, request.Form);
        if (await trial.ProblemAsync(row, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        session.Db.CountyValues.Add(row);
        journal.Write("value.proposed", Facts(row));
        return row.Id;
    }

    public async Task<Reply<Guid>> Handle(ConfirmValue request, CancellationToken cancellationToken)
    {
        var found = await OpenAsync(request.ValueId, cancellationToken);
        if (!found.Done)
        {
            return found.Refusal!;
        }

        var row = found.Value;
        if (row.ProposedBy == session.Acting.Id)
        {
            return Refusals.SamePerson;
        }

        if (await trial.ProblemAsync(row, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        row.ConfirmedBy = session.Acting.Id;
        row.ConfirmedAt = session.Time.Now;
        await RenewAsync(row, cancellationToken);
        journal.Write("value.confirmed", Facts(row));
        return row.Id;
    }

    public async Task<Reply<Guid>> Handle(RejectValue request, CancellationToken cancellationToken)
    {
        var found = await OpenAsync(request.ValueId, cancellationToken);
        if (!found.Done)
        {
            return found.Refusal!;
        }

        found.Value.RejectedBy = session.Acting.Id;
        journal.Write("value.rejected", Facts(found.Value));
        return found.Value.Id;
    }

    private async Task<Reply<CountyValueRow>> OpenAsync(Guid id, CancellationToken cancel)
    {
        var row = await session.Db.CountyValues.FirstOrDefaultAsync(v => v.Id == id, cancel);
        return row is null || !AreaCode.TryParse(row.Area, out var area) || session.Acting.MandateFor(Roles.PolicyConfirmer, area, "*") is null ? Refusals.NotConfirmer
            : row.ConfirmedBy is not null || row.RejectedBy is not null ? Refusals.AlreadySettled
            : row;
    }

    private async Task RenewAsync(CountyValueRow row, CancellationToken cancel)
    {
        var version = await session.Db.Settings.FirstOrDefaultAsync(s => s.Key == PolicyShelf.VersionKey, cancel);
        if (version is null)
        {
            session.Db.Settings.Add(version = new Setting { Key = PolicyShelf.VersionKey, Value = string.Empty });
        }

        version.Value = row.Id.ToString("N");
        HotWork.Leave(session, row.County, RetryBlocked.KindName, null, row.Key);
    }

    private static SortedDictionary<string, string> Facts(CountyValueRow row) => new()
    {
        ["value"] = row.Id.ToString(),
        ["key"] = row.Key,
        ["area"] = row.Area,
        ["set"] = row.Value,
        ["from"] = $"{row.From:yyyy-MM-dd}",
        ["document"] = row.DocumentNumber,
    };
}
