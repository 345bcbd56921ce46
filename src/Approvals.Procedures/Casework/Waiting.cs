using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>Lets branches that wait for something look again.</summary>
public static class Waiting
{
    /// <summary>Retries every branch of this case that is blocked by a key; a refusal of the runtime is handed on.</summary>
    public static async Task<Refusal?> RetryAsync(CaseFile file, Driver driver, string key, CancellationToken cancel)
    {
        foreach (var bookmark in Blocked(file, key))
        {
            if (await driver.AdvanceAsync(file, new Stimulus.Retry(bookmark), cancel) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Whether a branch of this case waits for a key.</summary>
    public static bool IsBlockedBy(CaseFile file, string key) => Blocked(file, key).Count > 0;

    private static List<int> Blocked(CaseFile file, string key) => file.Instance.State.Length == 0 ? []
        : [.. InstanceState.Parse(file.Instance.State).Bookmarks.Where(b => b.Kind == BookmarkKind.Blocked && b.Name == key).Select(b => b.Id)];
}
