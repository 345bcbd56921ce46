using System.Text.Json.Nodes;
using Approvals.Procedures.Casework;
using Approvals.Procedures.Delegation;
using Approvals.Procedures.People;
using Approvals.Procedures.StandbyFund;
using Approvals.Procedures.Storage;
using Approvals.Procedures.TemporaryAssistance;
using Approvals.Procedures.Time;
using Microsoft.EntityFrameworkCore;

namespace Approvals.Procedures.Tests;

/// <summary>Random lives of many cases at once, by twenty officials on a moving clock, against a model that knows nothing of the product's code.</summary>
public class AidModelTests(PostgreSqlServer server, ITestOutputHelper output)
{
    private const int AtOnce = 20;
    private const int MostSteps = 40;

    [Fact]
    public async Task No_fund_below_zero_no_limit_exceeded_no_hand_twice_every_payment_from_one_decision_every_case_waiting()
    {
        var random = new Random(Soak.Seed(output));
        var town = await AidTown.StartAsync(Store.Memory, server);
        await using var installation = town.Installation;
        var world = new World(town, random);
        await world.SettleAsync();
        var (begun, walking, count) = (0, new List<Walk>(), Soak.Count(2_000, 100_000));
        while (begun < count || walking.Count > 0)
        {
            if (walking.Count < AtOnce && begun < count)
            {
                if (await world.ReportAsync(begun++) is { } story)
                {
                    walking.Add(new Walk(story));
                }

                continue;
            }

            var walk = walking[random.Next(walking.Count)];
            if (!await world.StepAsync(walk) || ++walk.Steps > MostSteps)
            {
                walking.Remove(walk);
            }

            if (random.Next(25) == 0)
            {
                await world.DeskAsync();
            }
        }

        await world.CheckAsync();
        output.WriteLine($"{begun} cases, {world.Taken} actions taken, {world.Refused} refused, {world.Approved} approvals, {world.Paid} payments");
        Assert.True(world.Approved > count / 10 && world.Paid > count / 20 && world.Refused > 0, "The walk has to reach what it is about.");
    }

    private sealed class Walk(AidStory story)
    {
        public AidStory Story { get; } = story;

        public int Steps { get; set; }
    }

    /// <summary>What should be true, kept from the answers alone: money in fen, who decided what, what each document allows.</summary>
    private sealed class World(AidTown town, Random random)
    {
        private static readonly string[] Names = ["desk", "checker", "leader", "leader2", "keeper", "keeper2", "officer", "county-leader", "finance", "o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "o9", "o10"];
        private static readonly string[] Roles20 = [Roles.Window, Roles.Investigator, Roles.TownshipLeader, Roles.FundKeeper];
        private readonly Dictionary<Guid, (long Budget, long Used)> _documents = [];
        private readonly Dictionary<Guid, (HashSet<Guid> Hands, long Amount)> _decisions = [];
        private readonly Dictionary<Guid, ActingAs> _acting = [];
        private long _fund = 2_000_000;
        private int _numbers;

        public int Taken { get; private set; }

        public int Refused { get; private set; }

        public int Approved { get; private set; }

        public int Paid { get; private set; }

        // Ten more people with two or three roles each: the same person meets a case in several ways.
        public async Task SettleAsync()
        {
            foreach (var name in Names.Where(n => n[0] == 'o' && char.IsDigit(n[^1])))
            {
                await town.HireAsync(name, AidTown.Town, Roles20[random.Next(Roles20.Length)]);
                await town.GrantRoleAsync(name, AidTown.Town, Roles20[random.Next(Roles20.Length)]);
            }

            foreach (var document in await town.Installation.ReadAsync(db => db.Instruments.ToListAsync()))
            {
                _documents[document.Id] = (document.Budget.Fen, 0);
            }

            foreach (var name in Names)
            {
                _acting[town.IdOf(name)] = await town.AsAsync(name);
            }
        }

        public async Task<AidStory?> ReportAsync(int number)
        {
            var form = AidTown.Report($"户主{random.Next(number + 40)}", random.Next(2) == 0 ? "relief-first" : "emergency", random.Next(2) == 0 ? "fire" : "illness", $"路口{number}", $"{Today:yyyy-MM-dd}", sameAs: random.Next(10) == 0 ? null : ReportEmergency.AnotherEvent);
            var reply = await DoAsync(random.Next(10) == 0 ? Someone() : town.IdOf(random.Next(2) == 0 ? "desk" : "checker"), new ReportEmergency(AidTown.Json(form), Guid.NewGuid()));
            return reply.Done && RowId.TryParse(reply.Value.CaseId, out var id) ? new AidStory(town, id) : null;
        }

        /// <summary>One try at one open task of a case; false when the case is over.</summary>
        public async Task<bool> StepAsync(Walk walk)
        {
            var open = await walk.Story.OpenAsync();
            if (open.Count == 0)
            {
                var instance = await walk.Story.InstanceAsync();
                var waits = await town.Installation.ReadAsync(db => db.Timers.AnyAsync(t => t.CaseId == walk.Story.Case.Id));
                Assert.True(instance.Status == "Finished" || waits, $"Case {walk.Story.Case} runs and waits for nothing.");
                return instance.Status != "Finished";
            }

            var task = open[random.Next(open.Count)];
            var card = town.Installation.Get<Steps>().FindHuman(task.Step)!.Card;
            var outcomes = card.Outcomes.Concat(card.Notes).ToList();
            // The first outcome half of the time, so that cases get somewhere.
            var outcome = random.Next(2) == 0 ? outcomes[0] : outcomes[random.Next(outcomes.Count)];
            var who = random.Next(5) == 0 ? Someone() : Able(task) ?? Someone();
            var reply = await DoAsync(who, new CompleteTask(task.Address, outcome.Name, AidTown.Json(FormOf(walk.Story, task.Step, outcome.Name)), Guid.NewGuid()));
            if (reply.Done)
            {
                await LearnAsync(walk.Story, task.Step, outcome.Name, who);
            }

            return true;
        }

        /// <summary>Something the offices do meanwhile.</summary>
        public async Task DeskAsync()
        {
            var fund = await town.FundAsync();
            switch (random.Next(6))
            {
                case 0:
                    var amount = random.Next(1, 2_000);
                    _fund += (await DoAsync(town.IdOf("finance"), new MoveFund(fund, "advance", $"{amount}", "拨", Guid.NewGuid()))).Done ? amount * 100L : 0;
                    break;
                case 1:
                    var taken = random.Next(1, 9_000);
                    var reply = await DoAsync(town.IdOf("finance"), new MoveFund(fund, "taken-back", $"{taken}", "收", Guid.NewGuid()));
                    Assert.Equal(_fund >= taken * 100L, reply.Done);
                    _fund -= reply.Done ? taken * 100L : 0;
                    break;
                case 2:
                    var listed = await DoAsync(town.IdOf("keeper"), new SubmitVoucher(fund, Guid.NewGuid()));
                    if (listed.Done && RowId.TryParse(listed.Value, out var voucher))
                    {
                        var total = (await town.Installation.ReadAsync(db => db.FundVouchers.SingleAsync(v => v.Id == voucher.Id))).Total.Fen;
                        _fund += (await DoAsync(town.IdOf("finance"), new Reimburse(voucher, "拨", Guid.NewGuid()))).Done ? total : 0;
                    }

                    break;
                case 3:
                    var budget = random.Next(1, 12) * 1_000;
                    var granted = await DoAsync(town.IdOf("county-leader"), new GrantInstrument(AidTown.Json(AidTown.Instrument($"文{++_numbers}", budget: $"{budget}", from: $"{Today:yyyy-MM-dd}", to: $"{Today.AddDays(random.Next(1, 20)):yyyy-MM-dd}")), Guid.NewGuid()));
                    _documents[RowId.TryParse(granted.Value, out var id) ? id.Id : default] = (budget * 100L, 0);
                    break;
                case 4:
                    var documents = _documents.Keys.ToList();
                    await DoAsync(town.IdOf("county-leader"), new RevokeInstrument(new RowId(320921, documents[random.Next(documents.Count)]), "换发", Guid.NewGuid()));
                    break;
                default:
                    await town.Installation.GoToAsync(town.Installation.Time.GetUtcNow().AddHours(random.Next(1, 40)));
                    break;
            }
        }

        /// <summary>The database against the model.</summary>
        public async Task CheckAsync()
        {
            var book = await town.BookAsync();
            Assert.True(book.Balances);
            var fund = await town.Installation.ReadAsync(db => db.Funds.SingleAsync());
            Assert.Equal(_fund, fund.Balance.Fen);
            foreach (var document in await town.Installation.ReadAsync(db => db.Instruments.ToListAsync()))
            {
                Assert.Equal(_documents[document.Id].Used, document.Used.Fen);
                Assert.InRange(document.Used.Fen, 0, document.Budget.Fen);
            }

            var payments = await town.Installation.ReadAsync(db => db.AidPayments.ToListAsync());
            Assert.All(payments.Where(p => p.Reverses is null), p => Assert.DoesNotContain(p.PaidBy, _decisions[p.ApprovalId].Hands));
            Assert.All(payments.GroupBy(p => p.ApprovalId), g => Assert.InRange(g.Sum(p => p.Amount.Fen), 0, _decisions[g.Key].Amount));
            var running = await town.Installation.ReadAsync(db => db.Instances.Where(i => i.Status == "Running"
                && !db.Tasks.Any(t => t.CaseId == i.CaseId && t.State == TaskState.Open) && !db.Timers.Any(t => t.CaseId == i.CaseId)).CountAsync());
            Assert.Equal(0, running);
        }

        private DateOnly Today => LegalTime.DateOf(town.Installation.Time.GetUtcNow());

        private Guid Someone() => town.IdOf(Names[random.Next(Names.Length)]);

        private Guid? Able(CaseTask task)
        {
            var able = _acting.Where(a => a.Value.MandateFor(task.Role, task.Area, task.Programme) is not null).Select(a => a.Key).ToList();
            return able.Count == 0 ? null : able[random.Next(able.Count)];
        }

        private async Task<Reply<T>> DoAsync<T>(Guid who, IAction<T> action)
        {
            var reply = await town.Installation.DoAsync(_acting[who], action);
            (Taken, Refused) = reply.Done ? (Taken + 1, Refused) : (Taken, Refused + 1);
            return reply;
        }

        // What the answer meant for money and hands, read from the one row it left.
        private async Task LearnAsync(AidStory story, string step, string outcome, Guid who)
        {
            switch (step, outcome)
            {
                case ("Approvals.AidApproval", Approving.Approve) or ("Approvals.CaseMeeting", Approving.Approve) or ("Approvals.ReliefFirst", ReliefFirst.PayFirst):
                    var made = (await town.Installation.ReadAsync(db => db.AidApprovals.Where(a => a.CaseId == story.Case.Id && a.Kind == AidApproval.Approved).ToListAsync())).MaxBy(a => a.DecidedAt)!;
                    _decisions[made.Id] = ([who, .. made.SecondBy is { } second ? [second] : Array.Empty<Guid>()], made.Amount.Fen);
                    Take(made.InstrumentId, made.Amount.Fen);
                    Approved++;
                    break;
                case ("Approvals.AidPayment", Paying.Paid or Paying.OrderSent):
                    var paid = (await town.Installation.ReadAsync(db => db.AidPayments.Where(p => p.CaseId == story.Case.Id && p.Reverses == null).ToListAsync())).MaxBy(p => p.PaidAt)!;
                    _fund -= paid.Source == PaySource.StandbyFund ? paid.Amount.Fen : 0;
                    Assert.True(_fund >= 0, "The fund went below zero.");
                    Paid++;
                    break;
                case ("Approvals.BankAnswer", BankAnswer.CameBack):
                    var back = (await town.Installation.ReadAsync(db => db.AidPayments.Where(p => p.CaseId == story.Case.Id && p.Reverses != null).ToListAsync())).MaxBy(p => p.PaidAt)!;
                    _fund -= back.Source == PaySource.StandbyFund ? back.Amount.Fen : 0;
                    break;
                case ("Approvals.AidPayment", Paying.CannotPay):
                    var given = (await town.Installation.ReadAsync(db => db.AidApprovals.Where(a => a.CaseId == story.Case.Id && a.Kind == AidApproval.Released).ToListAsync())).MaxBy(a => a.DecidedAt);
                    Take(given?.InstrumentId, given?.Amount.Fen ?? 0);
                    break;
            }
        }

        private void Take(Guid? document, long fen)
        {
            if (document is { } id)
            {
                var (budget, used) = _documents[id];
                Assert.InRange(used + fen, 0, budget);
                _documents[id] = (budget, used + fen);
            }
        }

        private JsonObject FormOf(AidStory story, string step, string outcome) => (step, outcome) switch
        {
            ("Approvals.EmergencyCheck", _) => AidStory.Verified(random.Next(1, 3)),
            ("Approvals.AidApproval", _) => AidStory.Opinion(random.Next(4) == 0 ? $"{random.Next(1, 1_500)}" : null),
            ("Approvals.CaseMeeting", _) => new JsonObject { ["heldOn"] = $"{Today:yyyy-MM-dd}", ["present"] = 5, ["opinion"] = "同意", ["amount"] = "1500", ["minutes"] = story.Photos() },
            ("Approvals.ReliefFirst", _) => story.PhoneYes($"{random.Next(1, 900)}", random.Next(2) == 0 ? "leader" : "leader2"),
            ("Approvals.SecondConfirmation", _) => AidStory.Opinion(),
            ("Approvals.AidPayment", Paying.Paid) => story.Cash(random.Next(5) == 0 ? "charity" : "standby-fund"),
            ("Approvals.AidPayment", Paying.OrderSent) => AidStory.Order(),
            ("Approvals.AidPayment", _) => new JsonObject { ["note"] = "说明" },
            ("Approvals.BankAnswer", _) => new JsonObject { ["on"] = $"{Today:yyyy-MM-dd}", ["reason"] = "户名不符" },
            ("Approvals.FundTopUp", _) => new JsonObject { ["note"] = "已联系财政" },
            ("Approvals.PaperCompletion", PaperCompletion.Irregular) => new JsonObject { ["note"] = "联系不上" },
            ("Approvals.PaperCompletion", PaperCompletion.Postpone) => new JsonObject { ["easedOn"] = $"{Today:yyyy-MM-dd}" },
            ("Approvals.PaperCompletion", _) => story.AllPapers(),
            ("Approvals.Supervision", _) => new JsonObject { ["result"] = "责成整改" },
            ("Approvals.Referral", _) => new JsonObject { ["targets"] = new JsonArray("medical") },
            ("Approvals.AidTelling", _) => new JsonObject { ["method"] = "phone", ["on"] = $"{Today:yyyy-MM-dd}", ["said"] = "已说明" },
            _ => [],
        };
    }
}
