using Approvals.Domain;

namespace Approvals.Rules.Tests;

internal static class Days
{
    public static DateOnly Of(string text) => LegalDay.TryParse(text, out var day) ? day : throw new FormatException(text);
}
