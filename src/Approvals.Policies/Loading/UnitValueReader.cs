using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Reads a county's assessment table (收入核算评估标准): what one unit of each thing brings in a year.</summary>
internal static class UnitValueReader
{
    private static readonly Dictionary<string, IncomeKind> Kinds = new()
    {
        ["wage"] = IncomeKind.Wage,
        ["business"] = IncomeKind.Business,
        ["property"] = IncomeKind.Property,
        ["transfer"] = IncomeKind.Transfer,
        ["other"] = IncomeKind.Other,
    };

    /// <summary>The table, or null with an error for each cell that is wrong.</summary>
    public static PolicyValue? Read(PackNode node, PackErrors errors)
    {
        if (node is not PackMap { Members: { Count: > 0 } members })
        {
            return null;
        }

        var read = members.Select(m => MapReader.Of(m.Value, errors) is { } map ? Line(m.Key, map) : null).OfType<UnitValue>().ToList();
        return read.Count < members.Count ? null : new PolicyValue(
            ValueKind.UnitValues,
            read.ToDictionary(v => v.Id),
            new CanonicalJson().Members(o => read.OrderBy(v => v.Id, StringComparer.Ordinal).ToList().ForEach(v => Write(o, v))).ToString(),
            string.Join("；", read.Select(v => $"{v.Name} {v.Amount}元/{v.Per}")));
    }

    private static UnitValue? Line(string id, MapReader map)
    {
        var (name, per, amount) = (map.Text("name"), map.Text("per"), map.Text("amount"));
        var (kind, byLabour) = (map.Word("kind", Kinds.Keys), map.Word("byLabour", ["true", "false"]));
        map.RefuseTheRest();
        if (amount is not null && (!Money.TryParse(amount, out var typed) || typed.IsNegative))
        {
            map.Error($"“{amount}”不能作为评估金额。", "请写成不小于0、最多两位小数的金额，如 600.00。");
            return null;
        }

        return name is null || per is null || amount is null || kind is null || byLabour is null
            ? null
            : new UnitValue(id, name, per, Money.Parse(amount), Kinds[kind], byLabour == "true");
    }

    private static void Write(CanonicalJson json, UnitValue value) => json.Name(value.Id).Members(o =>
    {
        o.Name("name").Text(value.Name);
        o.Name("per").Text(value.Per);
        o.Name("amount").Money(value.Amount);
        o.Name("kind").Text(value.Kind.ToString());
        o.Name("byLabour").Boolean(value.ByLabour);
    });
}
