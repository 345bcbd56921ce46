using Approvals.Policies;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Forms;
using Approvals.Procedures.Notices;
using Approvals.Procedures.Policy;
using Approvals.Procedures.Storage;
using Approvals.Workflow;

namespace Approvals.Procedures.Casework;

/// <summary>One case held open in one action: what is known, what this action records, and the one event it leaves.</summary>
public sealed class CaseFile
{
    private readonly PolicyShelf _shelf;
    private CaseFacts? _facts;
    private bool _opened;

    internal CaseFile(ActionSession session, PolicyShelf shelf, OpenedCase opened)
    {
        Session = session;
        _shelf = shelf;
        Case = opened.Case;
        Instance = opened.Instance;
        Task = opened.Task;
        TouchesActor = opened.TouchesActor;
        Flows = new Flows(this);
    }

    public ActionSession Session { get; }

    public Case Case { get; }

    public Instance Instance { get; }

    /// <summary>The task it was entered by, or null when the action is on the case itself.</summary>
    public CaseTask? Task { get; }

    /// <summary>The acting person, or a registered near relative of theirs, is a member of this household (I09).</summary>
    public bool TouchesActor { get; }

    public DateOnly Today => Session.Time.Today;

    /// <summary>The procedure and its children.</summary>
    internal Flows Flows { get; }

    /// <summary>The days on which clocks began (by pack key) that are counted from something else than the opening of their task.</summary>
    internal Dictionary<string, DateOnly> ClocksBegan { get; } = [];

    /// <summary>The case begins with this action.</summary>
    internal bool IsNew => Instance.EventSeq == 0;

    /// <summary>What the action has left in the event so far.</summary>
    internal EventDraft? Event { get; private set; }

    /// <summary>The law here, today, as known now.</summary>
    public async Task<LawOfTheDay> LawAsync(CancellationToken cancel) => await LawOnAsync(Today, cancel);

    /// <summary>The law here on a day, as known now.</summary>
    public async Task<LawOfTheDay> LawOnAsync(DateOnly day, CancellationToken cancel) =>
        (await _shelf.CurrentAsync(Session, cancel)).On(Case.HandlingArea.County, day, Session.Time.Now);

    /// <summary>The law here on a day, as known at a moment.</summary>
    public async Task<LawOfTheDay> LawAsync(DateOnly day, DateTimeOffset knownAt, CancellationToken cancel) =>
        (await _shelf.CurrentAsync(Session, cancel)).On(Case.HandlingArea.County, day, knownAt);

    public async Task<CaseFacts> FactsAsync(CancellationToken cancel) =>
        _facts ??= new CaseFacts(await HotFacts.ReadAsync(Session.Hot, Case.Address, cancel));

    /// <summary>Records a fact and names it in the event.</summary>
    public Fact Record<T>(Guid subject, string kind, T value, DateOnly from, IEnumerable<Guid>? evidence = null, Fact? supersedes = null, string? reason = null, bool withdrawn = false)
    {
        var fact = new Fact
        {
            County = Case.County,
            Id = NewId(),
            CaseId = Case.Id,
            Subject = subject,
            Kind = kind,
            From = from,
            Value = FormJson.Write(value),
            Evidence = FormJson.Write((evidence ?? []).ToList()),
            RecordedAt = Session.Time.Now,
            RecordedBy = Session.Acting.Id,
            Supersedes = supersedes?.Id,
            Withdrawn = withdrawn,
            Reason = reason,
        };
        HotFacts.Insert(Session.Hot, fact);
        Remember("facts", fact.Id, RowText.HashOf(fact));
        _facts = _facts is null ? null : new CaseFacts([.. _facts.All, fact]);
        return fact;
    }

    /// <summary>Attaches uploaded photos or scans; the bytes are on disk already.</summary>
    public List<Guid> Attach(IEnumerable<FileRef> files, string title) => [.. files.Select(f => Attach(f, title).Id)];

    public void Add(Calculation row)
    {
        Session.Db.Calculations.Add(row);
        Remember("calculations", row.Id, RowText.HashOf(row));
    }

    public void Add(Decision row)
    {
        Session.Db.Decisions.Add(row);
        Remember("decisions", row.Id, RowText.HashOf(row));
    }

    public void Add(Letter row)
    {
        Session.Db.Letters.Add(row);
        Remember("letters", row.Id, RowText.HashOf(row));
    }

    public void Add(Award row, params IEnumerable<AwardSegment> segments)
    {
        Session.Db.Awards.Add(row);
        Remember("awards", row.Id, RowText.HashOf(row));
        foreach (var segment in segments)
        {
            Session.Db.AwardSegments.Add(segment);
            Remember("award_segments", segment.Id, RowText.HashOf(segment));
        }
    }

    public void Add(Notice row)
    {
        Session.Db.Notices.Add(row);
        Remember("notices", row.Id, RowText.HashOf(row));
    }

    public void Add(NoticeObjection row)
    {
        Session.Db.NoticeObjections.Add(row);
        Remember("notice_objections", row.Id, RowText.HashOf(row));
    }

    /// <summary>Keeps a row of one procedure's own table and names it in the event.</summary>
    /// <param name="table">As <see cref="Audit.RecordedRows"/> knows it.</param>
    public T Add<T>(string table, T row)
        where T : class, ICountyRow
    {
        Session.Db.Add(row);
        Name(table, row);
        return row;
    }

    /// <summary>Names a row in the event that somebody else has kept.</summary>
    public void Name<T>(string table, T row)
        where T : class, ICountyRow => Remember(table, row.Id, RowText.HashOf(row));

    public Guid NewId() => Session.NewId();

    /// <summary>Says what this action was: one sentence's worth of codes, ids and amounts.</summary>
    public void Say(string kind, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var before = Event;
        Event = new EventDraft { Kind = kind };
        if (before is not null)
        {
            Event.Rows.AddRange(before.Rows);
            Event.Runs.AddRange(before.Runs);
        }

        foreach (var (name, value) in facts)
        {
            Event.Facts[name] = value;
        }

        Open();
    }

    /// <summary>Keeps what a burst was and did, so that it can be played again.</summary>
    internal void Keep(IRun run, RecordedBurst burst) => Draft().Runs.Add((run == Instance ? null : run.Id, burst.ToJson()));

    /// <summary>Writes the event and the flows once, at the end of the action.</summary>
    internal void Open()
    {
        if (_opened)
        {
            return;
        }

        _opened = true;
        Session.BeforeCommit(_ =>
        {
            var written = EventText.Write(Session, Case.County, Case.Id, Instance.EventSeq + 1, Instance.EventHead, Event!, Session.CommandAnswer);
            Instance.EventSeq = written.Seq;
            Instance.EventHead = written.Hash;
            if (written.Seq == 1)
            {
                HotCases.Insert(Session.Hot, Instance);
            }
            else
            {
                HotCases.Update(Session.Hot, Instance);
            }

            HotEvents.Insert(Session.Hot, written);
            Flows.Write();
            return System.Threading.Tasks.Task.CompletedTask;
        });
    }

    private Evidence Attach(FileRef file, string title)
    {
        var row = new Evidence
        {
            County = Case.County,
            Id = NewId(),
            CaseId = Case.Id,
            File = file.File,
            MediaType = file.MediaType,
            Title = title,
            RecordedAt = Session.Time.Now,
            RecordedBy = Session.Acting.Id,
        };
        Session.Db.Evidence.Add(row);
        Remember("evidence", row.Id, RowText.HashOf(row));
        return row;
    }

    private void Remember(string table, Guid id, string hash) => Draft().Rows.Add((table, id, hash));

    private EventDraft Draft() => Event ??= new EventDraft { Kind = "recorded" };
}
