using System.Text;

namespace Approvals.Policies;

/// <summary>Between the names of enumerations (WithOutOfPolicy) and the ids of packs and JSON (with-out-of-policy).</summary>
internal static class Kebab
{
    /// <summary>The member a kebab-case id names.</summary>
    /// <exception cref="ArgumentException">No member has that name: packs and code have come apart.</exception>
    public static T Parse<T>(string id)
        where T : struct, Enum => Enum.Parse<T>(id.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>The id of a member.</summary>
    public static string Of<T>(T member)
        where T : struct, Enum
    {
        var id = new StringBuilder();
        foreach (var letter in member.ToString())
        {
            id.Append(char.IsUpper(letter) && id.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(letter));
        }

        return id.ToString();
    }

    /// <summary>The ids of all members.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];
}
