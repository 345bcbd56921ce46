namespace Approvals.Policies;

/// <summary>How the dates of documents are read in one place and call: choices a county or a setting may change.</summary>
/// <param name="Continued">Campaign plans go on past their own timetable whether or not the county confirmed it (A-F19-3, a setting only).</param>
/// <param name="AnniversaryIncluded">A text valid for years is still valid on the anniversary (A-F19-1).</param>
/// <param name="LaterReplaces">A later text of the same level replaces an earlier one on the same matter (A-F19-2).</param>
internal sealed record DocumentReadings(bool Continued, bool AnniversaryIncluded, bool LaterReplaces)
{
    public const string TermEndKey = "policy.term-end";
    public const string LaterTextKey = "policy.later-text";

    /// <summary>The readings of the catalogue.</summary>
    public static DocumentReadings Chosen { get; } = new(false, false, false);
}
