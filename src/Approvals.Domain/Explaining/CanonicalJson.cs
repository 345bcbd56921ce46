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
    private const int FirstLength = 256;
    private const int RentedLength = 16 * 1024;
    private static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => c is '"' or '\\' or < ' ' || char.IsSurrogate(c))]);

    private char[] _text;
    private int _length;
    private bool _needsComma;

    /// <summary>An empty text.</summary>
    public CanonicalJson()
        : this(new char[FirstLength])
    {
    }

    private CanonicalJson(char[] text) => _text = text;

    /// <summary>The text that the given steps write.</summary>
    public static string Of(Action<CanonicalJson> write)
    {
        var json = new CanonicalJson(ArrayPool<char>.Shared.Rent(RentedLength));
        write(json);
        var text = json.ToString();
        ArrayPool<char>.Shared.Return(json._text);
        return text;
    }

    /// <summary>The text written so far as UTF-8 without a byte order mark.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text, 0, _length);

    public override string ToString() => new(_text, 0, _length);

    public CanonicalJson Name(string name)
    {
        Text(name);
        Append(':');
        _needsComma = false;
        return this;
    }

    public CanonicalJson Text(string? value)
    {
        if (value is null)
        {
            return Literal("null");
        }

        Separate();
        Append('"');
        if (value.AsSpan().ContainsAny(Special))
        {
            AppendEscaped(value);
        }
        else
        {
            Append(value);
        }

        Append('"');
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
        Append(open);
        _needsComma = false;
        content(this);
        Append(close);
        _needsComma = true;
        return this;
    }

    private CanonicalJson Literal(string text)
    {
        Separate();
        Append(text);
        return this;
    }

    private void Separate()
    {
        if (_needsComma)
        {
            Append(',');
        }

        _needsComma = true;
    }

    private void AppendEscaped(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < 0x20 => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => rune.ToString(),
            });
        }
    }

    private void Append(char one)
    {
        MakeRoom(1);
        _text[_length++] = one;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        MakeRoom(text.Length);
        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    private void MakeRoom(int more)
    {
        if (_length + more > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + more));
        }
    }
}
