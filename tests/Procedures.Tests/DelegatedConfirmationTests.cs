using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Versions;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>低保 confirmed by a township: the county's choice and a document in force, one not without the other.</summary>
public class DelegatedConfirmationTests(PostgreSqlServer server)
{
    private const string Number = "榆民委〔2022〕3号";

    [Theory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.PostgreSql)]
    public async Task A_township_confirms_under_its_instrument_and_number_and_clause_stand_with_the_decision(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await county.DelegateAsync();
        var family = await ToDecisionAsync(installation, county);
        await family.DoAsync("leader", "townshipApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        var decision = await installation.ReadAsync(db => db.Decisions.SingleAsync());
        Assert.Equal(("township-entrusted", Number), (decision.Level, decision.InstrumentNumber));
        Assert.Contains("O13", decision.Clauses, StringComparison.Ordinal);
        Assert.Equal(await installation.ReadAsync(db => db.Instruments.Select(i => i.Id).SingleAsync()), decision.InstrumentId);
        Assert.Empty((await installation.AskAsync(People.ActingAs.SystemJob("replay"), new ReplayDecisions(null))).Differences);
    }

    [Fact]
    public async Task Without_an_instrument_the_county_decides_although_it_chose_to_delegate()
    {
        var (installation, county) = await Installation.StartAsync(Store.Memory, server);
        await using var _ = installation;
        await county.SetValueAsync(DelegatedConfirmation.Key, "township-entrusted", "O13");
        var family = await ToDecisionAsync(installation, county);
        Assert.Equal("countyExamination", Assert.Single(await family.OpenAsync()).ActivityId);
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        var decision = await installation.ReadAsync(db => db.Decisions.SingleAsync());
        Assert.Equal((ConfirmationLevel.ByCounty, null), (decision.Level, decision.InstrumentId));
        Assert.DoesNotContain("O13", decision.Clauses, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instrument_revoked_before_the_decision_leaves_the_case_to_the_county_without_another_notice()
    {
        var (installation, county) = await Installation.StartAsync(Store.Memory, server);
        await using var _ = installation;
        var instrument = await county.DelegateAsync();
        var family = await ToDecisionAsync(installation, county);
        Assert.True((await county.DoAsync("county-leader", new RevokeInstrument(instrument, "收回", Guid.NewGuid()))).Done);
        foreach (var outcome in new[] { Approval.Confirmed, Approval.Refused })
        {
            Assert.Equal("confirmation.not-delegated", (await family.TryAsync("leader", "townshipApproval", outcome, Papers.Opinion("同意。"))).Refusal!.Code);
        }

        await family.DoAsync("leader", "townshipApproval", TownshipApproval.Escalated, Papers.Opinion("文件已撤销。"));
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        Assert.Equal(ConfirmationLevel.ByCounty, (await installation.ReadAsync(db => db.Decisions.SingleAsync())).Level);
    }

    [Fact]
    public async Task On_the_flow_before_the_way_up_the_refusal_names_two_ways_that_work_and_the_new_flow_is_not_offered_where_it_would_end_unseen()
    {
        var (installation, county) = await Installation.StartAsync(Store.Memory, server);
        await using var _ = installation;
        await LoadAsync(installation, DefinitionFiles.Read(Path.Combine(AppContext.BaseDirectory, "releases", "1", "definitions")));
        var instrument = await county.DelegateAsync();
        var family = await ToDecisionAsync(installation, county);
        var old = (await family.InstanceAsync()).DefinitionVersionId;
        Assert.True((await county.DoAsync("county-leader", new RevokeInstrument(instrument, "收回", Guid.NewGuid()))).Done);
        var refused = (await family.TryAsync("leader", "townshipApproval", Approval.Confirmed, Papers.Opinion("同意。"))).Refusal!;
        Assert.Equal("confirmation.not-delegated", refused.Code);
        Assert.Contains("退回初审", refused.Next, StringComparison.Ordinal);
        // The same flow as at the start, as a newer file.
        await LoadAsync(installation, DefinitionFiles.Read(Path.Combine(AppContext.BaseDirectory, "workflows", "dibao")).Select(text => $"{text}\n"));
        Assert.False(Assert.Single((await county.AskAsync("officer", new PreviewMigration(old, null)))!.Rows).MayMigrate);

        // Sent back, it may be taken to the new flow, or stay: either way it comes to the county.
        await family.DoAsync("leader", "townshipApproval", Approval.Returned, Papers.Opinion("文件已撤销。"));
        var preview = (await county.AskAsync("officer", new PreviewMigration(old, null)))!;
        Assert.True((await county.DoAsync("officer", new MigrateCase(family.Case, old, preview.To.VersionId, "换到有报县的流程", Guid.NewGuid()))).Done);
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-11"));
        await installation.GoToAsync(new DateOnly(2022, 3, 22));
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-22"));
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        Assert.Equal(ConfirmationLevel.ByCounty, (await installation.ReadAsync(db => db.Decisions.SingleAsync())).Level);
    }

    [Fact]
    public async Task On_the_flow_before_the_way_up_a_new_instrument_lets_the_township_go_on()
    {
        var (installation, county) = await Installation.StartAsync(Store.Memory, server);
        await using var _ = installation;
        await LoadAsync(installation, DefinitionFiles.Read(Path.Combine(AppContext.BaseDirectory, "releases", "1", "definitions")));
        var instrument = await county.DelegateAsync();
        var family = await ToDecisionAsync(installation, county);
        Assert.True((await county.DoAsync("county-leader", new RevokeInstrument(instrument, "收回", Guid.NewGuid()))).Done);
        Assert.False((await family.TryAsync("leader", "townshipApproval", Approval.Confirmed, Papers.Opinion("同意。"))).Done);
        var again = County.ConfirmationInstrument();
        again["number"] = "榆民委〔2022〕4号";
        Assert.True((await county.DoAsync("county-leader", new GrantInstrument(County.Json(again), Guid.NewGuid()))).Done);
        await family.DoAsync("leader", "townshipApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        Assert.Equal("榆民委〔2022〕4号", (await installation.ReadAsync(db => db.Decisions.SingleAsync())).InstrumentNumber);
    }

    private static async Task LoadAsync(Installation installation, IEnumerable<string> texts)
    {
        var loaded = await installation.DoAsync(People.ActingAs.SystemJob("start"), new LoadDefinitions([.. texts]));
        Assert.True(loaded.Done, Journey.Say(loaded.Refusal));
    }

    [Fact]
    public async Task What_the_county_leader_decides_is_the_countys_word_even_if_an_instrument_came_meanwhile()
    {
        var (installation, county) = await Installation.StartAsync(Store.Memory, server);
        await using var _ = installation;
        var family = await ToDecisionAsync(installation, county);
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await county.DelegateAsync(from: "2022-03-11");
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion("同意。"));
        Assert.Equal(ConfirmationLevel.ByCounty, (await installation.ReadAsync(db => db.Decisions.SingleAsync())).Level);
    }

    [Theory]
    [InlineData("kinds", "[\"dibao-confirmation\",\"emergency\"]")]
    [InlineData("budget", "\"10000\"")]
    [InlineData("form", "\"assigned\"")]
    public async Task A_document_that_mixes_counts_money_or_contradicts_the_countys_choice_is_not_signed(string field, string value)
    {
        var (installation, county) = await Installation.StartAsync(Store.Memory, server);
        await using var _ = installation;
        await county.SetValueAsync(DelegatedConfirmation.Key, "township-entrusted", "O13");
        var form = County.ConfirmationInstrument();
        form[field] = JsonNode.Parse(value);
        Assert.Equal(field, Assert.Single((await county.DoAsync("county-leader", new GrantInstrument(County.Json(form), Guid.NewGuid()))).Refusal!.Fields).Path);
    }

    [Fact]
    public async Task While_the_county_keeps_the_power_no_document_gives_it_away()
    {
        var (installation, county) = await Installation.StartAsync(Store.Memory, server);
        await using var _ = installation;
        var refused = (await county.DoAsync("county-leader", new GrantInstrument(County.Json(County.ConfirmationInstrument()), Guid.NewGuid()))).Refusal!;
        Assert.Equal("form", Assert.Single(refused.Fields).Path);
        Assert.Equal("O13", refused.Clause);
        Assert.Contains("县级民政部门审核确认", refused.Fields[0].Message, StringComparison.Ordinal);
    }

    private static async Task<Journey> ToDecisionAsync(Installation installation, County county)
    {
        var family = await Journey.BeginAsync(installation, county);
        await family.ToNoticeResultAsync();
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-11"));
        return family;
    }
}
