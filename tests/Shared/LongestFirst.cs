using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Approvals.Tests.Shared.LongestFirst))]

namespace Approvals.Tests.Shared;

/// <summary>Begins the classes that take minutes first, so that the others run beside them on the second core.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["BrowserDesignerTests", "ModelTests", "BrowserEmergencyTests", "AidLimitTests"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Array.FindIndex(Long, name => c.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is var at && at >= 0 ? at : Long.Length)];
}
