using System.Text;

namespace Approvals.Tests.Shared;

/// <summary>JSON documents as a careless hand or a broken disk leaves them.</summary>
public static class DamagedDocuments
{
    private static readonly string[] Splices = ["null", "{}", "[]", "0", "-1", "1e99", "\"\"", "true", "\"Workflow1\"", "\"\\ud800\"", "[[[[[[]]]]]]", "{\"id\":\"T\"}", "9999999999999999999999999", "\"Elsa.Flowchart\"", "\"Variable\"", "\"JavaScript\"", "{\"a\":1,\"a\":2}"];

    /// <summary>The document with one to three things done to it.</summary>
    public static string Damage(string document, Random random)
    {
        var text = new StringBuilder(document);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            switch (random.Next(4))
            {
                case 0:
                    Splice(text, random);
                    break;
                case 1:
                    Swap(text, random);
                    break;
                case 2:
                    text.Remove(random.Next(text.Length), 1);
                    break;
                default:
                    text[random.Next(text.Length)] = "{}[]\",:0aA\\"[random.Next(11)];
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>Puts another value in the place of one.</summary>
    private static void Splice(StringBuilder text, Random random)
    {
        var all = text.ToString();
        var colon = all.IndexOf(':', random.Next(all.Length));
        if (colon < 0)
        {
            return;
        }

        var end = all.IndexOfAny([',', '}', ']'], colon);
        text.Remove(colon + 1, Math.Max(0, end - colon - 1)).Insert(colon + 1, Splices[random.Next(Splices.Length)]);
    }

    /// <summary>Gives one text the place of another.</summary>
    private static void Swap(StringBuilder text, Random random)
    {
        var parts = text.ToString().Split('"');
        var (a, b) = ((random.Next(parts.Length / 2) * 2) + 1, (random.Next(parts.Length / 2) * 2) + 1);
        if (b < parts.Length && a < parts.Length)
        {
            (parts[a], parts[b]) = (parts[b], parts[a]);
            text.Clear().AppendJoin('"', parts);
        }
    }
}
