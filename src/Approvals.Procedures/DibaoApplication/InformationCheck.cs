using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>The answers of the sources, as the check centre enters them.</summary>
public record CheckAnswers
{
    [Field("各来源反馈", Fewest = 1, Most = 20)]
    public required List<SourceRow> Sources { get; init; }

    [Field("核对报告有效期至", MayBeFuture = true)]
    public DateOnly? ValidUntil { get; init; }

    [Field("核对报告", Hint = "PDF 或照片", Most = 5)]
    public List<FileRef>? Report { get; init; }
}

/// <summary>The same table at its own step.</summary>
public sealed record RecheckAnswers : CheckAnswers;

/// <summary>One source's answer as typed.</summary>
public sealed record SourceRow
{
    [Field("来源")]
    public required CheckSource Source { get; init; }

    [Field("反馈")]
    public required CheckAnswer Answer { get; init; }

    [Field("不一致的内容", Hint = "与申报一致的不用填", Most = 200)]
    public string? Note { get; init; }
}

/// <summary>信息核对: what the registers say. A silent source is "unavailable", never zero (I08).</summary>
public sealed class InformationCheck : HumanStep<CheckAnswers>
{
    public const string Answered = "Answered";
    public const string SourceSilent = "SourceSilent";

    public override StepCard Card { get; } = new("Approvals.InformationCheck", "信息核对", "2 调查核实", Roles.CheckCentre,
    [
        new(Answered, "提交核对结果", "与入户调查会合后进入核算"),
        new(SourceSilent, "有来源未反馈", "按本县设定：由初审人写明如何补查，或等待反馈") { IsFound = true },
    ])
    {
        Guide = "按授权书向各来源核对，逐项登记；没有反馈的如实登记“未反馈”，不要当作没有收入。",
        Clause = "N2021-2.8.3",
        Clock = "clock.investigation-start",
        ClockStart = ClockStart.Acceptance,
    };

    internal sealed class Handler : IRequestHandler<StepDone<CheckAnswers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<CheckAnswers> request, CancellationToken cancellationToken)
        {
            var silent = await CheckRecords.RecordAsync(request.File, request.Form, cancellationToken);
            return silent == 0
                ? StepReply.Complete(Answered, CheckRecords.Summary(request.Form))
                : StepReply.Complete(SourceSilent, CheckRecords.Summary(request.Form));
        }
    }
}

/// <summary>补查: the silent sources have answered at last; everything is entered again.</summary>
public sealed class SourceRecheck : HumanStep<RecheckAnswers>
{
    public override StepCard Card { get; } = new("Approvals.SourceRecheck", "补充核对", "2 调查核实", Roles.CheckCentre,
        [new(InformationCheck.Answered, "提交补充核对结果", "与入户调查会合后进入核算")])
    {
        Guide = "未反馈的来源有了结果后，在这里登记全部来源的结果。",
        Clause = "N2021-2.8.4",
    };


    internal sealed class Handler : IRequestHandler<StepDone<RecheckAnswers>, Reply<StepReply>>
    {
        public async Task<Reply<StepReply>> Handle(StepDone<RecheckAnswers> request, CancellationToken cancellationToken)
        {
            if (request.Form.Sources.Exists(s => s.Answer == CheckAnswer.Silent))
            {
                return Refusals.SilentStill;
            }

            await CheckRecords.RecordAsync(request.File, request.Form, cancellationToken);
            return StepReply.Complete(InformationCheck.Answered, CheckRecords.Summary(request.Form));
        }
    }
}

/// <summary>How a check becomes a fact.</summary>
internal static class CheckRecords
{
    /// <summary>Records the answers in place of earlier ones; gives the number of silent sources.</summary>
    public static async Task<int> RecordAsync(CaseFile file, CheckAnswers form, CancellationToken cancel)
    {
        var before = (await file.FactsAsync(cancel)).Last<CheckFact>(FactKind.Check)?.Fact;
        var answers = form.Sources.Select(s => new SourceAnswer(s.Source, s.Answer, s.Note)).ToList();
        var report = file.Attach(form.Report ?? [], "核对报告");
        file.Record(file.Case.Id, FactKind.Check, new CheckFact(answers, form.ValidUntil), file.Today, report, before);
        return answers.Count(a => a.Answer == CheckAnswer.Silent);
    }

    public static string Summary(CheckAnswers form)
    {
        int Count(CheckAnswer answer) => form.Sources.Count(s => s.Answer == answer);
        return $"核对 {form.Sources.Count} 个来源：{Count(CheckAnswer.Agrees)} 个一致，{Count(CheckAnswer.Differs)} 个不一致，{Count(CheckAnswer.Silent)} 个未反馈";
    }
}
