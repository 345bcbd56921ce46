using Approvals.Procedures.Forms;

namespace Approvals.Procedures.TemporaryAssistance;

/// <summary>The procedures of 临时救助.</summary>
public enum AidTrack
{
    [Choice("emergency", "急难型：先核实审批，再发放")]
    Emergency,

    [Choice("relief-first", "先行救助：情况紧急，小额先付，手续后补")]
    ReliefFirst,

    [Choice("expense", "支出型：刚性支出过大")]
    Expense,

    [Choice("fast-track", "疫情当日审批")]
    FastTrack,
}

/// <summary>What happened.</summary>
public enum AidCause
{
    [Choice("fire", "火灾")]
    Fire,

    [Choice("accident", "交通事故、溺水等意外")]
    Accident,

    [Choice("illness", "突发重病")]
    Illness,

    [Choice("disaster", "自然灾害")]
    Disaster,

    [Choice("death", "家庭主要成员死亡")]
    Death,

    [Choice("medical-expense", "医疗费用")]
    MedicalExpense,

    [Choice("education-expense", "教育费用")]
    EducationExpense,

    [Choice("epidemic", "疫情")]
    Epidemic,

    [Choice("other", "其他")]
    Other,
}

/// <summary>Who reported it.</summary>
public enum ReportChannel
{
    [Choice("self", "本人或家人")]
    Self,

    [Choice("village", "村（社区）")]
    Village,

    [Choice("patrol", "走访巡查发现")]
    Patrol,

    [Choice("hotline", "热线、公安、消防等转来")]
    Hotline,
}

/// <summary>Where the person is registered, or lives.</summary>
public enum Registration
{
    [Choice("here", "本县")]
    Here,

    [Choice("elsewhere", "外县")]
    Elsewhere,

    [Choice("unknown", "暂不清楚")]
    Unknown,
}

/// <summary>How it was verified.</summary>
public enum CheckMethod
{
    [Choice("visit", "到现场")]
    Visit,

    [Choice("phone", "电话核实")]
    Phone,
}

/// <summary>How money or goods reach the person.</summary>
public enum PayMethod
{
    [Choice("cash", "现金")]
    Cash,

    [Choice("order", "银行转账（付款指令）")]
    Order,

    [Choice("in-kind", "实物")]
    InKind,
}

/// <summary>What it is paid from.</summary>
public enum PaySource
{
    [Choice("standby-fund", "乡镇备用金")]
    StandbyFund,

    [Choice("county", "县级直接支付")]
    County,

    [Choice("charity", "慈善捐助")]
    Charity,

    [Choice("goods", "储备物资")]
    Goods,
}

/// <summary>What a case paid first still owes (practice B).</summary>
public enum PaperKind
{
    [Choice("application", "申请书（可代办）")]
    Application,

    [Choice("identity", "身份证明")]
    Identity,

    [Choice("verification", "核实记录（两人签字）")]
    Verification,

    [Choice("receipt", "领款凭证")]
    Receipt,

    [Choice("approval-sheet", "审批表签字盖章")]
    ApprovalSheet,
}

/// <summary>What else may help at the end (摆渡).</summary>
public enum ReferralTarget
{
    [Choice("dibao", "低保")]
    Dibao,

    [Choice("medical", "医保（医疗救助）")]
    Medical,

    [Choice("disability", "残联")]
    Disability,

    [Choice("housing", "住建（危房、公租房）")]
    Housing,

    [Choice("charity", "慈善")]
    Charity,
}

/// <summary>What a spot check found.</summary>
public enum SpotCheckResult
{
    [Choice("upheld", "维持")]
    Upheld,

    [Choice("irregular", "不规范，转督查")]
    Irregular,
}

/// <summary>How the applicant was told.</summary>
public enum TellingMethod
{
    [Choice("in-person", "当面")]
    InPerson,

    [Choice("phone", "电话")]
    Phone,

    [Choice("written", "书面")]
    Written,
}
