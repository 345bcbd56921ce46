using Approvals.Policies;

namespace Approvals.Rules.Tests;

/// <summary>A nation, a province and a county small enough to break in one place at a time.</summary>
internal static class ToyPacks
{
    public const string Nation = """
        area: "000000"
        areaName: 全国
        documents:
          BASE: { title: 基本办法, kind: 长期文件, status: seen, from: 2010-01-01, cites: [BASE-1] }
          SLOT: { title: 待录入的办法, kind: 长期文件, status: missing }
          UNSEEN: { title: 没有原文的办法, number: 部发1号, kind: 长期文件, status: to-be-confirmed, from: 2010-01-01 }
        clauses:
          - { id: BASE-1, section: 第一条, exactness: MUST, anchor: 施行, text: 自2010年1月1日起施行。, rule: In force. }
          - { id: UNSEEN-1, section: 第一条, exactness: MUST, text: 要旨。, rule: Substance. }
        parameters:
          toy.standard: { name: 标准, unit: yuan/person/year, class: LOCAL, setBy: 县民政局, cites: [BASE-1], default: null }
          toy.days: { name: 天数, unit: days, class: LOCAL, setBy: 县民政局, cites: [BASE-1], default: { value: 7, cites: [BASE-1] }, clock: { start: posted, end: registered } }
          toy.scope: { name: 范围, unit: choice, choices: { none: 无, all: 全部 }, class: MUST, setBy: 国家, cites: [BASE-1], default: { value: none, to: 2015-12-31, cites: [BASE-1] } }
          toy.table: { name: 限额, unit: table, columns: { vehicles: count, multiple: ratio }, class: LOCAL, setBy: 县民政局, cites: [BASE-1], default: null }
        values:
          toy.scope:
            unit: choice
            values:
              - { from: 2020-01-01, to: 2020-12-31, published: 2020-01-01, value: all, cites: [BASE-1] }
        bounds:
          toy.days:
            unit: days
            limits:
              - { from: 2020-01-01, min: 5, cites: [BASE-1] }

        """;

    public const string Province = """
        area: "220000"
        areaName: 吉林省
        documents:
          PLAN: { title: 行动方案, kind: 行动方案, status: seen, from: 2020-03-26, to: 2020-12-31, cites: [PLAN-1], afterwards: 按基本办法。 }
        clauses:
          - { id: PLAN-1, section: 一, exactness: MUST, anchor: 年底, text: 2020年底完成。, rule: Ends with the year. }
        values:
          toy.standard:
            unit: yuan/person/year
            values:
              - { from: 2018-01-01, published: 2017-12-01, value: 3000, cites: [BASE-1] }
              - { from: 2020-04-01, published: 2020-04-01, value: 3500, cites: [PLAN-1] }

        """;

    public const string County = """
        area: "220182"
        areaName: 榆树市
        values:
          toy.standard:
            unit: yuan/person/year
            values:
              - { from: 2022-01-01, published: 2022-02-10, value: 4000.00, cites: [BASE-1], document: 榆发1号 }
              - { from: 2022-07-01, to: 2022-12-31, published: 2022-06-20, value: 4200.00, cites: [BASE-1] }

        """;

    public static PolicyLoad Load(string? nation = null, string? province = null, string? county = null) => PackLoader.Load(Files(nation, province, county));

    public static IReadOnlyList<PackFile> Files(string? nation = null, string? province = null, string? county = null) =>
    [
        new PackFile("000000-nation/all.yaml", nation ?? Nation),
        new PackFile("220000-province/all.yaml", province ?? Province),
        new PackFile("220182-county/all.yaml", county ?? County),
    ];
}
