using Approvals.Procedures.Forms;

namespace Approvals.Procedures.Delegation;

/// <summary>Whose name and seal a delegated decision bears.</summary>
public enum DelegationForm
{
    /// <summary>Decided in the county's name; reply and review against the county.</summary>
    [Choice("entrusted", "委托（以县民政局名义）")]
    Entrusted,

    /// <summary>Decided in the township's own name.</summary>
    [Choice("assigned", "下放（以乡镇名义）")]
    Assigned,
}

/// <summary>What a township may be let decide.</summary>
public enum DelegatedKind
{
    [Choice("emergency", "急难型临时救助")]
    Emergency,

    [Choice("relief-first", "先行救助")]
    ReliefFirst,

    [Choice("expense", "支出型临时救助")]
    Expense,

    [Choice("fast-track", "疫情当日审批")]
    FastTrack,

    [Choice("dibao-confirmation", "低保审核确认")]
    DibaoConfirmation,
}
