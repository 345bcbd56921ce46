namespace Approvals.Workflow.Tests.Library;

/// <summary>The toy domain: library cards and loans. The runtime has never heard of anything else.</summary>
internal static class LibraryActivities
{
    internal static ActivityCatalogue Catalogue { get; } = new([new RequestLoan(), new ApproveLoan(), new CheckCard(), new IssueBook(), new ArchiveLoan()]);
}

internal sealed class RequestLoan : HumanActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Library.RequestLoan", "申请借书", "图书馆")
    {
        Kind = ActivityKind.Task,
        Inputs = [new("Book", "System.String", "书名")],
        Outputs = [new(Result, "System.Object", "申请单")],
        Outcomes = [new("Submitted", "已提交")],
    };
}

internal sealed class ApproveLoan : HumanActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Library.ApproveLoan", "审核借书", "图书馆")
    {
        Kind = ActivityKind.Task,
        Inputs =
        [
            new("Role", "System.String", "办理角色") { UiHint = "dropdown", DefaultValue = "librarian", Choices = [new("馆员", "librarian"), new("馆长", "director")] },
            new("DueDays", "System.Int32", "办理时限") { DefaultValue = 5 },
            new("Note", "System.String", "说明"),
        ],
        Outputs = [new(Result, "System.Object", "意见")],
        Outcomes = [new("Approved", "同意"), new("Rejected", "不同意"), new("Returned", "退回")],
    };
}

internal sealed class CheckCard : CommandActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Library.CheckCard", "核对借书证", "图书馆")
    {
        Inputs = [new("Card", "System.String", "证号")],
        Outputs = [new(Result, "System.Object", "结果")],
        Outcomes = [new("Valid", "有效"), new("Expired", "过期")],
    };
}

internal sealed class IssueBook : CommandActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Library.IssueBook", "借出", "图书馆") { Outcomes = [new("Issued", "已借出")] };
}

internal sealed class ArchiveLoan : CommandActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Library.ArchiveLoan", "归档", "图书馆");
}
