using Approvals.Procedures.Casework;
using Approvals.Procedures.Policy;
using Approvals.Workflow;
using MediatR;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>审核确认权限: the county, or the township it has entrusted or assigned; always the county where staff or cadres are related (O13, A11).</summary>
public sealed class ConfirmationLevel : CommandStep
{
    public const string County = "County";
    public const string Township = "Township";

    /// <summary>The values of <c>dibao.confirmation-level</c>.</summary>
    public const string ByCounty = "county";

    public override CommandCard Card { get; } = new("Approvals.ConfirmationLevel", "审核确认权限", "5 审核确认", [new(County, "县级"), new(Township, "乡镇（街道）")])
    {
        Guide = "按本县的委托或下放文件决定由谁审核确认；有工作人员、村干部近亲属的一律由县级办理。",
    };

    internal override IRequest<CommandAnswer> Request(CaseFile file, string activityId, ObjectValue inputs) => new Ask(file);

    internal sealed record Ask(CaseFile File) : IRequest<CommandAnswer>;

    internal sealed class Handler : IRequestHandler<Ask, CommandAnswer>
    {
        public async Task<CommandAnswer> Handle(Ask request, CancellationToken cancellationToken)
        {
            var law = await request.File.LawAsync(cancellationToken);
            return law.Find("dibao.confirmation-level") is null ? Obstacles.Unset(law, "dibao.confirmation-level")
                : new CommandAnswer.Outcome(await OfAsync(request.File, cancellationToken) == ByCounty ? County : Township);
        }
    }

    /// <summary>county, township-entrusted or township-assigned, for this case today.</summary>
    public static async Task<string> OfAsync(CaseFile file, CancellationToken cancel) =>
        await VisitRecords.TouchesStaffAsync(file, cancel)
            ? ByCounty
            : (await file.LawAsync(cancel)).Text("dibao.confirmation-level").Value ?? ByCounty;
}
