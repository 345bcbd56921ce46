using System.Text;
using Approvals.Procedures;
using Approvals.Procedures.Audit;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;

namespace Approvals.Web.Hosting;

/// <summary>The verbs of the executable, first of its arguments; without one it serves pages and API.</summary>
public static class Verbs
{
    private const int Fine = 0;
    private const int Wrong = 1;
    private const int Unknown = 2;
    private const int LinesAtOnce = 2048;
    private const int BytesAtOnce = 64 * 1024;

    // Settings may be written apart from their values (--urls http://…), so only the first word can be a verb.
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await DoAsync(args);
        }
        catch (NotReadyException notReady)
        {
            await Console.Error.WriteLineAsync(notReady.Message);
            return Wrong;
        }
    }

    private static async Task<int> DoAsync(string[] args) => args switch
    {
        [] or [['-', ..], ..] => await ServeAsync(args),
        ["calculate", ..] => await CalculateAsync(args),
        ["generate", ..] => await GenerateVerb.RunAsync(args, () => OpenGeneratorAsync(args)) ? Fine : Wrong,
        ["verify", ..] => await VerifyAsync(args),
        ["replay", ..] => await ReplayAsync(args),
        ["migrate", ..] => await MigrateAsync(args),
        ["workflows", ..] => await WorkflowVerbs.RunAsync(args),
        [var other, ..] => Usage(other),
    };

    private static async Task<int> ServeAsync(string[] args)
    {
        await using var app = WebHost.Build(args);
        await WebHost.PrepareAsync(app, CancellationToken.None);
        await app.RunAsync();
        return Fine;
    }

    // One JSON per line in, one per line out, in order; an installation's own values count when there is one.
    private static async Task<int> CalculateAsync(string[] args)
    {
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = false };
        if (args.Contains("--list"))
        {
            foreach (var schema in Calculator.Schemas)
            {
                await output.WriteLineAsync(schema);
            }

            await output.FlushAsync();
            return Fine;
        }

        var calculator = await OpenCalculatorAsync(args);
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8, false, BytesAtOnce);
        var failed = false;
        for (var lines = await NextLinesAsync(input); lines.Count > 0; lines = await NextLinesAsync(input))
        {
            foreach (var answer in calculator.Answers(lines))
            {
                failed |= answer.IsError;
                await output.WriteLineAsync(answer.Json);
            }

            await output.FlushAsync();
        }

        return failed ? Wrong : Fine;
    }

    // As many as are there, up to a batch: a program that waits for each answer before its next line gets it.
    private static async Task<List<string>> NextLinesAsync(StreamReader input)
    {
        var lines = new List<string>();
        while (lines.Count < LinesAtOnce && (lines.Count == 0 || input.Peek() >= 0) && await input.ReadLineAsync() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static async Task<Calculator> OpenCalculatorAsync(string[] args)
    {
        if (!IsInstalled(args))
        {
            return Calculator.OfPacks(WebHost.ReadOptions(args).Demo);
        }

        await using var app = WebHost.BuildForVerb(args);
        return await app.Services.GetRequiredService<Actions>().AskAsync(ActingAs.SystemJob("calculate"), new OpenCalculator());
    }

    private static async Task<Generator> OpenGeneratorAsync(string[] args)
    {
        if (!IsInstalled(args))
        {
            return Generator.OfPacks(WebHost.ReadOptions(args).Demo);
        }

        await using var app = WebHost.BuildForVerb(args);
        return await app.Services.GetRequiredService<Actions>().AskAsync(ActingAs.SystemJob("generate"), new OpenGenerator());
    }

    // Asked before the host is built: opening the lane would make the file.
    private static bool IsInstalled(string[] args) =>
        WebHost.ReadOptions(args) is var options && (options.Database != "sqlite" || File.Exists(Path.Combine(options.DataFolder, "approvals.db")));

    /// <summary>Says so where there is no installation to work on, instead of making one.</summary>
    internal static void RequireInstalled(string[] args)
    {
        if (!IsInstalled(args))
        {
            throw new NotReadyException($"{WebHost.ReadOptions(args).DataFolder} 里没有数据库：请用 --Approvals:DataFolder=… 或 Approvals__DataFolder 指明数据文件夹");
        }
    }

    private static async Task<int> ReplayAsync(string[] args)
    {
        RequireInstalled(args);
        await using var app = WebHost.BuildForVerb(args);
        return await ReplayVerb.RunAsync(app.Services.GetRequiredService<Actions>(), args is [_, [not '-', ..] named, ..] ? named : null) ? Fine : Wrong;
    }

    private static async Task<int> VerifyAsync(string[] args)
    {
        RequireInstalled(args);
        await using var app = WebHost.BuildForVerb(args);
        var found = await app.Services.GetRequiredService<Actions>().AskAsync(ActingAs.SystemJob("verify"), new VerifyChains());
        Console.WriteLine($"核验 {found.Chains} 条记录链、{found.Events} 条记录、{found.Rows} 行数据、{found.Anchors} 个锚点");
        foreach (var finding in found.Findings)
        {
            Console.WriteLine($"{finding.Where}：{finding.What}");
        }

        Console.WriteLine(found.Findings.Count == 0 ? "未发现改动" : $"发现 {found.Findings.Count} 处问题");
        return found.Findings.Count == 0 ? Fine : Wrong;
    }

    private static async Task<int> MigrateAsync(string[] args)
    {
        await using var app = WebHost.BuildForVerb(args);
        await app.Services.GetRequiredService<Lane>().PrepareAsync(migrate: true, CancellationToken.None);
        Console.WriteLine("数据库已是最新");
        return Fine;
    }

    private static int Usage(string verb)
    {
        Console.Error.WriteLine($"不认识“{verb}”。可用：calculate [--list]、generate 户数、replay [决定]、verify、migrate、workflows check|usage|stuck|replay|keep；不带动词则启动服务。");
        return Unknown;
    }
}
