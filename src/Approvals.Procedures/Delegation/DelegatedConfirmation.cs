namespace Approvals.Procedures.Delegation;

/// <summary>审核确认 of 低保 by a township: the county's setting and the form of the document name the same thing (MZ57-1, O13).</summary>
public static class DelegatedConfirmation
{
    /// <summary>The setting that says whether and in which form a county delegates.</summary>
    public const string Key = "dibao.confirmation-level";

    /// <summary>The value of the setting that a form of delegation stands for.</summary>
    internal static string LevelOf(DelegationForm form) => $"township-{Forms.EnumCodes.CodeOf(form)}";
}
