using Approvals.Domain;

namespace Approvals.Policies;

/// <summary>Reads worked examples: files of <c>rule</c> and <c>cases</c>, as plain as packs.</summary>
/// <remarks>The catalogue's examples ship with the program, so that a county sees what a new value changes before it confirms it.</remarks>
public static class WorkedExamples
{
    private static readonly string[] CallMembers = ["on", "area", "knownAt", "given", "settings"];
    private static readonly string[] Outcomes = ["cites", "cannotDecide", "error"];

    /// <summary>The examples that ship with the program.</summary>
    public static IReadOnlyList<WorkedExample> Shipped() => Read(Path.Combine(AppContext.BaseDirectory, "Examples"));

    /// <summary>All examples of the files in a folder, in the order of the files' names.</summary>
    /// <exception cref="FormatException">A file is not written as examples are; the message names file and line.</exception>
    public static IReadOnlyList<WorkedExample> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).SelectMany(file => Parse(Path.GetFileName(file), File.ReadAllText(file)))];

    /// <summary>The examples of one file.</summary>
    /// <exception cref="FormatException">As above.</exception>
    public static IReadOnlyList<WorkedExample> Parse(string file, string text)
    {
        var errors = new PackErrors(file);
        var map = PackParser.Parse(text, errors) is { } root ? MapReader.Of(root, errors) : null;
        var rule = map?.Text("rule") ?? "";
        var examples = map?.Maps("cases", required: true).Select(c => Example(rule, c)).ToList() ?? [];
        map?.RefuseTheRest();
        return errors.Any ? throw new FormatException(errors.All[0].Sentence) : examples;
    }

    private static WorkedExample Example(string rule, MapReader map)
    {
        var name = map.Text("name") ?? "";
        var call = CallMembers.Select(key => (key, Node: map.Optional(key))).Where(m => m.Node is not null).ToList();
        var expected = map.Required("expect") as PackMap;
        map.RefuseTheRest();
        return new WorkedExample(
            name,
            rule,
            $"{{\"rule\":{Quoted(rule)},{string.Join(',', call.Select(m => $"{Quoted(m.key)}:{Json(m.Node!)}"))}}}",
            expected?.Members.Where(m => !Outcomes.Contains(m.Key)).ToDictionary(m => m.Key, m => Json(m.Value)) ?? [],
            Texts(expected, "cites"),
            Texts(expected, "cannotDecide"),
            expected?.Members.FirstOrDefault(m => m.Key == "error")?.Value is PackScalar error ? error.Text : null);
    }

    private static List<string> Texts(PackMap? map, string key) =>
        map?.Members.FirstOrDefault(m => m.Key == key)?.Value is PackList list ? [.. list.Items.OfType<PackScalar>().Select(s => s.Text)] : [];

    private static string Json(PackNode node) => node switch
    {
        PackMap map => $"{{{string.Join(',', map.Members.Select(m => $"{Quoted(m.Key)}:{Json(m.Value)}"))}}}",
        PackList list => $"[{string.Join(',', list.Items.Select(Json))}]",
        PackScalar { Quoted: false, Text: "true" or "false" or "null" } word => word.Text,
        // Digits keep their decimals: 250.00 is not 250.
        PackScalar { Quoted: false } scalar when IsNumber(scalar.Text) => scalar.Text,
        var text => Quoted(((PackScalar)text).Text),
    };

    private static bool IsNumber(string text) =>
        text.TrimStart('-').Split('.') is { Length: 1 or 2 } parts && parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit));

    private static string Quoted(string text) => CanonicalJson.Of(o => o.Text(text));
}
