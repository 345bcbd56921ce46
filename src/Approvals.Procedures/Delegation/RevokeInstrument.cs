using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Delegation;

/// <summary>撤销: from this moment on nothing can be approved under the document; what was approved stands.</summary>
public sealed record RevokeInstrument(RowId Instrument, string Reason, Guid CommandId) : ICommand<string>
{
    internal sealed class Handler(ActionSession session, CountyJournal journal) : IRequestHandler<RevokeInstrument, Reply<string>>
    {
        public async Task<Reply<string>> Handle(RevokeInstrument request, CancellationToken cancellationToken)
        {
            var (county, id) = (request.Instrument.County, request.Instrument.Id);
            if (await session.Db.Instruments.AsNoTracking().FirstOrDefaultAsync(i => i.County == county && i.Id == id, cancellationToken) is not { } instrument)
            {
                return Refusals.NoSuchInstrument;
            }

            session.Mandate = session.Acting.MandateFor(Roles.CountyLeader, instrument.Area, instrument.Programme);
            if (session.Mandate is null)
            {
                return Refusals.NotCountyLeader;
            }

            if (string.IsNullOrWhiteSpace(request.Reason))
            {
                return Refusal.Invalid([new FieldError("reason", "撤销原因", "请填写撤销原因")]);
            }

            if (!await HotInstruments.RevokeAsync(session.Hot, request.Instrument, session.Time.Now, session.Acting.Id, request.Reason.Trim(), cancellationToken))
            {
                return Refusals.AlreadyRevoked;
            }

            journal.Write(county, new EventDraft { Kind = "instrument.revoked", Facts = new() { ["instrument"] = id.ToString(), ["reason"] = request.Reason.Trim() } });
            return request.Instrument.ToString();
        }
    }
}
