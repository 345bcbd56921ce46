namespace Approvals.Policies;

/// <summary>A piece of a pack with the line it stands on: a scalar, a list or a map.</summary>
internal abstract record PackNode(int Line, string Path);

/// <summary>A scalar as written. A bare null is <see cref="IsNull"/>; a quoted "null" is a text.</summary>
internal sealed record PackScalar(int Line, string Path, string Text, bool Quoted) : PackNode(Line, Path)
{
    public bool IsNull => !Quoted && Text == "null";
}

internal sealed record PackList(int Line, string Path, IReadOnlyList<PackNode> Items) : PackNode(Line, Path);

internal sealed record PackMap(int Line, string Path, IReadOnlyList<PackMember> Members) : PackNode(Line, Path);

internal sealed record PackMember(string Key, int Line, PackNode Value);
