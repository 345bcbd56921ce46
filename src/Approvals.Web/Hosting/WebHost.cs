using System.Text.Encodings.Web;
using System.Text.Unicode;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Demo;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.Letters;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Versions;
using Approvals.Web.Access;
using Approvals.Web.Api;
using Approvals.Web.Designer;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Hosting;

/// <summary>Puts the host together. The one place that names the system clock.</summary>
public static class WebHost
{
    private const long LargestForm = 100L * 1024 * 1024;

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args });
        Configure(builder);
        var app = builder.Build();
        Map(app);
        return app;
    }

    /// <summary>The services alone, for a verb: no pages, and what is logged goes to standard error, so that the answers stand alone.</summary>
    public static WebApplication BuildForVerb(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args });
        builder.Logging.ClearProviders().AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        Configure(builder);
        return builder.Build();
    }

    /// <summary>Everything the host needs; tests add their own clock and folder before building.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // An unpublished build serves its assets from where they are built, whatever the environment.
        builder.WebHost.UseStaticWebAssets();
#pragma warning disable RS0030 // The composition root names the system clock, once.
        services.AddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        services.AddApprovals(OptionsOf(builder.Configuration, builder.Environment));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorPages(o => o.Conventions.AuthorizeFolder("/").AllowAnonymousToPage("/SignIn").AllowAnonymousToPage("/SetUp").AllowAnonymousToFolder("/Board").AllowAnonymousToPage("/Problem"));
        services.AddAntiforgery(o => o.HeaderName = "RequestVerificationToken");
        services.Configure<FormOptions>(o => { o.MultipartBodyLengthLimit = LargestForm; o.ValueCountLimit = 4096; });
        AddSignIn(services);
        services.AddOpenApi();
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddHttpContextAccessor();
        services.AddScoped<Current>();
        services.AddSingleton<BoardLimit>();
        services.AddHostedService<BackgroundLoops>();
        services.AddSingleton<SetupCode>();
    }

    /// <summary>Before the first request: schema, workflow files, clock, demo.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancel)
    {
        var services = app.Services;
        var options = services.GetRequiredService<ApprovalsOptions>();
        await services.GetRequiredService<Lane>().PrepareAsync(migrate: options.Demo, cancel);
        await services.GetRequiredService<Actions>().DoAsync(ActingAs.SystemJob("start"), new LoadDefinitions(DefinitionFiles.Read(options.WorkflowFolder)), cancel);
        if (CheckTemplates.Of(services.GetRequiredService<LetterPress>()) is { Count: > 0 } problems)
        {
            throw new NotReadyException("文书模板有误，改好以后再启动：\n" + string.Join('\n', problems.Select(p => p.Sentence)));
        }

        await RefuseMissingStepsAsync(services.GetRequiredService<Actions>(), cancel);
        if (options.Demo)
        {
            await services.GetRequiredService<DemoClock>().ResumeAsync(cancel);
            await services.GetRequiredService<DemoCounty>().LoadAsync(cancel);
        }

        await services.GetRequiredService<SetupCode>().PrintAsync(cancel);
    }

    // A handler that a running case needs may not be removed: better no start than cases that stop one by one.
    private static async Task RefuseMissingStepsAsync(Actions actions, CancellationToken cancel)
    {
        var missing = await actions.AskAsync(ActingAs.SystemJob("start"), new FindMissingSteps(), cancel);
        if (missing.Count > 0)
        {
            throw new NotReadyException(
                $"正在办理的案件还需要本程序没有的环节：{string.Join("、", missing.Select(m => $"{m.Type} 版本 {m.Version}（流程版本 {string.Join("、", m.By.Select(v => v.VersionId))}）"))}。"
                + "请换回原来的程序，办完或换版本以后再升级；运行“workflows usage”可以列出哪些案件在用");
        }
    }

    /// <summary>Where things are, without opening any of them.</summary>
    public static ApprovalsOptions ReadOptions(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args });
        return OptionsOf(builder.Configuration, builder.Environment);
    }

    private static ApprovalsOptions OptionsOf(ConfigurationManager configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("Approvals");
        return new ApprovalsOptions
        {
            DataFolder = Path.GetFullPath(section["DataFolder"] ?? "data", environment.ContentRootPath),
            Database = section["Database"] ?? "sqlite",
            ConnectionString = section["ConnectionString"],
            Demo = section.GetValue<bool>("Demo"),
        };
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeysInDatabase>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(o =>
            {
                o.LoginPath = "/SignIn";
                o.AccessDeniedPath = "/Problem";
                o.Cookie.Name = "approvals";
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.ExpireTimeSpan = TimeSpan.FromHours(10);
                o.SlidingExpiration = true;
            })
            .AddBearerToken(BearerTokenDefaults.AuthenticationScheme);
        services.AddAuthorizationBuilder().AddPolicy("api", p => p.AddAuthenticationSchemes(BearerTokenDefaults.AuthenticationScheme).RequireAuthenticatedUser());
    }

    private static void Map(WebApplication app)
    {
        app.UseWhen(c => c.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages(ApiProblems.WriteStatusAsync).UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            ExceptionHandler = ApiProblems.WriteFaultAsync,
        }));
        app.UseWhen(c => !c.Request.Path.StartsWithSegments("/api") && !c.Request.Path.StartsWithSegments(StudioApi.Base), pages => pages.UseExceptionHandler("/Problem").UseStatusCodePagesWithReExecute("/Problem", "?code={0}"));
        app.Use(SecurityHeaders.AddAsync);
        // The files of a public package: whoever is on the way to the designer fetches them while signing in.
        StudioFiles.Map(app);
        // After the handlers above, so that a page which failed finds its way to /Problem instead of nowhere.
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapApi();
        app.MapGet("/health", async (Actions actions, CancellationToken cancel) => await actions.AskAsync(ActingAs.SystemJob("health"), new IsSetUp(), cancel) ? "ok" : "not set up")
            .AllowAnonymous().ExcludeFromDescription();
        app.MapFiles();
        app.MapGet(StudioPage.AheadAddress, () => Results.Text(StudioPage.Ahead, "application/speculationrules+json")).ExcludeFromDescription();
        app.MapStudio();
    }
}
