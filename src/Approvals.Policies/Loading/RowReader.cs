using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Reads values and bounds, from pack files and from county values alike.</summary>
internal static class RowReader
{
    public static void Read(PackSections file, PackContents contents)
    {
        foreach (var member in file.Map!.Members("parameters").Where(m => contents.Parameters.ContainsKey(m.Key)))
        {
            if (MapReader.Of(member.Value, file.Errors) is { } map)
            {
                AddRows(map, contents.Parameters[member.Key], file, contents, required: false);
            }
        }

        ForEach(file, contents, "values", (map, parameter) => AddRows(map, parameter, file, contents, required: true));
        ForEach(file, contents, "bounds", (map, parameter) => contents.Bounds.AddRange(
            map.Maps("limits", required: true).Select(limit => BoundReader.Read(limit, parameter, file)).OfType<PolicyBound>()));
    }

    private static void ForEach(PackSections file, PackContents contents, string section, Action<MapReader, Parameter> read)
    {
        foreach (var member in file.Map!.Members(section))
        {
            if (MapReader.Of(member.Value, file.Errors) is { } map && Find(member, contents, file.Errors) is { } parameter)
            {
                CheckUnit(map, parameter, file.Errors);
                read(map, parameter);
                map.RefuseTheRest();
            }
        }
    }

    /// <summary>A county value as a row, through the same checks as a row of a file; null with errors when it is not one.</summary>
    public static PolicyRow? Read(CountyValue county, PackContents contents, PackErrors errors)
    {
        CheckPlace(county, contents, errors);
        CheckHands(county, errors);
        var parameter = contents.Parameters.GetValueOrDefault(county.Key);
        var value = parameter is not null && PackParser.Parse(county.Value, errors) is { } node ? ValueReader.Read(node, parameter, errors) : null;
        return errors.Any ? null : new PolicyRow
        {
            Id = county.Id,
            Parameter = parameter!,
            Area = AreaCode.Parse(county.Area),
            From = county.From,
            To = county.To,
            Published = county.Published,
            RecordedAt = county.RecordedAt,
            Value = value!,
            Clauses = [.. county.Cites],
            Document = county.DocumentNumber,
            Place = errors.At(1),
        };
    }

    private static void CheckPlace(CountyValue county, PackContents contents, PackErrors errors)
    {
        if (!contents.Parameters.ContainsKey(county.Key))
        {
            errors.Add(1, county.Key, $"没有“{county.Key}”这个参数。", NearestName.Hint(county.Key, contents.Parameters.Keys));
        }

        if (!AreaCode.TryParse(county.Area, out var area) || area.Level != AreaLevel.County)
        {
            errors.Add(1, county.Key, $"“{county.Area}”不是县级区划代码。", "县级参数只能由县（市、区）设定。");
        }
    }

    private static void CheckHands(CountyValue county, PackErrors errors)
    {
        if (county.Cites.Count == 0)
        {
            errors.Add(1, county.Key, "没有引用条款。", "请写明依据的条款，如 N2021-2.2.2。");
        }

        if (county.DocumentNumber.Length == 0)
        {
            errors.Add(1, county.Key, "没有文号。", "请填写设定这个值的文件文号。");
        }

        if (county.Proposer.Length == 0 || county.Confirmer.Length == 0 || county.Proposer == county.Confirmer)
        {
            errors.Add(1, county.Key, "录入人和确认人不能是同一人，也不能空缺。", "请由另一人确认。");
        }

        if (county.To < county.From)
        {
            errors.Add(1, county.Key, "截止日早于起始日。", "请核对起止日期。");
        }
    }

    private static Parameter? Find(PackMember member, PackContents contents, PackErrors errors)
    {
        if (contents.Parameters.TryGetValue(member.Key, out var parameter))
        {
            return parameter;
        }

        errors.Add(member.Line, member.Value.Path, $"没有“{member.Key}”这个参数。", NearestName.Hint(member.Key, contents.Parameters.Keys));
        return null;
    }

    private static void CheckUnit(MapReader map, Parameter parameter, PackErrors errors)
    {
        if (map.Text("unit") is { } unit && unit != parameter.Unit.Id)
        {
            errors.Add(map.Line, $"{map.Path}.unit", $"单位“{unit}”与定义不符。", $"{parameter.Name}的单位是 {parameter.Unit.Id}，请换算后改正。");
        }
    }

    private static void AddRows(MapReader map, Parameter parameter, PackSections file, PackContents contents, bool required)
    {
        foreach (var row in map.Maps("values", required))
        {
            var period = Period(row);
            var published = row.Day("published");
            var clauses = row.Clauses();
            var document = row.OptionalText("document");
            var value = row.Required("value") is { } node ? ValueReader.ReadOrFollow(node, parameter, file.Errors) : null;
            row.RefuseTheRest();
            if (period is { } days && published is { } day && value is not null)
            {
                contents.Rows.Add(Row(file, parameter, row, days, day, value, clauses, document));
            }
        }
    }

    private static PolicyRow Row(
        PackSections file, Parameter parameter, MapReader at, LegalPeriod days, DateOnly published, PolicyValue value, IReadOnlyList<string> clauses, string? document) => new()
        {
            Id = $"{file.Pack}/{parameter.Key}@{LegalDay.Text(days.From)}",
            Parameter = parameter,
            Area = file.Area,
            From = days.From,
            To = days.To,
            Published = published,
            Value = value,
            Clauses = clauses,
            Document = document,
            Place = file.Errors.At(at.Line),
        };

    /// <summary>The days a row or bound is for.</summary>
    internal static LegalPeriod? Period(MapReader map)
    {
        var (from, to) = (map.Day("from"), map.OptionalDay("to"));
        if (to < from)
        {
            map.Error("截止日早于起始日。", "请核对 from 和 to。");
        }

        return from is { } first && !(to < first) ? new LegalPeriod(first, to) : null;
    }
}
