namespace Approvals.Procedures.Casework;

/// <summary>One committed action on a case (or, with an empty case id, on the county itself), chained by hash to the one before.</summary>
/// <remarks>The text is canonical UTF-8: ids and amounts only, never names or ID numbers. It names the hash of every row the action recorded.</remarks>
public sealed class CaseEvent
{
    public required int County { get; init; }
    public required Guid CaseId { get; init; }
    public required int Seq { get; init; }
    public required string Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateOnly Day { get; init; }
    public required Guid Actor { get; init; }

    /// <summary>The caller's id of the command; unique per person, so that the same command has one effect.</summary>
    public Guid? CommandId { get; init; }

    public required string Text { get; init; }
    public required byte[] Previous { get; init; }
    public required byte[] Hash { get; init; }
}
