using System.Buffers;
using System.Globalization;
using System.Text;

namespace Approvals.Domain;

/// <summary>Writes JSON whose bytes depend only on the content: fixed order, no white space, one way to escape.</summary>
/// <remarks>
/// Written here rather than taken from a library because decisions are recomputed years later and compared byte for byte:
/// an escaping table that changes with a framework release would make every old explanation differ.
/// </remarks>
public sealed class CanonicalJson
{
    private static readonly SearchValues<char> Special = SearchValues.Create(['"', '\\', .. Enumerable.Range(0, 0x20).Select(c => (char)c)]);

    private readonly StringBuilder _text = new();
    private bool _needsComma;

    /// <summary>The text written so far as UTF-8 without a byte order mark.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    public override string ToString() => _text.ToString();

    public CanonicalJson Name(string name)
    {
        Text(name);
        _text.Append(':');
        _needsComma = false;
        return this;
    }

    public CanonicalJson Text(string? value)
    {
        Separate();
        if (value is null)
        {
            _text.Append("null");
            return this;
        }

        _text.Append('"');
        if (value.AsSpan().IndexOfAny(Special) < 0 && !value.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            _text.Append(value);
        }
        else
        {
            AppendEscaped(value);
        }

        _text.Append('"');
        return this;
    }

    /// <summary>A value already written as canonical JSON.</summary>
    public CanonicalJson Raw(string json) => Literal(json);

    public CanonicalJson Number(long value) => Literal(value.ToString(CultureInfo.InvariantCulture));

    public CanonicalJson Money(Money value) => Literal(value.ToPlainText());

    public CanonicalJson Boolean(bool value) => Literal(value ? "true" : "false");

    public CanonicalJson Day(DateOnly? value) => Text(value is { } day ? LegalDay.Text(day) : null);

    public CanonicalJson Members(Action<CanonicalJson> members) => Group('{', '}', members);

    public CanonicalJson List<T>(IEnumerable<T> items, Action<CanonicalJson, T> write) => Group('[', ']', json =>
    {
        foreach (var item in items)
        {
            write(json, item);
        }
    });

    public CanonicalJson Texts(IEnumerable<string> items) => List(items, (json, item) => json.Text(item));

    private CanonicalJson Group(char open, char close, Action<CanonicalJson> content)
    {
        Separate();
        _text.Append(open);
        _needsComma = false;
        content(this);
        _text.Append(close);
        _needsComma = true;
        return this;
    }

    private CanonicalJson Literal(string text)
    {
        Separate();
        _text.Append(text);
        return this;
    }

    private void Separate()
    {
        if (_needsComma)
        {
            _text.Append(',');
        }

        _needsComma = true;
    }

    private void AppendEscaped(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => _text.Append('\\').Append((char)rune.Value),
                < 0x20 => _text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => _text.Append(rune.ToString()),
            };
        }
    }
}
