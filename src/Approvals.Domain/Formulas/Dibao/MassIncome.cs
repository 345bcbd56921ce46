namespace Approvals.Domain;

/// <summary>How an income of a column is counted.</summary>
public enum MassIncomeKind : byte
{
    /// <summary>As it is; never a loss.</summary>
    Plain,

    /// <summary>As it is, and costs of going to work come off it.</summary>
    Wage,

    /// <summary>A loss counts by the reading of the law.</summary>
    Business,

    /// <summary>Month by month, less what the law leaves out.</summary>
    BasicPension,

    /// <summary>Less what the law leaves out for those who lost the ability to work.</summary>
    GuaranteedRevenue,

    /// <summary>Reckoned from a quantity by the county's table.</summary>
    Assessed,

    /// <summary>Imputed for somebody outside the household who owes support.</summary>
    Support,
}

/// <summary>One income of one member in sixteen bytes, so that millions lie side by side.</summary>
/// <param name="Amount">Fen each time; of an assessed income the quantity in hundredths; of support the yearly income of the supporter's household.</param>
/// <param name="Kind">How it is counted.</param>
/// <param name="Person">The member; those of one member stand together.</param>
/// <param name="Times">Payments in the year; of support the members of the supporter's household.</param>
/// <param name="Detail">Of a wage one more than the months since the job began, 0 where no costs are stated; of guaranteed revenue the loss of labour;
/// of an assessed income its row of <see cref="MassTerms.Assessed"/>; of support how many are supported.</param>
public readonly record struct MassIncome(long Amount, MassIncomeKind Kind, byte Person, byte Times, byte Detail);

/// <summary>What a household of a mass run is paid.</summary>
/// <param name="Decided">False: the law or the table lacks something this household needs; it is assessed by itself, where the reason is said.</param>
/// <param name="Eligible">Below the standard.</param>
/// <param name="CountableAnnualIncome">Its countable income of the year.</param>
/// <param name="Monthly">What it is paid.</param>
public readonly record struct MassResult(bool Decided, bool Eligible, Money CountableAnnualIncome, Money Monthly);
