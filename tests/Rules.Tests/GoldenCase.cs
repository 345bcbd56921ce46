using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Approvals.Rules.Tests;

/// <summary>One worked example as data: a call and what must come out, clauses included.</summary>
/// <param name="Name">The sentence that names it, with the example's id.</param>
/// <param name="Call">The call as a line of JSON.</param>
/// <param name="Expect">Member by member, the text that must stand in the result.</param>
/// <param name="Cites">Clauses that must be cited.</param>
/// <param name="CannotDecide">Keys that must be named as missing.</param>
/// <param name="Error">The field that must be refused.</param>
internal sealed record GoldenCase(
    string Name, string Call, IReadOnlyDictionary<string, string> Expect, IReadOnlyList<string> Cites, IReadOnlyList<string> CannotDecide, string? Error)
{
    private static readonly string[] Outcomes = ["cites", "cannotDecide", "error"];

    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "golden"), "*.yaml").Order(StringComparer.Ordinal).SelectMany(Read),
    ];

    private static IEnumerable<GoldenCase> Read(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(file)));
        return stream.Documents.Select(d => (YamlMappingNode)d.RootNode).SelectMany(group =>
            ((YamlSequenceNode)group["cases"]).Children.Cast<YamlMappingNode>().Select(c => Of(((YamlScalarNode)group["rule"]).Value!, c)));
    }

    private static GoldenCase Of(string rule, YamlMappingNode written)
    {
        var expect = (YamlMappingNode)written["expect"];
        var members = written.Children.Where(m => Text(m.Key) is not ("name" or "expect")).Select(m => $"{Json(m.Key)}:{Json(m.Value)}");
        return new GoldenCase(
            Text(written["name"]),
            $"{{\"rule\":\"{rule}\",{string.Join(',', members)}}}",
            expect.Children.Where(m => !Outcomes.Contains(Text(m.Key))).ToDictionary(m => Text(m.Key), m => Text(m.Value)),
            Texts(expect, "cites"),
            Texts(expect, "cannotDecide"),
            expect.Children.TryGetValue(new YamlScalarNode("error"), out var error) ? Text(error) : null);
    }

    private static List<string> Texts(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var list) ? [.. ((YamlSequenceNode)list).Select(Text)] : [];

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static string Json(YamlNode node) => node switch
    {
        YamlMappingNode map => $"{{{string.Join(',', map.Children.Select(m => $"{Json(m.Key)}:{Json(m.Value)}"))}}}",
        YamlSequenceNode list => $"[{string.Join(',', list.Children.Select(Json))}]",
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } truth => truth.Value,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: var digits } when IsNumber(digits!) => digits!,
        var text => JsonSerializer.Serialize(Text(text)),
    };

    private static bool IsNumber(string text) =>
        text.TrimStart('-').Split('.') is { Length: 1 or 2 } parts && parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit));
}
