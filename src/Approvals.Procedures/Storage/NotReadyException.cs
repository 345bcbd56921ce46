namespace Approvals.Procedures.Storage;

/// <summary>The installation cannot run until an operator does what the message says; nothing is broken in the program.</summary>
public sealed class NotReadyException(string message) : Exception(message);
