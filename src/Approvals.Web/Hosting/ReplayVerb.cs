using Approvals.Procedures;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;

namespace Approvals.Web.Hosting;

/// <summary><c>replay [decision]</c>: recomputes one decision, by number or id, or all of them, and names what comes out otherwise.</summary>
internal static class ReplayVerb
{
    public static async Task<bool> RunAsync(Actions actions, string? which)
    {
        var report = await actions.AskAsync(ActingAs.SystemJob("replay"), new ReplayDecisions(which));
        if (which is not null && report.Decisions == 0)
        {
            Console.WriteLine($"没有决定“{which}”：请写决定文号（如 2022-00001）或编号");
            return false;
        }

        Console.WriteLine($"重算 {report.Decisions} 个决定、{report.Calculations} 次核算、{report.Letters} 份文书");
        foreach (var difference in report.Differences)
        {
            Console.WriteLine($"{difference.Decision} {NameOf(difference.Part)}：{difference.What}{(difference.Correction is { } known ? $"（已登记更正 {known}）" : "")}");
        }

        var unexplained = report.Unexplained.Count();
        Console.WriteLine(unexplained == 0 ? "与当时逐字节一致" : $"{unexplained} 处不一致，没有登记更正");
        return unexplained == 0;
    }

    private static string NameOf(string part) => part switch
    {
        "values" => "取值",
        "result" => "结果",
        "explanation" => "核算表",
        "decision" => "决定",
        _ => "文书",
    };
}
