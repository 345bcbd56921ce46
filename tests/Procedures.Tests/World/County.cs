using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>榆树市 with its people: two townships, one of them with two staff and one leader.</summary>
public sealed class County
{
    public const string Township = "220182101";
    public const string SmallTownship = "220182103";
    public const string Village = Papers.Village;
    public const string SmallVillage = "220182103200";

    private readonly Installation _installation;
    private readonly Dictionary<string, (Guid Id, Guid Stamp)> _people = [];

    private County(Installation installation) => _installation = installation;

    /// <summary>Hires everybody into an empty installation.</summary>
    public static async Task SettleAsync(Installation installation)
    {
        var county = new County(installation);
        var admin = await installation.DoAsync(ActingAs.SystemJob("start"), new SetUp("220182", new NewOfficial("admin", "安全员", "榆树市民政局", "first-password-1", null, null)));
        await county.RememberAsync("admin", admin.Value);
        await county.HireAsync("window", Township, Roles.Window, "13800000001");
        await county.HireAsync("assistant", Village, Roles.VillageAssistant);
        await county.HireAsync("investigator", Township, Roles.Investigator);
        await county.HireAsync("investigator2", Township, Roles.Investigator);
        await county.HireAsync("investigator3", Township, Roles.Investigator);
        await county.HireAsync("reviewer", Township, Roles.Reviewer);
        await county.HireAsync("reviewer2", Township, Roles.Reviewer);
        await county.HireAsync("leader", Township, Roles.TownshipLeader);
        await county.HireAsync("staff-a", SmallTownship, Roles.Window);
        await county.HireAsync("staff-b", SmallTownship, Roles.Window);
        await county.HireAsync("small-leader", SmallTownship, Roles.TownshipLeader);
        foreach (var role in new[] { Roles.Investigator, Roles.Reviewer, Roles.VillageAssistant })
        {
            await county.GrantAsync("staff-a", SmallTownship, role);
            await county.GrantAsync("staff-b", SmallTownship, role);
        }

        await county.HireAsync("centre", "220182", Roles.CheckCentre);
        await county.HireAsync("officer", "220182", Roles.CountyOfficer, "13800000002");
        await county.HireAsync("county-leader", "220182", Roles.CountyLeader);
        await county.HireAsync("finance", "220182", Roles.Finance);
        await county.HireAsync("auditor", "220182", Roles.Auditor);
        await county.HireAsync("proposer", "220182", Roles.PolicyProposer);
        await county.HireAsync("confirmer", "220182", Roles.PolicyConfirmer);
    }

    /// <summary>The people of an installation that has been settled.</summary>
    public static async Task<County> FindAsync(Installation installation)
    {
        var county = new County(installation);
        foreach (var official in await installation.ReadAsync(db => db.Officials.Select(o => new { o.Login, o.Id, o.Stamp }).ToListAsync()))
        {
            county._people[official.Login] = (official.Id, official.Stamp);
        }

        return county;
    }

    public Guid IdOf(string person) => _people[person].Id;

    /// <summary>The person with the grants in force now.</summary>
    public Task<ActingAs> AsAsync(string person) =>
        _installation.AskAsync(ActingAs.SystemJob("test"), new WhoActs(_people[person].Id, _people[person].Stamp));

    public async Task<Guid> HireAsync(string login, string area, string role, string? phone = null, string? idNumber = null)
    {
        var admin = await AsAsync("admin");
        var opened = await _installation.DoAsync(admin, new OpenAccount(new NewOfficial(login, $"{login}同志", "民政", "a-long-password", idNumber, phone), Guid.NewGuid()));
        Assert.True(opened.Done, opened.Refusal?.Message);
        await RememberAsync(login, opened.Value);
        await GrantAsync(login, area, role);
        return opened.Value;
    }

    public async Task GrantAsync(string login, string area, string role)
    {
        var given = await DoAsync("admin", new GiveGrant(IdOf(login), role, area, "*", new DateOnly(2022, 1, 1), null, Guid.NewGuid()));
        Assert.True(given.Done, given.Refusal?.Message);
    }

    /// <summary>Sets a county value the way a county does: proposed by one, confirmed by another; waiting cases are woken.</summary>
    public async Task SetValueAsync(string key, string value, string cites, string area = "220182", string from = "2022-03-01", string published = "2022-03-01")
    {
        var form = new ValueForm { Key = key, Value = value, From = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), Published = DateOnly.Parse(published, System.Globalization.CultureInfo.InvariantCulture), Cites = cites, DocumentNumber = "测试〔2022〕1号" };
        var proposed = await DoAsync("proposer", new ProposeValue(area, form, Guid.NewGuid()));
        Assert.True(proposed.Done, Journey.Say(proposed.Refusal));
        var confirmed = await DoAsync("confirmer", new ConfirmValue(proposed.Value, Guid.NewGuid()));
        Assert.True(confirmed.Done, Journey.Say(confirmed.Refusal));
        await _installation.Get<WorkLoop>().DrainAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A document that lets 弓棚镇 confirm 低保 for the year.</summary>
    public static JsonObject ConfirmationInstrument(string form = "entrusted", string from = "2022-03-01") => new()
    {
        ["number"] = "榆民委〔2022〕3号",
        ["form"] = form,
        ["area"] = Township,
        ["kinds"] = new JsonArray("dibao-confirmation"),
        ["from"] = from,
        ["to"] = "2022-12-31",
        ["signedBy"] = "王建国",
    };

    /// <summary>The county chooses to delegate and signs the document for 弓棚镇.</summary>
    public async Task<RowId> DelegateAsync(string form = "entrusted", string from = "2022-03-01")
    {
        await SetValueAsync(DelegatedConfirmation.Key, $"township-{form}", "O13", from: from, published: from);
        var granted = await DoAsync("county-leader", new GrantInstrument(Json(ConfirmationInstrument(form, from)), Guid.NewGuid()));
        Assert.True(granted.Done, Journey.Say(granted.Refusal));
        return RowId.TryParse(granted.Value, out var id) ? id : default;
    }

    /// <summary>A photo that is on disk.</summary>
    public async Task<FileRef> PhotoAsync()
    {
        var kept = await _installation.Get<FileStore>().KeepAsync([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xD9], TestContext.Current.CancellationToken);
        return kept.Value;
    }

    public async Task<Reply<CaseStarted>> ApplyAsync(string person, JsonObject form, Guid? command = null) =>
        await DoAsync(person, new StartApplication(Json(form), command ?? Guid.NewGuid()));

    public async Task<Reply<TaskResult>> CompleteAsync(string person, RowId task, string outcome, JsonObject? form = null, Guid? command = null) =>
        await DoAsync(person, new CompleteTask(task, outcome, Json(form ?? []), command ?? Guid.NewGuid()));

    public async Task<Reply<T>> DoAsync<T>(string person, IAction<T> action) => await _installation.DoAsync(await AsAsync(person), action);

    public async Task<T> AskAsync<T>(string person, IQuestion<T> question) => await _installation.AskAsync(await AsAsync(person), question);

    public static JsonElement Json(JsonObject form) => JsonElement.Parse(form.ToJsonString());

    private async Task RememberAsync(string login, Guid id)
    {
        _people[login] = (id, await _installation.ReadAsync(db => db.Officials.Where(o => o.Id == id).Select(o => o.Stamp).FirstAsync()));
    }
}
