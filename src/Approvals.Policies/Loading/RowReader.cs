using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Reads values and bounds, from pack files and from county values alike.</summary>
internal static class RowReader
{
    public static void Read(PackSections file, PackContents contents)
    {
        foreach (var member in file.Map!.Members("parameters"))
        {
            if (contents.Parameters.TryGetValue(member.Key, out var parameter) && MapReader.Of(member.Value, file.Errors) is { } map)
            {
                AddRows(map, parameter, file, contents, required: false);
            }
        }

        foreach (var member in file.Map.Members("values"))
        {
            if (MapReader.Of(member.Value, file.Errors) is { } map && Find(member, contents, file.Errors) is { } parameter)
            {
                CheckUnit(map, parameter, file.Errors);
                AddRows(map, parameter, file, contents, required: true);
                map.RefuseTheRest();
            }
        }

        foreach (var member in file.Map.Members("bounds"))
        {
            if (MapReader.Of(member.Value, file.Errors) is { } map && Find(member, contents, file.Errors) is { } parameter)
            {
                CheckUnit(map, parameter, file.Errors);
                AddBounds(map, parameter, file, contents);
                map.RefuseTheRest();
            }
        }
    }

    /// <summary>A county value as a row, through the same checks as a row of a file; null with errors when it is not one.</summary>
    public static PolicyRow? Read(CountyValue county, PackContents contents, PackErrors errors)
    {
        var parameter = contents.Parameters.GetValueOrDefault(county.Key);
        if (parameter is null)
        {
            errors.Add(1, county.Key, $"没有“{county.Key}”这个参数。", NearestName.Hint(county.Key, contents.Parameters.Keys));
        }

        if (!AreaCode.TryParse(county.Area, out var area) || area.Level != AreaLevel.County)
        {
            errors.Add(1, county.Key, $"“{county.Area}”不是县级区划代码。", "县级参数只能由县（市、区）设定。");
        }

        CheckHands(county, errors);
        var value = parameter is not null && PackParser.Parse(county.Value, errors) is { } node ? ValueReader.Read(node, parameter, errors) : null;
        return errors.Any || value is null ? null : new PolicyRow
        {
            Id = county.Id,
            Parameter = parameter!,
            Area = area,
            From = county.From,
            To = county.To,
            Published = county.Published,
            RecordedAt = county.RecordedAt,
            Value = value,
            Clauses = [.. county.Cites],
            Document = county.DocumentNumber,
            Place = errors.At(1),
        };
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
            var value = row.Required("value") is { } node ? ValueReader.Read(node, parameter, file.Errors) : null;
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

    private static void AddBounds(MapReader map, Parameter parameter, PackSections file, PackContents contents)
    {
        foreach (var bound in map.Maps("limits", required: true))
        {
            var period = Period(bound);
            var clauses = bound.Clauses();
            var least = bound.Optional("min") is { } min ? ValueReader.Read(min, parameter, file.Errors) : null;
            var most = bound.Optional("max") is { } max ? ValueReader.Read(max, parameter, file.Errors) : null;
            bound.RefuseTheRest();
            if (least is null && most is null)
            {
                bound.Error("既没有下限也没有上限。", "请写 min 或 max。");
            }

            if (period is { } days)
            {
                contents.Bounds.Add(new PolicyBound
                {
                    Parameter = parameter,
                    Area = file.Area,
                    Period = days,
                    Least = least,
                    Most = most,
                    Clauses = clauses,
                    Place = file.Errors.At(bound.Line),
                });
            }
        }
    }

    private static LegalPeriod? Period(MapReader map)
    {
        var (from, to) = (map.Day("from"), map.OptionalDay("to"));
        if (to < from)
        {
            map.Error("截止日早于起始日。", "请核对 from 和 to。");
        }

        return from is { } first && !(to < first) ? new LegalPeriod(first, to) : null;
    }
}
