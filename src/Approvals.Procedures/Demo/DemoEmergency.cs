using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.People;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Demo;

/// <summary>What 响水县 needs to help within hours: an instrument for each of two townships and a standby fund for one. Made up; the document numbers say so.</summary>
internal static class DemoEmergency
{
    /// <summary>The day on which power was given and the fund opened.</summary>
    public static readonly DateOnly GrantedOn = new(2022, 1, 10);

    public static async Task SettleAsync(Actions actions, Func<string, Task<ActingAs>> acting, CancellationToken cancel)
    {
        var leader = await acting("luping");
        await TakeAsync(actions.DoAsync(leader, new GrantInstrument(Instrument("响民委〔2022〕1号（演示）", "entrusted", DemoPeople.XiangshuiTown, "200000"), Guid.NewGuid()), cancel));
        await TakeAsync(actions.DoAsync(leader, new GrantInstrument(Instrument("响民放〔2022〕2号（演示）", "assigned", DemoPeople.Chenjiagang, "50000"), Guid.NewGuid()), cancel));
        var finance = await acting("gufang");
        var fund = await TakeAsync(actions.DoAsync(finance, new OpenFund(DemoPeople.XiangshuiTown, Guid.NewGuid()), cancel));
        await TakeAsync(actions.DoAsync(finance, new MoveFund(RowId.TryParse(fund, out var id) ? id : default, "advance", "20000", "响财预〔2022〕3号（演示）", Guid.NewGuid()), cancel));
    }

    private static JsonElement Instrument(string number, string form, string area, string budget) => JsonElement.Parse(new JsonObject
    {
        ["number"] = number,
        ["form"] = form,
        ["area"] = area,
        ["kinds"] = new JsonArray("emergency", "relief-first", "expense"),
        ["perCase"] = "2000",
        ["perPerson"] = "2000",
        ["perHouseholdYear"] = "6000",
        ["perEvent"] = "10000",
        ["budget"] = budget,
        ["from"] = "2022-01-10",
        ["to"] = "2022-12-31",
        ["signedBy"] = "陆平",
    }.ToJsonString());

    private static async Task<T> TakeAsync<T>(Task<Reply<T>> reply) => (await reply) is { Done: true } done
        ? done.Value
        : throw new InvalidOperationException($"The demo of emergency aid was refused: {(await reply).Refusal!.Code}");
}
