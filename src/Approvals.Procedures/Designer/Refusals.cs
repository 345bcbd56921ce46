using Approvals.Procedures.Legality;

namespace Approvals.Procedures.Designer;

/// <summary>What the designer refuses, in the words its admins read.</summary>
public static class Refusals
{
    public static readonly Refusal NotAdmin = new(RefusalKind.Forbidden, "designer.role", "只有政策提议人、政策确认人可以修改流程",
        Next: "请由本地区的政策管理人员办理");

    public static readonly Refusal NotYourArea = new(RefusalKind.Forbidden, "designer.area", "这个流程不在你的授权区域内，只能查看",
        Next: "请在流程列表上方点“建立本县变体”，在变体里修改");

    public static readonly Refusal Unknown = new(RefusalKind.NotFound, "designer.unknown", "没有这个流程，或不在你的区域内",
        Next: "请回到流程列表重新打开");

    public static readonly Refusal NotFlowchart = new(RefusalKind.Invalid, "designer.root", "只支持“流程图”，不支持顺序流程和状态机",
        Next: "请新建流程时选择“流程图”");

    public static readonly Refusal UnknownStep = new(RefusalKind.Invalid, "designer.unknown-step", "图中有不认识的环节，不能保存",
        Next: "请删除标红的环节，从左侧工具箱重新添加");

    public static readonly Refusal NoDraft = new(RefusalKind.Conflict, "designer.no-draft", "最新版本已经发布，没有草稿可发布",
        Next: "请先修改，再发布");

    public static readonly Refusal NotPublished = new(RefusalKind.Conflict, "designer.not-published", "这个流程没有已发布的版本",
        Next: "请刷新列表");

    public static readonly Refusal InUse = new(RefusalKind.Conflict, "designer.in-use", "已发布过或已有案件使用的版本不能删除",
        Next: "不再使用的请撤回发布；办理中的案件仍按原版本办完");

    public static readonly Refusal OnlyFlow = new(RefusalKind.Conflict, "designer.only", "这是全国通用流程的唯一版本，撤回后没有流程可用",
        Next: "请先发布新的版本");

    public static readonly Refusal RunsOnlyInCases = new(RefusalKind.Invalid, "designer.run", "流程只能随真实的申请运行，不能在设计器里试运行",
        Next: "发布以后，新的申请才走新的流程");

    public static readonly Refusal CasesStay = new(RefusalKind.Invalid, "designer.instances", "案件不能在设计器里取消或删除",
        Next: "请到案件页面或“异常处理”办理");

    public static readonly Refusal VariantExists = new(RefusalKind.Conflict, "designer.variant", "本县已有这个流程的变体",
        Next: "请在列表中打开它修改");

    public static readonly Refusal NoCounty = new(RefusalKind.Forbidden, "designer.no-county", "你的授权不在县级，不能建立本县变体",
        Next: "请由县级政策管理人员办理");

    public static Refusal Unreadable(IReadOnlyList<Workflow.Finding> findings) => new(RefusalKind.Invalid, "designer.unreadable", "流程文件看不懂",
        Next: findings.Count == 0 ? "文件不是完整的 JSON，请重新导出后再选" : string.Join("；", findings.Take(3).Select(f => f.Message + f.Remedy)));

    public static Refusal NoZip(string file) => new(RefusalKind.Invalid, "designer.no-zip", $"“{file}”不是可以打开的压缩包",
        Next: "请选择设计器导出的 .json 或 .zip 文件");

    public static Refusal ChangedMeanwhile(string who, string when) => new(RefusalKind.Conflict, "designer.changed-meanwhile",
        $"{who}在 {when} 已经保存了这个流程，你的这次修改没有保存", Next: "请先下载你的修改，再载入最新内容后合并");

    public static Refusal Unlawful(IReadOnlyList<LegalFinding> findings) => new(RefusalKind.Invalid, "designer.unlawful", $"有 {findings.Count} 处问题，不能发布", findings.SelectMany(f => f.Clauses).FirstOrDefault(), "请按提示修改后再发布")
    {
        Fields = [.. findings.Select(f => new FieldError(f.Finding.ActivityId ?? f.Finding.Path, f.Finding.Code, f.Sentence))],
    };
}
