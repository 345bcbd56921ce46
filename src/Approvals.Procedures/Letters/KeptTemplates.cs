using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Letters;

/// <summary>The wording of every template a letter was ever issued with, by its version: a file that is replaced takes no issued letter with it.</summary>
internal static class KeptTemplates
{
    private const string Prefix = "letter-template/";

    /// <summary>Keeps the wording unless it is kept already.</summary>
    public static void Keep(ActionSession session, LetterTemplate template) =>
        session.Hot.WriteAny("INSERT INTO settings (key, value) VALUES (@1, @2) ON CONFLICT (key) DO NOTHING", Prefix + template.Hash, template.Text);

    /// <summary>The wording of a version; null when it was never kept.</summary>
    public static async Task<LetterTemplate?> FindAsync(ActionSession session, string name, string hash, CancellationToken cancel) =>
        (await session.Hot.ReadAsync(null, "SELECT value FROM settings WHERE key = @1", [Prefix + hash], row => row.Text(0), cancel)) is [var text] ? new LetterTemplate(name, text) : null;
}
