using Approvals.Procedures.Casework;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Notices;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Races, repetitions, other people's cases, people who are in another case already.</summary>
public sealed class BadLuckTests(PostgreSqlServer server)
{
    public static readonly TheoryData<Store> Stores = [Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task Of_eight_people_racing_for_a_task_one_wins_and_the_others_read_who(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var names = Enumerable.Range(1, 8).Select(i => $"racer{i}").ToList();
        foreach (var name in names)
        {
            await county.HireAsync(name, County.Township, Roles.Window);
        }

        var family = await Journey.BeginAsync(installation, county);
        var task = await family.TaskAsync("acceptance");
        var acting = await Task.WhenAll(names.Select(county.AsAsync));
        var replies = await Task.WhenAll(acting.Select(a => installation.DoAsync(a, new CompleteTask(task, Acceptance.Accepted, County.Json([]), Guid.NewGuid()))));

        var winner = Assert.Single(replies, r => r.Done);
        Assert.True(winner.Value.Completed);
        Assert.All(replies.Where(r => !r.Done), r => Assert.Matches("^这项待办已由racer.同志于 2022-03-01", r.Refusal!.Message));
        Assert.Equal(2, (await family.OpenAsync()).Count);
        Assert.Single(await installation.ReadAsync(db => db.Letters.ToListAsync()));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Two_branches_completed_at_the_same_moment_both_count(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var (centre, investigator) = (await county.AsAsync("centre"), await county.AsAsync("investigator"));
        for (var round = 0; round < 10; round++)
        {
            var family = await Journey.BeginAsync(installation, county, seed: $"{round + 50}");
            await family.DoAsync("window", "acceptance", Acceptance.Accepted);
            var (check, visit) = (await family.TaskAsync("informationCheck"), await family.TaskAsync("homeVisit"));
            var replies = await Task.WhenAll(
                installation.DoAsync(centre, new CompleteTask(check, InformationCheck.Answered, County.Json(Papers.Check()), Guid.NewGuid())),
                installation.DoAsync(investigator, new CompleteTask(visit, HomeVisit.Visited, County.Json(Papers.Visit(family.Photo, "2022-03-01", county.IdOf("investigator"), county.IdOf("investigator2"))), Guid.NewGuid())));

            Assert.All(replies, r => Assert.True(r.Done, Journey.Say(r.Refusal)));
            Assert.Equal("propertyReview", Assert.Single(await family.OpenAsync()).ActivityId);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_same_command_twice_has_one_effect_and_the_same_answer_and_another_body_is_refused(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var form = Papers.Family(await county.PhotoAsync());
        var command = Guid.NewGuid();

        var first = await county.ApplyAsync("window", form, command);
        var again = await county.ApplyAsync("window", form, command);
        var other = await county.ApplyAsync("window", Papers.With(form, "household.group", "四组"), command);
        var someoneElse = await county.ApplyAsync("assistant", Papers.Family(await county.PhotoAsync(), seed: "2"), command);

        Assert.Equal(first.Value, again.Value);
        Assert.Equal(("command.reused", RefusalKind.Invalid), (other.Refusal!.Code, other.Refusal.Kind));
        Assert.True(someoneElse.Done, Journey.Say(someoneElse.Refusal));
        Assert.Equal(2, await installation.ReadAsync(db => db.Cases.CountAsync()));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_refused_command_is_not_remembered_and_may_be_sent_again_corrected(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var form = Papers.Family(await county.PhotoAsync());
        var command = Guid.NewGuid();

        Assert.False((await county.ApplyAsync("window", Papers.With(form, "household.members[0].idNumber", "123"), command)).Done);
        Assert.True((await county.ApplyAsync("window", form, command)).Done);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_case_of_another_township_does_not_exist_for_us(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        var task = await family.TaskAsync("acceptance");

        Assert.Null(await county.AskAsync("staff-a", new ViewCase(family.Case)));
        Assert.Null(await county.AskAsync("staff-a", new ViewTask(task)));
        Assert.Null(await county.AskAsync("staff-a", new ViewHousehold(family.Case)));
        Assert.Empty((await county.AskAsync("staff-a", new Inbox(new InboxFilter()))).Rows);
        Assert.Equal(0, (await county.AskAsync("staff-a", new ListCases(new CaseFilter("张德福")))).Total);
        Assert.Equal(RefusalKind.NotFound, (await county.CompleteAsync("staff-a", task, Acceptance.Accepted)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await county.DoAsync("staff-a", new WithdrawApplication(family.Case, County.Json([]), Guid.NewGuid()))).Refusal!.Kind);
        Assert.Null(await installation.AskAsync(ActingAs.Nobody, new ViewCase(family.Case)));
        Assert.Null(await county.AskAsync("finance", new ViewCase(family.Case)));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_person_in_another_case_is_answered_with_five_fields_and_the_look_is_logged(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await Journey.BeginAsync(installation, county);

        var second = await county.ApplyAsync("staff-a", Papers.Family(await county.PhotoAsync(), County.SmallVillage));

        Assert.Equal("application.duplicate", second.Refusal!.Code);
        Assert.Equal(["救助种类", "状态", "申请月份", "办理单位", "联系电话"], second.Refusal.Card.Keys);
        Assert.Equal(["最低生活保障", "正在办理", "2022-03", "弓棚镇", "13800000001、13800000002"], second.Refusal.Card.Values);
        var entry = await installation.ReadAsync(db => db.AccessEntries.SingleAsync(a => a.Kind == "duplicate-card"));
        Assert.Equal(county.IdOf("staff-a"), entry.OfficialId);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_held_task_is_not_taken_away_and_a_double_click_on_claim_is_harmless(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        await county.HireAsync("window2", County.Township, Roles.Window);
        var family = await Journey.BeginAsync(installation, county);
        var task = await family.TaskAsync("acceptance");
        var command = Guid.NewGuid();

        Assert.True((await county.DoAsync("window", new ClaimTask(task, command))).Done);
        Assert.True((await county.DoAsync("window", new ClaimTask(task, command))).Done);
        var other = await county.CompleteAsync("window2", task, Acceptance.Accepted);
        Assert.Equal(("task.held", "window同志已于 2022-03-01 09:00 领取这项待办"), (other.Refusal!.Code, other.Refusal.Message));
        Assert.True((await county.DoAsync("window", new ReleaseTask(task, Guid.NewGuid()))).Done);
        Assert.True((await county.CompleteAsync("window2", task, Acceptance.Accepted)).Done);
    }

    [Fact]
    public async Task A_notice_has_not_hung_before_there_was_anything_to_show()
    {
        var (installation, county) = await Installation.StartAsync(Store.Memory, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        await installation.GoToAsync(new DateOnly(2022, 3, 3));
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await installation.GoToAsync(new DateOnly(2022, 3, 4));
        foreach (var early in new[] { "2022-02-20", "2022-03-02" })
        {
            var refused = (await family.TryAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, early))).Refusal!;
            Assert.Equal(("postedOn", "O01"), (Assert.Single(refused.Fields).Path, refused.Clause));
            Assert.Contains("2022-03-03", refused.Fields[0].Message, StringComparison.Ordinal);
        }

        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-03"));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_objection_by_the_web_is_taken_only_while_the_notice_stands_and_blocks_a_clean_result(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await installation.GoToAsync(new DateOnly(2022, 3, 3));
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-03"));
        var web = ActingAs.SystemJob("web-board");
        var posted = Assert.Single(await installation.AskAsync(web, new WebBoard(County.Township)));
        Assert.True(RowId.TryParse(posted.NoticeId, out var notice));

        var taken = await installation.DoAsync(web, new RecordObjection(notice, "web", new ObjectionForm { Text = "这家儿子在外打工。", Name = "邻居", Phone = "139" }, Guid.NewGuid()));
        Assert.True(taken.Done, Journey.Say(taken.Refusal));
        var early = await family.TaskAsync("noticeResult").ContinueWith(t => t.IsFaulted, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.True(early, "the result cannot be registered before the period is over");
        await installation.GoToAsync(new DateOnly(2022, 3, 11));
        Assert.Empty(await installation.AskAsync(web, new WebBoard(County.Township)));
        Assert.Equal("notice.unknown", (await installation.DoAsync(web, new RecordObjection(notice, "web", new ObjectionForm { Text = "再说一次" }, Guid.NewGuid()))).Refusal!.Code);
        Assert.Equal("objection", Assert.Single((await family.TryAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-11"))).Refusal!.Fields).Path);
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, "2022-03-11", objection: true));
        Assert.True(await family.IsOpenAsync("objectionVisit"));

        // Nothing of what the objector said, and nothing of who it was, stands in the chain.
        var texts = await installation.ReadAsync(db => db.Events.Where(e => e.CaseId == family.Case.Id).Select(e => e.Text).ToListAsync());
        Assert.All(texts, t => Assert.DoesNotContain("邻居", t, StringComparison.Ordinal));
        Assert.All(texts, t => Assert.DoesNotContain("打工", t, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_boards_show_what_their_lists_allow_and_nothing_else(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        await family.ToInitialReviewAsync();
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await installation.GoToAsync(new DateOnly(2022, 3, 3));
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, "2022-03-03"));

        var web = Assert.Single(await installation.AskAsync(ActingAs.SystemJob("web-board"), new WebBoard("220182")));
        Assert.Equal(
            ["张*福", "弓棚镇三太村委会", "3 人", "250.00 元", "2022-03-03 至 2022-03-10"],
            web.Fields.Values);
        Assert.True(RowId.TryParse(web.NoticeId, out var notice));
        var board = (await county.DoAsync("assistant", new BoardSheet(notice))).Value;
        Assert.Equal(["张德福", "三组", "3 人", "最低生活保障", "250.00 元", "2022-03-03 至 2022-03-10", "13800000001、13800000002"], board.Fields.Values);
        foreach (var shown in web.Fields.Values.Concat(board.Fields.Values))
        {
            Assert.DoesNotContain(Papers.Id("22018219680305", "1", 1)[^4..], shown, StringComparison.Ordinal);
            Assert.DoesNotContain("李秀英", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("食品厂", shown, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Lockout_after_five_wrong_passwords_and_sign_out_everywhere_after_a_change(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var signIn = installation.Get<SignIn>();
        var good = await signIn.TryAsync("Window ", "a-long-password", TestContext.Current.CancellationToken);
        Assert.True(good.Done);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("sign-in.wrong", (await signIn.TryAsync("window", "wrong", TestContext.Current.CancellationToken)).Refusal!.Code);
        }

        Assert.Equal("sign-in.locked", (await signIn.TryAsync("window", "wrong", TestContext.Current.CancellationToken)).Refusal!.Code);
        Assert.Equal("sign-in.locked", (await signIn.TryAsync("window", "a-long-password", TestContext.Current.CancellationToken)).Refusal!.Code);
        installation.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.True((await signIn.TryAsync("window", "a-long-password", TestContext.Current.CancellationToken)).Done);
        Assert.Equal("sign-in.wrong", (await signIn.TryAsync("nobody", "a-long-password", TestContext.Current.CancellationToken)).Refusal!.Code);

        var before = await county.AsAsync("window");
        Assert.True((await installation.DoAsync(before, new SetPassword(county.IdOf("window"), "another-long-one", Guid.NewGuid()))).Done);
        Assert.False((await county.AsAsync("window")).IsSomebody);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task An_id_number_is_shown_to_the_holder_freely_to_others_for_a_reason_and_logged_once_a_day(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);
        var page = await county.AskAsync("window", new ViewHousehold(family.Case));
        var member = page!.Members[0];
        Assert.Equal("220***********" + Papers.Id("22018219680305", "1", 1)[^4..], member.MaskedId);

        var citizen = Guid.Parse(member.CitizenId);
        Assert.Equal("reason", Assert.Single((await county.DoAsync("window", new RevealNumber(family.Case, citizen, "1"))).Refusal!.Fields).Path);
        Assert.Equal(Papers.Id("22018219680305", "1", 1), (await county.DoAsync("window", new RevealNumber(family.Case, citizen, "核对身份"))).Value);
        await county.DoAsync("window", new RevealNumber(family.Case, citizen, "打印文书"));
        Assert.Single(await installation.ReadAsync(db => db.AccessEntries.Where(a => a.Kind == "reveal").ToListAsync()));
        await county.DoAsync("window", new ClaimTask(await family.TaskAsync("acceptance"), Guid.NewGuid()));
        installation.Time.Advance(TimeSpan.FromDays(1));
        Assert.True((await county.DoAsync("window", new RevealNumber(family.Case, citizen, null))).Done);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task The_application_as_typed_is_shown_to_those_who_may_correct_it_only_and_logged_once_a_day(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var family = await Journey.BeginAsync(installation, county);

        foreach (var onlooker in new[] { "auditor", "centre", "officer", "assistant" })
        {
            Assert.Equal("task.role", (await county.DoAsync(onlooker, new ApplicationAsTyped(family.Case))).Refusal!.Code);
        }

        Assert.Equal("case.unknown", (await county.DoAsync("staff-a", new ApplicationAsTyped(family.Case))).Refusal!.Code);
        Assert.Empty(await installation.ReadAsync(db => db.AccessEntries.Where(a => a.Kind == "reveal").ToListAsync()));
        Assert.True((await county.DoAsync("window", new ApplicationAsTyped(family.Case))).Done);
        Assert.True((await county.DoAsync("window", new ApplicationAsTyped(family.Case))).Done);
        Assert.Single(await installation.ReadAsync(db => db.AccessEntries.Where(a => a.Kind == "reveal").ToListAsync()));
    }
}
