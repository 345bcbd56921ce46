using Approvals.Policies;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Demo;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Letters;
using Approvals.Procedures.People;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Every decision comes out again to the byte, whatever was learned, corrected or raised since.</summary>
public sealed class ReplayTests(PostgreSqlServer server)
{
    public static readonly TheoryData<Store> Stores = [Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Every_decision_of_the_demonstration_county_comes_out_again(Store store)
    {
        await using var installation = await Installation.DemoAsync(store, server);
        await installation.Get<DemoCounty>().LoadAsync(TestContext.Current.CancellationToken);

        var report = await ReplayAsync(installation);
        Assert.Empty(report.Differences);
        Assert.Equal(await installation.ReadAsync(db => db.Decisions.CountAsync()), report.Decisions);
        Assert.True(report is { Decisions: >= 5, Letters: >= 5 } && report.Calculations >= report.Decisions, report.ToString());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_decision_made_before_a_back_dated_standard_comes_out_as_it_was(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await ConfirmedAsync(installation, county);
        await installation.GoToAsync(new DateOnly(2022, 4, 20));
        await county.SetValueAsync("dibao.rural-standard", "4800.00", "N2021-2.2.2", from: "2022-01-01", published: "2022-04-20");

        Assert.Empty((await ReplayAsync(installation)).Differences);
        var before = await installation.ReadAsync(db => db.Decisions.SingleAsync(d => d.CaseId == family.Case.Id));
        Assert.NotEqual("4800.00", before.Monthly.ToString());
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_run_whose_facts_were_corrected_later_comes_out_as_it_was(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        await installation.GoToAsync(new DateOnly(2022, 3, 2), 11);
        var form = Papers.Family(family.Photo, County.Village, "1");
        form["income"]!["items"]![0]!["amount"] = 1234;
        Assert.True((await county.DoAsync("window", new CorrectApplication(family.Case, County.Json(form), "漏报的收入", Guid.NewGuid()))).Done);
        await installation.GoToAsync(new DateOnly(2022, 3, 2), 12);
        await family.DoAsync("reviewer", "initialReview", InitialReview.Recalculate, Papers.Opinion());
        await DecideAsync(installation, family);

        var report = await ReplayAsync(installation);
        Assert.Empty(report.Differences);
        Assert.Equal((1, 2), (report.Decisions, report.Calculations));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_letter_issued_again_for_a_corrected_name_and_the_first_one_both_come_out(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await ConfirmedAsync(installation, county);
        await installation.GoToAsync(new DateOnly(2022, 3, 14));
        var form = Papers.Family(family.Photo, County.Village, "1");
        form["household"]!["members"]![0]!["name"] = "王小明";
        Assert.True((await county.DoAsync("window", new CorrectApplication(family.Case, County.Json(form), "户口簿为准", Guid.NewGuid()))).Done);

        var report = await ReplayAsync(installation);
        Assert.Empty(report.Differences);
        Assert.Equal(2, report.Letters);
    }

    [Fact]
    public async Task A_replaced_template_takes_no_issued_letter_with_it()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var family = await ConfirmedAsync(installation, county);
        var letter = await installation.ReadAsync(db => db.Letters.SingleAsync(l => l.CaseId == family.Case.Id && l.DecisionId != null));
        var kept = await installation.ReadAsync(db => db.Settings.SingleAsync(s => s.Key == "letter-template/" + letter.TemplateHash));
        Assert.Equal(letter.TemplateHash, new LetterTemplate(letter.Template, kept.Value).Hash);
        await installation.TamperAsync(async db => (await db.Settings.SingleAsync(s => s.Key == kept.Key)).Value = kept.Value.Replace("现确认", "已确认", StringComparison.Ordinal));
        Assert.Equal(["letter"], (await ReplayAsync(installation)).Unexplained.Select(d => d.Part));
    }

    [Fact]
    public async Task What_was_changed_behind_the_program_is_named_by_its_part()
    {
        var (installation, county) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var family = await ConfirmedAsync(installation, county);
        await TamperAsync(installation, "UPDATE calculations SET result = replace(result, '\"members\":', '\"members\":1')");
        Assert.Contains("result", (await ReplayAsync(installation)).Unexplained.Select(d => d.Part));
        await TamperAsync(installation, "UPDATE calculations SET result = replace(result, '\"members\":1', '\"members\":'), \"values\" = replace(\"values\", 'benefit', 'benefits')");
        Assert.Equal(["values"], (await ReplayAsync(installation)).Unexplained.Select(d => d.Part).Distinct());
        Assert.Equal(family.Case.Id, (await installation.ReadAsync(db => db.Decisions.SingleAsync())).CaseId);
    }

    [Fact]
    public async Task A_registered_correction_explains_the_difference_it_names_and_no_other()
    {
        var corrections = Corrections.Parse("corrections.yaml", """
            corrections:
              - { id: 2022-values, released: 2022-06-01, rules: [dibao.assessment], parts: [values], reason: 取值登记有误 }
            """);
        await using var installation = await Installation.DemoAsync(Store.Sqlite, server, corrections);
        await installation.Get<DemoCounty>().LoadAsync(TestContext.Current.CancellationToken);
        await TamperAsync(installation, "UPDATE calculations SET \"values\" = replace(\"values\", 'benefit', 'benefits')");

        var report = await ReplayAsync(installation);
        Assert.NotEmpty(report.Differences);
        Assert.All(report.Differences, d => Assert.Equal("2022-values", d.Correction));
        Assert.Empty(report.Unexplained);
        await TamperAsync(installation, "UPDATE calculations SET explanation = replace(explanation, '家庭', '户')");
        Assert.Equal(["explanation", "letter"], (await ReplayAsync(installation)).Unexplained.Select(d => d.Part).Distinct());
    }

    private static async Task<Journey> ConfirmedAsync(Installation installation, County county)
    {
        var family = await Journey.BeginAsync(installation, county);
        await family.ToApprovalAsync();
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion());
        return family;
    }

    private static async Task DecideAsync(Installation installation, Journey family)
    {
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await installation.GoToAsync(new DateOnly(2022, 3, 3));
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-03"));
        await installation.GoToAsync(new DateOnly(2022, 3, 11));
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-11"));
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion());
    }

    private static Task<ReplayReport> ReplayAsync(Installation installation) => installation.AskAsync(ActingAs.SystemJob("replay"), new ReplayDecisions(null));

    private static Task TamperAsync(Installation installation, string sql) => installation.TamperAsync(db => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
}
