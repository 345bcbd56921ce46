namespace Approvals.Procedures.People;

/// <summary>Numbers of persons as they are shown to who need not use them.</summary>
internal static class Masks
{
    /// <summary>The first three and the last four digits.</summary>
    public static string Phone(string phone) => phone.Length < 8 ? "****" : $"{phone[..3]}****{phone[^4..]}";
}
