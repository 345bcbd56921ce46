using Approvals.Benchmarks;

// Measures one linear task completion beside hand-written ADO.NET with the same rows and a naive EF Core version, alternating in one run.
// Usage: dotnet run -c Release --project tests/Benchmarks        (prints the table of docs/testing.md)
return await CompletionBenchmark.RunAsync(args.Contains("--quick"));
