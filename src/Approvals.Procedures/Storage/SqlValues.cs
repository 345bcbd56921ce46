using System.Globalization;

namespace Approvals.Procedures.Storage;

/// <summary>The values of a statement that is put together, in the order they are first named.</summary>
internal sealed class SqlValues
{
    private readonly List<object?> _values = [];

    /// <summary>Takes a value and gives the name it has in the statement.</summary>
    public string Add(object? value)
    {
        _values.Add(value);
        return "@" + _values.Count.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What people type to find a case <c>c</c>: its whole number, or how the applicant's name begins.</summary>
    public string NumberOrName(string text) => $"(c.number = {Add(text)} OR (c.applicant_name >= {Add(text)} AND c.applicant_name < {Add(text + "\uffff")}))";

    public object?[] ToArray() => [.. _values];
}
