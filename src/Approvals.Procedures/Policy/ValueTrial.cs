using System.Text.Json;
using Approvals.Domain;
using Approvals.Policies;
using Approvals.Procedures.Storage;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Policy;

/// <summary>Tries a value before it is one: the whole set must load with it, and the worked examples show what it changes.</summary>
public sealed class ValueTrial(ActionSession session, PolicyShelf shelf, ClauseCatalogue catalogue, Divisions divisions)
{
    private static readonly char[] BetweenClauses = [',', '，', '、', ' '];

    /// <summary>The row a form asks for, proposed by the acting person.</summary>
    internal CountyValueRow RowOf(AreaCode area, ValueForm form) => new()
    {
        County = session.Acting.County,
        Id = session.NewId(),
        Area = area.ToString(),
        Key = form.Key.Trim(),
        From = form.From,
        To = form.To,
        Published = form.Published,
        Value = form.Value.Trim(),
        Cites = JsonSerializer.Serialize(form.Cites.Split(BetweenClauses, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        DocumentNumber = form.DocumentNumber.Trim(),
        ProposedBy = session.Acting.Id,
        ProposedAt = session.Time.Now,
    };

    /// <summary>Why a row cannot be set; null when it can. Floors, bounds, overlaps and units are the packs' own checks.</summary>
    internal async Task<Refusal?> ProblemAsync(CountyValueRow row, CancellationToken cancel) =>
        !shelf.Packs.Parameters.ContainsKey(row.Key) ? Refusals.UnknownKey(row.Key)
        : await LoadAsync(row, cancel) is { Policies: null } refused ? Refusals.NotValid(refused.Errors)
        : null;

    /// <summary>What the row would change; a refusal when it cannot be set.</summary>
    internal async Task<Reply<ValuePreview>> PreviewAsync(CountyValueRow row, CancellationToken cancel)
    {
        if (!shelf.Packs.Parameters.TryGetValue(row.Key, out var parameter))
        {
            return Refusals.UnknownKey(row.Key);
        }

        var load = await LoadAsync(row, cancel);
        if (load.Policies is not { } after)
        {
            return Refusals.NotValid(load.Errors);
        }

        var before = await shelf.CurrentAsync(session, cancel);
        var area = AreaCode.Parse(row.Area);
        return new ValuePreview(
            parameter.Name,
            before.On(area, row.From).Find(row.Key)?.Value.Display ?? "未设定",
            after.On(area, row.From).Find(row.Key)?.Value.Display ?? "未设定",
            [.. load.Warnings.Where(w => w.File == row.Id.ToString()).Select(w => w.Problem + w.Remedy)],
            [.. ValueImpact.Of(new RuleBook(before, divisions), new RuleBook(after, divisions), catalogue.Examples, row.Key, area, row.From)
                .Select(l => new ExampleChange(l.Rule, l.Facts, l.Before, l.After, l.Changed))]);
    }

    private async Task<PolicyLoad> LoadAsync(CountyValueRow row, CancellationToken cancel)
    {
        var others = await session.Wide("policy-shelf").CountyValues.AsNoTracking().Where(v => v.ConfirmedBy != null && v.Id != row.Id).ToListAsync(cancel);
        return shelf.Packs.With([.. others.Append(row).Select(PolicyShelf.ToCountyValue)]);
    }
}

/// <summary>What a value would change.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Before">Its value on that day without the proposal.</param>
/// <param name="After">Its value with it.</param>
/// <param name="Warnings">What is allowed and yet worth saying.</param>
/// <param name="Examples">The worked examples of the rules that read it, before and after.</param>
public sealed record ValuePreview(string Name, string Before, string After, IReadOnlyList<string> Warnings, IReadOnlyList<ExampleChange> Examples);

/// <summary>A worked example with its answer before and after a value is set.</summary>
public sealed record ExampleChange(string Rule, string Facts, string Before, string After, bool Changed);
