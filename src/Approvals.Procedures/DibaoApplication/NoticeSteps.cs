using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Notices;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Time;
using Approvals.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>公示张贴: posted on the village board, proved by a photo; the period starts the day after.</summary>
public sealed class NoticePosting : HumanStep<NoticePosting.Answers>
{
    public const string Posted = "Posted";

    public override StepCard Card { get; } = new("Approvals.NoticePosting", "公示张贴", "4 公示与异议", Roles.VillageAssistant,
        [new(Posted, "登记张贴", "公示期从张贴次日起算，期满登记结果")])
    {
        Guide = "先打印公示单，张贴在村（社区）公示栏，拍照上传（看得清地点和内容）。",
        Clause = "O01",
        OtherRoles = [Roles.Window],
    };

    public sealed record Answers
    {
        [Field("张贴日期")]
        public required DateOnly PostedOn { get; init; }

        [Field("张贴地点", Most = 100)]
        public required string Place { get; init; }

        [Field("张贴照片", Hint = "拍清公示栏和公示单", Fewest = 1, Most = 6)]
        public required List<FileRef> Photos { get; init; }
    }

    internal sealed class Handler(NoticeContents contents, PolicyShelf shelf) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            if (await Calculations.LatestAsync(file, cancellationToken) is not { } latest)
            {
                return Refusals.NotCalculated;
            }

            if (await ShownSinceAsync(file, latest, cancellationToken) is var since && form.PostedOn < since)
            {
                return Refusals.PostedTooEarly(since);
            }

            var law = await file.LawAsync(cancellationToken);
            if (law.Clock("notice.days") is not { } clock)
            {
                return Policy.Refusals.Unset("notice.days", "公示期限");
            }

            var last = LastDay(clock, form.PostedOn, law.Find("notice.unit")!.Value);
            var notice = await contents.MakeAsync(file, law, Calculations.ResultOf(latest), form.PostedOn, last, clock, cancellationToken);
            file.Add(notice);
            file.Attach(form.Photos, "公示张贴照片");
            return StepReply.Complete(Posted, $"第 {notice.Round} 次公示，{form.PostedOn:yyyy-MM-dd} 张贴，{last:yyyy-MM-dd} 24 时期满，附照片 {form.Photos.Count} 张");
        }

        // The notice shows the amount and what the township proposes: it cannot have hung before either was there.
        private static async Task<DateOnly> ShownSinceAsync(CaseFile file, Calculation shown, CancellationToken cancel)
        {
            var proposed = (await file.FactsAsync(cancel)).Last<InitialReviewFact>(FactKind.InitialReview)?.Fact.From ?? shown.On;
            return proposed > shown.On ? proposed : shown.On;
        }

        // Until the county confirms the unit, the later of both ends counts (practice A11).
        private DateOnly LastDay(StatutoryClock clock, DateOnly posted, Sourced<Policies.PolicyValue> unit)
        {
            var stated = clock.DueAfter(posted, shelf.Calendar).LastDay;
            var confirmed = unit.Source is not Source.Policy { Citation.Confirmed: false };
            var other = clock with { Unit = clock.Unit == ClockUnit.WorkingDays ? ClockUnit.CalendarDays : ClockUnit.WorkingDays };
            var otherwise = other.DueAfter(posted, shelf.Calendar).LastDay;
            return confirmed || stated > otherwise ? stated : otherwise;
        }
    }
}

/// <summary>公示期: waits until 24:00 of the last day. A timer wakes it, the dates decide.</summary>
public sealed class NoticePeriod : CommandStep
{
    public const string Ended = "Ended";

    public override CommandCard Card { get; } = new("Approvals.NoticePeriod", "公示期", "4 公示与异议", [new(Ended, "期满")])
    {
        Guide = "等到公示期最后一天的 24 时。期满后仍须登记公示结果，不会自动通过。",
        IsAnswerable = false,
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var notice = await OpenNotice.LatestAsync(request.File, cancellationToken)
                ?? throw new InvalidOperationException("A notice period without a notice.");
            var end = LegalTime.EndOf(notice.LastDay);
            return request.File.Session.Time.Now >= end
                ? new CommandAnswer.Outcome(Ended)
                : new CommandAnswer.WaitUntil(end, "公示期满");
        }
    }
}

/// <summary>公示结果登记: the period may end by itself, the step must not. Photo, objection yes or no, signature of the village committee.</summary>
public sealed class NoticeResult : HumanStep<NoticeResult.Answers>
{
    public const string NoObjection = "NoObjection";
    public const string ObjectionRaised = "Objection";

    public override StepCard Card { get; } = new("Approvals.NoticeResult", "公示结果登记", "4 公示与异议", Roles.VillageAssistant,
    [
        new(NoObjection, "登记公示结果", "无异议的报审核确认；有异议的重新调查"),
        new(ObjectionRaised, "有异议", "由没有参加第一次调查的人复查") { IsFound = true },
    ])
    {
        Guide = "公示期满后到现场拍照，村（居）委会签字盖章，如实登记有没有异议。",
        Clause = "O01",
        OtherRoles = [Roles.Window],
    };

    public sealed record Answers
    {
        [Field("撤下公示的日期")]
        public required DateOnly TakenDownOn { get; init; }

        [Field("期满时的照片", Fewest = 1, Most = 6)]
        public required List<FileRef> Photos { get; init; }

        [Field("村（居）委会已签字盖章")]
        public required bool SignedByCommittee { get; init; }

        [Field("公示期间是否有异议")]
        public required bool Objection { get; init; }

        [Field("异议内容", Hint = "有异议而没有登记过的，在这里写明；提出人的姓名不要写", Long = true, Most = 1000)]
        public string? ObjectionText { get; init; }
    }

    internal sealed class Handler(Seals seals) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var (file, form) = (request.File, request.Form);
            var notice = await OpenNotice.LatestAsync(file, cancellationToken) ?? throw new InvalidOperationException("A notice result without a notice.");
            if (form.TakenDownOn <= notice.LastDay)
            {
                return Refusals.NoticeNotOver;
            }

            if (!form.SignedByCommittee)
            {
                return Refusal.Invalid([new FieldError("signedByCommittee", "村（居）委会已签字盖章", "公示结果须由村（居）委会签字盖章：请签好再登记")]);
            }

            var recorded = await OpenNotice.ObjectionsAsync(file, notice.Id, cancellationToken);
            if (!form.Objection && recorded > 0)
            {
                return Refusals.ObjectionsOnFile;
            }

            if (form.Objection && recorded == 0 && string.IsNullOrWhiteSpace(form.ObjectionText))
            {
                return Refusals.UnrecordedObjection;
            }

            Record(file, form, notice);
            return StepReply.Complete(form.Objection ? ObjectionRaised : NoObjection, form.Objection ? "公示期间有异议" : $"第 {notice.Round} 次公示期满，无异议，附照片 {form.Photos.Count} 张");
        }

        private void Record(CaseFile file, Answers form, Notice notice)
        {
            if (!string.IsNullOrWhiteSpace(form.ObjectionText))
            {
                file.Add(new NoticeObjection
                {
                    County = file.Case.County,
                    Id = file.NewId(),
                    CaseId = file.Case.Id,
                    NoticeId = notice.Id,
                    Channel = "visit",
                    ReceivedOn = file.Today,
                    Text = seals.Seal(form.ObjectionText),
                    RecordedAt = file.Session.Time.Now,
                    RecordedBy = file.Session.Acting.Id,
                });
            }

            file.Record(file.Case.Id, FactKind.NoticeResult, new NoticeResultFact(notice.Round, form.TakenDownOn, form.Objection, form.SignedByCommittee),
                form.TakenDownOn, file.Attach(form.Photos, "公示期满照片"));
        }
    }
}

/// <summary>The notice a case stands under.</summary>
internal static class OpenNotice
{
    public static async Task<Notice?> LatestAsync(CaseFile file, CancellationToken cancel) =>
        file.Session.Wide("notice").Notices.Local.LastOrDefault(n => n.CaseId == file.Case.Id)
        ?? file.Session.Db.Notices.Local.LastOrDefault(n => n.CaseId == file.Case.Id)
        ?? await file.Session.Wide("notice").Notices.AsNoTracking()
            .Where(n => n.County == file.Case.County && n.CaseId == file.Case.Id).OrderByDescending(n => n.Round).FirstOrDefaultAsync(cancel);

    public static Task<int> ObjectionsAsync(CaseFile file, Guid notice, CancellationToken cancel) =>
        file.Session.Wide("notice").NoticeObjections.CountAsync(o => o.County == file.Case.County && o.NoticeId == notice, cancel);
}
