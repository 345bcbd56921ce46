using Xunit.Sdk;
using Xunit.v3;

namespace Approvals.Web.Tests;

/// <summary>Runs the tests of a class in the order they are written, for a class whose first test prepares the others' place.</summary>
public sealed class AsWritten : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase => [.. testCases.OrderBy(t => (t.TestMethod as IXunitTestMethod)?.Method.MetadataToken)];
}
