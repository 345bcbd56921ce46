using Approvals.Procedures.Storage;

namespace Approvals.Procedures.Tests;

/// <summary>One case as the model knows it: from the answers alone.</summary>
internal sealed class ModelLife(RowId id, string kind)
{
    public RowId Case { get; } = id;

    /// <summary>aid, expense, fast-track or dibao.</summary>
    public string Kind { get; } = kind;

    /// <summary>Who is in it, by number, or by name while there is none.</summary>
    public HashSet<string> People { get; } = [];

    public bool IdentityKnown { get; set; }

    /// <summary>Who said yes by phone.</summary>
    public Guid? SecondBy { get; set; }

    /// <summary>Natural persons who looked into it: they do not decide it.</summary>
    public HashSet<string> Looked { get; } = [];

    /// <summary>Natural persons of the first visit: they do not decide an objection.</summary>
    public HashSet<string> FirstVisit { get; } = [];

    public DateOnly? PostedOn { get; set; }

    /// <summary>A notice ran its days and nothing against it is open.</summary>
    public bool NoticeClear { get; set; }

    /// <summary>Approved and not given back.</summary>
    public List<ModelApproval> Approvals { get; } = [];

    /// <summary>The decision on 低保 that stands: its id and fen a month.</summary>
    public (Guid Id, long Monthly)? Confirmed { get; set; }

    public int Awards { get; set; }

    public int Steps { get; set; }
}

/// <summary>An amount approved, by whose hands.</summary>
internal sealed class ModelApproval(Guid id, long fen, DateOnly on, Guid? document, IReadOnlySet<string> hands)
{
    public Guid Id { get; } = id;

    public long Fen { get; } = fen;

    public DateOnly On { get; } = on;

    public Guid? Document { get; } = document;

    /// <summary>Natural persons on whose word money goes out.</summary>
    public IReadOnlySet<string> Hands { get; } = hands;

    public long Paid { get; set; }

    public long GivenBack { get; set; }

    public long Standing => Fen - GivenBack;
}

/// <summary>A document of delegation as it was signed.</summary>
internal sealed record ModelDocument(bool Dibao, long Budget, DateOnly From, DateOnly To)
{
    public long Used { get; set; }

    public bool Revoked { get; set; }

    public bool IsGood(DateOnly on) => !Revoked && on >= From && on <= To;
}

/// <summary>What has to be true of money, hands and limits; written from the law's sentences and knowing none of the product's code.</summary>
internal sealed class ModelLedger(Func<Guid, string> natural)
{
    // As the instruments of the test are signed: fen of one case, of one person in 30 days, of a household in a year.
    public const long PerCase = 200_000;
    public const long PerPerson = 300_000;
    public const long PerYear = 600_000;

    /// <summary>Fen of 支出型 for a household in a year, whoever approves.</summary>
    public const long ExpenseYear = 350_000;
    private const int Days = 30;
    private const int NoticeDays = 7;

    private readonly Dictionary<string, List<ModelLife>> _byPerson = [];
    private readonly Dictionary<Guid, (ModelLife Life, ModelApproval Approval)> _approvals = [];

    public Dictionary<Guid, ModelDocument> Documents { get; } = [];

    /// <summary>Fen in the standby fund.</summary>
    public long Fund { get; set; } = 2_000_000;

    public int Approved => _approvals.Count;

    public int Paid { get; private set; }

    public int Confirmed { get; private set; }

    public int Awarded { get; private set; }

    public void Knows(ModelLife life, string person)
    {
        if (life.People.Add(person))
        {
            _byPerson.TryAdd(person, []);
            _byPerson[person].Add(life);
        }
    }

    /// <summary>Somebody looked into a case and wrote it down.</summary>
    public void Looked(ModelLife life, Guid who) => life.Looked.Add(natural(who));

    /// <summary>An amount was approved: by nobody who looked (paying first needs a second person instead), under a document in force with room in every limit.</summary>
    public void Approve(ModelLife life, Guid id, long fen, Guid? document, Guid who, Guid? second, DateOnly today)
    {
        HashSet<string> hands = [natural(who)];
        Assert.True(second is not null || !life.Looked.Contains(natural(who)), "Approved by somebody who looked into it.");
        Assert.True(fen > 0, "An approval of nothing.");
        Assert.True(life.Kind != "expense" || life.NoticeClear, "支出型 was approved without a notice.");
        Assert.True(life.Kind != "expense" || Around(life, new DateOnly(today.Year, 1, 1)) + fen <= ExpenseYear, "支出型 above the cap of a year.");
        if (second is { } other)
        {
            Assert.True(hands.Add(natural(other)), "One person is both approvers.");
            Assert.DoesNotContain(natural(other), life.Looked);
            life.SecondBy = other;
        }

        if (document is { } number)
        {
            var paper = Documents[number];
            Assert.True(!paper.Dibao && paper.IsGood(today), "Approved under a document that is not in force.");
            paper.Used += fen;
            Assert.InRange(paper.Used, 0, paper.Budget);
            Assert.InRange(life.Approvals.Sum(a => a.Standing) + fen, 0, PerCase);
            Assert.InRange(Around(life, today.AddDays(1 - Days)) + fen, 0, PerPerson);
            Assert.InRange(Around(life, new DateOnly(today.Year, 1, 1)) + fen, 0, PerYear);
        }

        var approval = new ModelApproval(id, fen, today, document, hands);
        life.Approvals.Add(approval);
        _approvals[id] = (life, approval);
    }

    /// <summary>Money went out: under one approval of the same case, by a third hand, never more than approved, never more than there is.</summary>
    public void Pay(ModelLife life, Guid approval, long fen, bool fromFund, Guid who)
    {
        var (owner, decision) = _approvals[approval];
        Assert.Same(life, owner);
        Assert.DoesNotContain(natural(who), decision.Hands);
        decision.Paid += fen;
        Assert.InRange(decision.Paid, 0, decision.Standing);
        Fund -= fromFund ? fen : 0;
        Assert.True(Fund >= 0, "The fund went below zero.");
        Paid++;
    }

    /// <summary>A bank sent money back.</summary>
    public void CameBack(Guid approval, long fen, bool toFund)
    {
        _approvals[approval].Approval.Paid -= fen;
        Fund += toFund ? fen : 0;
    }

    /// <summary>What will never be paid was given back.</summary>
    public void GiveBack(ModelLife life, long fen)
    {
        var approval = life.Approvals[^1];
        approval.GivenBack += fen;
        Assert.InRange(approval.GivenBack, 0, approval.Fen - approval.Paid);
        if (approval.Document is { } number)
        {
            Documents[number].Used -= fen;
        }
    }

    /// <summary>Two people visited a home.</summary>
    public void Visit(ModelLife life, Guid writer, IEnumerable<Guid> visitors, bool again)
    {
        var all = visitors.Append(writer).Select(natural).ToHashSet();
        Assert.True(!again || all.Any(p => !life.FirstVisit.Contains(p)), "Nobody new came after an objection.");
        life.Looked.UnionWith(all);
        if (!again)
        {
            life.FirstVisit.UnionWith(all);
        }
    }

    public void Post(ModelLife life, DateOnly today) => (life.PostedOn, life.NoticeClear) = (today, false);

    /// <summary>The result of a notice was written down: after its days, the day of posting not counted.</summary>
    public void EndNotice(ModelLife life, DateOnly today, bool objection, int days = NoticeDays)
    {
        Assert.True(today > life.PostedOn!.Value.AddDays(days), "A notice ended before its time.");
        life.NoticeClear = !objection;
    }

    /// <summary>An objection was decided, by somebody who was not at the first visit.</summary>
    public void DecideObjection(ModelLife life, Guid who)
    {
        Assert.DoesNotContain(natural(who), life.FirstVisit);
        life.NoticeClear = true;
    }

    /// <summary>低保 was decided: by nobody who visited; confirmed only after a notice; by a township only under a document in force.</summary>
    public void Decide(ModelLife life, Guid id, bool confirmed, long monthly, bool byTownship, Guid? document, Guid who, DateOnly today)
    {
        Assert.DoesNotContain(natural(who), life.Looked);
        Assert.True(!confirmed || life.NoticeClear, "Confirmed without a notice that ran clear.");
        Assert.Equal(byTownship, document is not null);
        Assert.True(document is not { } number || (Documents[number].Dibao && Documents[number].IsGood(today)), "A township confirmed without a document in force.");
        life.Confirmed = confirmed ? (id, monthly) : null;
        Confirmed += confirmed ? 1 : 0;
    }

    /// <summary>An award was written: the only one of its case, for what the standing decision says.</summary>
    public void Award(ModelLife life, Guid decision, long monthly)
    {
        Assert.Equal((decision, monthly), life.Confirmed);
        Assert.Equal(1, ++life.Awards);
        Awarded++;
    }

    /// <summary>Every payment and approval the database holds is one the model saw being made.</summary>
    public void Same(IReadOnlyCollection<(Guid Approval, long Sum)> payments, IReadOnlyCollection<(Guid Id, long Used)> documents)
    {
        Assert.All(payments, p => Assert.Equal(_approvals[p.Approval].Approval.Paid, p.Sum));
        Assert.Equal(_approvals.Values.Count(a => a.Approval.Paid != 0), payments.Count(p => p.Sum != 0));
        Assert.All(documents, d => Assert.Equal(Documents[d.Id].Used, d.Used));
    }

    /// <summary>A township's step on 低保 without a document in force: only the other ways out lead on.</summary>
    public bool IsHopeless(string step, DateOnly today) =>
        step.StartsWith("Approvals.Township", StringComparison.Ordinal) && !Documents.Values.Any(d => d.Dibao && d.IsGood(today));

    // What stands for anybody of a case, since a day.
    private long Around(ModelLife life, DateOnly since) =>
        life.People.SelectMany(p => _byPerson[p]).Distinct().SelectMany(l => l.Approvals).Where(a => a.On >= since).Sum(a => a.Standing);
}
