namespace Approvals.Domain;

/// <summary>The one way a decimal number may be written in forms, packs and JSON: sign, digits, point, digits.</summary>
/// <remarks>No exponent, no separators, no leading zeros, no bare point: what is typed means one number and nothing else.</remarks>
internal static class DecimalText
{
    /// <summary>Splits the text into sign, whole digits and decimals; false when it is written in any other way.</summary>
    public static bool TryRead(string text, out bool negative, out string whole, out string decimals)
    {
        negative = text.StartsWith('-');
        var body = negative ? text[1..] : text;
        var point = body.IndexOf('.', StringComparison.Ordinal);
        whole = point < 0 ? body : body[..point];
        decimals = point < 0 ? "" : body[(point + 1)..];
        return IsDigits(whole) && (point < 0 || IsDigits(decimals)) && (whole.Length == 1 || whole[0] != '0');
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
