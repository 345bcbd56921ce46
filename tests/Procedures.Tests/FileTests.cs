using System.Text;
using System.Text.Json.Nodes;
using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Files;
using Approvals.Procedures.Letters;
using Approvals.Procedures.People;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Photos lose what a phone writes into them, files nobody names go, letters write dates and amounts as offices do.</summary>
public sealed class FileTests(PostgreSqlServer server)
{
    [Fact]
    public void A_photo_keeps_its_picture_and_loses_where_and_when_it_was_taken()
    {
        byte[] exif = [0xFF, 0xE1, 0, 18, .. "Exif\0\0GPS43.8,126"u8[..16]];
        byte[] quantisation = [0xFF, 0xDB, 0, 4, 1, 2];
        byte[] comment = [0xFF, 0xFE, 0, 6, .. "home"u8];
        byte[] picture = [0xFF, 0xDA, 0, 2, 9, 8, 7, 0xFF, 0xD9];

        var clean = ImageCleaning.Clean([0xFF, 0xD8, .. exif, .. quantisation, .. comment, .. picture]);

        Assert.Equal([0xFF, 0xD8, .. quantisation, .. picture], clean);
    }

    [Fact]
    public void Cut_and_odd_photos_are_kept_as_they_are()
    {
        byte[][] odd = [[0xFF, 0xD8, 0xFF], [0xFF, 0xD8, 0xFF, 0xE1, 0xFF], [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 1]];
        Assert.All(odd, bytes => Assert.Equal(bytes, ImageCleaning.Clean(bytes)));
    }

    [Fact]
    public async Task Only_photos_and_scans_are_taken()
    {
        var (installation, _) = await Installation.StartAsync(Store.Sqlite, server);
        await using var gone = installation;
        var store = installation.Get<FileStore>();
        Assert.Equal("file.kind", (await store.KeepAsync("<svg onload=…>"u8.ToArray(), TestContext.Current.CancellationToken)).Refusal!.Code);
        Assert.True((await store.KeepAsync([.. "%PDF-1.7"u8], TestContext.Current.CancellationToken)).Done);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.PostgreSql)]
    public async Task A_file_goes_only_when_it_is_old_and_neither_a_case_nor_a_draft_names_it(Store store)
    {
        var (installation, county) = await Installation.StartAsync(store, server);
        await using var gone = installation;
        var family = await Journey.BeginAsync(installation, county);
        var files = installation.Get<FileStore>();
        async Task<string> KeepAsync(string text) => (await files.KeepAsync(Encoding.UTF8.GetBytes("%PDF-" + text), TestContext.Current.CancellationToken)).Value.File;
        var (left, drafted) = (await KeepAsync("left"), await KeepAsync("drafted"));
        await county.DoAsync("window", new SaveDraft("intake:dibao", County.Json(new JsonObject { ["photo"] = drafted })));
        var named = await installation.ReadAsync(db => db.Evidence.Select(e => e.File).FirstAsync());

        Assert.Equal(0, await installation.AskAsync(ActingAs.SystemJob("test"), new SweepFiles()));
        var written = Directory.EnumerateFiles(Path.Combine(installation.Folder, "files"), "*", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc);
        installation.Time.SetTo(new DateTimeOffset(written).AddDays(8));
        Assert.True(await installation.AskAsync(ActingAs.SystemJob("test"), new SweepFiles()) >= 1);

        Assert.False(files.Has(left));
        Assert.True(files.Has(drafted));
        Assert.True(files.Has(named));
    }

    [Theory]
    [InlineData("2022-03-15", "二〇二二年三月十五日")]
    [InlineData("2010-10-10", "二〇一〇年十月十日")]
    [InlineData("2024-12-31", "二〇二四年十二月三十一日")]
    [InlineData("2021-11-20", "二〇二一年十一月二十日")]
    public void A_letter_writes_its_day_in_characters(string day, string written) =>
        Assert.Equal(written, ChineseWords.Date(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(25000, "贰佰伍拾元整")]
    [InlineData(100560, "壹仟零伍元陆角整")]
    [InlineData(35, "叁角伍分")]
    [InlineData(10005, "壹佰元零伍分")]
    [InlineData(1000000000, "壹仟万元整")]
    [InlineData(10001000000, "壹亿零壹万元整")]
    [InlineData(83333, "捌佰叁拾叁元叁角叁分")]
    public void A_letter_writes_its_amount_in_characters(long fen, string written) => Assert.Equal(written, ChineseWords.Amount(new Money(fen)));
}
