using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.DibaoApplication;
using Approvals.Procedures.People;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>A county where every procedure is open, twenty officials, and what they try by chance; each answer goes to the model.</summary>
internal sealed class ModelWalk
{
    /// <summary>榆树市 on 2022-03-01, its plan of 2020 gone on by document until the epidemic period ends.</summary>
    private static readonly AidPlace Place = AidPlace.Yushu(new DateOnly(2022, 3, 1));
    private static readonly DateOnly FastTrackEnd = new(2022, 4, 15);
    private const string Village = "220182101200";
    private const long UrbanStandard = 60_000;

    private const string OpenText =
        "SELECT id, step, role, activity_id FROM tasks WHERE county = @1 AND case_id = @2 AND state = 0 ORDER BY opened_at, id";

    private const string WaitsText =
        "SELECT (SELECT COUNT(*) FROM timers WHERE county = @1 AND case_id = @2), (SELECT COUNT(*) FROM instances WHERE county = @1 AND case_id = @2 AND status = 'Running')";

    private const string ApprovalText =
        "SELECT id, amount, instrument_id, second_by FROM aid_approvals WHERE county = @1 AND case_id = @2 AND kind = @3 ORDER BY decided_at DESC, id DESC LIMIT 1";

    private const string PaymentText =
        "SELECT approval_id, amount, source FROM aid_payments WHERE county = @1 AND case_id = @2 ORDER BY paid_at DESC, id DESC LIMIT 1";

    private const string DecisionText =
        "SELECT id, monthly, level, instrument_id FROM decisions WHERE county = @1 AND case_id = @2 ORDER BY recorded_at DESC, id DESC LIMIT 1";

    private const string AwardText =
        "SELECT a.decision_id, s.monthly FROM awards a JOIN award_segments s ON s.county = a.county AND s.award_id = a.id WHERE a.county = @1 AND a.case_id = @2";

    private static readonly ActingAs Look = ActingAs.SystemJob("test");

    private static readonly string[] Officials =
    [
        "desk", "checker", "checker2", "checker3", "leader", "leader2", "keeper", "keeper2", "village", "reviewer", "reviewer2", "centre", "officer", "county-leader", "finance",
        "many1", "many2", "many3", "twin1", "twin2",
    ];

    private readonly AidTown _town;
    private readonly Random _random;
    private readonly Dictionary<Guid, ActingAs> _acting = [];
    private readonly Dictionary<string, List<Guid>> _byRole = [];
    private int _numbers;

    private ModelWalk(AidTown town, Random random)
    {
        (_town, _random) = (town, random);
        var (one, two) = (town.IdOf("twin1"), town.IdOf("twin2"));
        Ledger = new ModelLedger(account => account == one || account == two ? "twins" : account.ToString());
    }

    public ModelLedger Ledger { get; }

    public int Taken { get; private set; }

    public int Refused { get; private set; }

    public Installation Installation => _town.Installation;

    public static async Task<ModelWalk> StartAsync(PostgreSqlServer server, Random random)
    {
        var town = await AidTown.StartAsync(Store.Memory, server, Place, SettleAsync);
        // What was confirmed while it was settled is known from now on.
        await town.Installation.GoToAsync(Place.At.AddMinutes(1));
        var walk = new ModelWalk(town, random);
        foreach (var name in Officials)
        {
            var acting = await town.AsAsync(name);
            walk._acting[acting.Id] = acting;
            foreach (var role in acting.Mandates.Select(m => m.Role).Distinct())
            {
                walk._byRole.TryAdd(role, []);
                walk._byRole[role].Add(acting.Id);
            }
        }

        foreach (var document in await town.Installation.ReadAsync(db => db.Instruments.ToListAsync()))
        {
            walk.Ledger.Documents[document.Id] = new ModelDocument(document.Programme == "dibao", document.Budget.Fen, document.From, document.To);
        }

        return walk;
    }

    /// <summary>Somebody asks for help; null when nobody was allowed to take it in.</summary>
    public async Task<ModelLife?> BeginAsync(int number)
    {
        var which = _random.Next(10);
        return which < 5 ? await ReportAsync(number) : which < 7 ? await ExpenseAsync(number) : which < 9 ? await FastTrackAsync(number) : await DibaoAsync();
    }

    /// <summary>One try at one open task of a case; false when the case is over.</summary>
    public async Task<bool> StepAsync(ModelLife life)
    {
        var open = await OpenAsync(life);
        if (open.Count == 0)
        {
            var (timers, running) = (await ReadAsync(WaitsText, life, row => (row.Int(0), row.Int(1))))[0];
            Assert.True(running == 0 || timers > 0, $"Case {life.Case} runs and waits for nothing.");
            if (running > 0 && _random.Next(3) == 0)
            {
                await Installation.GoToAsync(Installation.Time.GetUtcNow().AddDays(1));
            }

            return running > 0;
        }

        if (life.Kind == "dibao" && _random.Next(60) == 0)
        {
            await DoAsync(SomeoneOf(Roles.Window), new WithdrawApplication(life.Case, AidTown.Json(Papers.Withdrawal(_town.Photo)), Guid.NewGuid()));
            return true;
        }

        var (task, step, role, activity) = open[_random.Next(open.Count)];
        if (Installation.Get<Steps>().FindHuman(step)?.Card is not { } card)
        {
            // A step that waits for a setting; nobody mends it here.
            return false;
        }

        // The first way out most of the time, so that cases get somewhere.
        List<StepOutcome> outcomes = [.. card.Outcomes.Where(o => !o.IsFound), .. card.Notes];
        var outcome = _random.Next(4) > 0 && !Ledger.IsHopeless(step, Today) ? outcomes[0] : outcomes[_random.Next(outcomes.Count)];
        var who = _random.Next(10) == 0 ? Someone()
            : step == "Approvals.SecondConfirmation" && life.SecondBy is { } second ? second
            : SomeoneOf(outcome.Roles.Count > 0 ? outcome.Roles[0] : role);
        var form = FormOf(life, step, outcome.Name);
        var reply = await DoAsync(who, new CompleteTask(new RowId(life.Case.County, task), outcome.Name, AidTown.Json(form), Guid.NewGuid()));
        if (reply.Done)
        {
            await LearnAsync(life, step, activity, outcome.Name, who, form);
        }

        return true;
    }

    /// <summary>Something the offices do meanwhile.</summary>
    public async Task DeskAsync()
    {
        var fund = await _town.FundAsync();
        switch (_random.Next(7))
        {
            case 0:
                var amount = _random.Next(1, 2_000);
                Ledger.Fund += (await DoAsync(_town.IdOf("finance"), new MoveFund(fund, "advance", $"{amount}", "拨", Guid.NewGuid()))).Done ? amount * 100L : 0;
                break;
            case 1:
                var taken = _random.Next(1, 9_000);
                var reply = await DoAsync(_town.IdOf("finance"), new MoveFund(fund, "taken-back", $"{taken}", "收", Guid.NewGuid()));
                Assert.Equal(Ledger.Fund >= taken * 100L, reply.Done);
                Ledger.Fund -= reply.Done ? taken * 100L : 0;
                break;
            case 2:
                var listed = await DoAsync(_town.IdOf("keeper"), new SubmitVoucher(fund, Guid.NewGuid()));
                if (listed.Done && RowId.TryParse(listed.Value, out var voucher))
                {
                    var total = (await Installation.ReadAsync(db => db.FundVouchers.SingleAsync(v => v.Id == voucher.Id))).Total.Fen;
                    Ledger.Fund += (await DoAsync(_town.IdOf("finance"), new Reimburse(voucher, "拨", Guid.NewGuid()))).Done ? total : 0;
                }

                break;
            case 3 or 4:
                await GrantAsync(_random.Next(3) == 0);
                break;
            case 5:
                var documents = Ledger.Documents.Keys.ToList();
                var one = documents[_random.Next(documents.Count)];
                Ledger.Documents[one].Revoked |= (await DoAsync(_town.IdOf("county-leader"), new RevokeInstrument(new RowId(220182, one), "换发", Guid.NewGuid()))).Done;
                break;
            default:
                await Installation.GoToAsync(Installation.Time.GetUtcNow().AddHours(_random.Next(1, 40)));
                break;
        }
    }

    /// <summary>The database against the model.</summary>
    public async Task CheckAsync()
    {
        var book = await _town.BookAsync();
        Assert.True(book.Balances);
        Assert.Equal(Ledger.Fund, (await Installation.ReadAsync(db => db.Funds.SingleAsync())).Balance.Fen);
        var payments = await Installation.ReadAsync(db => db.AidPayments.Select(p => new { p.ApprovalId, p.Amount }).ToListAsync());
        var documents = await Installation.ReadAsync(db => db.Instruments.Select(i => new { i.Id, i.Used }).ToListAsync());
        Ledger.Same([.. payments.GroupBy(p => p.ApprovalId).Select(g => (g.Key, g.Sum(p => p.Amount.Fen)))], [.. documents.Select(d => (d.Id, d.Used.Fen))]);
        Assert.Equal(Ledger.Awarded, await Installation.ReadAsync(db => db.Awards.CountAsync()));
        Assert.Equal(0, await Installation.ReadAsync(db => db.Instances.Where(i => i.Status == "Running"
            && !db.Tasks.Any(t => t.CaseId == i.CaseId && t.State == TaskState.Open) && !db.Timers.Any(t => t.CaseId == i.CaseId)).CountAsync()));
    }

    // Five more people with one role, three with several, and one natural person with two accounts; the plan of 2020 goes on, 低保 is delegated.
    private static async Task SettleAsync(AidTown town)
    {
        foreach (var (login, area, role) in new[]
        {
            ("checker2", Place.Town, Roles.Investigator), ("checker3", Place.Town, Roles.Investigator), ("reviewer", Place.Town, Roles.Reviewer), ("reviewer2", Place.Town, Roles.Reviewer),
            ("centre", Place.County, Roles.CheckCentre), ("many1", Place.Town, Roles.Window), ("many2", Place.Town, Roles.Investigator), ("many3", Place.Town, Roles.Reviewer),
        })
        {
            await town.HireAsync(login, area, role);
        }

        var number = Papers.Id("22018219700101", "77", 1);
        await town.HireAsync("twin1", Place.Town, Roles.TownshipLeader, number);
        await town.HireAsync("twin2", Place.Town, Roles.Investigator, number);
        foreach (var (login, role) in new[]
        {
            ("many1", Roles.TownshipLeader), ("many2", Roles.FundKeeper), ("many2", Roles.TownshipLeader), ("many3", Roles.Investigator), ("many3", Roles.VillageAssistant), ("twin1", Roles.Window), ("twin2", Roles.FundKeeper),
        })
        {
            await town.GrantRoleAsync(login, Place.Town, role);
        }

        await town.SetAsync("continued.jl2020", "true", "SC649-10");
        await town.SetAsync("epidemic.period-end", $"{FastTrackEnd:yyyy-MM-dd}", "JL2020-2.7.6");
        await town.SetAsync(DelegatedConfirmation.Key, "township-entrusted", "O13");
        await town.GrantAsync(County.ConfirmationInstrument());
    }

    private DateOnly Today => LegalTime.DateOf(Installation.Time.GetUtcNow());

    private string Day => $"{Today:yyyy-MM-dd}";

    private async Task<ModelLife?> ReportAsync(int number)
    {
        var name = $"户主{_random.Next(number + 40)}";
        var form = AidTown.Report(name, _random.Next(2) == 0 ? "relief-first" : "emergency", _random.Next(2) == 0 ? "fire" : "illness", $"路口{number}", Day, sameAs: _random.Next(10) == 0 ? null : ReportEmergency.AnotherEvent, area: Place.Town);
        var reply = await DoAsync(_random.Next(10) == 0 ? Someone() : SomeoneOf(Roles.Window), new ReportEmergency(AidTown.Json(form), Guid.NewGuid()));
        return Begun(reply, "aid", $"name {name}");
    }

    private async Task<ModelLife?> ExpenseAsync(int number)
    {
        var form = ExpenseAidTests.Application(_town);
        form["idNumber"] = NumberOf(_random.Next(number + 40));
        var reply = await DoAsync(SomeoneOf(Roles.Window), new ApplyForExpense(AidTown.Json(form), Guid.NewGuid()));
        return Begun(reply, "expense", (string)form["idNumber"]!);
    }

    private async Task<ModelLife?> FastTrackAsync(int number)
    {
        var form = FastTrackTests.Form(_town);
        (form["idNumber"], form["persons"]) = (NumberOf(_random.Next(number + 40)), _random.Next(1, 4));
        var reply = await DoAsync(SomeoneOf(Roles.Window), new ApplyOnFastTrack(AidTown.Json(form), Guid.NewGuid()));
        Assert.True(reply.Done == (Today <= FastTrackEnd), $"{Day}: {Journey.Say(reply.Refusal)}");
        return Begun(reply, "fast-track", (string)form["idNumber"]!);
    }

    private async Task<ModelLife?> DibaoAsync()
    {
        var form = Papers.Alone(Papers.Family(_town.Photo, Village, on: Day), ++_numbers);
        var reply = await DoAsync(SomeoneOf(Roles.Window), new StartApplication(AidTown.Json(form), Guid.NewGuid()));
        return Begun(reply, "dibao", null);
    }

    private ModelLife? Begun(Reply<CaseStarted> reply, string kind, string? person)
    {
        if (!reply.Done || !RowId.TryParse(reply.Value.CaseId, out var id))
        {
            return null;
        }

        var life = new ModelLife(id, kind) { IdentityKnown = kind != "aid" };
        if (person is not null)
        {
            Ledger.Knows(life, person);
        }

        return life;
    }

    private static string NumberOf(int nth) => Papers.Id("22018219600101", "0", nth % 999);

    private async Task GrantAsync(bool dibao)
    {
        var (budget, from, to) = (_random.Next(1, 12) * 1_000, Today, Today.AddDays(_random.Next(1, 20)));
        var form = dibao ? County.ConfirmationInstrument(from: Day) : AidTown.Instrument($"文{++_numbers}", area: Place.Town, budget: $"{budget}", from: Day);
        (form["number"], form["to"]) = ($"文{++_numbers}", $"{to:yyyy-MM-dd}");
        var granted = await DoAsync(_town.IdOf("county-leader"), new GrantInstrument(AidTown.Json(form), Guid.NewGuid()));
        Ledger.Documents[RowId.TryParse(granted.Value, out var id) ? id.Id : default] = new ModelDocument(dibao, dibao ? 0 : budget * 100L, from, to);
    }

    private Task<List<(Guid Task, string Step, string Role, string Activity)>> OpenAsync(ModelLife life) => ReadAsync(OpenText, life, row => (row.Guid(0), row.Text(1), row.Text(2), row.Text(3)));

    private Task<List<T>> ReadAsync<T>(string sql, ModelLife life, Func<Hot.Row, T> read, params object?[] more) =>
        Installation.Get<Lane>().ReadAsync(Look, session => session.Hot.ReadAsync(null, sql, [life.Case.County, life.Case.Id, .. more], read, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    private Guid Someone() => _town.IdOf(Officials[_random.Next(Officials.Length)]);

    private Guid SomeoneOf(string role) => _byRole.TryGetValue(role, out var able) ? able[_random.Next(able.Count)] : Someone();

    private async Task<Reply<T>> DoAsync<T>(Guid who, IAction<T> action)
    {
        var reply = await Installation.DoAsync(_acting[who], action);
        (Taken, Refused) = reply.Done ? (Taken + 1, Refused) : (Taken, Refused + 1);
        return reply;
    }

    // What an answer meant for money and hands, read from the one row it left.
    private async Task LearnAsync(ModelLife life, string step, string activity, string outcome, Guid who, JsonObject form)
    {
        switch (step, outcome)
        {
            case ("Approvals.EmergencyCheck" or "Approvals.ExpenseCheck" or "Approvals.VillageReview", _):
                Ledger.Looked(life, who);
                life.NoticeClear = false;
                break;
            case ("Approvals.AidApproval" or "Approvals.CaseMeeting", Approving.Approve) or ("Approvals.ReliefFirst", ReliefFirst.PayFirst):
                var (id, fen, document, second) = (await ReadAsync(ApprovalText, life, row => (row.Guid(0), row.Long(1), row.GuidOrNull(2), row.GuidOrNull(3)), "approved"))[0];
                Assert.True(life.Kind != "fast-track" || step != "Approvals.AidApproval" || document is null || fen % 100 != 0 || fen <= UrbanStandard * 3, "More than a month of the urban standard.");
                Ledger.Approve(life, id, fen, document, who, second, Today);
                break;
            case ("Approvals.AidPayment", Paying.Paid or Paying.OrderSent):
                var (approval, paid, source) = (await ReadAsync(PaymentText, life, row => (row.Guid(0), row.Long(1), (PaySource)row.Int(2))))[0];
                Ledger.Pay(life, approval, paid, source == PaySource.StandbyFund, who);
                break;
            case ("Approvals.BankAnswer", BankAnswer.CameBack):
                var (returned, back, from) = (await ReadAsync(PaymentText, life, row => (row.Guid(0), -row.Long(1), (PaySource)row.Int(2))))[0];
                Ledger.CameBack(returned, back, from == PaySource.StandbyFund);
                break;
            case ("Approvals.AidPayment", Paying.CannotPay) or ("Approvals.StageCheck", StageCheck.End):
                foreach (var released in (await ReadAsync(ApprovalText, life, row => -row.Long(1), "released")).Take(1))
                {
                    Ledger.GiveBack(life, released);
                }

                break;
            case ("Approvals.PaperCompletion", _) when form["idNumber"] is { } number:
                Ledger.Knows(life, (string)number!);
                life.IdentityKnown = true;
                break;
            case ("Approvals.ExpenseNotice", ExpenseNotice.NoObjection):
                life.PostedOn = DateOnly.Parse((string)form["postedOn"]!, System.Globalization.CultureInfo.InvariantCulture);
                Ledger.EndNotice(life, Today, objection: false, days: 3);
                break;
            default:
                await LearnDibaoAsync(life, step, activity, outcome, who, form);
                break;
        }
    }

    private async Task LearnDibaoAsync(ModelLife life, string step, string activity, string outcome, Guid who, JsonObject form)
    {
        switch (step, outcome)
        {
            case ("Approvals.HomeVisit" or "Approvals.ObjectionVisit", HomeVisit.Visited):
                Ledger.Visit(life, who, form["visitors"]!.AsArray().Select(v => Guid.Parse((string)v!)), again: step == "Approvals.ObjectionVisit");
                break;
            case ("Approvals.NoticePosting", NoticePosting.Posted):
                Ledger.Post(life, Today);
                break;
            case ("Approvals.NoticeResult", _):
                Ledger.EndNotice(life, Today, (bool)form["objection"]!);
                break;
            case ("Approvals.ObjectionDecision", _):
                Ledger.DecideObjection(life, who);
                break;
            case ("Approvals.Approval" or "Approvals.TownshipApproval" or "Approvals.RefusalApproval" or "Approvals.TownshipRefusal", Approval.Confirmed or Approval.Refused):
                var (id, monthly, level, document) = (await ReadAsync(DecisionText, life, row => (row.Guid(0), row.IsNull(1) ? 0 : row.Long(1), row.Text(2), row.GuidOrNull(3))))[0];
                Ledger.Decide(life, id, outcome == Approval.Confirmed, monthly, level != ConfirmationLevel.ByCounty, document, who, Today);
                break;
            case ("Approvals.Delivery", Delivery.Recall):
                life.Confirmed = null;
                break;
            case ("Approvals.Delivery", Delivery.Delivered) when activity == "confirmationDelivery":
                var (decision, sum) = Assert.Single(await ReadAsync(AwardText, life, row => (row.Guid(0), row.Long(1))));
                Ledger.Award(life, decision, sum);
                break;
        }
    }

    private JsonArray Photos(int count = 1) => new([.. Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject { ["file"] = _town.Photo.File, ["mediaType"] = _town.Photo.MediaType })]);

    private JsonObject FormOf(ModelLife life, string step, string outcome)
    {
        var story = new AidStory(_town, life.Case);
        return (step, outcome) switch
        {
            ("Approvals.EmergencyCheck", _) => AidStory.Verified(_random.Next(1, 3)),
            ("Approvals.VillageReview", _) => FastTrackTests.Review(_random.Next(1, 4)),
            ("Approvals.FastTrackReview", _) => FastTrackTests.Afterwards(Day, _random.Next(1, 4)),
            ("Approvals.ExpenseCheck", _) => Expenses(),
            ("Approvals.ExpenseNotice", _) => new JsonObject { ["postedOn"] = $"{Today.AddDays(-_random.Next(3, 8)):yyyy-MM-dd}", ["takenDownOn"] = Day, ["photos"] = Photos(2), ["objections"] = "有人反映" },
            ("Approvals.AidApproval", _) => Approved(),
            ("Approvals.CaseMeeting", _) => new JsonObject { ["heldOn"] = Day, ["present"] = 5, ["opinion"] = "同意", ["amount"] = "1500", ["minutes"] = story.Photos() },
            ("Approvals.ReliefFirst", _) => story.PhoneYes($"{_random.Next(1, 820)}", _random.Next(4) > 0 ? "leader" : "many1"),
            ("Approvals.SecondConfirmation", _) => AidStory.Opinion(),
            ("Approvals.AidPayment", Paying.Paid) => story.Cash(_random.Next(5) == 0 ? "charity" : "standby-fund"),
            ("Approvals.AidPayment", Paying.OrderSent) => AidStory.Order(),
            ("Approvals.AidPayment", _) => new JsonObject { ["note"] = "说明" },
            ("Approvals.BankAnswer", _) => new JsonObject { ["on"] = Day, ["reason"] = "户名不符" },
            ("Approvals.FundTopUp", _) => new JsonObject { ["note"] = "已联系财政" },
            ("Approvals.StageCheck", _) => new JsonObject { ["finding"] = "看过" },
            ("Approvals.PaperCompletion", PaperCompletion.Irregular) => new JsonObject { ["note"] = "联系不上" },
            ("Approvals.PaperCompletion", PaperCompletion.Postpone) => new JsonObject { ["easedOn"] = Day },
            ("Approvals.PaperCompletion", _) => life.IdentityKnown ? story.AllPapers() : story.FoundOut(),
            ("Approvals.Supervision", _) => new JsonObject { ["result"] = "责成整改" },
            ("Approvals.Referral", _) => new JsonObject { ["targets"] = new JsonArray("medical") },
            ("Approvals.AidTelling", _) => new JsonObject { ["method"] = "phone", ["on"] = Day, ["said"] = "已说明" },
            _ => DibaoFormOf(step, outcome),
        };
    }

    private JsonObject DibaoFormOf(string step, string outcome) => (step, outcome) switch
    {
        ("Approvals.Acceptance", Acceptance.Incomplete) => new JsonObject { ["missing"] = "残疾证" },
        ("Approvals.Supplement", _) => new JsonObject { ["note"] = "已补" },
        ("Approvals.InformationCheck" or "Approvals.SourceRecheck", _) => Papers.Check(_random.Next(10) == 0 ? "silent" : "agrees"),
        ("Approvals.HomeVisit" or "Approvals.ObjectionVisit", _) => Papers.Visit(_town.Photo, Day, SomeoneOf(Roles.Investigator), SomeoneOf(Roles.Investigator)),
        ("Approvals.DemocraticReview", _) => Papers.Votes(_town.Photo, Day),
        ("Approvals.PropertyReview", _) => Papers.Reason(),
        ("Approvals.InitialReview", InitialReview.ProposeRefuse) or ("Approvals.Approval" or "Approvals.TownshipApproval" or "Approvals.RefusalApproval" or "Approvals.TownshipRefusal", Approval.Refused) =>
            new JsonObject { ["opinion"] = "拒不配合", ["ground"] = "no-cooperation" },
        ("Approvals.InitialReview", _) => new JsonObject { ["opinion"] = "材料齐全", ["silentSourceCovered"] = "电话补查" },
        ("Approvals.NoticePosting", _) => Papers.Posting(_town.Photo, Day),
        ("Approvals.NoticeResult", _) => Papers.NoticeEnd(_town.Photo, Day, objection: _random.Next(3) == 0, text: "反映有隐瞒的收入"),
        ("Approvals.ObjectionDecision", _) => new JsonObject { ["findings"] = "复查属实" },
        ("Approvals.Delivery", _) => Papers.Delivery(_town.Photo, Day),
        ("Approvals.Acceptance", _) => [],
        _ => Papers.Opinion(),
    };

    private JsonObject Approved()
    {
        var opinion = AidStory.Opinion(_random.Next(4) == 0 ? $"{_random.Next(1, 1_500)}" : null);
        if (_random.Next(3) == 0)
        {
            opinion["exceptionReason"] = "再次受灾";
        }

        if (_random.Next(5) == 0)
        {
            opinion["amount"] = "500";
            opinion["stages"] = new JsonArray(new JsonObject { ["on"] = Day, ["amount"] = "300" }, new JsonObject { ["on"] = $"{Today.AddDays(_random.Next(1, 5)):yyyy-MM-dd}", ["amount"] = "200" });
        }

        return opinion;
    }

    private JsonObject Expenses() => new()
    {
        ["verifiers"] = "孙磊、周婷",
        ["finding"] = "票据齐全",
        ["incomePerHead"] = "8000",
        ["propertyOk"] = true,
        ["expenses"] = new JsonArray(new JsonObject { ["what"] = "住院", ["amount"] = $"{_random.Next(500, 3_000)}", ["on"] = $"{Today.AddDays(-_random.Next(1, 300)):yyyy-MM-dd}" }),
        ["insured"] = "200",
        ["otherAid"] = "0",
        ["persons"] = 2,
        ["months"] = 1,
    };
}
