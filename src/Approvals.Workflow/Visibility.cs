using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Approvals.Workflow.Tests")]
