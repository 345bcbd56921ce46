using Approvals.Procedures.Storage;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>Lets branches that wait for something look again.</summary>
public static class Waiting
{
    /// <summary>Retries every branch of this case that is blocked by a key; a refusal of the runtime is handed on.</summary>
    public static async Task<Refusal?> RetryAsync(CaseFile file, Driver driver, string key, CancellationToken cancel)
    {
        foreach (var (instance, bookmark) in await HotTasks.BlockedAsync(file.Session.Hot, file.Case.Address, key, cancel))
        {
            var run = await file.Flows.FindAsync(instance, cancel) ?? throw new InvalidOperationException($"A hindrance of case {file.Case.Address} belongs to no flow.");
            if (!IsBlockedAt(run, bookmark))
            {
                continue; // what one branch went on to has ended this one
            }

            if (await driver.AdvanceAsync(file, run, new Stimulus.Retry(bookmark), cancel) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Whether a branch of this case waits for a key.</summary>
    public static async Task<bool> IsBlockedAsync(CaseFile file, string key, CancellationToken cancel) =>
        (await HotTasks.BlockedAsync(file.Session.Hot, file.Case.Address, key, cancel)).Count > 0;

    private static bool IsBlockedAt(IRun run, int bookmark) => run.State.Length > 0 && InstanceState.Parse(run.State).Find(bookmark) is { Kind: BookmarkKind.Blocked };
}
