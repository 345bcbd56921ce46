using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>A county where a town stands, and when its story begins.</summary>
public sealed record AidPlace(string County, string Town, string OtherTown, DateTimeOffset At)
{
    /// <summary>响水县 on 2022-03-01 at 09:00.</summary>
    public static AidPlace Xiangshui { get; } = new(AidTown.CountyCode, AidTown.Town, AidTown.OtherTown, new(2022, 3, 1, 9, 0, 0, TimeSpan.FromHours(8)));

    /// <summary>榆树市 at 09:00 on a day: Jilin's plan of 2020 reaches it.</summary>
    public static AidPlace Yushu(DateOnly on) => new("220182", "220182101", "220182103", new(on, new TimeOnly(9, 0), TimeSpan.FromHours(8)));

    /// <summary>The first day of the year: from here on grants and instruments are good.</summary>
    public DateOnly NewYear => new(At.Year, 1, 1);
}

/// <summary>A county (响水县 unless told) with one township that has an instrument and a standby fund, and what happens there.</summary>
public sealed class AidTown
{
    public const string CountyCode = "320921";
    public const string Town = "320921100";
    public const string OtherTown = "320921101";

    private readonly Dictionary<string, (Guid Id, Guid Stamp)> _people = [];

    private AidTown(Installation installation, FileRef photo, AidPlace place) => (Installation, Photo, Place) = (installation, photo, place);

    public AidPlace Place { get; }

    public Installation Installation { get; }

    public FileRef Photo { get; }

    /// <summary>Starts with officials, an instrument of 10,000 yuan and a fund of 20,000.</summary>
    /// <param name="more">What else is settled there, once per run.</param>
    public static async Task<AidTown> StartAsync(Store store, PostgreSqlServer server, AidPlace? place = null, Func<AidTown, Task>? more = null)
    {
        var where = place ?? AidPlace.Xiangshui;
        var installation = await Installation.StartAsync(store, server, $"aid {where.County} {more?.Method.DeclaringType?.Name}", made => SettleAsync(made, where, more), where.At);
        return await FindAsync(installation, where);
    }

    /// <summary>The town as another node of the same installation sees it.</summary>
    public static async Task<AidTown> FindAsync(Installation installation, AidPlace? place = null)
    {
        var photo = (await installation.Get<FileStore>().KeepAsync([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xD9], TestContext.Current.CancellationToken)).Value;
        var town = new AidTown(installation, photo, place ?? AidPlace.Xiangshui);
        foreach (var official in await installation.ReadAsync(db => db.Officials.Select(o => new { o.Login, o.Id, o.Stamp }).ToListAsync()))
        {
            town._people[official.Login] = (official.Id, official.Stamp);
        }

        return town;
    }

    public Guid IdOf(string person) => _people[person].Id;

    public async Task<ActingAs> AsAsync(string person) => await Installation.AskAsync(ActingAs.SystemJob("test"), new WhoActs(_people[person].Id, _people[person].Stamp));

    public async Task<Reply<T>> DoAsync<T>(string person, IAction<T> action) => await Installation.DoAsync(await AsAsync(person), action);

    public async Task<T> AskAsync<T>(string person, IQuestion<T> question) => await Installation.AskAsync(await AsAsync(person), question);

    /// <summary>Does it and expects it to be taken.</summary>
    public async Task<T> TakeAsync<T>(string person, IAction<T> action)
    {
        var reply = await DoAsync(person, action);
        Assert.True(reply.Done, Journey.Say(reply.Refusal));
        return reply.Value;
    }

    public static JsonElement Json(JsonObject form) => JsonElement.Parse(form.ToJsonString());

    /// <summary>A report as the duty officer types it.</summary>
    public static JsonObject Report(string name = "张德福", string urgency = "relief-first", string cause = "fire", string place = "南河路12号", string on = "2022-03-01", string? idNumber = null, string? sameAs = null, string area = Town)
    {
        var form = new JsonObject
        {
            ["urgency"] = urgency,
            ["cause"] = cause,
            ["area"] = area,
            ["place"] = place,
            ["happenedOn"] = on,
            ["name"] = name,
            ["persons"] = 3,
            ["needs"] = "房子烧了，没地方住",
            ["channel"] = "hotline",
            ["phone"] = "13900000001",
        };
        if (idNumber is not null)
        {
            form["idNumber"] = idNumber;
        }

        if (sameAs is not null)
        {
            form["event"] = sameAs;
        }

        return form;
    }

    public async Task<AidStory> ReportAsync(JsonObject form, string by = "desk")
    {
        var started = await TakeAsync(by, new ReportEmergency(Json(form), Guid.NewGuid()));
        return new AidStory(this, RowId.TryParse(started.CaseId, out var id) ? id : default);
    }

    public static JsonObject Instrument(string number = "响民委〔2022〕9号", string area = Town, string budget = "10000", string from = "2022-01-01", string to = "2022-12-31", string? perCase = "2000", string? perPerson = "3000", string? perHouseholdYear = "6000", string? perEvent = null) => new()
    {
        ["number"] = number,
        ["form"] = "entrusted",
        ["area"] = area,
        ["kinds"] = new JsonArray("emergency", "relief-first", "expense", "fast-track"),
        ["perCase"] = perCase,
        ["perPerson"] = perPerson,
        ["perHouseholdYear"] = perHouseholdYear,
        ["perEvent"] = perEvent,
        ["budget"] = budget,
        ["from"] = from,
        ["to"] = to,
        ["signedBy"] = "陆平",
    };

    public async Task<RowId> GrantAsync(JsonObject instrument) =>
        RowId.TryParse(await TakeAsync("county-leader", new GrantInstrument(Json(instrument), Guid.NewGuid())), out var id) ? id : default;

    public async Task<RowId> FundAsync() => (await Installation.ReadAsync(db => db.Funds.SingleAsync())).Address;

    public async Task<FundBook> BookAsync() => (await AskAsync("keeper", new ViewFund(await FundAsync())))!;

    /// <summary>Sets a county value as a county does, by two people, from today on unless told; waiting cases are woken.</summary>
    public async Task SetAsync(string key, string value, string cites, DateOnly? from = null)
    {
        var on = from ?? DateOnly.FromDateTime(Place.At.DateTime);
        var form = new ValueForm { Key = key, Value = value, From = on, Published = on, Cites = cites, DocumentNumber = "测试〔2022〕1号" };
        var proposed = await TakeAsync("proposer", new ProposeValue(Place.County, form, Guid.NewGuid()));
        await TakeAsync("confirmer", new ConfirmValue(proposed, Guid.NewGuid()));
        await Installation.Get<WorkLoop>().DrainAsync(TestContext.Current.CancellationToken);
    }

    public async Task HireAsync(string login, string area, string role, string? idNumber = null)
    {
        var opened = await TakeAsync("admin", new OpenAccount(new NewOfficial(login, $"{login}同志", "民政", "a-long-password", idNumber, null), Guid.NewGuid()));
        _people[login] = (opened, await Installation.ReadAsync(db => db.Officials.Where(o => o.Id == opened).Select(o => o.Stamp).FirstAsync()));
        await GrantRoleAsync(login, area, role);
    }

    public Task GrantRoleAsync(string login, string area, string role) =>
        TakeAsync("admin", new GiveGrant(IdOf(login), role, area, "*", Place.NewYear, null, Guid.NewGuid()));

    private static async Task SettleAsync(Installation installation, AidPlace place, Func<AidTown, Task>? more)
    {
        var town = await FindAsync(installation, place);
        var admin = await installation.DoAsync(ActingAs.SystemJob("start"), new SetUp(place.County, new NewOfficial("admin", "安全员", "县民政局", "first-password-1", null, null)));
        town._people["admin"] = (admin.Value, await installation.ReadAsync(db => db.Officials.Where(o => o.Id == admin.Value).Select(o => o.Stamp).FirstAsync()));
        (string, string, string)[] people =
        [
            ("desk", place.Town, Roles.Window), ("checker", place.Town, Roles.Investigator), ("leader", place.Town, Roles.TownshipLeader), ("leader2", place.Town, Roles.TownshipLeader), ("keeper", place.Town, Roles.FundKeeper), ("keeper2", place.Town, Roles.FundKeeper),
            ("other-desk", place.OtherTown, Roles.Window), ("other-leader", place.OtherTown, Roles.TownshipLeader), ("village", place.Town, Roles.VillageAssistant),
            ("officer", place.County, Roles.CountyOfficer), ("county-leader", place.County, Roles.CountyLeader), ("finance", place.County, Roles.Finance), ("proposer", place.County, Roles.PolicyProposer), ("confirmer", place.County, Roles.PolicyConfirmer),
        ];
        foreach (var (login, area, role) in people)
        {
            await town.HireAsync(login, area, role);
        }

        await town.GrantAsync(Instrument(area: place.Town, from: $"{place.NewYear:yyyy-MM-dd}", to: $"{place.At.Year}-12-31"));
        var fund = await town.TakeAsync("finance", new OpenFund(place.Town, Guid.NewGuid()));
        await town.TakeAsync("finance", new MoveFund(RowId.TryParse(fund, out var id) ? id : default, "advance", "20000", "响财预1号", Guid.NewGuid()));
        if (more is not null)
        {
            await more(town);
        }
    }
}

/// <summary>One case of 临时救助, step by step.</summary>
public sealed class AidStory(AidTown town, RowId caseId)
{
    public RowId Case { get; } = caseId;

    public Task<List<CaseTask>> OpenAsync() =>
        town.Installation.ReadAsync(db => db.Tasks.Where(t => t.CaseId == Case.Id && t.State == TaskState.Open).OrderBy(t => t.OpenedAt).ThenBy(t => t.Id).ToListAsync());

    public Task<Instance> InstanceAsync() => town.Installation.ReadAsync(db => db.Instances.SingleAsync(i => i.CaseId == Case.Id));

    public async Task<RowId> TaskAsync(string activity)
    {
        var open = await OpenAsync();
        var task = open.SingleOrDefault(t => t.ActivityId == activity);
        Assert.True(task is not null, $"No open task {activity}; open: {string.Join(", ", open.Select(t => t.ActivityId))}");
        return task.Address;
    }

    public async Task<Reply<TaskResult>> TryAsync(string person, string activity, string outcome, JsonObject? form = null, Guid? command = null) =>
        await town.DoAsync(person, new CompleteTask(await TaskAsync(activity), outcome, AidTown.Json(form ?? []), command ?? Guid.NewGuid()));

    public async Task<TaskResult> DoAsync(string person, string activity, string outcome, JsonObject? form = null)
    {
        var reply = await TryAsync(person, activity, outcome, form);
        Assert.True(reply.Done, $"{activity}/{outcome}: {Journey.Say(reply.Refusal)}");
        return reply.Value;
    }

    public async Task<AidPage> PageAsync(string person = "officer") => (await town.AskAsync(person, new ViewAid(Case)))!;

    public JsonArray Photos() => new(new JsonObject { ["file"] = town.Photo.File, ["mediaType"] = town.Photo.MediaType });

    /// <summary>先付 by the desk with the leader's yes by phone.</summary>
    public JsonObject PhoneYes(string amount = "800", string second = "leader", string at = "08:58") => new()
    {
        ["amount"] = amount,
        ["reason"] = "房屋烧毁，深夜无处安置",
        ["secondApprover"] = town.IdOf(second).ToString(),
        ["calledTime"] = at,
        ["calledNumber"] = "13900000002",
        ["callNote"] = "同意先付八百元安置",
    };

    public JsonObject Cash(string source = "standby-fund") => new()
    {
        ["method"] = "cash",
        ["source"] = source,
        ["receivedBy"] = "本人",
        ["receipt"] = "LK-0001",
        ["firstWitness"] = "王村长",
        ["secondWitness"] = "李会计",
        ["photos"] = Photos(),
    };

    public static JsonObject Order() => new()
    {
        ["method"] = "order",
        ["source"] = "standby-fund",
        ["receivedBy"] = "本人",
        ["holder"] = "张德福",
        ["bank"] = "江苏农商银行",
        ["account"] = "6228481234567890123",
    };

    public static JsonObject Verified(int persons = 1, int months = 1, string? loss = null, string? otherAid = null)
    {
        var form = new JsonObject { ["method"] = "visit", ["verifiers"] = "孙磊、周婷", ["finding"] = "情况属实", ["persons"] = persons, ["months"] = months };
        if (loss is not null)
        {
            form["loss"] = loss;
        }

        if (otherAid is not null)
        {
            form["otherAid"] = otherAid;
        }

        return form;
    }

    public static JsonObject Opinion(string? amount = null)
    {
        var form = new JsonObject { ["opinion"] = "同意" };
        if (amount is not null)
        {
            form["amount"] = amount;
        }

        return form;
    }

    public JsonObject AllPapers() => new() { ["papers"] = new JsonArray("application", "identity", "verification", "receipt", "approval-sheet"), ["photos"] = Photos() };

    /// <summary>All papers, and who the person is: a number of nobody else's.</summary>
    public JsonObject FoundOut()
    {
        var nth = (int)(BitConverter.ToUInt64(Case.Id.ToByteArray(), 8) % 18_000_000);
        var papers = AllPapers();
        papers["idNumber"] = Papers.Id($"320921{new DateOnly(1945, 1, 1).AddDays(nth / 900):yyyyMMdd}", "0", nth % 900);
        return papers;
    }

    /// <summary>Verified, approved by the township, cash handed over by the keeper; papers are owed.</summary>
    public async Task<AidStory> PaidAsync(string leader = "leader", string keeper = "keeper")
    {
        await DoAsync("checker", "check", EmergencyCheck.Confirmed, Verified());
        await DoAsync(leader, "townshipApproval", Approving.Approve, Opinion());
        await DoAsync(keeper, "payment", Paying.Paid, Cash());
        return this;
    }

    /// <summary>Papers complete and nothing to refer: the case ends.</summary>
    public async Task CloseAsync()
    {
        await DoAsync("desk", "papers", PaperCompletion.Complete, (await PageAsync()).IdentityKnown ? AllPapers() : FoundOut());
        await DoAsync("desk", "referral", Referral.NotNeeded);
    }
}
