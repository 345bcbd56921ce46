using System.Text.RegularExpressions;

namespace Approvals.Policies;

/// <summary>Reads the definitions of parameters.</summary>
internal static partial class ParameterReader
{
    private static readonly Dictionary<string, ParameterClass> Classes = new()
    {
        ["MUST"] = ParameterClass.Must,
        ["LOCAL"] = ParameterClass.Local,
        ["MUST+LOCAL"] = ParameterClass.MustLocal,
    };

    /// <summary>How the keys of continuation begin.</summary>
    public const string ContinuationPrefix = "continued.";

    public static void Read(PackSections file, PackContents contents)
    {
        foreach (var member in file.Map!.Members("parameters"))
        {
            if (MapReader.Of(member.Value, file.Errors) is { } map && ReadParameter(member.Key, map, file.Errors) is { } parameter
                && !contents.Parameters.TryAdd(parameter.Key, parameter))
            {
                map.Error($"参数“{parameter.Key}”定义了两次。", "请只保留一处，其他包里只写 values。");
            }
        }
    }

    /// <summary>Every text not in hand asks the county whether it confirms it; every campaign plan, whether it goes on.</summary>
    public static void AddThoseOfDocuments(PackContents contents)
    {
        foreach (var document in contents.Documents.Values)
        {
            if (document.Status != TextStatus.Seen)
            {
                Add(contents, document, ConfirmationKey(document.Id), $"已核对{document.Reference}原文", "县级民政部门");
            }

            if (document.Kind == DocumentKind.CampaignPlan)
            {
                Add(contents, document, ContinuationKey(document.Id), $"继续执行{document.Reference}", "县级人民政府或县级民政部门（须有文号）");
            }
        }
    }

    /// <summary>The key under which a county confirms that it has checked a text.</summary>
    public static string ConfirmationKey(string document) => $"source.{document.ToLowerInvariant()}.confirmed";

    /// <summary>The key under which a county confirms that a campaign plan goes on.</summary>
    public static string ContinuationKey(string document) => ContinuationPrefix + document.ToLowerInvariant();

    private static void Add(PackContents contents, PolicyDocument document, string key, string name, string setBy) => contents.Parameters.TryAdd(key, new Parameter
    {
        Key = key,
        Name = name,
        Unit = PolicyUnit.Find("boolean")!,
        Class = ParameterClass.Local,
        SetBy = setBy,
        Clauses = [],
        Place = document.Place,
    });

    private static Parameter? ReadParameter(string key, MapReader map, PackErrors errors)
    {
        if (!KeyForm().IsMatch(key))
        {
            map.Error($"“{key}”不能作为参数键。", "请用小写英文、连字符和点，如 dibao.rural-standard。");
        }

        var question = Question(key, map, errors);
        var proposed = map.Required("default");
        // Values may stand beside the definition; the row reader takes them.
        map.Optional("values");
        map.RefuseTheRest();
        return question is null || proposed is null ? null : question with { Default = Default(proposed, question, errors) };
    }

    /// <summary>The parameter without its proposed default, which can only be read once unit and choices are known.</summary>
    private static Parameter? Question(string key, MapReader map, PackErrors errors)
    {
        var (name, unit, bindingClass, setBy) = (map.Text("name"), Unit(map), map.Word("class", Classes.Keys), map.Text("setBy"));
        var (clauses, alternatives) = (map.Clauses(), map.Texts("alternatives", required: false));
        var (readings, note, clock) = (map.TextOrTexts("reading"), map.OptionalText("note"), Clock(map, errors));
        var confirm = map.Optional("confirm") is null ? null : map.Word("confirm", ["required"]);
        return name is null || unit is null || bindingClass is null || setBy is null ? null : new Parameter
        {
            Key = key,
            Name = name,
            Unit = unit,
            Class = Classes[bindingClass],
            SetBy = setBy,
            Clauses = clauses,
            Choices = Choices(map, unit, errors),
            Columns = Columns(map, unit, errors),
            MustConfirm = confirm is not null,
            Readings = readings,
            Alternatives = alternatives,
            Clock = clock,
            Note = note,
            Place = errors.At(map.Line),
        };
    }

    private static PolicyUnit? Unit(MapReader map) =>
        map.Word("unit", [.. PolicyUnit.All.Select(u => u.Id)]) is { } id ? PolicyUnit.Find(id) : null;

    private static Dictionary<string, string> Choices(MapReader map, PolicyUnit unit, PackErrors errors)
    {
        var choices = new Dictionary<string, string>();
        if (unit.Kind is not (ValueKind.Choice or ValueKind.Choices))
        {
            return choices;
        }

        if (map.Required("choices") is PackMap options)
        {
            foreach (var option in options.Members)
            {
                choices[option.Key] = (option.Value as PackScalar)?.Text ?? "";
            }
        }

        if (choices.Count < 2 || choices.Values.Any(name => name.Length == 0))
        {
            errors.Add(map.Line, map.Path, "可选值少于两个，或没有中文名。", "请在 choices 下写出每个可选值和它的中文名。");
        }

        return choices;
    }

    private static Dictionary<string, PolicyUnit> Columns(MapReader map, PolicyUnit unit, PackErrors errors)
    {
        var columns = new Dictionary<string, PolicyUnit>();
        if (unit.Kind != ValueKind.Table)
        {
            return columns;
        }

        foreach (var column in map.Required("columns") is PackMap definition ? definition.Members : [])
        {
            if (column.Value is PackScalar { Text: var id } && PolicyUnit.Find(id) is { } known)
            {
                columns[column.Key] = known;
            }
            else
            {
                errors.Add(column.Line, $"{map.Path}.columns.{column.Key}", "不认识的单位。", NearestName.Hint((column.Value as PackScalar)?.Text ?? "", [.. PolicyUnit.All.Select(u => u.Id)]));
            }
        }

        return columns;
    }

    private static ClockEvents? Clock(MapReader map, PackErrors errors)
    {
        if (map.Optional("clock") is not { } node || MapReader.Of(node, errors) is not { } clock)
        {
            return null;
        }

        var (start, end) = (clock.Text("start"), clock.Text("end"));
        var unitKey = clock.OptionalText("unitKey");
        clock.RefuseTheRest();
        return start is null || end is null ? null : new ClockEvents(start, end, unitKey);
    }

    private static ProposedDefault? Default(PackNode node, Parameter parameter, PackErrors errors)
    {
        if (node is PackScalar { IsNull: true } || MapReader.Of(node, errors) is not { } map)
        {
            return null;
        }

        var value = map.Required("value") is { } written ? ValueReader.ReadOrFollow(written, parameter, errors) : null;
        var clauses = map.Clauses();
        var to = map.OptionalDay("to");
        map.RefuseTheRest();
        return value is null ? null : new ProposedDefault(value, to, clauses);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+$")]
    private static partial Regex KeyForm();
}
