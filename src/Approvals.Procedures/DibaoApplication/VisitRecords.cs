using Approvals.Procedures.Casework;
using Approvals.Procedures.People;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>Checks who went and turns a visit into a fact with its photos.</summary>
internal sealed class VisitRecords(ActionSession session)
{
    private static readonly string[] TownshipRoles = [Roles.Investigator, Roles.Window, Roles.Reviewer, Roles.CountyOfficer];

    public async Task<Reply<Fact>> RecordAsync(CaseFile file, string kind, VisitAnswers form, CancellationToken cancel)
    {
        var visitors = Ids(form);
        if (await RefuseAsync(file, visitors, cancel) is { } refusal)
        {
            return refusal;
        }

        var photos = file.Attach(form.Photos, "入户照片");
        return file.Record(file.Case.Id, kind, new VisitFact(form.VisitedOn, visitors, form.Finding, form.Living, form.Differences), form.VisitedOn, photos);
    }

    public static string Summary(VisitAnswers form) =>
        $"{Ids(form).Count} 人入户，{Forms.EnumCodes.TextOf(form.Finding)}，附照片 {form.Photos.Count} 张";

    /// <summary>The officials named in the form, each once.</summary>
    public static List<Guid> Ids(VisitAnswers form) =>
        [.. form.Visitors.Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];

    private async Task<Refusal?> RefuseAsync(CaseFile file, List<Guid> visitors, CancellationToken cancel)
    {
        var law = await file.LawAsync(cancel);
        if (visitors.Count < law.Count("visit.min-staff").Value)
        {
            return Refusals.VisitTooFew;
        }

        var today = file.Today;
        var staff = await session.Wide("visitors").Grants
            .Where(g => visitors.Contains(g.OfficialId) && TownshipRoles.Contains(g.Role) && g.From <= today && (g.To == null || g.To >= today))
            .Select(g => g.OfficialId).Distinct().CountAsync(cancel);
        return staff == 0 ? Refusals.VisitNoTownship
            : await NearRelatives.AnyAmongAsync(session, file.Case.Address, visitors, cancel) ? Refusals.VisitorRelated
            : null;
    }
}
