Console.WriteLine("measurements: see docs/testing.md");
