using System.Reflection;
using Approvals.Policies;
using Approvals.Procedures.Audit;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Demo;
using Approvals.Procedures.Designer;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Files;
using Approvals.Procedures.Incidents;
using Approvals.Procedures.Legality;
using Approvals.Procedures.Letters;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Approvals.Workflow;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Approvals.Procedures;

/// <summary>Where an installation keeps its things.</summary>
public sealed record ApprovalsOptions
{
    /// <summary>Files, key, and on SQLite the database.</summary>
    public required string DataFolder { get; init; }

    /// <summary>sqlite or postgresql; memory begins with a copy of the SQLite file and keeps nothing.</summary>
    public string Database { get; init; } = "sqlite";

    /// <summary>For PostgreSQL.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The folder of letter templates.</summary>
    public string LetterFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "letters");

    /// <summary>The folder of workflow definitions loaded at start.</summary>
    public string WorkflowFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "workflows");

    /// <summary>The demo county, its made-up values, its clock and its printed passwords; never in production.</summary>
    public bool Demo { get; init; }
}

/// <summary>Puts the room together: MediatR handlers by one scan, steps by one scan, the lane of the chosen database.</summary>
public static class Composition
{
    private static readonly Assembly Room = typeof(Composition).Assembly;

    public static IServiceCollection AddApprovals(this IServiceCollection services, ApprovalsOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<BusinessClock>();
        services.AddSingleton(_ => Seals.FromFile(Path.Combine(options.DataFolder, "approvals.key")));
        services.AddSingleton<Lane>(s => LaneOf(options, s.GetRequiredService<BusinessClock>()));
        services.AddSingleton(s => new FileStore(Path.Combine(options.DataFolder, "files"), s.GetRequiredService<Seals>()));
        services.AddSingleton(_ => ShippedPacks.Load(options.Demo));
        services.AddSingleton(_ => WorkCalendars.Shipped());
        services.AddSingleton(_ => Divisions.Shipped());
        services.AddSingleton(_ => new LetterPress(options.LetterFolder));
        services.AddSingleton(_ => Corrections.Shipped());
        services.AddSingleton<PolicyShelf>();
        services.AddSingleton<ClauseCatalogue>();
        services.AddSingleton<ParameterLines>();
        services.AddSingleton(_ => new Steps(Activities()));
        services.AddSingleton<Definitions>();
        services.AddSingleton(s => LegalityLint.OfProduct(s.GetRequiredService<Steps>()));
        services.AddSingleton<PublishCheck>();
        services.AddSingleton<BigInboxes>();
        services.AddSingleton<Actions>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<TimerLoop>();
        services.AddSingleton<WorkLoop>();
        services.AddSingleton<IWork, RetryBlocked>();
        services.AddSingleton<IWork, ChildWork>();
        services.AddSingleton<IWork, Publishing>();
        services.AddSingleton<DemoClock>();
        services.AddSingleton<DemoCounty>();
        return services.AddMediator().AddDesks();
    }

    /// <summary>One of every step this room offers.</summary>
    public static IEnumerable<Activity> Activities() => Room.GetTypes()
        .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(Activity)))
        .OrderBy(t => t.FullName, StringComparer.Ordinal)
        .Select(t => (Activity)Activator.CreateInstance(t)!);

    private static Lane LaneOf(ApprovalsOptions options, BusinessClock clock) => options.Database switch
    {
        "sqlite" => new SqliteLane(Path.Combine(options.DataFolder, "approvals.db"), clock),
        "memory" => SqliteLane.InMemory(Path.Combine(options.DataFolder, "approvals.db"), clock),
        "postgresql" => new PostgreSqlLane(options.ConnectionString ?? throw new NotReadyException("PostgreSQL 需要连接串：请设置 Approvals__ConnectionString"), clock),
        var odd => throw new NotReadyException($"不认识数据库“{odd}”：请写 sqlite、postgresql 或 memory（不保存，只供试用和测试）"),
    };

    // MediatR 5.1 has no registration package here; this scan is all it needs.
    private static IServiceCollection AddMediator(this IServiceCollection services)
    {
        services.AddScoped<SessionHolder>();
        services.AddScoped(s => s.GetRequiredService<SessionHolder>().Session);
        services.AddScoped<ServiceFactory>(s => s.GetService!);
        services.AddScoped<IMediator, Mediator>();
        foreach (var handler in Room.GetTypes().Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var contract in handler.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            {
                services.AddScoped(contract, handler);
            }
        }

        return services;
    }

    // What handlers share inside one action.
    private static IServiceCollection AddDesks(this IServiceCollection services) => services
        .AddScoped<Cases>()
        .AddScoped<Sentences>()
        .AddScoped<RecordedRows>()
        .AddScoped<References>()
        .AddScoped<IncidentDesk>()
        .AddScoped<IncidentWords>()
        .AddScoped<RepairWays>()
        .AddScoped<Driver>()
        .AddScoped<OutputRows>()
        .AddScoped<CountyJournal>()
        .AddScoped<DefinitionShelf>()
        .AddScoped<LetterDesk>()
        .AddScoped<ValueTrial>()
        .AddScoped<Deciding>()
        .AddScoped<VisitRecords>()
        .AddScoped<NoticeContents>()
        .AddScoped<FundDesk>()
        .AddScoped<AidIntake>()
        .AddScoped<AidLimits>()
        .AddScoped<AidDeciding>()
        .AddScoped<AidIdentity>();
}
