using Approvals.Domain;
using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>The shipped packs, loaded once for all tests.</summary>
internal static class Law
{
    public static PolicySet Shipped { get; } = ShippedPacks.Load(withDemo: true);

    public static RuleBook Rules { get; } = new(Shipped, Divisions.Shipped());

    public static AreaCode Yushu { get; } = AreaCode.Parse("220182");

    public static LawOfTheDay InYushuOn(string day) => Shipped.On(Yushu, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
}
