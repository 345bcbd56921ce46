using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>County values as the application would hand them over.</summary>
internal static class CountyValues
{
    public static CountyValue Of(string key, string value, params string[] cites) => new(
        "row-1", "220182", key, Days.Of("2022-02-01"), null, Days.Of("2022-01-20"), value, cites, "榆民发〔2022〕1号", "甲", "乙",
        DateTimeOffset.Parse("2022-01-25T09:00:00+08:00", System.Globalization.CultureInfo.InvariantCulture));
}
