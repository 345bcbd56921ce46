using Approvals.Benchmarks;

// Measures one linear task completion beside hand-written ADO.NET with the same rows and a naive EF Core version, alternating in one run;
// and whole approvals of six steps. Prints the tables of docs/testing.md.
// Usage: dotnet run -c Release --project tests/Benchmarks [-- --quick] [-- --approvals]
var quick = args.Contains("--quick");
if (!args.Contains("--approvals"))
{
    await CompletionBenchmark.RunAsync(quick);
    Console.WriteLine();
}

await ApprovalBenchmark.RunAsync(quick);
