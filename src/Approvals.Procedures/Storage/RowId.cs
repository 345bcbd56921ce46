using System.Globalization;

namespace Approvals.Procedures.Storage;

/// <summary>The address of a row: the county it was created in (frozen for ever) and a time-ordered id.</summary>
/// <remarks>Printed and parsed as <c>220182-0197f0c2…</c>: the county is in the address so that every lookup by primary key needs no search.</remarks>
public readonly record struct RowId(int County, Guid Id)
{
    public static RowId New(int county, DateTimeOffset now) => new(county, Guid.CreateVersion7(now));

    public static bool TryParse(string? text, out RowId id)
    {
        id = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash != 6
            || !int.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var county)
            || !Guid.TryParseExact(text.AsSpan(dash + 1), "N", out var guid))
        {
            return false;
        }

        id = new RowId(county, guid);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{County:D6}-{Id:N}");
}
