using Approvals.Domain;
using Approvals.Procedures.People;

namespace Approvals.Procedures.Designer;

/// <summary>Who may see and change definitions: policy people, in the areas of their grants; what applies to them from above they see.</summary>
public static class DesignerRights
{
    private static readonly string[] Editing = [Roles.PolicyProposer, Roles.PolicyConfirmer];
    private static readonly string[] Looking = [.. Editing, Roles.SystemAdmin, Roles.Auditor];

    /// <summary>May enter the designer at all.</summary>
    public static bool MayEnter(ActingAs acting) => acting.IsJob || Looking.Any(acting.Has);

    public static bool MayEdit(ActingAs acting, AreaCode area) => Editing.Any(r => acting.MandateFor(r, area, "*") is not null);

    public static bool MayEditAnything(ActingAs acting) => Editing.Any(acting.Has);

    public static bool MaySee(ActingAs acting, AreaCode area) =>
        acting.IsJob || acting.Mandates.Any(m => Looking.Contains(m.Role) && (m.Area.IsWithin(area) || area.IsWithin(m.Area)));

    /// <summary>The county a person may make variants for; null when no grant names one.</summary>
    public static AreaCode? CountyOf(ActingAs acting) => acting.Mandates
        .Where(m => Editing.Contains(m.Role) && m.Area.Level == AreaLevel.County).Select(m => (AreaCode?)m.Area).FirstOrDefault();

    /// <summary>Where a person sees how cases move, by ids only.</summary>
    public static IReadOnlyList<AreaRange> SeesInstances(ActingAs acting) => acting.RangesFor(Looking);
}
