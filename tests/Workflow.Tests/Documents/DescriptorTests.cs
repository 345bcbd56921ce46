using System.Text.Json.Nodes;

namespace Approvals.Workflow.Tests.Documents;

/// <summary>Descriptors that the captured Studio rendered.</summary>
public sealed class DescriptorTests
{
    private const string Texts = "System.Collections.Generic.ICollection`1[System.String]";

    private static readonly Choice[] Roles = [new("村级受理员", "village-clerk"), new("镇街审核员", "town-reviewer"), new("县级审批员", "county-approver")];

    private static readonly ActivityDescriptor[] Ours =
    [
        new("Approvals.HomeVisit", "入户核查", "审批·核查")
        {
            Description = "安排工作人员入户核查",
            Kind = ActivityKind.Task,
            Inputs =
            [
                new("AssigneeRole", "System.String", "办理角色") { Description = "谁来办理", UiHint = "dropdown", DefaultValue = "village-clerk", Choices = Roles },
                new("DueDays", "System.Int32", "办理时限(天)") { DefaultValue = 5 },
                new("Notes", "System.String", "办理说明") { UiHint = "multiline" },
                new("RequirePhotos", "System.Boolean", "必须上传照片") { UiHint = "checkbox", DefaultValue = true },
                new("VisitDate", "System.DateTime", "核查日期") { UiHint = "datetime-picker" },
                new("Scope", Texts, "核查范围") { UiHint = "checklist", DefaultSyntax = "Object", Choices = [new("住房", "house"), new("收入", "income"), new("人口", "people")] },
                new("Tags", Texts, "标签") { UiHint = "multitext", DefaultSyntax = "Object" },
                new("Condition", "System.Boolean", "启动条件") { Category = "高级", DefaultSyntax = "JavaScript" },
                new("Extra", "System.Object", "扩展配置(JSON)") { Category = "高级", UiHint = "json-editor", DefaultSyntax = "Object" },
            ],
            Outputs = [new("VisitResult", "System.Object", "核查结果")],
            Outcomes = [new("Pass", "通过"), new("Fail", "不通过"), new("Return", "退回补正")],
        },
        new("Approvals.PublicNotice", "公示", "审批·公示")
        {
            Description = "张榜公示",
            Kind = ActivityKind.Task,
            Inputs =
            [
                new("Days", "System.Int32", "公示天数") { DefaultValue = 7 },
                new("Place", "System.String", "公示地点") { UiHint = "radiolist", DefaultValue = "board", Choices = [new("村务公开栏", "board"), new("县政府网站", "web")] },
                new("Text", "System.String", "公示内容") { UiHint = "code-editor", DefaultSyntax = "Liquid" },
            ],
            Outcomes = [new("NoObjection", "无异议"), new("Objection", "有异议")],
        },
    ];

    [Fact]
    public void Descriptors_are_written_as_the_captured_Studio_takes_them()
    {
        var captured = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "example-activity-descriptors.json")))!["items"]!.AsArray();
        Assert.All(Ours, descriptor =>
        {
            var wanted = captured.Single(c => (string)c!["typeName"]! == descriptor.Type)!;
            Assert.Equal(wanted.ToJsonString(), DescriptorJson.Write(descriptor).ToJsonString());
        });
    }

    [Fact]
    public void Every_built_in_activity_can_be_shown()
    {
        Assert.All(BuiltIns.All, a => Assert.Equal(a.Descriptor.Type, (string)DescriptorJson.Write(a.Descriptor)["typeName"]!));
        var fork = new InputDescriptor("Branches", Texts, "分支") { UiHint = "dynamic-outcomes", FixedOutcomes = ["超时"] };
        var written = DescriptorJson.Write(new("Test.Fork", "分支", "测试") { Inputs = [fork] });
        Assert.Equal("""["\u8D85\u65F6"]""", written["inputs"]![0]!["uiSpecifications"]!["DynamicOutcomesOptions"]!["fixedOutcomes"]!.ToJsonString());
    }
}
