using Approvals.Procedures.Forms;

namespace Approvals.Procedures.DibaoApplication;

public enum StandardChoice
{
    [Choice("rural", "农村低保标准")]
    Rural,

    [Choice("urban", "城市低保标准")]
    Urban,
}

public enum RelationToApplicant
{
    [Choice("self", "本人（申请人）")]
    Self,

    [Choice("spouse", "配偶")]
    Spouse,

    [Choice("child", "子女")]
    Child,

    [Choice("parent", "父母")]
    Parent,

    [Choice("parent-in-law", "配偶的父母")]
    ParentInLaw,

    [Choice("grandchild", "孙子女、外孙子女")]
    Grandchild,

    [Choice("grandparent", "祖父母、外祖父母")]
    Grandparent,

    [Choice("sibling", "兄弟姐妹")]
    Sibling,

    [Choice("other", "其他共同生活的人")]
    Other,
}

public enum LabourCapacity
{
    [Choice("full", "有劳动能力")]
    Full,

    [Choice("partial", "部分丧失劳动能力")]
    Partial,

    [Choice("none", "无劳动能力")]
    None,
}

public enum DisabilityGrade
{
    [Choice("none", "无残疾证")]
    None,

    [Choice("grade-1", "一级")]
    One,

    [Choice("grade-2", "二级")]
    Two,

    [Choice("grade-3", "三级")]
    Three,

    [Choice("grade-4", "四级")]
    Four,
}

public enum IncomeKindChoice
{
    [Choice("wage", "工资性收入")]
    Wage,

    [Choice("farm", "种植养殖等经营净收入")]
    Farm,

    [Choice("property", "财产净收入（租金、利息、土地流转）")]
    Property,

    [Choice("transfer", "转移净收入（补贴等）")]
    Transfer,

    [Choice("basic-pension", "基础养老金（按月填）")]
    BasicPension,

    [Choice("other-pension", "其他养老金（按月填）")]
    OtherPension,

    [Choice("support", "赡养、抚养、扶养费")]
    Support,

    [Choice("other", "其他收入")]
    Other,
}

public enum CheckSource
{
    [Choice("bank", "银行存款")]
    Bank,

    [Choice("social-security", "社会保险")]
    SocialSecurity,

    [Choice("housing-fund", "住房公积金")]
    HousingFund,

    [Choice("vehicles", "机动车登记")]
    Vehicles,

    [Choice("real-estate", "不动产登记")]
    RealEstate,

    [Choice("business", "工商登记")]
    Business,

    [Choice("tax", "税务")]
    Tax,

    [Choice("civil-status", "公安户籍、殡葬")]
    CivilStatus,
}

public enum CheckAnswer
{
    [Choice("agrees", "与申报一致")]
    Agrees,

    [Choice("differs", "与申报不一致")]
    Differs,

    [Choice("silent", "未反馈")]
    Silent,
}

public enum VisitFinding
{
    [Choice("agrees", "与申报一致")]
    Agrees,

    [Choice("differs", "与申报不一致")]
    Differs,

    [Choice("refused", "拒绝配合调查")]
    Refused,
}

public enum RefusalGround
{
    [Choice("income", "家庭收入不低于保障标准")]
    Income,

    [Choice("property", "家庭财产超出规定")]
    Property,

    [Choice("no-cooperation", "拒不配合调查核实")]
    NoCooperation,

    [Choice("false-statement", "隐瞒或虚报家庭情况")]
    FalseStatement,
}

public enum DeliveryMethod
{
    [Choice("direct", "直接送达")]
    Direct,

    [Choice("left", "留置送达")]
    Left,

    [Choice("post", "邮寄送达")]
    Post,

    [Choice("electronic", "电子送达（已确认收到）")]
    Electronic,

    [Choice("announcement", "公告送达")]
    Announcement,
}
