namespace Approvals.Procedures.Versions;

/// <summary>What moving cases between versions refuses.</summary>
public static class Refusals
{
    public static readonly Refusal NoSuchVersion = new(RefusalKind.NotFound, "version.unknown", "没有找到这个流程版本", Next: "请回到流程版本列表刷新");

    public static readonly Refusal ReasonMissing = Refusal.Invalid([new FieldError("reason", "换版本的理由", "请写明换版本的理由，至少四个字")]);

    public static Refusal NotOn(string version) => new(RefusalKind.Conflict, "migration.other-version", $"这件案件没有运行在版本 {version} 上", Next: "请刷新列表，查看它现在的版本");

    public static Refusal Impossible(IEnumerable<string> why) => new(RefusalKind.Conflict, "migration.impossible", $"这件案件不能换到这个版本：{string.Join("；", why)}",
        Next: "请等它走过这一环节，或留在原来的版本办完");
}
