namespace Approvals.Web.Tests;

/// <summary>The demo county as its sign-in page tells it.</summary>
internal static class Demo
{
    public const string Password = "yushu-demo-2022";

    /// <summary>弓棚镇三太村, where the window 陈静 and the assistant 高春生 work.</summary>
    public const string Village = Papers.Village;

    /// <summary>A village of the other township: out of scope for 弓棚镇.</summary>
    public const string OtherVillage = "220182103200";

    public static readonly DateOnly FirstDay = new(2022, 3, 1);
}
