using Approvals.Benchmarks;

// Prints the tables of docs/testing.md.
// Usage: dotnet run -c Release --project tests/Benchmarks [--quick]             one task completion beside hand-written ADO.NET and naive EF Core
//        dotnet run -c Release --project tests/Benchmarks -- --rules [--quick]  a million households beside a tight loop and naive objects; explanations; calculate
return args.Contains("--rules") ? RulesBenchmark.Run(args.Contains("--quick")) : await CompletionBenchmark.RunAsync(args.Contains("--quick"));
