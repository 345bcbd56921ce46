using Approvals.Domain;

namespace Approvals.Procedures.Designer;

/// <summary>Which definition: the procedure and the area whose cases it serves. Written <c>dibao-application</c>, or <c>dibao-application@220182</c> for a county's variant.</summary>
public readonly record struct DefinitionKey(string Procedure, AreaCode Area)
{
    private const char Mark = '@';

    /// <summary>Reads the written form; null when it is none.</summary>
    public static DefinitionKey? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200)
        {
            return null;
        }

        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        return at < 0 ? new DefinitionKey(text, AreaCode.Nation)
            : AreaCode.TryParse(text[(at + 1)..], out var area) && area != AreaCode.Nation && at > 0 ? new DefinitionKey(text[..at], area)
            : null;
    }

    /// <summary>The id of one of its versions.</summary>
    public string VersionId(int version) => $"{this}-v{version}";

    public override string ToString() => Area == AreaCode.Nation ? Procedure : $"{Procedure}{Mark}{Area}";
}
