using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

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

    [Field("有效期内总额度（元）", NeededFor = "临时救助", Hint = "低保审核确认不按金额设限，各项限额留空")]
    public Money? Budget { get; init; }

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

        if (!IsDibao && Budget is not { Fen: > 0 })
        {
            yield return Refusals.NothingToApprove.Fields[0];
        }

        if (IsDibao && Kinds.Distinct().Count() > 1)
        {
            yield return Refusals.OneProgramme.Fields[0];
        }

        if (IsDibao && new[] { Budget, PerCase, PerPerson, PerHouseholdYear, PerEvent }.Any(m => m is not null))
        {
            yield return Refusals.NoAmounts.Fields[0];
        }
    }

    /// <summary>About the confirmation of 低保; otherwise about 临时救助.</summary>
    internal bool IsDibao => Kinds.Contains(DelegatedKind.DibaoConfirmation);
}

/// <summary>委托/下放: the county leader gives a township power to approve, by a numbered document, within limits and dates.</summary>
public sealed record GrantInstrument(JsonElement Form, Guid CommandId) : ICommand<string>
{
    internal sealed class Handler(ActionSession session, CountyJournal journal, Divisions divisions, PolicyShelf shelf) : IRequestHandler<GrantInstrument, Reply<string>>
    {
        public async Task<Reply<string>> Handle(GrantInstrument request, CancellationToken cancellationToken)
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

            var programme = form.IsDibao ? ProgrammeNames.Dibao : ProgrammeNames.TemporaryAssistance;
            session.Mandate = session.Acting.MandateFor(Roles.CountyLeader, township, programme);
            if (session.Mandate is null)
            {
                return Refusals.NotCountyLeader;
            }

            if (form.IsDibao && await RefuseFormAsync(form, township, cancellationToken) is { } other)
            {
                return other;
            }

            var row = RowOf(form, township, programme);
            if (await IsTypedTwiceAsync(row, cancellationToken))
            {
                return Refusals.NumberTaken(row.Number);
            }

            session.Db.Instruments.Add(row);
            var draft = new EventDraft { Kind = "instrument.granted", Facts = new() { ["number"] = row.Number, ["area"] = township.ToString() } };
            draft.Rows.Add(("instruments", row.Id, RowText.HashOf(row)));
            journal.Write(row.County, draft);
            return row.Address.ToString();
        }

        // One document typed twice would double the budget it gives; further money comes by a further document.
        private async Task<bool> IsTypedTwiceAsync(DelegationInstrument row, CancellationToken cancel)
        {
            await HotInstruments.LockAsync(session.Hot, row.County, $"instrument:{row.Area}", cancel);
            return await session.Db.Instruments.AnyAsync(i => i.County == row.County && i.Area == row.Area && i.Number == row.Number && i.RevokedAt == null, cancel);
        }

        // The county's choice, on the first day of the document, names the form of the delegation.
        private async Task<Refusal?> RefuseFormAsync(InstrumentForm form, AreaCode township, CancellationToken cancel)
        {
            var law = (await shelf.CurrentAsync(session, cancel)).On(township.County, form.From > session.Time.Today ? form.From : session.Time.Today, session.Time.Now);
            return law.Text(DelegatedConfirmation.Key).Value == DelegatedConfirmation.LevelOf(form.Form) ? null : Refusals.NotThisForm(law.Shown(DelegatedConfirmation.Key).Value);
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
            Budget = form.Budget ?? Money.Zero,
            From = form.From,
            To = form.To,
            GrantedBy = session.Acting.Id,
            GrantedAt = session.Time.Now,
        };
    }
}
