using Approvals.Benchmarks;

// Prints the tables of docs/testing.md; everything is compared with its neighbours in one run.
// Usage: dotnet run -c Release --project tests/Benchmarks [-- --quick] [-- --approvals | --rules]
//   one linear task completion beside hand-written ADO.NET and a naive EF Core version, and whole approvals of six steps (these alone: --approvals);
//   --rules: a million households beside a tight loop and naive objects, explanations, lines of calculate
var quick = args.Contains("--quick");
if (args.Contains("--rules"))
{
    return RulesBenchmark.Run(quick);
}

if (!args.Contains("--approvals"))
{
    await CompletionBenchmark.RunAsync(quick);
    Console.WriteLine();
}

await ApprovalBenchmark.RunAsync(quick);
return 0;
