using System.Collections.Concurrent;
using System.Text;
using Approvals.Procedures;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Incidents;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Approvals.Procedures.Versions;
using Approvals.Workflow;

namespace Approvals.Web.Hosting;

/// <summary>The verbs about workflows: check files, list what running cases need and what cannot go on, keep histories as files, play histories again.</summary>
internal static class WorkflowVerbs
{
    private const int Fine = 0;
    private const int Wrong = 1;
    private const int Unknown = 2;
    private const int CasesAtOnce = 500;
    private const string Histories = "histories";
    private const string Definitions = "definitions";

    private static readonly ActingAs Job = ActingAs.SystemJob("workflows");

    public static async Task<int> RunAsync(string[] args) => args switch
    {
        [_, "check", ..] => await CheckAsync(FolderOf(args) ?? Path.Combine(AppContext.BaseDirectory, "workflows")),
        [_, "usage", ..] => await OnInstallationAsync(args, UsageAsync),
        [_, "stuck", ..] => await OnInstallationAsync(args, StuckAsync),
        [_, "replay", ..] when FolderOf(args) is { } folder => await ReplayFilesAsync(folder),
        [_, "replay", ..] => await OnInstallationAsync(args, ReplayAsync),
        [_, "keep", ..] when FolderOf(args) is { } folder => await OnInstallationAsync(args, actions => KeepAsync(actions, folder)),
        _ => Usage(),
    };

    private static string? FolderOf(string[] args) => args is [_, _, [not '-', ..] named, ..] ? named : null;

    private static async Task<int> OnInstallationAsync(string[] args, Func<Actions, Task<int>> work)
    {
        Verbs.RequireInstalled(args);
        await using var app = WebHost.BuildForVerb(args);
        return await work(app.Services.GetRequiredService<Actions>());
    }

    private static async Task<int> CheckAsync(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return await NoFolderAsync(folder);
        }

        var findings = DefinitionFiles.Check(folder, Today());
        foreach (var finding in findings)
        {
            Console.WriteLine(finding);
        }

        Console.WriteLine(findings.Count == 0 ? "流程定义未发现问题" : $"发现 {findings.Count} 处问题");
        return findings.Count == 0 ? Fine : Wrong;
    }

    private static async Task<int> UsageAsync(Actions actions)
    {
        var usage = await actions.AskAsync(Job, new FindUsage());
        foreach (var step in usage.Used)
        {
            Console.WriteLine($"{(step.IsMissing ? "缺少" : "在用")} {step.Type} 版本 {step.Version}：{string.Join("、", step.By.Select(v => $"{v.VersionId}（{v.Running} 个正在办理）"))}");
        }

        foreach (var step in usage.Unused)
        {
            Console.WriteLine($"未用 {step}");
        }

        var missing = usage.Used.Count(u => u.IsMissing);
        Console.WriteLine(missing == 0 ? "正在办理的案件需要的环节都在" : $"缺少 {missing} 种正在办理的案件需要的环节");
        return missing == 0 ? Fine : Wrong;
    }

    /// <summary>Every running flow waits for something that is there; what does not is named.</summary>
    private static async Task<int> StuckAsync(Actions actions)
    {
        var (looked, stuck) = (0, 0);
        foreach (var children in new[] { false, true })
        {
            StuckPage? page = null;
            do
            {
                page = await actions.AskAsync(Job, new FindStuck(children, page?.Next));
                foreach (var flow in page.Stuck)
                {
                    Console.WriteLine($"{flow.CaseId} 流程 {flow.Run}（{flow.DefinitionVersionId}）：{flow.Why}");
                }

                (looked, stuck) = (looked + page.Looked, stuck + page.Stuck.Count);
            }
            while (page.Next is not null);
        }

        Console.WriteLine(stuck == 0 ? $"正在办理的 {looked} 个流程都有可等待的事项" : $"{looked} 个流程中有 {stuck} 个无法继续");
        return stuck == 0 ? Fine : Wrong;
    }

    private static async Task<int> ReplayAsync(Actions actions)
    {
        var known = new ConcurrentDictionary<string, WorkflowDefinition>();
        var (cases, events, diverged) = (0, 0, 0);
        await foreach (var history in HistoriesAsync(actions))
        {
            foreach (var version in history.Versions.Where(v => !known.ContainsKey(v)))
            {
                known[version] = Read(await actions.AskAsync(Job, new ReadDefinition(version)) ?? throw new NotReadyException($"数据库里没有流程版本 {version}"));
            }

            (cases, events) = (cases + 1, events + history.Events.Count);
            diverged += await PlayAsync(history, v => known[v]) ? 0 : 1;
        }

        return Conclude(cases, events, diverged);
    }

    private static async Task<int> ReplayFilesAsync(string folder)
    {
        if (!Directory.Exists(Path.Combine(folder, Histories)))
        {
            return await NoFolderAsync(Path.Combine(folder, Histories));
        }

        var known = new ConcurrentDictionary<string, WorkflowDefinition>();
        var (cases, events, diverged) = (0, 0, 0);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, Histories), "*.json").Order(StringComparer.Ordinal))
        {
            var history = CaseHistory.Parse(await File.ReadAllTextAsync(file));
            (cases, events) = (cases + 1, events + history.Events.Count);
            diverged += await PlayAsync(history, v => known.GetOrAdd(v, id => Read(File.ReadAllText(Path.Combine(folder, Definitions, $"{id}.json"))))) ? 0 : 1;
        }

        return Conclude(cases, events, diverged);
    }

    // Codes and ids only, as the journal holds them: such files may be kept with the sources.
    private static async Task<int> KeepAsync(Actions actions, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, Histories));
        Directory.CreateDirectory(Path.Combine(folder, Definitions));
        var versions = new HashSet<string>();
        var cases = 0;
        await foreach (var history in HistoriesAsync(actions))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, Histories, $"{history.Case}.json"), history.ToJson(), new UTF8Encoding(false));
            versions.UnionWith(history.Versions);
            cases++;
        }

        foreach (var version in versions)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, Definitions, $"{version}.json"), await actions.AskAsync(Job, new ReadDefinition(version)), new UTF8Encoding(false));
        }

        Console.WriteLine($"已存 {cases} 件案件的流程记录、{versions.Count} 个流程版本");
        return Fine;
    }

    private static async IAsyncEnumerable<CaseHistory> HistoriesAsync(Actions actions)
    {
        var after = new RowId(0, Guid.Empty);
        for (var some = await actions.AskAsync(Job, new ListHistories(after, CasesAtOnce)); some.Count > 0; some = await actions.AskAsync(Job, new ListHistories(after, CasesAtOnce)))
        {
            foreach (var id in some)
            {
                if (await actions.AskAsync(Job, new ReadHistory(id)) is { } history)
                {
                    yield return history;
                }
            }

            after = some[^1];
        }
    }

    private static async Task<bool> PlayAsync(CaseHistory history, Func<string, WorkflowDefinition> definitionOf)
    {
        var divergence = await HistoryPlayer.PlayAsync(history, definitionOf, Steps.OfThisProgram.Catalogue);
        if (divergence is not null)
        {
            Console.WriteLine(divergence);
        }

        return divergence is null;
    }

    private static WorkflowDefinition Read(string json) =>
        DefinitionReader.Read(json, Steps.OfThisProgram.Catalogue).Definition ?? throw new NotReadyException("有一个流程版本不能读取");

    private static int Conclude(int cases, int events, int diverged)
    {
        Console.WriteLine(diverged == 0 ? $"重放 {cases} 件案件、{events} 条记录，结果与当时一致" : $"重放 {cases} 件案件，{diverged} 件与当时不一致");
        return diverged == 0 ? Fine : Wrong;
    }

    // A verb has no business clock; the law is asked as of the day it is run.
    private static DateOnly Today() => Procedures.Time.LegalTime.DateOf(Clock().GetUtcNow());

#pragma warning disable RS0030 // A verb is its own composition root.
    private static TimeProvider Clock() => TimeProvider.System;
#pragma warning restore RS0030

    private static async Task<int> NoFolderAsync(string folder)
    {
        await Console.Error.WriteLineAsync($"没有这个文件夹：{folder}");
        return Unknown;
    }

    private static int Usage()
    {
        Console.Error.WriteLine("可用：workflows check [文件夹]、workflows usage、workflows stuck、workflows replay [文件夹]、workflows keep <文件夹>");
        return Unknown;
    }
}
