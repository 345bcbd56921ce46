namespace Approvals.Procedures.People;

/// <summary>What the doors say when they stay shut.</summary>
public static class Refusals
{
    public static readonly Refusal WrongPassword = new(RefusalKind.Invalid, "sign-in.wrong", "用户名或密码不对",
        Next: "请检查大小写后再试；忘记密码请联系本县安全管理员重置");

    public static readonly Refusal LockedOut = new(RefusalKind.Conflict, "sign-in.locked", "密码连续输错，账号已暂时锁定",
        Next: "请 15 分钟后再试，或联系本县安全管理员解锁");

    public static readonly Refusal AccountClosed = new(RefusalKind.Forbidden, "sign-in.closed", "这个账号已停用",
        Next: "请联系本县安全管理员");

    public static readonly Refusal NotSecurityAdmin = new(RefusalKind.Forbidden, "people.not-yours", "只有安全管理员可以管理账号和授权",
        Next: "请联系本县安全管理员办理");

    public static readonly Refusal AlreadySetUp = new(RefusalKind.Conflict, "people.set-up", "系统已有管理员，不能再次初始化",
        Next: "请用已有账号登录");

    public static readonly Refusal WrongSetupCode = new(RefusalKind.Forbidden, "people.setup-code", "初始化口令不对",
        Next: "请到服务器的启动日志里找到本次启动打印的初始化口令");

    public static readonly Refusal LoginTaken = new(RefusalKind.Conflict, "people.login-taken", "这个用户名已被使用",
        Next: "请换一个用户名，例如姓名全拼加数字");

    public static readonly Refusal NoSuchOfficial = new(RefusalKind.NotFound, "people.unknown", "没有找到这个账号",
        Next: "请从账号列表中选择");

    public static readonly Refusal NoSuchGrant = new(RefusalKind.NotFound, "people.no-grant", "没有找到这项授权",
        Next: "请刷新授权列表后再试");

    public static readonly Refusal OwnGrant = new(RefusalKind.Forbidden, "people.own-grant", "不能给自己授权",
        Next: "请由另一位安全管理员办理");

    public static Refusal PasswordTooShort(int shortest) => new(RefusalKind.Invalid, "people.password-short",
        $"密码至少要 {shortest} 位", Next: "建议用几个词连成的长密码");

    public static Refusal UnknownRole(string role) => new(RefusalKind.Invalid, "people.role", $"没有“{role}”这个角色",
        Next: $"可授的角色：{string.Join("、", Roles.All.Select(r => r.Name))}");

    public static Refusal OutsideCounty(string area) => new(RefusalKind.Forbidden, "people.area", $"区划 {area} 不在本县范围内",
        Next: "请选择本县、本县的乡镇或村");
}
