namespace Approvals.Domain;

/// <summary>A choice the law made: what the code knows it by, and its Chinese name as the pack prints it.</summary>
/// <param name="Value">The choice.</param>
/// <param name="Name">Its name in the pack.</param>
public readonly record struct Choice<T>(T Value, string Name)
    where T : struct, Enum;
