using System.Text.Json;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Audit;

/// <summary>One thing wrong: which row, of which case, and what.</summary>
public sealed record Finding(string Where, string What);

/// <summary>What verifying found.</summary>
public sealed record Verification(int Chains, int Events, int Rows, int Anchors, IReadOnlyList<Finding> Findings);

/// <summary>Walks every chain: events follow from each other, recorded rows still have the text they were recorded with, anchors still name the heads.</summary>
public sealed record VerifyChains : IQuestion<Verification>;

internal sealed class VerifyChainsHandler(ActionSession session, RecordedRows recorded) : IRequestHandler<VerifyChains, Verification>
{
    public async Task<Verification> Handle(VerifyChains request, CancellationToken cancellationToken)
    {
        var db = session.Db;
        var findings = new List<Finding>();
        var (events, rows) = (0, 0);
        var instances = await db.Instances.AsNoTracking().ToDictionaryAsync(i => (i.County, i.CaseId), cancellationToken);
        var chains = await db.Events.AsNoTracking().Select(e => new { e.County, e.CaseId }).Distinct().ToListAsync(cancellationToken);
        foreach (var chain in chains)
        {
            var found = await db.Events.AsNoTracking().Where(e => e.County == chain.County && e.CaseId == chain.CaseId).OrderBy(e => e.Seq).ToListAsync(cancellationToken);
            var where = new RowId(chain.County, chain.CaseId).ToString();
            var check = ChainCheck.Of(found, instances.GetValueOrDefault((chain.County, chain.CaseId)));
            if (!check.Whole)
            {
                findings.Add(new Finding($"events {where}", check.Finding));
            }

            events += found.Count;
            rows += await CheckRowsAsync(found, where, findings, cancellationToken);
        }

        findings.AddRange(instances.Keys.Where(k => !chains.Exists(c => c.County == k.County && c.CaseId == k.CaseId))
            .Select(k => new Finding($"events {new RowId(k.County, k.CaseId)}", "整条记录链缺失")));
        var anchors = await CheckAnchorsAsync(findings, cancellationToken);
        return new Verification(chains.Count, events, rows, anchors, findings);
    }

    private async Task<int> CheckRowsAsync(List<CaseEvent> events, string where, List<Finding> findings, CancellationToken cancel)
    {
        var stated = events.SelectMany(e => RowsOf(e)).ToList();
        foreach (var table in stated.GroupBy(r => r.Table))
        {
            var now = await recorded.HashesAsync(table.Key, events[0].County, [.. table.Select(r => r.Id)], cancel);
            foreach (var row in table)
            {
                if (!now.TryGetValue(row.Id, out var hash))
                {
                    findings.Add(new Finding($"{row.Table} {row.Id:N}（案件 {where}）", "记录缺失"));
                }
                else if (hash != row.Hash)
                {
                    findings.Add(new Finding($"{row.Table} {row.Id:N}（案件 {where}）", "记录被改动"));
                }
            }
        }

        return stated.Count;
    }

    private static List<(string Table, Guid Id, string Hash)> RowsOf(CaseEvent e)
    {
        using var text = JsonDocument.Parse(e.Text);
        return text.RootElement.TryGetProperty("rows", out var rows)
            ? [.. rows.EnumerateArray().Select(r => (r[0].GetString()!, r[1].GetGuid(), r[2].GetString()!))]
            : [];
    }

    private async Task<int> CheckAnchorsAsync(List<Finding> findings, CancellationToken cancel)
    {
        var anchors = await session.Db.Anchors.AsNoTracking().OrderBy(a => a.Seq).ToListAsync(cancel);
        var previous = new byte[32];
        foreach (var anchor in anchors)
        {
            if (!anchor.Previous.AsSpan().SequenceEqual(previous) || !EventText.Chain(previous, anchor.Heads).AsSpan().SequenceEqual(anchor.Hash))
            {
                findings.Add(new Finding($"anchors {anchor.Seq}", "锚点被改动"));
            }

            previous = anchor.Hash;
            await CheckHeadsAsync(anchor, findings, cancel);
        }

        return anchors.Count;
    }

    private async Task CheckHeadsAsync(Anchor anchor, List<Finding> findings, CancellationToken cancel)
    {
        using var heads = JsonDocument.Parse(anchor.Heads);
        foreach (var head in heads.RootElement.EnumerateArray())
        {
            var (county, id, seq) = (head[0].GetInt32(), head[1].GetGuid(), head[2].GetInt32());
            var stands = await session.Db.Events.AsNoTracking().Where(e => e.County == county && e.CaseId == id && e.Seq == seq).Select(e => e.Hash).FirstOrDefaultAsync(cancel);
            if (stands is null || Convert.ToHexStringLower(stands) != head[3].GetString())
            {
                findings.Add(new Finding($"events {new RowId(county, id)} #{seq}", $"与锚点 {anchor.Seq} 不符"));
            }
        }
    }
}

/// <summary>Reads recorded rows back and hashes their text as it stands now.</summary>
public sealed class RecordedRows(ActionSession session)
{
    /// <summary>Hashes by id of the rows of a table that still exist.</summary>
    public async Task<Dictionary<Guid, string>> HashesAsync(string table, int county, List<Guid> ids, CancellationToken cancel)
    {
        var db = session.Db;
        return table switch
        {
            "facts" => await HashAsync(db.Facts, county, ids, cancel),
            "evidence" => await HashAsync(db.Evidence, county, ids, cancel),
            "calculations" => await HashAsync(db.Calculations, county, ids, cancel),
            "decisions" => await HashAsync(db.Decisions, county, ids, cancel),
            "letters" => await HashAsync(db.Letters, county, ids, cancel),
            "awards" => await HashAsync(db.Awards, county, ids, cancel),
            "award_segments" => await HashAsync(db.AwardSegments, county, ids, cancel),
            "notices" => await HashAsync(db.Notices, county, ids, cancel),
            "notice_objections" => await HashAsync(db.NoticeObjections, county, ids, cancel),
            "aid_claims" => await HashAsync(db.AidClaims, county, ids, cancel),
            "aid_approvals" => await HashAsync(db.AidApprovals, county, ids, cancel),
            "aid_payments" => await HashAsync(db.AidPayments, county, ids, cancel),
            "owed_papers" => await HashAsync(db.OwedPapers, county, ids, cancel),
            "spot_checks" => await HashAsync(db.SpotChecks, county, ids, cancel),
            "instruments" => await HashAsync(db.Instruments, county, ids, cancel),
            "funds" => await HashAsync(db.Funds, county, ids, cancel),
            "fund_entries" => await HashAsync(db.FundEntries, county, ids, cancel),
            "fund_vouchers" => await HashAsync(db.FundVouchers, county, ids, cancel),
            "fund_closings" => await HashAsync(db.FundClosings, county, ids, cancel),
            _ => throw new InvalidOperationException($"Events name a table {table} that nobody verifies."),
        };
    }

    private static async Task<Dictionary<Guid, string>> HashAsync<T>(IQueryable<T> rows, int county, List<Guid> ids, CancellationToken cancel)
        where T : class, ICountyRow =>
        (await rows.AsNoTracking().Where(r => r.County == county && ids.Contains(r.Id)).ToListAsync(cancel)).ToDictionary(r => r.Id, r => RowText.HashOf(r));
}
