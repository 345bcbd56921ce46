using System.Text.Json;
using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Forms;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.DibaoApplication;

/// <summary>更正: the application as it should read, with the reason. Only what differs becomes new facts; both values stay on file.</summary>
public sealed record CorrectApplication(RowId Case, JsonElement Form, string Reason, Guid CommandId) : ICommand<CaseChanged>
{
    internal sealed class Handler(ActionSession session, Cases cases, Driver driver, Seals seals, LetterDesk letters) : IRequestHandler<CorrectApplication, Reply<CaseChanged>>
    {
        public async Task<Reply<CaseChanged>> Handle(CorrectApplication request, CancellationToken cancellationToken)
        {
            if (await cases.OpenAsync(request.Case, cancellationToken) is not { } file)
            {
                return Casework.Refusals.NoSuchCase;
            }

            if (CaseRights.Refuse(file, Roles.Window, Roles.Investigator, Roles.Reviewer) is { } refusal)
            {
                return refusal;
            }

            if (string.IsNullOrWhiteSpace(request.Reason))
            {
                return Refusal.Invalid([new FieldError("reason", "更正原因", "请写明更正原因和依据")]);
            }

            var form = FormCheck.Read<ApplicationForm>(request.Form, session.Time.Today);
            return form.Done ? await CorrectAsync(file, form.Value, request.Reason, cancellationToken) : form.Refusal!;
        }

        private async Task<Reply<CaseChanged>> CorrectAsync(CaseFile file, ApplicationForm form, string reason, CancellationToken cancel)
        {
            var correction = new Correction(file, await file.FactsAsync(cancel), seals, reason);
            await correction.MembersAsync(form.Household.Members, cancel);
            correction.Incomes(form);
            correction.HouseholdFacts(form);
            if (correction.Changes.Count == 0)
            {
                return Refusals.NothingChanged;
            }

            var decision = await Standing.LatestAsync(file, cancel);
            if (decision is not null && correction.TouchesAmount)
            {
                return Refusals.DecisionStands;
            }

            file.Say("case.corrected", ("what", string.Join("、", correction.Changes)), ("reason", reason));
            if (decision is not null && correction.NewApplicantName is not null)
            {
                await letters.ReissueAsync(file, decision, correction.NewApplicantName, cancel);
            }

            return await Waiting.RetryAsync(file, driver, Obstacles.FactsKey, cancel) is { } stuck
                ? stuck
                : new CaseChanged(file.Case.Address.ToString(), $"已更正：{string.Join("、", correction.Changes)}", file.Instance.Stage);
        }
    }
}

/// <summary>Compares an application as typed with the facts on file and records the difference.</summary>
internal sealed class Correction(CaseFile file, CaseFacts facts, Seals seals, string reason)
{
    private readonly List<Guid> _members = [];

    /// <summary>What changed, in words without names.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>Something a calculation reads has changed.</summary>
    public bool TouchesAmount { get; private set; }

    public string? NewApplicantName { get; private set; }

    /// <summary>Pairs people by number, then by place, so that a mistyped number is a correction and not a new person.</summary>
    public async Task MembersAsync(IReadOnlyList<MemberRow> rows, CancellationToken cancel)
    {
        var before = facts.Of<MemberFact>(FactKind.Member).ToList();
        var people = await CitizensAsync(before.Select(b => b.Fact.Subject), cancel);
        var numbers = rows.Select(r => IdNumber.TryParse(r.IdNumber, out var n, out _) ? n : throw new InvalidOperationException("Checked before.")).ToList();
        var byNumber = numbers.Select(n => people.Find(p => p.IdHash.AsSpan().SequenceEqual(seals.Hash(n.Number)))).ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            var atPlace = i < before.Count ? people.Find(p => p.Id == before[i].Fact.Subject) : null;
            var citizen = byNumber[i] ?? (atPlace is not null && !byNumber.Contains(atPlace) ? atPlace : null);
            _members.Add(citizen is null ? Join(rows[i], numbers[i]) : Compare(citizen, before.Find(b => b.Fact.Subject == citizen.Id), rows[i], numbers[i]));
        }

        foreach (var (fact, value) in before.Where(b => !_members.Contains(b.Fact.Subject)))
        {
            Supersede(fact.Subject, FactKind.Member, value, fact, withdrawn: true);
            Changed("减少成员", true);
        }
    }

    public void Incomes(ApplicationForm form)
    {
        var left = facts.Of<IncomeFact>(FactKind.Income).ToList();
        foreach (var row in form.Income.Items ?? [])
        {
            var stated = new IncomeFact(row.Kind, row.Amount, row.Times, row.Line);
            var person = _members[row.Member - 1];
            if (left.FindIndex(l => l.Fact.Subject == person && l.Value == stated) is var same and >= 0)
            {
                left.RemoveAt(same);
                continue;
            }

            var replaced = left.FindIndex(l => l.Fact.Subject == person && l.Value.Kind == stated.Kind);
            Supersede(person, FactKind.Income, stated, replaced >= 0 ? left[replaced].Fact : null);
            if (replaced >= 0)
            {
                left.RemoveAt(replaced);
            }

            Changed("收入", true);
        }

        foreach (var (fact, value) in left)
        {
            Supersede(fact.Subject, FactKind.Income, value, fact, withdrawn: true);
            Changed("收入", true);
        }
    }

    public void HouseholdFacts(ApplicationForm form)
    {
        Replace(FactKind.Household, ApplicationFacts.HouseholdOf(form), "住址和标准", true);
        Replace(FactKind.Property, ApplicationFacts.PropertyOf(form), "财产", true);
        if (facts.Last<AccountFact>(FactKind.Account) is { } account
            && (account.Value.Bank != form.Property.Bank.Trim() || seals.Open(new Sealed(Convert.FromBase64String(account.Value.SealedNumber))) != form.Property.Account.Trim()))
        {
            Supersede(file.Case.HouseholdId, FactKind.Account, ApplicationFacts.AccountOf(form, seals), account.Fact);
            Changed("发放账户", false);
        }
    }

    private void Replace<T>(string kind, T stated, string word, bool amount)
        where T : class
    {
        if (facts.Last<T>(kind) is { } before && !before.Value.Equals(stated))
        {
            Supersede(file.Case.HouseholdId, kind, stated, before.Fact);
            Changed(word, amount);
        }
    }

    private Guid Compare(Citizen citizen, (Fact Fact, MemberFact Value) before, MemberRow row, IdNumber number)
    {
        CompareIdentity(citizen, row, number);
        var stated = ApplicationFacts.MemberOf(row);
        if (before.Fact is null || before.Value != stated)
        {
            Supersede(citizen.Id, FactKind.Member, stated, before.Fact);
            Changed("成员情况", true);
        }

        return citizen.Id;
    }

    private void CompareIdentity(Citizen citizen, MemberRow row, IdNumber number)
    {
        var name = row.Name.Trim();
        var hash = seals.Hash(number.Number);
        var phone = string.IsNullOrWhiteSpace(row.Phone) ? null : row.Phone.Trim();
        if (citizen.Name == name && citizen.IdHash.AsSpan().SequenceEqual(hash) && (citizen.Phone is { } p ? seals.Open(p) : null) == phone)
        {
            return;
        }

        Supersede(citizen.Id, FactKind.Identity, new { before = Sealed($"{citizen.Name} {seals.Open(citizen.IdNumber)}"), after = Sealed($"{name} {number.Number}") }, null);
        if (citizen.Name != name && citizen.Id == file.Case.ApplicantId)
        {
            HotCases.SetApplicantName(file.Session.Hot, file.Case.Address, name);
            file.Case.ApplicantName = NewApplicantName = name;
        }

        HotCases.SetMemberHash(file.Session.Hot, file.Case.Address, citizen.Id, hash);
        citizen.Name = name;
        citizen.IdNumber = seals.Seal(number.Number);
        citizen.IdNumber15 = number.FifteenDigits is { } old ? seals.Seal(old) : null;
        citizen.IdHash = hash;
        citizen.IdLast4 = number.LastFour;
        citizen.Sex = number.Sex == Sex.Male ? "男" : "女";
        citizen.Birth = number.BirthDate;
        citizen.Phone = phone is null ? null : seals.Seal(phone);
        Changed("姓名、证件或电话", false);
    }

    private Guid Join(MemberRow row, IdNumber number)
    {
        var citizen = Citizen.Of(file.Session, seals, row.Name, number, row.Phone, file.Case.County);
        file.Session.Db.Citizens.Add(citizen);
        HotCases.InsertMember(file.Session.Hot, new CaseMember { County = file.Case.County, CaseId = file.Case.Id, CitizenId = citizen.Id, IdHash = citizen.IdHash });
        Supersede(citizen.Id, FactKind.Member, ApplicationFacts.MemberOf(row), null);
        Changed("增加成员", true);
        return citizen.Id;
    }

    private async Task<List<Citizen>> CitizensAsync(IEnumerable<Guid> ids, CancellationToken cancel)
    {
        var wanted = ids.ToList();
        return await file.Session.Db.Citizens.Where(c => c.County == file.Case.County && wanted.Contains(c.Id)).ToListAsync(cancel);
    }

    private void Supersede<T>(Guid subject, string kind, T value, Fact? before, bool withdrawn = false) =>
        file.Record(subject, kind, value, file.Today, supersedes: before, reason: reason, withdrawn: withdrawn);

    private string Sealed(string text) => Convert.ToBase64String(seals.Seal(text).Bytes);

    private void Changed(string what, bool amount)
    {
        TouchesAmount |= amount;
        if (!Changes.Contains(what))
        {
            Changes.Add(what);
        }
    }
}
