using Approvals.Procedures.Casework;

namespace Approvals.Procedures.Storage;

/// <summary>Appends to an event chain.</summary>
internal static class HotEvents
{
    private const string InsertText =
        "INSERT INTO events (county, case_id, seq, kind, at, day, actor, command_id, text, previous, hash) VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)";

    public static void Insert(Hot hot, CaseEvent e) =>
        hot.WriteEngineRow(InsertText, e.County, e.CaseId, e.Seq, e.Kind, e.At, e.Day, e.Actor, e.CommandId, e.Text, e.Previous, e.Hash);
}
