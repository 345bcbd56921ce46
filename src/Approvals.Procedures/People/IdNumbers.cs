using Approvals.Domain;

namespace Approvals.Procedures.People;

/// <summary>Reads an identity number out of a form field.</summary>
public static class IdNumbers
{
    public static Reply<IdNumber> Read(string path, string label, string typed) =>
        IdNumber.TryParse(typed, out var number, out var problem)
            ? number
            : Refusal.Invalid([new FieldError(path, label, problem.Remedy)]);
}
