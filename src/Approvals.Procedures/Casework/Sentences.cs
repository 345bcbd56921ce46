using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;

namespace Approvals.Procedures.Casework;

/// <summary>Turns an event into the sentence of the timeline.</summary>
public sealed class Sentences(Steps steps, Divisions divisions)
{
    public TimelineLine Of(CaseEvent e, string who)
    {
        using var text = JsonDocument.Parse(e.Text);
        var data = text.RootElement.GetProperty("data");
        string Said(string name) => data.TryGetProperty(name, out var value) ? value.GetString() ?? string.Empty : string.Empty;
        return new TimelineLine(e.Seq, e.At, who, Sentence(e.Kind, Said), e.Kind);
    }

    private string Sentence(string kind, Func<string, string> said) => kind switch
    {
        "case.started" => $"提交申请，家庭成员 {said("members")} 人，申请日期 {said("appliedOn")}",
        "aid.reported" => $"急难报告：{said("cause")}，{said("persons")} 人",
        "task.completed" => $"{StepOf(said("step"))}：{said("summary")}",
        "task.noted" => $"{StepOf(said("step"))}：{said("summary")}",
        "task.claimed" => $"领取 {StepOf(said("step"))}",
        "task.released" => $"放回 {StepOf(said("step"))}",
        "task.assisted" => $"{StepOf(said("step"))} 交 {AreaOf(said("area"))} 代办：{said("reason")}",
        "case.withdrawn" => $"申请人撤回申请：{said("reason")}",
        "case.corrected" => $"更正{said("what")}：{said("reason")}",
        "case.resumed" => $"参数 {said("key")} 已设定，案件继续",
        "clock.extended" => $"办理期限延长至 {said("due")}：{said("reason")}",
        "objection.received" => $"收到异议（{ChannelOf(said("channel"))}）",
        "case.migrated" => $"流程由 {said("from")} 换到 {said("to")}：{said("reason")}",
        "children.started" => $"启动子流程 {said("count")} 个",
        "children.ended" => $"结束不再需要的子流程 {said("count")} 个",
        "event.received" => $"收到事件“{said("event")}”",
        "incident.retried" => "异常处理：重试出错的环节",
        "incident.proposed" => $"异常处理：提议{said("what")}，理由：{said("reason")}",
        "incident.confirmed" => $"异常处理：确认{said("what")}",
        "incident.rejected" => $"异常处理：退回提议（{said("what")}）",
        "timer.fired" => "期限届满，继续办理",
        _ => kind,
    };

    private string StepOf(string step) => steps.FindHuman(step)?.Card.Name ?? step;

    private string AreaOf(string code) => AreaCode.TryParse(code, out var area) ? divisions.Find(area)?.Name ?? code : code;

    private static string ChannelOf(string channel) => channel switch
    {
        "web" => "网上公示栏",
        "phone" => "来电",
        "letter" => "来信",
        _ => "来访",
    };
}
