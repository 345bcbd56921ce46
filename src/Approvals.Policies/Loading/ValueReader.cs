using System.Globalization;
using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Reads the value of a parameter as its unit demands; the one place where text becomes a value of the law.</summary>
internal static class ValueReader
{
    /// <summary>The value, or null with an error that says how to write it.</summary>
    public static PolicyValue? Read(PackNode node, Parameter parameter, PackErrors errors)
    {
        var (value, remedy) = parameter.Unit.Kind switch
        {
            ValueKind.Choice => (Choice(node, parameter), $"请从这些里选一个：{string.Join("、", parameter.Choices.Keys)}。"),
            ValueKind.Choices => (Choices(node, parameter), $"请写成列表，只能用：{string.Join("、", parameter.Choices.Keys)}。"),
            ValueKind.Clauses => (Clauses(node), "请写成条款编号的列表，如 [N2021-2.8.1]。"),
            ValueKind.Shares => (Shares(node), "请写成逐年递减、大于0不大于1的比例，如 [1.00, 0.50]。"),
            ValueKind.Amounts => (Amounts(node), "请写成由低到高的金额，如 [200.00, 300.00, 400.00]。"),
            ValueKind.UnitValues => (UnitValueReader.Read(node, errors), "请逐项写出名称、单位、金额和收入种类，如 maize: { name: 玉米, per: 亩, amount: 600.00, kind: business, byLabour: false }。"),
            ValueKind.Table => (Table(node, parameter, errors), $"请按这些列逐项填写：{string.Join("、", parameter.Columns.Keys)}。"),
            _ => (Scalar(node, parameter.Unit), $"{HowToWrite(parameter.Unit)}（单位 {parameter.Unit.Id}）。"),
        };
        // A table names its wrong cells itself.
        if (value is null && !(parameter.Unit.Kind is ValueKind.Table or ValueKind.UnitValues && node is PackMap))
        {
            errors.Add(node.Line, node.Path, $"“{Shown(node)}”不能作为{parameter.Name}的值。", remedy);
        }

        return value;
    }

    /// <summary>As <see cref="Read"/>, or { sameAs: key }: whatever another key says. Only a pack may say so; a county writes a figure.</summary>
    public static PolicyValue? ReadOrFollow(PackNode node, Parameter parameter, PackErrors errors) =>
        node is PackMap { Members: [{ Key: "sameAs", Value: PackScalar { Text: { Length: > 0 } key } }] }
            ? new PolicyValue(ValueKind.SameAs, key, $"{{\"sameAs\":{Quoted(key)}}}", $"与 {key} 相同")
            : Read(node, parameter, errors);

    /// <summary>An amount already read, as the value of a parameter.</summary>
    public static PolicyValue OfAmount(Money amount, Parameter parameter) => new(ValueKind.Amount, amount, amount.ToPlainText(), $"{amount}{parameter.Unit.Suffix}");

    private static PolicyValue? Amounts(PackNode node)
    {
        var texts = node is PackList list ? list.Items.OfType<PackScalar>().Select(s => s.Text).ToList() : [];
        var amounts = texts.Select(t => Money.TryParse(t, out var amount) ? amount : -new Money(1)).ToList();
        var rises = amounts.Count > 0 && amounts.Count == (node as PackList)?.Items.Count && amounts[0] > Money.Zero && amounts.Zip(amounts.Skip(1)).All(pair => pair.First < pair.Second);
        return rises
            ? new PolicyValue(ValueKind.Amounts, amounts, Canonical(amounts.Select(a => a.ToPlainText())), $"{string.Join("、", amounts)}元")
            : null;
    }

    private static PolicyValue? Shares(PackNode node)
    {
        var texts = node is PackList list ? list.Items.OfType<PackScalar>().Select(s => s.Text).ToList() : [];
        var shares = texts.Select(t => Ratio.TryParse(t, out var share) ? share : default).ToList();
        var declines = shares.Count > 0 && shares.Count == (node as PackList)?.Items.Count && shares[0] <= Ratio.One
            && shares[^1] > default(Ratio) && shares.Zip(shares.Skip(1)).All(pair => pair.First > pair.Second);
        return declines
            ? new PolicyValue(ValueKind.Shares, shares, Canonical(shares.Select(s => s.ToString())), string.Join("、", shares.Select(s => s.ToDecimalText())))
            : null;
    }

    private static PolicyValue? Scalar(PackNode node, PolicyUnit unit)
    {
        if (node is not PackScalar { IsNull: false, Text: var text })
        {
            return null;
        }

        return unit.Kind switch
        {
            ValueKind.Amount when Money.TryParse(text, out var money) && !money.IsNegative =>
                new(unit.Kind, money, money.ToPlainText(), $"{money}{unit.Suffix}"),
            ValueKind.Ratio when Ratio.TryParse(text, out var ratio) && ratio.Numerator >= 0 && ratio <= new Ratio(unit.Most, 1) =>
                new(unit.Kind, ratio, Quoted(ratio.ToString()), $"{text}{unit.Suffix}"),
            ValueKind.Count when IsCount(text, out var count) && count >= unit.Least && count <= unit.Most =>
                new(unit.Kind, count, text, $"{text}{unit.Suffix}"),
            ValueKind.Truth when text is "true" or "false" =>
                new(unit.Kind, text == "true", text, text == "true" ? "是" : "否"),
            ValueKind.Day when LegalDay.TryParse(text, out var day) =>
                new(unit.Kind, day, Quoted(text), text),
            ValueKind.Text when text.Length > 0 =>
                new(unit.Kind, text, Quoted(text), text),
            _ => null,
        };
    }

    private static PolicyValue? Choice(PackNode node, Parameter parameter) =>
        node is PackScalar { Text: var text } && parameter.Choices.TryGetValue(text, out var name)
            ? new PolicyValue(ValueKind.Choice, text, Quoted(text), name)
            : null;

    private static PolicyValue? Choices(PackNode node, Parameter parameter)
    {
        var ids = TextsOf(node);
        return ids is not null && ids.All(parameter.Choices.ContainsKey)
            ? new PolicyValue(ValueKind.Choices, ids, Canonical(ids), string.Join("、", ids.Select(id => parameter.Choices[id])))
            : null;
    }

    private static PolicyValue? Clauses(PackNode node) => TextsOf(node) is { Count: > 0 } ids
        ? new PolicyValue(ValueKind.Clauses, ids, Canonical(ids), string.Join("、", ids))
        : null;

    private static PolicyValue? Table(PackNode node, Parameter parameter, PackErrors errors)
    {
        if (node is not PackMap || MapReader.Of(node, errors) is not { } map)
        {
            return null;
        }

        var cells = new SortedDictionary<string, PolicyValue>(StringComparer.Ordinal);
        foreach (var (column, unit) in parameter.Columns)
        {
            if (map.Required(column) is { } cell && Cell(cell, column, unit, errors) is { } value)
            {
                cells[column] = value;
            }
        }

        map.RefuseTheRest();
        var canonical = string.Join(',', cells.Select(c => $"{Quoted(c.Key)}:{c.Value.Canonical}"));
        return cells.Count == parameter.Columns.Count
            ? new PolicyValue(ValueKind.Table, cells, $"{{{canonical}}}", string.Join("；", cells.Select(c => $"{c.Key} {c.Value.Display}")))
            : null;
    }

    private static PolicyValue? Cell(PackNode cell, string column, PolicyUnit unit, PackErrors errors)
    {
        var value = Scalar(cell, unit);
        if (value is null)
        {
            errors.Add(cell.Line, cell.Path, $"“{Shown(cell)}”不能作为{column}的值。", $"{HowToWrite(unit)}（单位 {unit.Id}）。");
        }

        return value;
    }

    /// <summary>The items of a list of different texts; null when it is anything else.</summary>
    private static List<string>? TextsOf(PackNode node)
    {
        if (node is not PackList list)
        {
            return null;
        }

        var texts = list.Items.OfType<PackScalar>().Select(s => s.Text).ToList();
        return texts.Count == list.Items.Count && texts.Distinct().Count() == texts.Count ? texts : null;
    }

    private static bool IsCount(string text, out int count)
    {
        count = 0;
        var canonical = text.Length is > 0 and <= 6 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');
        return canonical && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    private static string Canonical(IEnumerable<string> texts) => CanonicalJson.Of(o => o.Texts(texts));

    private static string Quoted(string text) => CanonicalJson.Of(o => o.Text(text));

    private static string HowToWrite(PolicyUnit unit) => unit.Kind switch
    {
        ValueKind.Amount => "请写成不小于0、最多两位小数的金额，如 4000.00",
        ValueKind.Ratio => unit.Most == 1 ? "请写成0到1的小数或分数，如 0.30 或 2/3" : "请写成小数或分数，如 0.30 或 2/3",
        ValueKind.Count => $"请写成{unit.Least}到{unit.Most}的整数，如 7",
        ValueKind.Truth => "请写成 true 或 false",
        ValueKind.Day => "请写成日期，如 2022-03-01",
        _ => "请填写文字",
    };

    private static string Shown(PackNode node) => node switch
    {
        PackScalar scalar => scalar.Text,
        PackList => "列表",
        _ => "键值",
    };
}
