using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;

// Usage: dotnet run --project src/Approvals.Storage.Tool -- <MigrationName>   (from the repository root)
var name = args is [var first] ? first : throw new ArgumentException("Name the migration, e.g. Start");

Scaffold("Approvals.Storage.Sqlite", new DbContextOptionsBuilder<ApprovalsDb>()
    .UseSqlite("Data Source=:memory:", o => o.MigrationsAssembly("Approvals.Storage.Sqlite")).Options);
Scaffold("Approvals.Storage.PostgreSql", new DbContextOptionsBuilder<ApprovalsDb>()
    .UseNpgsql("Host=localhost", o => o.MigrationsAssembly("Approvals.Storage.PostgreSql")).Options);

void Scaffold(string project, DbContextOptions<ApprovalsDb> options)
{
    var assembly = System.Reflection.Assembly.Load(project);
    using var db = new ApprovalsDb(options, ActingAs.SystemJob("migrations"));
    var services = new DesignTimeServicesBuilder(assembly, assembly, new OperationReporter(new OperationReportHandler()), []).Build(db);
    using var scope = services.CreateScope();
    var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
    var directory = Path.Combine("src", project);
    var migration = scaffolder.ScaffoldMigration(name, project, "Migrations");
    var files = scaffolder.Save(directory, migration, Path.Combine(directory, "Migrations"), false);
    Console.WriteLine($"{project}: {files.MigrationFile}");
}
