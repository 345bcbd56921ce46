using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Letters;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>受理: the window looks through the papers and accepts, or names everything missing at once (一次性告知).</summary>
public sealed class Acceptance : HumanStep<Acceptance.Answers>
{
    public const string Accepted = "Accepted";
    public const string Incomplete = "Incomplete";

    public override StepCard Card { get; } = new("Approvals.Acceptance", "受理", "1 申请受理", Roles.Window,
    [
        new(Accepted, "受理", "同时开始信息核对和入户调查，办理期限从今天起算"),
        new(Incomplete, "一次性告知补充材料", "打印告知书，等申请人补齐后再受理"),
    ])
    {
        Guide = "核对申请书、授权书、身份证明、收入和财产材料；缺材料的一次列全。",
        Clause = "N2021-2.9.4",
    };

    public sealed record Answers
    {
        [Field("缺少的材料", Hint = "每行写一项；受理时不填", Long = true, Most = 1000)]
        public string? Missing { get; init; }

        [Field("备注", Most = 200)]
        public string? Note { get; init; }
    }

    internal sealed class Handler(LetterDesk letters, PolicyShelf shelf) : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken) =>
            request.Outcome == Accepted
                ? await AcceptAsync(request.File, cancellationToken)
                : await AskAsync(request.File, request.Form, cancellationToken);

        private async Task<Reply<StepReply>> AcceptAsync(CaseFile file, CancellationToken cancel)
        {
            var law = await file.LawAsync(cancel);
            if (law.Clock("clock.case") is not { } clock)
            {
                return Policy.Refusals.Unset("clock.case", "办理总期限");
            }

            var due = clock.DueAfter(file.Today, shelf.Calendar);
            file.Instance.AcceptedOn = file.Today;
            file.Instance.DueOn = due.LastDay;
            file.Instance.DueEstimated = due.Estimated;
            await letters.IssueAsync(file, LetterKind.Acceptance, new()
            {
                ["appliedOn"] = ChineseWords.Date(file.Case.AppliedOn),
                ["acceptedOn"] = ChineseWords.Date(file.Today),
                ["investigationDays"] = law.Count("clock.investigation-start").Value,
                ["caseDays"] = clock.Length,
                ["caseDue"] = ChineseWords.Date(due.LastDay),
            }, cancel);
            return StepReply.Complete(Accepted, $"已受理，应于 {due.LastDay:yyyy-MM-dd} 前办结");
        }

        private async Task<Reply<StepReply>> AskAsync(CaseFile file, Answers form, CancellationToken cancel)
        {
            var missing = (form.Missing ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (missing.Length == 0)
            {
                return Refusals.MissingList;
            }

            await letters.IssueAsync(file, LetterKind.Supplement,
                new() { ["missing"] = missing.Select((item, i) => $"{i + 1}. {item}").ToList() }, cancel);
            return StepReply.Complete(Incomplete, $"一次性告知缺 {missing.Length} 项材料");
        }
    }
}

/// <summary>补充材料: the applicant has brought what was missing; the window attaches it and looks again.</summary>
public sealed class Supplement : HumanStep<Supplement.Answers>
{
    public const string Supplied = "Supplied";

    public override StepCard Card { get; } = new("Approvals.Supplement", "补充材料", "1 申请受理", Roles.Window,
        [new(Supplied, "材料已补齐", "回到受理，重新核对材料")])
    {
        Guide = "申请人补来材料后，拍照上传。补齐以前办理期限不起算。",
        Clause = "N2021-2.9.4",
    };

    public sealed record Answers
    {
        [Field("补充的材料照片", Most = 20)]
        public List<FileRef>? Papers { get; init; }

        [Field("补充说明", Hint = "写明补了哪几项", Long = true, Most = 500)]
        public required string Note { get; init; }
    }

    internal sealed class Handler : IRequestHandler<StepDone<Answers>, Reply<StepReply>>
    {
        public Task<Reply<StepReply>> Handle(StepDone<Answers> request, CancellationToken cancellationToken)
        {
            var papers = request.File.Attach(request.Form.Papers ?? [], "补充材料");
            return Task.FromResult<Reply<StepReply>>(StepReply.Complete(Supplied, $"补充材料 {papers.Count} 份"));
        }
    }
}
