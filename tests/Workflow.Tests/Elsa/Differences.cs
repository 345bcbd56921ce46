namespace Approvals.Workflow.Tests.Elsa;

/// <summary>Where ours differs from Elsa on purpose: the reason, and what ours shows instead, by step and facet.</summary>
internal sealed record Difference(string Reason, Dictionary<int, Dictionary<string, string>> Steps);

/// <summary>The whole list; docs/decisions/0002 says why. Each has a test of its own in DifferenceTests besides.</summary>
internal static class Differences
{
    private const string NoBookmarkLingers = "a finished instance waits for nothing, so none of its bookmarks lingers";

    internal static readonly Dictionary<string, Difference> All = new(StringComparer.Ordinal)
    {
        ["s11d-backward-invalid"] = new(NoBookmarkLingers, new()
        {
            [2] = new() { ["bookmarks"] = "" },
            [3] = new() { ["bookmarks"] = "", ["matchedBookmarks"] = "0" },
        }),
        ["s14b-memory-driver"] = new("a variable without a storage driver is kept; only an explicit memory driver is transient", new()
        {
            [1] = new() { ["variables"] = "{a:1,b:0,c:3,res:null}" },
            [2] = new() { ["variables"] = """{a:1,b:0,c:3,res:"1/0/3"}""" },
        }),
        ["s16b-fault-parallel"] = new(NoBookmarkLingers, new()
        {
            [1] = new() { ["bookmarks"] = "" },
            [2] = new() { ["bookmarks"] = "", ["matchedBookmarks"] = "0" },
        }),
        ["s16b2-fault-first-parallel"] = new(NoBookmarkLingers, new()
        {
            [1] = new() { ["bookmarks"] = "" },
            [2] = new() { ["bookmarks"] = "", ["matchedBookmarks"] = "0" },
        }),
        ["s16f-fault-retry-rerun"] = new("an incident is retried where it stands; the workflow does not begin again inside the same instance", new()
        {
            [3] = new()
            {
                ["trace"] = "X:R X:F",
                ["log"] = "8 X Oracle.Throw i4<i2 Resumed\n9 X Oracle.Throw i4<i2 Faulted",
                ["bookmarks"] = "",
            },
        }),
        ["s17d-parallelforeach-human"] = new("matching bookmarks are resumed in the order of their creation", new()
        {
            [2] = new()
            {
                ["log"] = """
                    7 T Oracle.HumanTask i4<i3 Resumed
                    8 T Oracle.HumanTask i4<i3 Completed
                    9 T Oracle.HumanTask i5<i3 Resumed
                    10 T Oracle.HumanTask i5<i3 Completed
                    11 FE Elsa.ParallelForEach i3<i2 Completed
                    12 E Elsa.WriteLine i6<i2 Started
                    13 E Elsa.WriteLine i6<i2 Completed
                    14 fc Elsa.Flowchart i2<i1 Completed
                    15 Workflow1 Elsa.Workflow i1< Completed
                    """,
            },
        }),
        ["s18c-input-after-resume"] = new("the start input is kept with the instance", new()
        {
            [2] = new() { ["variables"] = """{t:"5/Done"}""" },
        }),
        ["s20b-end-nested"] = new("End ends its own flowchart, cancels what is pending in it, and the outer flowchart goes on", new()
        {
            [1] = new()
            {
                ["trace"] = "A:S A:C I1:S I1:C T:S T:Susp EN:S EN:C T:X E:S E:C",
                ["log"] = """
                    0 Workflow1 Elsa.Workflow i1< Started
                    1 fc Elsa.Flowchart i2<i1 Started
                    2 A Elsa.WriteLine i3<i2 Started
                    3 A Elsa.WriteLine i3<i2 Completed
                    4 inner Elsa.Flowchart i4<i2 Started
                    5 I1 Elsa.WriteLine i5<i4 Started
                    6 I1 Elsa.WriteLine i5<i4 Completed
                    7 T Oracle.HumanTask i6<i4 Started
                    8 T Oracle.HumanTask i6<i4 Suspended
                    9 EN Elsa.End i7<i4 Started
                    10 EN Elsa.End i7<i4 Completed
                    11 T Oracle.HumanTask i6<i4 Canceled
                    12 inner Elsa.Flowchart i4<i2 Completed
                    13 E Elsa.WriteLine i8<i2 Started
                    14 E Elsa.WriteLine i8<i2 Completed
                    15 fc Elsa.Flowchart i2<i1 Completed
                    16 Workflow1 Elsa.Workflow i1< Completed
                    """,
                ["subStatus"] = "Finished",
                ["incidents"] = "",
            },
            [2] = new() { ["subStatus"] = "Finished", ["incidents"] = "" },
        }),
        ["s20d-complete"] = new("the journal also shows with which outcomes Complete ended its flowchart", new()
        {
            [1] = new() { ["outcomes"] = "i2=Foo i4=Foo" },
        }),
        ["s22d-reject-one-branch-back"] = new("a rework loop takes back what its branch had delivered: the merge waits for both approvals", new()
        {
            [3] = new()
            {
                ["trace"] = "T2:R T2:C",
                ["log"] = "14 T2 Oracle.HumanTask i5<i2 Resumed\n15 T2 Oracle.HumanTask i5<i2 Completed",
            },
            [4] = new()
            {
                ["trace"] = "T1:R T1:C M:S M:C",
                ["log"] = """
                    16 T1 Oracle.HumanTask i7<i2 Resumed
                    17 T1 Oracle.HumanTask i7<i2 Completed
                    18 M Elsa.WriteLine i8<i2 Started
                    19 M Elsa.WriteLine i8<i2 Completed
                    20 fc Elsa.Flowchart i2<i1 Completed
                    21 Workflow1 Elsa.Workflow i1< Completed
                    """,
            },
        }),
        ["s28-cancel"] = new("cancelling is journalled and removes the bookmarks in the same step", new()
        {
            [2] = new()
            {
                ["trace"] = "T:X",
                ["log"] = "4 T Oracle.HumanTask i3<i2 Canceled\n5 fc Elsa.Flowchart i2<i1 Canceled\n6 Workflow1 Elsa.Workflow i1< Canceled",
                ["bookmarks"] = "",
            },
            [3] = new() { ["bookmarks"] = "", ["matchedBookmarks"] = "0" },
        }),
        ["s29d-dispatch-child-faults"] = new("a failed child is the parent's incident unless the parent has a way out for it", new()
        {
            [2] = new()
            {
                ["trace"] = "EX:R EX:F",
                ["log"] = "4 EX Elsa.DispatchWorkflow i3<i2 Resumed\n5 EX Elsa.DispatchWorkflow i3<i2 Faulted",
                ["subStatus"] = "Faulted",
                ["incidents"] = "EX Elsa.DispatchWorkflow ChildFaulted ",
                ["variables"] = "{r:null}",
            },
        }),
        ["s29e-execute-child-human"] = new("a child that finishes later hands over its full result", new()
        {
            [3] = new() { ["variables"] = """{r:{CorrelationId:null,Output:{R:"child-out"},Status:1,SubStatus:3,WorkflowDefinitionVersionId:null,WorkflowInstanceId:*}}""" },
        }),
        ["s32-same-stimulus-twice"] = new("matching bookmarks are resumed in the order of their creation", new()
        {
            [2] = new()
            {
                ["trace"] = "T1:R T1:C B:S B:C T2:R T2:C C:S C:C",
                ["log"] = """
                    8 T1 Oracle.HumanTask i4<i2 Resumed
                    9 T1 Oracle.HumanTask i4<i2 Completed
                    10 B Elsa.WriteLine i6<i2 Started
                    11 B Elsa.WriteLine i6<i2 Completed
                    12 T2 Oracle.HumanTask i5<i2 Resumed
                    13 T2 Oracle.HumanTask i5<i2 Completed
                    14 C Elsa.WriteLine i7<i2 Started
                    15 C Elsa.WriteLine i7<i2 Completed
                    16 fc Elsa.Flowchart i2<i1 Completed
                    17 Workflow1 Elsa.Workflow i1< Completed
                    """,
            },
        }),
        ["s35-singleton"] = new("a definition with an activation strategy is read; deciding who may start is the host's", new()
        {
            [1] = new() { ["status"] = "Running", ["bookmarks"] = "T|Oracle.HumanTask", ["trace"] = "T:S T:Susp" },
            [2] = new() { ["status"] = "Running", ["bookmarks"] = "T|Oracle.HumanTask", ["trace"] = "" },
        }),
    };
}
