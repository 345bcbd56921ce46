namespace Approvals.Domain;

/// <summary>What is due for somebody registered late in the year (A-F17-1).</summary>
public enum LateRegistration
{
    /// <summary>The full numbers.</summary>
    Full,

    /// <summary>By the months left, rounded up.</summary>
    ProRata,
}

/// <summary>What is counted (A-F17-2).</summary>
public enum ServiceCounting
{
    /// <summary>Each recommendation, also two in one contact.</summary>
    Items,

    /// <summary>Each contact.</summary>
    Contacts,
}

/// <summary>Numbers of the three services: recommendations, guidance, training information.</summary>
public readonly record struct ServiceCounts(int Jobs, int Guidance, int TrainingInformation)
{
    /// <summary>"3、1、1".</summary>
    public override string ToString() => $"岗位信息{Jobs}次、职业指导{Guidance}次、培训信息{TrainingInformation}次";
}

/// <summary>What was done for one registered-unemployed worker in a calendar year.</summary>
public sealed record ServiceFacts(Sourced<ServiceCounts> Done)
{
    /// <summary>Contacts in which jobs were recommended; needed where contacts count.</summary>
    public Sourced<int>? JobContacts { get; init; }

    /// <summary>The month of registration as unemployed; needed where numbers are pro rata.</summary>
    public Sourced<YearMonth>? RegisteredIn { get; init; }
}

/// <summary>What has to be done in a year.</summary>
public sealed record ServiceTerms(Sourced<int> Jobs, Sourced<int> Guidance, Sourced<int> Training, Sourced<Choice<LateRegistration>> Late, Sourced<Choice<ServiceCounting>> Counting);

/// <summary>What is still owed to a worker of the "311" employment service in a calendar year.</summary>
/// <remarks>Counts per person and calendar year; one kind does not make up for another. Clauses: HN2020-2.6.1.</remarks>
public static class EmploymentService
{
    private static readonly Obstacle NoContacts = Obstacle.Missing("jobContacts", "推荐岗位的联系次数", "乡镇经办人", "本地按联系次数计算");
    private static readonly Obstacle NoMonth = Obstacle.Missing("registeredIn", "失业登记的月份", "乡镇经办人", "本地按登记后的月数折算");

    /// <summary>The bare gap.</summary>
    public static ServiceCounts Gap(ServiceCounts done, ServiceCounts due) => new(
        Math.Max(0, due.Jobs - done.Jobs), Math.Max(0, due.Guidance - done.Guidance), Math.Max(0, due.TrainingInformation - done.TrainingInformation));

    /// <summary>The gap with its line.</summary>
    public static Answer<ServiceCounts> Explain(ServiceFacts facts, ServiceTerms terms)
    {
        var problem = FieldProblem.OfLess("jobs", facts.Done.Value.Jobs, 0, "次数") ?? FieldProblem.OfLess("guidance", facts.Done.Value.Guidance, 0, "次数") ?? FieldProblem.OfLess("trainingInfo", facts.Done.Value.TrainingInformation, 0, "次数");
        if (problem is not null)
        {
            return problem;
        }

        var byContacts = terms.Counting.Value.Value == ServiceCounting.Contacts;
        return byContacts && facts.JobContacts is null ? NoContacts
            : terms.Late.Value.Value == LateRegistration.ProRata && facts.RegisteredIn is null ? NoMonth
            : Decided(facts, terms, byContacts ? facts.Done.Value with { Jobs = facts.JobContacts!.Value.Value } : facts.Done.Value);
    }

    private static Explained<ServiceCounts> Decided(ServiceFacts facts, ServiceTerms terms, ServiceCounts done)
    {
        var due = new ServiceCounts(Due(terms.Jobs, facts, terms), Due(terms.Guidance, facts, terms), Due(terms.Training, facts, terms));
        var gap = Gap(done, due);
        return new Explained<ServiceCounts>(gap, new Explanation("employment.service-gap", "就业服务缺口", [],
        [
            new Step("应做", "每年至少推荐岗位信息、职业指导、免费培训信息的次数", [StepInput.Of("岗位信息", terms.Jobs, "次"), StepInput.Of("职业指导", terms.Guidance, "次"), StepInput.Of("培训信息", terms.Training, "次"), StepInput.Of("年中登记的", terms.Late)], due.ToString()),
            new Step("缺口", "应做 − 已做，各项不互相抵", [new StepInput("已做", done.ToString(), facts.Done.Source), StepInput.Of("计数方法", terms.Counting)], gap.ToString()),
        ]));
    }

    private static int Due(Sourced<int> full, ServiceFacts facts, ServiceTerms terms)
    {
        if (terms.Late.Value.Value == LateRegistration.Full)
        {
            return full.Value;
        }

        var left = YearMonth.MonthsOfAYear - facts.RegisteredIn!.Value.Value.Month + 1;
        return ((full.Value * left) + YearMonth.MonthsOfAYear - 1) / YearMonth.MonthsOfAYear;
    }
}
