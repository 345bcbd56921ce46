using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Whether a document lasts or ends with its campaign.</summary>
public enum DocumentKind
{
    /// <summary>行动方案: ends with its own timetable unless the county confirms its continuation by document number.</summary>
    CampaignPlan,

    /// <summary>长期文件.</summary>
    LastingText,
}

/// <summary>How well a text is known.</summary>
public enum TextStatus
{
    /// <summary>The text is in hand and was quoted from.</summary>
    Seen,

    /// <summary>Only the substance is known; a county confirms it against the text before letters may rest on it.</summary>
    ToBeConfirmed,

    /// <summary>A place kept for a text nobody has entered yet.</summary>
    Missing,
}

/// <summary>A document of the law: what it is called, where and when it holds.</summary>
public sealed record PolicyDocument
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>The document number (文号), when it has one.</summary>
    public string? Number { get; init; }

    public required DocumentKind Kind { get; init; }

    public required TextStatus Status { get; init; }

    /// <summary>The area it holds in.</summary>
    public required AreaCode Area { get; init; }

    /// <summary>That area's name.</summary>
    public required string AreaName { get; init; }

    /// <summary>When it holds; null for a text not entered yet.</summary>
    public LegalPeriod? Period { get; init; }

    /// <summary>Where the text says how many years it is valid: that number. Whether the anniversary itself still belongs to them is a reading (A-F19-1).</summary>
    public int? Years { get; init; }

    /// <summary>A later text of the same level on the same matter; whether it replaces this one is a reading (A-F19-2). Null: none.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>The clauses that say so.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];

    /// <summary>What governs after its end, in Chinese.</summary>
    public string? Afterwards { get; init; }

    /// <summary>Where it was registered, for messages.</summary>
    public required PackPlace Place { get; init; }

    /// <summary>《社会救助暂行办法》（国务院令第649号）.</summary>
    public string Reference => Number is null ? $"《{Title}》" : $"《{Title}》（{Number}）";
}

/// <summary>One clause of a document.</summary>
/// <param name="Id">For example N2021-2.8.1.</param>
/// <param name="Document">The document's id.</param>
/// <param name="Section">Where it stands, for example 二（八） or 第十二条.</param>
/// <param name="Anchor">The words quoted, in Chinese.</param>
/// <param name="Text">The sentence around the anchor, or the substance where the text is not in hand.</param>
/// <param name="Rule">What it rules, in short.</param>
/// <param name="Exactness">MUST, LOCAL, MUST+LOCAL or CONTEXT.</param>
/// <param name="Place">Where it was registered, for messages.</param>
public sealed record PolicyClause(string Id, string Document, string Section, string Anchor, string Text, string Rule, string Exactness, PackPlace Place)
{
    /// <summary>第十二条, 二（八）; empty where the section is a heading of our own, which belongs in no letter.</summary>
    public string Article => Section.Length > 0 && "第一二三四五六七八九十".Contains(Section[0], StringComparison.Ordinal) ? Section : string.Empty;
}
