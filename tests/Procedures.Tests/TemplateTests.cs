using System.Globalization;
using System.Text.Json.Nodes;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Letters;
using Approvals.Procedures.People;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Letter templates are files a county may replace: checked before the first letter, kept with every letter.</summary>
public sealed class TemplateTests(PostgreSqlServer server)
{
    private const string County = "220182/dibao/confirmation.txt";

    public static readonly TheoryData<Store> Stores = [Store.Sqlite, Store.PostgreSql];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_county_replaces_a_template_and_letters_of_both_wordings_come_out_again(Store store)
    {
        var (installation, people) = await Installation.StartAsync(store, server);
        await using var _ = installation;
        var before = await ConfirmedAsync(installation, people, "1");
        using var folder = new LetterFolder();
        folder.Write(County, folder.Read("000000/dibao/confirmation.txt").Replace("现确认", "榆树市现确认", StringComparison.Ordinal));
        await using var replaced = installation.Again(store, folder.Path);
        var after = await ConfirmedAsync(replaced, await Tests.County.FindAsync(replaced), "2", "2022-03-11");

        var (first, second) = (await LetterAsync(replaced, before), await LetterAsync(replaced, after));
        Assert.Equal(("000000/dibao/confirmation.txt", County), (first.Template, second.Template));
        Assert.NotEqual(first.TemplateHash, second.TemplateHash);
        Assert.Contains("榆树市现确认", await TextAsync(replaced, second), StringComparison.Ordinal);
        Assert.DoesNotContain("榆树市现确认", await TextAsync(replaced, first), StringComparison.Ordinal);
        var report = await replaced.AskAsync(ActingAs.SystemJob("replay"), new ReplayDecisions(null));
        Assert.Empty(report.Differences);
        Assert.Equal((2, 2), (report.Decisions, report.Letters));
    }

    [Fact]
    public async Task The_letter_carries_the_sheet_and_says_nothing_of_what_would_change_it()
    {
        var (installation, people) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var family = await ConfirmedAsync(installation, people, "1");
        var text = await TextAsync(installation, await LetterAsync(installation, family));
        Assert.Contains("\n---\n# 家庭收入核算与救助金核定表\n", text, StringComparison.Ordinal);
        Assert.Contains("| 月补差额 | ", text, StringComparison.Ordinal);
        Assert.Contains("| 250.00元 | ", text, StringComparison.Ordinal);

        var whatIf = await people.AskAsync("reviewer", new ViewWhatWouldChange(family.Case));
        Assert.True(whatIf!.Lines.Count > 2);
        Assert.All(whatIf.Lines, l => Assert.DoesNotContain(l.Change, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_templates_that_ship_are_sound() => Assert.Empty(CheckTemplates.Of(new LetterPress(Path.Combine(AppContext.BaseDirectory, "letters"))));

    [Theory]
    [InlineData(County, "# 通知\n{{applicnt}}：", 2, "没有“applicnt”这个占位符")]
    [InlineData(County, "# 通知\n\n{{applicant}", 3, "双花括号不成对")]
    [InlineData(County, "# 通知\n{{#each sheet}}{{title}}", 2, "不成对，请补上")]
    [InlineData(County, "{{reasons}}", 1, "没有“reasons”这个占位符")]
    [InlineData("220182/dibao/confirmed.txt", "# 通知", 1, "没有这种文书")]
    [InlineData("榆树/dibao/confirmation.txt", "# 通知", 1, "没有这种文书")]
    public void What_is_wrong_with_a_template_is_said_with_file_line_and_remedy(string file, string text, int line, string said)
    {
        using var folder = new LetterFolder();
        folder.Write(file, text);
        var problem = Assert.Single(CheckTemplates.Of(new LetterPress(folder.Path)));
        Assert.Equal((file, line), (problem.File, problem.Line));
        Assert.Contains(said, problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_typed_cannot_make_a_cell_or_a_row_of_its_own()
    {
        var (installation, people) = await Installation.StartAsync(Store.Sqlite, server);
        await using var _ = installation;
        var family = await ConfirmedAsync(installation, people, "1", bend: form => Papers.With(form, "income.items[0].line", "镇|食品|厂"));
        var annex = (await TextAsync(installation, await LetterAsync(installation, family))).Split("\n---\n")[1];
        Assert.Contains("镇｜食品｜厂", annex, StringComparison.Ordinal);
        Assert.All(annex.Split('\n').Where(l => l.StartsWith('|')), row => Assert.Equal(6, row.Split('|').Length));
    }

    private static async Task<Journey> ConfirmedAsync(Installation installation, County people, string seed, string on = "2022-03-01", Func<JsonObject, JsonObject>? bend = null)
    {
        var family = await Journey.BeginAsync(installation, people, bend, seed, on: on);
        await family.DoAsync("window", "acceptance", Acceptance.Accepted);
        var day = DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        await installation.GoToAsync(day.AddDays(1));
        await family.InvestigateAsync(Text(day.AddDays(1)));
        await family.DoAsync("reviewer", "propertyReview", PropertyTest.Within, Papers.Reason());
        await family.DoAsync("reviewer", "initialReview", InitialReview.ProposeConfirm, Papers.Opinion());
        await installation.GoToAsync(day.AddDays(2));
        await family.DoAsync("assistant", "noticePosting", NoticePosting.Posted, Papers.Posting(family.Photo, Text(day.AddDays(2))));
        await installation.GoToAsync(day.AddDays(10));
        await family.DoAsync("assistant", "noticeResult", NoticeResult.NoObjection, Papers.NoticeEnd(family.Photo, Text(day.AddDays(10))));
        await family.DoAsync("officer", "countyExamination", CountyExamination.Agree, Papers.Opinion());
        await family.DoAsync("county-leader", "countyApproval", Approval.Confirmed, Papers.Opinion());
        return family;
    }

    private static Task<Letter> LetterAsync(Installation installation, Journey family) =>
        installation.ReadAsync(db => db.Letters.SingleAsync(l => l.CaseId == family.Case.Id && l.DecisionId != null));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<string> TextAsync(Installation installation, Letter letter) =>
        (await installation.DoAsync(ActingAs.SystemJob("test"), new PrintLetter(letter.Address))).Value.Text;

    /// <summary>A copy of the shipped templates to write in.</summary>
    private sealed class LetterFolder : IDisposable
    {
        public LetterFolder()
        {
            foreach (var file in Directory.EnumerateFiles(Shipped, "*.txt", SearchOption.AllDirectories))
            {
                Write(System.IO.Path.GetRelativePath(Shipped, file), File.ReadAllText(file));
            }
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("approvals-letters-").FullName;

        private static string Shipped => System.IO.Path.Combine(AppContext.BaseDirectory, "letters");

        public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

        public void Write(string name, string text)
        {
            var file = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
