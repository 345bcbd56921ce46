using System.Text.RegularExpressions;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Reads the documents and clauses of a file.</summary>
internal static partial class DocumentReader
{
    private static readonly Dictionary<string, DocumentKind> Kinds = new()
    {
        ["行动方案"] = DocumentKind.CampaignPlan,
        ["长期文件"] = DocumentKind.LastingText,
    };

    private static readonly Dictionary<string, TextStatus> Statuses = new()
    {
        ["seen"] = TextStatus.Seen,
        ["to-be-confirmed"] = TextStatus.ToBeConfirmed,
        ["missing"] = TextStatus.Missing,
    };

    private static readonly string[] Exactness = ["MUST", "LOCAL", "MUST+LOCAL", "CONTEXT"];

    public static void Read(PackSections file, PackContents contents)
    {
        if (!contents.AreaNames.TryAdd(file.Area, file.AreaName) && contents.AreaNames[file.Area] != file.AreaName)
        {
            file.Map!.Error($"区域名称“{file.AreaName}”与别的文件里的“{contents.AreaNames[file.Area]}”不同。", "请统一 areaName。");
        }

        foreach (var member in file.Map!.Members("documents"))
        {
            if (MapReader.Of(member.Value, file.Errors) is { } map && ReadDocument(member.Key, map, file) is { } document
                && !contents.Documents.TryAdd(document.Id, document))
            {
                map.Error($"文件“{document.Id}”登记了两次。", "请只保留一处。");
            }
        }

        foreach (var map in file.Map.Maps("clauses", required: false))
        {
            if (ReadClause(map, file.Errors) is { } clause && !contents.Clauses.TryAdd(clause.Id, clause))
            {
                map.Error($"条款“{clause.Id}”登记了两次。", "请只保留一处。");
            }
        }
    }

    private static PolicyDocument? ReadDocument(string id, MapReader map, PackSections file)
    {
        if (!DocumentId().IsMatch(id))
        {
            map.Error($"“{id}”不能作为文件编号。", "请用大写字母和数字，如 JL2020。");
        }

        var (title, number, afterwards) = (map.Text("title"), map.OptionalText("number"), map.OptionalText("afterwards"));
        var (kind, status) = (map.Word("kind", Kinds.Keys), map.Word("status", Statuses.Keys));
        var (years, replacedBy) = (map.OptionalCount("years"), map.OptionalText("replacedBy"));
        var (clauses, period) = (map.Texts("cites", required: false), Period(map, kind, status, years));
        map.RefuseTheRest();
        return title is null || kind is null || status is null ? null : new PolicyDocument
        {
            Id = id,
            Title = title,
            Number = number,
            Kind = Kinds[kind],
            Status = Statuses[status],
            Area = file.Area,
            AreaName = file.AreaName,
            Period = period,
            Years = years,
            ReplacedBy = replacedBy,
            Clauses = clauses,
            Afterwards = afterwards,
            Place = file.Errors.At(map.Line),
        };
    }

    private static LegalPeriod? Period(MapReader map, string? kind, string? status, int? years)
    {
        var from = status == "missing" ? map.OptionalDay("from") : map.Day("from");
        var to = kind == "行动方案" && years is null ? map.Day("to") : map.OptionalDay("to");
        if (years is not null && to is not null)
        {
            map.Error("既写了有效年数又写了失效日。", "请只保留 years 或 to。");
        }

        // Valid five years from a day: to the day before the fifth anniversary (A-F19-1).
        to ??= years is { } n ? from?.AddYears(n).AddDays(-1) : null;
        if (to < from)
        {
            map.Error("失效日早于生效日。", "请核对 from 和 to。");
        }

        return from is { } first && !(to < first) ? new LegalPeriod(first, to) : null;
    }

    private static PolicyClause? ReadClause(MapReader map, PackErrors errors)
    {
        var id = map.Text("id");
        var document = map.OptionalText("document") ?? id?.Split('-')[0];
        var section = map.Text("section");
        var exactness = map.Word("exactness", Exactness);
        var anchor = map.OptionalText("anchor");
        var text = map.Text("text");
        var rule = map.Text("rule");
        map.RefuseTheRest();
        if (anchor is not null && text?.Contains(anchor, StringComparison.Ordinal) == false)
        {
            map.Error($"引文“{anchor}”不在条文里。", "请照原文摘录。");
        }

        return id is null || section is null || exactness is null || text is null || rule is null
            ? null
            : new PolicyClause(id, document!, section, anchor ?? text, text, rule, exactness, errors.At(map.Line));
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]{1,15}$")]
    private static partial Regex DocumentId();
}
