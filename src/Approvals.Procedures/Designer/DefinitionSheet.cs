using System.Text.Json.Nodes;
using Approvals.Procedures.Legality;
using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Designer;

/// <summary>One version of a definition as the designer shows it.</summary>
/// <param name="Json">The document; its definitionId is the <see cref="DefinitionKey"/>.</param>
/// <param name="Hash">SHA-256 of the stored text: who saves names the hash they saw.</param>
/// <param name="MayEdit">False: to be looked at only.</param>
/// <param name="Findings">What stands in the way of publishing; empty for versions that are not the latest.</param>
public sealed record DefinitionSheet(
    string Key, string VersionId, int Version, string Name, string Description, string Json, string Hash, bool IsLatest, bool IsPublished, DateTimeOffset CreatedAt, bool MayEdit,
    IReadOnlyList<LegalFinding> Findings);

/// <summary>What the designer itself keeps inside a document, under customProperties; nobody else writes it.</summary>
internal static class Marks
{
    public const string Published = "publishedAt";
    public const string ChangedBy = "changedBy";
    public const string ChangedAt = "changedAt";

    /// <summary>In a file: the hash of the version it was exported from.</summary>
    public const string ExportedFrom = "exportedFrom";

    /// <summary>On a draft: why it was loaded from a file as a draft.</summary>
    public const string Conflict = "conflict";

    /// <summary>The hash of the file a version was loaded from.</summary>
    public const string FileHash = "fileHash";

    private static readonly string[] Own = [DefinitionArea.Property, Published, ChangedBy, ChangedAt, ExportedFrom, Conflict, FileHash];

    public static JsonObject Of(JsonObject document)
    {
        if (document["customProperties"] is not JsonObject properties)
        {
            document["customProperties"] = properties = [];
        }

        return properties;
    }

    public static string? Read(string json, string mark) => JsonNode.Parse(json)?["customProperties"]?[mark]?.ToString();

    /// <summary>Takes out whatever a client wrote under these names.</summary>
    public static void Clear(JsonObject document)
    {
        foreach (var mark in Own)
        {
            Of(document).Remove(mark);
        }
    }

    /// <summary>Once published, a version never changes, also after it was withdrawn.</summary>
    public static bool IsFrozen(DefinitionRow row) => row.IsPublished || Read(row.Json, Published) is not null;
}
