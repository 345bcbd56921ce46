using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Demo;

/// <summary>An official of the demo: made up, with a password that the sign-in page prints.</summary>
public sealed record DemoOfficial(string Login, string Name, string Office, string Area, IReadOnlyList<string> Roles, string? Phone = null);

/// <summary>The people of the demo: 榆树市 with its office, a township with everybody and one with two staff and one leader; 响水县 with what emergency aid needs.</summary>
public static class DemoPeople
{
    /// <summary>The one password of the demo.</summary>
    public const string Password = "yushu-demo-2022";

    public const string County = "220182";

    /// <summary>The second county of the demo: emergency aid.</summary>
    public const string Xiangshui = "320921";

    public const string XiangshuiTown = "320921100";
    public const string Chenjiagang = "320921101";
    public const string Gongpeng = "220182101";
    public const string Dapo = "220182103";

    public static readonly IReadOnlyList<DemoOfficial> All =
    [
        new("chenjing", "陈静", "弓棚镇", Gongpeng, [Roles.Window], "0431-83610001"),
        new("gaocun", "高春生", "弓棚镇三太村", "220182101200", [Roles.VillageAssistant]),
        new("liuyang", "刘洋", "弓棚镇", Gongpeng, [Roles.Investigator]),
        new("yangfan", "杨帆", "弓棚镇", Gongpeng, [Roles.Investigator]),
        new("heping", "何平", "弓棚镇", Gongpeng, [Roles.Investigator, Roles.VillageAssistant]),
        new("mali", "马丽", "弓棚镇", Gongpeng, [Roles.Reviewer]),
        new("xuzhen", "徐振国", "弓棚镇", Gongpeng, [Roles.TownshipLeader]),
        new("linfang", "林芳", "大坡镇", Dapo, [Roles.Window, Roles.Investigator, Roles.Reviewer, Roles.VillageAssistant], "0431-83620001"),
        new("guoqiang", "郭强", "大坡镇", Dapo, [Roles.Window, Roles.Investigator, Roles.Reviewer, Roles.VillageAssistant]),
        new("tangzhen", "唐振华", "大坡镇", Dapo, [Roles.TownshipLeader, Roles.Reviewer]),
        new("zhaohe", "赵和", "榆树市核对中心", County, [Roles.CheckCentre]),
        new("liwen", "李文", "榆树市民政局社会救助科", County, [Roles.CountyOfficer], "0431-83600002"),
        new("wangju", "王建国", "榆树市民政局", County, [Roles.CountyLeader]),
        new("qiancai", "钱彩霞", "榆树市财政局", County, [Roles.Finance]),
        new("suncha", "孙策", "榆树市民政局", County, [Roles.PolicyProposer]),
        new("zhouding", "周定", "榆树市民政局", County, [Roles.PolicyConfirmer]),
        new("wushen", "吴审", "榆树市审计局", County, [Roles.Auditor]),
        new("zhouting", "周婷", "响水镇", XiangshuiTown, [Roles.Window], "0515-86880001"),
        new("sunlei", "孙磊", "响水镇", XiangshuiTown, [Roles.Investigator]),
        new("hejianjun", "何建军", "响水镇", XiangshuiTown, [Roles.TownshipLeader]),
        new("wumin", "吴敏", "响水镇财政所", XiangshuiTown, [Roles.FundKeeper]),
        new("hubing", "胡兵", "陈家港镇", Chenjiagang, [Roles.Window, Roles.Investigator], "0515-86890001"),
        new("panlei", "潘磊", "陈家港镇", Chenjiagang, [Roles.TownshipLeader]),
        new("dingjie", "丁洁", "响水县民政局", Xiangshui, [Roles.CountyOfficer], "0515-86880002"),
        new("luping", "陆平", "响水县民政局", Xiangshui, [Roles.CountyLeader]),
        new("gufang", "顾芳", "响水县财政局", Xiangshui, [Roles.Finance]),
        new("qinan", "秦安", "响水县民政局", Xiangshui, [Roles.SecurityAdmin]),
        new("zhengan", "郑安", "榆树市民政局信息中心", County, [Roles.SecurityAdmin, Roles.SystemAdmin]),
    ];
}

/// <summary>Whether the demo county is there, and loads its people when it is not.</summary>
internal sealed record SettleDemo : IAction<bool>;

internal sealed class SettleDemoHandler(ActionSession session, Seals seals, CountyJournal journal) : IRequestHandler<SettleDemo, Reply<bool>>
{
    private const int DemoRounds = 1_000;

    public async Task<Reply<bool>> Handle(SettleDemo request, CancellationToken cancellationToken)
    {
        if (await session.Db.Officials.AnyAsync(cancellationToken))
        {
            return false;
        }

        var password = Passwords.Hash(DemoPeople.Password, DemoRounds);
        foreach (var person in DemoPeople.All)
        {
            Add(person, CountyOf(person.Area), password);
        }

        foreach (var county in new[] { DemoPeople.County, DemoPeople.Xiangshui })
        {
            journal.Write(CountyOf(county), new EventDraft { Kind = "demo.settled" });
        }

        return true;
    }

    private static int CountyOf(string area) => int.Parse(area.AsSpan(0, 6), System.Globalization.CultureInfo.InvariantCulture);

    private void Add(DemoOfficial person, int county, string password)
    {
        var official = new Official
        {
            County = county,
            Id = session.NewId(),
            Login = person.Login,
            Name = person.Name,
            Office = person.Office,
            Phone = person.Phone is null ? null : seals.Seal(person.Phone),
            PasswordHash = password,
            Stamp = Guid.NewGuid(),
            Active = true,
            CreatedAt = session.Time.Wall,
        };
        session.Db.Officials.Add(official);
        foreach (var role in person.Roles)
        {
            session.Db.Grants.Add(new Grant
            {
                County = county,
                Id = session.NewId(),
                OfficialId = official.Id,
                Role = role,
                Area = AreaCode.Parse(person.Area),
                Programme = "*",
                From = new DateOnly(2022, 1, 1),
                GrantedBy = official.Id,
                GrantedAt = session.Time.Wall,
            });
        }
    }
}

/// <summary>Who an account of the demo acts as.</summary>
internal sealed record DemoActing(string Login) : IQuestion<ActingAs>;

internal sealed class DemoActingHandler(ActionSession session) : IRequestHandler<DemoActing, ActingAs>
{
    public async Task<ActingAs> Handle(DemoActing request, CancellationToken cancellationToken)
    {
        var official = await session.Db.Officials.AsNoTracking().FirstAsync(o => o.Login == request.Login, cancellationToken);
        var grants = await session.Db.Grants.AsNoTracking().Where(g => g.OfficialId == official.Id).ToListAsync(cancellationToken);
        return ActingAs.Official(official, grants, session.Time.Today);
    }
}
