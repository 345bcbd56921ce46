using Approvals.Domain;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Decisions;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.Incidents;
using Approvals.Procedures.Notices;
using Approvals.Procedures.People;
using Approvals.Procedures.Policy;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.TemporaryAssistance;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Storage;

/// <summary>The database as one person (or one named job) may see it. Without somebody acting, every query answers nothing.</summary>
public sealed class ApprovalsDb : DbContext
{
    /// <summary>More separate ranges than this cannot be pushed into one query; grants at a higher level are the remedy.</summary>
    public const int MostRanges = 6;

    // An empty range: from the last code to the first.
    private static readonly (AreaCode From, AreaCode To) Nowhere = (AreaCode.Parse("999999999999"), AreaCode.Nation);

    public ApprovalsDb(DbContextOptions<ApprovalsDb> options, ActingAs acting)
        : base(options)
    {
        Somebody = acting.IsSomebody;
        County = acting.County;
        IsJob = acting.IsJob;
        var ranges = acting.RangesFor(Roles.OpeningCases);
        if (ranges.Count > MostRanges)
        {
            throw new InvalidOperationException("授权区域过于零散，请改在上一级区域授权");
        }

        (AreaCode From, AreaCode To) At(int i) =>
            i < ranges.Count ? (AreaRange.CodeOf(ranges[i].From), AreaRange.CodeOf(ranges[i].To)) : Nowhere;
        (From0, To0) = At(0);
        (From1, To1) = At(1);
        (From2, To2) = At(2);
        (From3, To3) = At(3);
        (From4, To4) = At(4);
        (From5, To5) = At(5);
    }

    public DbSet<Official> Officials => Set<Official>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<Relative> Relatives => Set<Relative>();
    public DbSet<Household> Households => Set<Household>();
    public DbSet<Citizen> Citizens => Set<Citizen>();
    public DbSet<Case> Cases => Set<Case>();
    public DbSet<CaseMember> CaseMembers => Set<CaseMember>();
    public DbSet<Instance> Instances => Set<Instance>();
    public DbSet<ChildInstance> Children => Set<ChildInstance>();
    public DbSet<CaseTask> Tasks => Set<CaseTask>();
    public DbSet<CaseTimer> Timers => Set<CaseTimer>();
    public DbSet<EventWait> EventWaits => Set<EventWait>();
    public DbSet<Hindrance> Hindrances => Set<Hindrance>();
    public DbSet<Repair> Repairs => Set<Repair>();
    public DbSet<FaultCount> FaultCounts => Set<FaultCount>();
    public DbSet<Fact> Facts => Set<Fact>();
    public DbSet<Evidence> Evidence => Set<Evidence>();
    public DbSet<CaseEvent> Events => Set<CaseEvent>();
    public DbSet<Calculation> Calculations => Set<Calculation>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<Letter> Letters => Set<Letter>();
    public DbSet<Award> Awards => Set<Award>();
    public DbSet<AwardSegment> AwardSegments => Set<AwardSegment>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<NoticeObjection> NoticeObjections => Set<NoticeObjection>();
    public DbSet<CountyValueRow> CountyValues => Set<CountyValueRow>();
    public DbSet<AccessEntry> AccessEntries => Set<AccessEntry>();
    public DbSet<FormDraft> FormDrafts => Set<FormDraft>();
    public DbSet<Counter> Counters => Set<Counter>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<Anchor> Anchors => Set<Anchor>();
    public DbSet<DefinitionRow> Definitions => Set<DefinitionRow>();
    public DbSet<DelegationInstrument> Instruments => Set<DelegationInstrument>();
    public DbSet<QuotaLock> QuotaLocks => Set<QuotaLock>();
    public DbSet<Fund> Funds => Set<Fund>();
    public DbSet<FundEntry> FundEntries => Set<FundEntry>();
    public DbSet<FundVoucher> FundVouchers => Set<FundVoucher>();
    public DbSet<FundVoucherLine> FundVoucherLines => Set<FundVoucherLine>();
    public DbSet<FundClosing> FundClosings => Set<FundClosing>();
    public DbSet<AidClaim> AidClaims => Set<AidClaim>();
    public DbSet<AidApproval> AidApprovals => Set<AidApproval>();
    public DbSet<AidPayment> AidPayments => Set<AidPayment>();
    public DbSet<OwedPaper> OwedPapers => Set<OwedPaper>();
    public DbSet<SpotCheck> SpotChecks => Set<SpotCheck>();

    // Read by the query filters, which EF turns into parameters.
    private bool Somebody { get; }
    private bool IsJob { get; }
    private int County { get; }
    private AreaCode From0 { get; }
    private AreaCode To0 { get; }
    private AreaCode From1 { get; }
    private AreaCode To1 { get; }
    private AreaCode From2 { get; }
    private AreaCode To2 { get; }
    private AreaCode From3 { get; }
    private AreaCode To3 { get; }
    private AreaCode From4 { get; }
    private AreaCode To4 { get; }
    private AreaCode From5 { get; }
    private AreaCode To5 { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Money>().HaveConversion<MoneyConverter>();
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<AreaCode>().HaveConversion<AreaConverter>();
        configurationBuilder.Properties<Sealed>().HaveConversion<SealedConverter>();
        if (Database.IsSqlite())
        {
            configurationBuilder.Properties<Guid>().HaveConversion<BigEndianGuidConverter>();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Keys(modelBuilder);
        Indexes(modelBuilder);
        Scope(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.SetTableName(Snake(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Snake(property.Name));
            }
        }
    }

    private void Keys(ModelBuilder model)
    {
        CountyKeyed<Official>(model);
        CountyKeyed<Grant>(model);
        CountyKeyed<Relative>(model);
        CountyKeyed<Household>(model);
        CountyKeyed<Citizen>(model);
        CountyKeyed<Case>(model);
        CountyKeyed<CountyValueRow>(model);
        CountyKeyed<OutboxRow>(model);
        CountyKeyed<AwardSegment>(model);
        PartOfCase<Instance>(model);
        PartOfCase<ChildInstance>(model);
        PartOfCase<CaseTask>(model);
        model.Entity<CaseTimer>().HasKey(x => new { x.County, x.InstanceId, x.Bookmark });
        model.Entity<CaseTimer>().HasQueryFilter(x => IsJob);
        model.Entity<EventWait>().HasKey(x => new { x.County, x.InstanceId, x.Bookmark });
        model.Entity<EventWait>().HasQueryFilter(x => IsJob);
        PartOfCase<Hindrance>(model);
        PartOfCase<Repair>(model);
        PartOfCase<Fact>(model);
        PartOfCase<Evidence>(model);
        PartOfCase<Calculation>(model);
        PartOfCase<Decision>(model);
        PartOfCase<Letter>(model);
        PartOfCase<Award>(model);
        PartOfCase<Notice>(model);
        PartOfCase<NoticeObjection>(model);
        model.Entity<CaseMember>().HasKey(x => new { x.County, x.CaseId, x.CitizenId });
        model.Entity<CaseMember>().HasOne<Case>().WithMany().HasForeignKey(x => new { x.County, x.CaseId }).OnDelete(DeleteBehavior.Restrict);
        model.Entity<CaseMember>().HasQueryFilter(m => Cases.Any(c => c.County == m.County && c.Id == m.CaseId));
        model.Entity<CaseEvent>().HasKey(x => new { x.County, x.CaseId, x.Seq });
        model.Entity<FaultCount>().HasKey(x => new { x.County, x.InstanceId, x.ActivityId });
        model.Entity<FormDraft>().HasKey(x => new { x.OfficialId, x.Key });
        model.Entity<Counter>().HasKey(x => new { x.County, x.Series, x.Year });
        model.Entity<Setting>().HasKey(x => x.Key);
        model.Entity<Anchor>().HasKey(x => x.Seq);
        model.Entity<Anchor>().Property(x => x.Seq).ValueGeneratedNever();
        model.Entity<DefinitionRow>().HasKey(x => x.VersionId);
        model.Entity<DefinitionRow>().ToTable("Definitions");
        CountyKeyed<DelegationInstrument>(model);
        CountyKeyed<Fund>(model);
        CountyKeyed<FundEntry>(model);
        CountyKeyed<FundVoucher>(model);
        CountyKeyed<FundClosing>(model);
        CountyKeyed<SpotCheck>(model);
        PartOfCase<AidClaim>(model);
        PartOfCase<AidApproval>(model);
        PartOfCase<AidPayment>(model);
        PartOfCase<OwedPaper>(model);
        model.Entity<QuotaLock>().HasKey(x => new { x.County, x.Scope });
        model.Entity<FundVoucherLine>().HasKey(x => new { x.County, x.EntryId });
        model.Entity<AwardSegment>().HasOne<Award>().WithMany().HasForeignKey(x => new { x.County, x.AwardId }).OnDelete(DeleteBehavior.Restrict);
    }

    private static void Indexes(ModelBuilder model)
    {
        model.Entity<Official>().HasIndex(x => x.Login).IsUnique();
        model.Entity<Grant>().HasIndex(x => x.OfficialId);
        model.Entity<Relative>().HasIndex(x => x.PersonHash);
        model.Entity<Citizen>().HasIndex(x => new { x.County, x.IdHash }).IsUnique();
        model.Entity<Citizen>().HasIndex(x => x.IdLast4);
        model.Entity<Case>().HasIndex(x => new { x.HandlingArea, x.CreatedAt, x.Id, x.County });
        model.Entity<Case>().HasIndex(x => x.AssistingArea).HasFilter("assisting_area IS NOT NULL");
        model.Entity<Case>().HasIndex(x => x.Number).IsUnique();
        model.Entity<Case>().HasIndex(x => x.ApplicantName);
        model.Entity<CaseMember>().HasIndex(x => x.IdHash);
        model.Entity<Instance>().HasIndex(x => new { x.County, x.CaseId });
        model.Entity<Instance>().HasIndex(x => x.DefinitionVersionId).HasFilter("status = 'Running'");
        model.Entity<ChildInstance>().ToTable("Children");
        model.Entity<ChildInstance>().HasIndex(x => x.DefinitionVersionId).HasFilter("status = 'Running'");
        model.Entity<ChildInstance>().HasIndex(x => new { x.County, x.ParentId, x.ParentBookmark });
        model.Entity<EventWait>().HasIndex(x => x.Name);
        // The inbox reads this index alone (HotInbox); SQLite looks into the row for a column of the filter that the index lacks.
        model.Entity<CaseTask>().HasIndex(x => new { x.Role, x.Area, x.Step, x.DueOn, x.OpenedAt, x.Id, x.County, x.Programme, x.State }).HasFilter("state = 0").HasDatabaseName("IX_tasks_inbox");
        model.Entity<CaseTask>().HasIndex(x => new { x.County, x.CaseId });
        model.Entity<CaseTask>().HasIndex(x => new { x.CompletedBy, x.CompletedAt });
        model.Entity<CaseTimer>().HasIndex(x => x.DueAt);
        model.Entity<Hindrance>().HasIndex(x => new { x.County, x.Key });
        model.Entity<Hindrance>().HasIndex(x => x.OpenedAt).HasFilter("closed_at IS NULL");
        model.Entity<Hindrance>().HasIndex(x => new { x.County, x.CaseId });
        model.Entity<Repair>().HasIndex(x => new { x.County, x.IncidentId });
        model.Entity<Fact>().HasIndex(x => new { x.County, x.CaseId });
        model.Entity<Evidence>().HasIndex(x => x.File);
        model.Entity<CaseEvent>().HasIndex(x => new { x.Actor, x.CommandId }).IsUnique();
        model.Entity<Letter>().HasIndex(x => new { x.County, x.Number });
        model.Entity<Notice>().HasIndex(x => new { x.Area, x.LastDay });
        model.Entity<NoticeObjection>().HasIndex(x => new { x.County, x.NoticeId });
        model.Entity<AwardSegment>().HasIndex(x => new { x.County, x.AwardId });
        model.Entity<Award>().HasIndex(x => new { x.Area, x.KnownFrom });
        model.Entity<CountyValueRow>().HasIndex(x => new { x.Area, x.Key, x.From });
        model.Entity<AccessEntry>().HasIndex(x => new { x.CaseId, x.OfficialId, x.On });
        model.Entity<DefinitionRow>().HasIndex(x => new { x.DefinitionId, x.Version });
        AidIndexes(model);
    }

    private static void AidIndexes(ModelBuilder model)
    {
        model.Entity<DelegationInstrument>().HasIndex(x => new { x.County, x.Area, x.From });
        model.Entity<Fund>().HasIndex(x => new { x.County, x.Area }).IsUnique();
        model.Entity<FundEntry>().HasIndex(x => new { x.County, x.FundId, x.Seq }).IsUnique();
        model.Entity<FundEntry>().HasIndex(x => new { x.County, x.PaymentId });
        model.Entity<FundVoucher>().HasIndex(x => new { x.County, x.FundId });
        model.Entity<FundVoucherLine>().HasIndex(x => new { x.County, x.VoucherId });
        model.Entity<FundClosing>().HasIndex(x => new { x.County, x.FundId, x.Month }).IsUnique();
        model.Entity<AidClaim>().HasIndex(x => new { x.County, x.CaseId }).IsUnique();
        model.Entity<AidClaim>().HasIndex(x => new { x.County, x.EventId });
        model.Entity<AidClaim>().HasIndex(x => new { x.Area, x.HappenedOn });
        model.Entity<AidApproval>().HasIndex(x => new { x.County, x.CaseId });
        model.Entity<AidApproval>().HasIndex(x => new { x.County, x.EventId });
        model.Entity<AidApproval>().HasIndex(x => new { x.County, x.On });
        model.Entity<AidPayment>().HasIndex(x => new { x.County, x.CaseId });
        model.Entity<OwedPaper>().HasIndex(x => new { x.County, x.CaseId });
        model.Entity<OwedPaper>().HasIndex(x => new { x.Area, x.DueOn }).HasFilter("settled_at IS NULL");
        model.Entity<SpotCheck>().HasIndex(x => new { x.County, x.Month });
        model.Entity<SpotCheck>().HasIndex(x => new { x.County, x.CaseId }).IsUnique();
    }

    // A row of a case is seen by whoever sees the case, a row of a county by whoever works in it, machinery by anybody named.
    private void Scope(ModelBuilder model)
    {
        model.Entity<Case>().HasQueryFilter(c => IsJob || (Somebody && (
            (c.HandlingArea >= From0 && c.HandlingArea <= To0) || (c.HandlingArea >= From1 && c.HandlingArea <= To1)
            || (c.HandlingArea >= From2 && c.HandlingArea <= To2) || (c.HandlingArea >= From3 && c.HandlingArea <= To3)
            || (c.HandlingArea >= From4 && c.HandlingArea <= To4) || (c.HandlingArea >= From5 && c.HandlingArea <= To5)
            || (c.AssistingArea >= From0 && c.AssistingArea <= To0) || (c.AssistingArea >= From1 && c.AssistingArea <= To1)
            || (c.AssistingArea >= From2 && c.AssistingArea <= To2) || (c.AssistingArea >= From3 && c.AssistingArea <= To3)
            || (c.AssistingArea >= From4 && c.AssistingArea <= To4) || (c.AssistingArea >= From5 && c.AssistingArea <= To5))));
        model.Entity<Household>().HasQueryFilter(h => Cases.Any(c => c.County == h.County && c.HouseholdId == h.Id));
        model.Entity<Citizen>().HasQueryFilter(p => CaseMembers.Any(m => m.County == p.County && m.CitizenId == p.Id));
        model.Entity<AwardSegment>().HasQueryFilter(s => Awards.Any(a => a.County == s.County && a.Id == s.AwardId));
        // An event with an empty case id belongs to the county's own chain.
        model.Entity<CaseEvent>().HasQueryFilter(e =>
            IsJob || (Somebody && e.CaseId == Guid.Empty && e.County == County) || Cases.Any(c => c.County == e.County && c.Id == e.CaseId));
        OfCounty<Official>(model);
        OfCounty<Grant>(model);
        OfCounty<Relative>(model);
        OfCounty<CountyValueRow>(model);
        OfCounty<OutboxRow>(model);
        OfCounty<DelegationInstrument>(model);
        OfCounty<Fund>(model);
        OfCounty<FundEntry>(model);
        OfCounty<FundVoucher>(model);
        OfCounty<FundClosing>(model);
        OfCounty<SpotCheck>(model);
        model.Entity<QuotaLock>().HasQueryFilter(x => IsJob);
        model.Entity<FundVoucherLine>().HasQueryFilter(x => IsJob || (Somebody && x.County == County));
        model.Entity<Counter>().HasQueryFilter(x => IsJob || (Somebody && x.County == County));
        model.Entity<FaultCount>().HasQueryFilter(x => IsJob || (Somebody && x.County == County));
        model.Entity<AccessEntry>().HasQueryFilter(x => IsJob || (Somebody && x.County == County));
        model.Entity<FormDraft>().HasQueryFilter(x => Somebody);
        model.Entity<Setting>().HasQueryFilter(x => Somebody);
        model.Entity<ProtectionKey>().HasQueryFilter(x => IsJob);
        model.Entity<Anchor>().HasQueryFilter(x => Somebody);
        model.Entity<DefinitionRow>().HasQueryFilter(x => Somebody);
    }

    private static void CountyKeyed<T>(ModelBuilder model)
        where T : class, ICountyRow =>
        model.Entity<T>().HasKey(x => new { x.County, x.Id });

    private void PartOfCase<T>(ModelBuilder model)
        where T : class, ICaseRow
    {
        CountyKeyed<T>(model);
        model.Entity<T>().HasOne<Case>().WithMany().HasForeignKey(x => new { x.County, x.CaseId }).OnDelete(DeleteBehavior.Restrict);
        model.Entity<T>().HasQueryFilter(x => IsJob || Cases.Any(c => c.County == x.County && c.Id == x.CaseId));
    }

    private void OfCounty<T>(ModelBuilder model)
        where T : class, ICountyRow =>
        model.Entity<T>().HasQueryFilter(x => IsJob || (Somebody && x.County == County));

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
