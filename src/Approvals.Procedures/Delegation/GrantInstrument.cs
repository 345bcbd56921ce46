using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;

namespace Approvals.Procedures.Delegation;

/// <summary>What the leader fills in to give a township power.</summary>
public sealed record InstrumentForm : ICheckedForm
{
    [Field("文号", Most = 60)]
    public required string Number { get; init; }

    [Field("形式")]
    public required DelegationForm Form { get; init; }

    [Field("委托（下放）给", From = "townships")]
    public required string Area { get; init; }

    [Field("可以审批的种类", Fewest = 1)]
    public required List<DelegatedKind> Kinds { get; init; }

    [Field("每件限额（元）", Hint = "不填则只按政策参数的乡镇限额")]
    public Money? PerCase { get; init; }

    [Field("同一人及同住家人短期合计限额（元）", Hint = "按政策参数的合并天数累计；不填则不另设")]
    public Money? PerPerson { get; init; }

    [Field("每户每年限额（元）", Hint = "按公历年累计；不填则不另设")]
    public Money? PerHouseholdYear { get; init; }

    [Field("同一事件合计限额（元）", Hint = "一场火灾涉及多户的合计；不填则不另设")]
    public Money? PerEvent { get; init; }

    [Field("有效期内总额度（元）")]
    public required Money Budget { get; init; }

    [Field("生效日期", MayBeFuture = true)]
    public required DateOnly From { get; init; }

    [Field("截止日期", Hint = "到当日 24 时", MayBeFuture = true)]
    public required DateOnly To { get; init; }

    [Field("签发人", Hint = "文件上签字的负责人", Most = 30)]
    public required string SignedBy { get; init; }

    public IEnumerable<FieldError> Check(DateOnly today)
    {
        if (To < From)
        {
            yield return Refusals.EndsBeforeItBegins.Fields[0];
        }

        if (Budget <= Money.Zero)
        {
            yield return Refusals.NothingToApprove.Fields[0];
        }
    }
}

/// <summary>委托/下放: the county leader gives a township power to approve, by a numbered document, within limits and dates.</summary>
public sealed record GrantInstrument(JsonElement Form, Guid CommandId, string Programme = "temporary-assistance") : ICommand<string>
{
    internal sealed class Handler(ActionSession session, CountyJournal journal, Divisions divisions) : IRequestHandler<GrantInstrument, Reply<string>>
    {
        public Task<Reply<string>> Handle(GrantInstrument request, CancellationToken cancellationToken) => Task.FromResult(Grant(request));

        private Reply<string> Grant(GrantInstrument request)
        {
            var read = FormCheck.Read<InstrumentForm>(request.Form, session.Time.Today);
            if (!read.Done)
            {
                return read.Refusal!;
            }

            var form = read.Value;
            if (!AreaCode.TryParse(form.Area, out var township) || township.Level != AreaLevel.Township || divisions.Find(township) is null)
            {
                return Refusals.NotTownship;
            }

            session.Mandate = session.Acting.MandateFor(Roles.CountyLeader, township, request.Programme);
            if (session.Mandate is null)
            {
                return Refusals.NotCountyLeader;
            }

            var row = RowOf(form, township, request.Programme);
            session.Db.Instruments.Add(row);
            var draft = new EventDraft { Kind = "instrument.granted", Facts = new() { ["number"] = row.Number, ["area"] = township.ToString() } };
            draft.Rows.Add(("instruments", row.Id, RowText.HashOf(row)));
            journal.Write(row.County, draft);
            return row.Address.ToString();
        }

        private DelegationInstrument RowOf(InstrumentForm form, AreaCode township, string programme) => new()
        {
            County = session.Acting.County,
            Id = session.NewId(),
            Number = form.Number.Trim(),
            Form = form.Form,
            Giver = session.Acting.Office,
            SignedBy = form.SignedBy.Trim(),
            Area = township,
            Programme = programme,
            Kinds = FormJson.Write(form.Kinds.Distinct().ToList()),
            PerCase = form.PerCase,
            PerPerson = form.PerPerson,
            PerHouseholdYear = form.PerHouseholdYear,
            PerEvent = form.PerEvent,
            Budget = form.Budget,
            From = form.From,
            To = form.To,
            GrantedBy = session.Acting.Id,
            GrantedAt = session.Time.Now,
        };
    }
}
