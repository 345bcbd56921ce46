namespace Approvals.Domain;

/// <summary>What somebody is to the applicant.</summary>
public enum Relation
{
    Self,
    Spouse,
    Child,
    Parent,
    Grandchild,
    Grandparent,
    Sibling,
    ChildInLaw,
    Other,
}

/// <summary>What is known of how somebody lives.</summary>
public enum MemberSituation
{
    /// <summary>长期共同居住.</summary>
    LivesTogether,

    /// <summary>在校接受全日制本科及以下学历教育.</summary>
    Student,

    /// <summary>不能独立生活.</summary>
    CannotLiveIndependently,

    /// <summary>未婚外出务工.</summary>
    UnmarriedWorkingAway,

    /// <summary>已单独立户.</summary>
    OwnHousehold,

    /// <summary>已外嫁.</summary>
    MarriedOut,

    /// <summary>连续三年以上脱离家庭的宗教教职人员.</summary>
    Clergy,

    /// <summary>在监狱服刑.</summary>
    Prisoner,

    /// <summary>强制隔离戒毒.</summary>
    Rehabilitation,

    /// <summary>宣告失踪.</summary>
    DeclaredMissing,

    /// <summary>失去联系两年以上.</summary>
    MissingTwoYears,

    /// <summary>服现役的义务兵.</summary>
    Conscript,
}

/// <summary>Why somebody counts.</summary>
public enum MemberClass
{
    Applicant,
    Spouse,
    MinorChild,
    StudentChild,
    DependentChild,
    ChildWorkingAway,
    LivingTogether,

    /// <summary>In none of the classes: does not count.</summary>
    None,
}

/// <summary>One person of the family book.</summary>
/// <param name="Person">As printed.</param>
/// <param name="Relation">To the applicant.</param>
/// <param name="Age">Whole years; null when nobody recorded it.</param>
/// <param name="Situations">What is known.</param>
public sealed record FamilyPerson(string Person, Sourced<Relation> Relation, Sourced<int>? Age, Sourced<IReadOnlyList<MemberSituation>> Situations)
{
    public bool Is(MemberSituation situation) => Situations.Value.Contains(situation);
}

/// <summary>Who counts by law and local text.</summary>
/// <param name="Included">Classes that count besides the applicant.</param>
/// <param name="Excluded">Situations that take a person out.</param>
/// <param name="AgeOfMajority">成年.</param>
public sealed record MemberTerms(Sourced<IReadOnlyList<Choice<MemberClass>>> Included, Sourced<IReadOnlyList<Choice<MemberSituation>>> Excluded, Sourced<int> AgeOfMajority);

/// <summary>One person in or out, with the reason: a class that counts, or a situation or the want of a class that does not.</summary>
public sealed record MemberLine(string Person, bool Counted, MemberClass Class, MemberSituation? ExcludedBy, string Reason);

/// <summary>Who counts, person by person.</summary>
public sealed record MembersResult(int Members, IReadOnlyList<MemberLine> Lines);

/// <summary>Who is a member of the household that lives together (共同生活家庭成员): the n of every formula.</summary>
/// <remarks>Persons. Clauses: MZ57-2, MZ57-3; local texts add classes.</remarks>
public static class HouseholdMembers
{
    // Who is said to live together cannot at the same time be there.
    private static readonly MemberSituation[] Elsewhere =
        [MemberSituation.OwnHousehold, MemberSituation.Prisoner, MemberSituation.Rehabilitation, MemberSituation.DeclaredMissing, MemberSituation.MissingTwoYears];

    /// <summary>The class a person belongs to when the age is known.</summary>
    public static MemberClass ClassOf(FamilyPerson person, int age, int ageOfMajority) => person.Relation.Value switch
    {
        Relation.Self => MemberClass.Applicant,
        Relation.Spouse => MemberClass.Spouse,
        Relation.Child when age < ageOfMajority => MemberClass.MinorChild,
        Relation.Child when person.Is(MemberSituation.Student) => MemberClass.StudentChild,
        Relation.Child when person.Is(MemberSituation.CannotLiveIndependently) => MemberClass.DependentChild,
        Relation.Child when person.Is(MemberSituation.UnmarriedWorkingAway) => MemberClass.ChildWorkingAway,
        not Relation.Other when person.Is(MemberSituation.LivesTogether) => MemberClass.LivingTogether,
        _ => MemberClass.None,
    };

    /// <summary>Everybody in or out with a reason. Facts that contradict each other cannot be decided.</summary>
    public static Answer<MembersResult> Explain(IReadOnlyList<FamilyPerson> family, MemberTerms terms)
    {
        if (family.Count == 0)
        {
            return new FieldProblem("persons", "0", "至少填写申请人本人，请补上。");
        }

        Obstacle[] obstacles = [.. Conflicts(family), .. Unknown(family)];
        return obstacles.Length > 0 ? obstacles : Decided(family, terms);
    }

    private static Explained<MembersResult> Decided(IReadOnlyList<FamilyPerson> family, MemberTerms terms)
    {
        var lines = family.Select(p => LineOf(p, terms)).ToList();
        var members = lines.Count(l => l.Counted);
        return new Explained<MembersResult>(new MembersResult(members, lines), new Explanation("household.members", "共同生活家庭成员认定", [],
            [.. family.Zip(lines, (p, l) => StepOf(p, l, terms)), new Step("共同生活家庭成员", "计入的人数", [], $"{members}人")]));
    }

    private static MemberLine LineOf(FamilyPerson person, MemberTerms terms)
    {
        var excluded = terms.Excluded.Value.Where(e => person.Is(e.Value)).Take(1).ToList();
        if (excluded.Count > 0)
        {
            return new MemberLine(person.Person, false, MemberClass.None, excluded[0].Value, excluded[0].Name);
        }

        var found = ClassOf(person, person.Age?.Value ?? 0, terms.AgeOfMajority.Value);
        if (found == MemberClass.Applicant)
        {
            return new MemberLine(person.Person, true, found, null, "申请人");
        }

        var included = terms.Included.Value.Where(i => i.Value == found).ToList();
        return included.Count > 0
            ? new MemberLine(person.Person, true, found, null, included[0].Name)
            : new MemberLine(person.Person, false, found, null, found == MemberClass.None ? "不属于共同生活的家庭成员" : "本地规定不计入");
    }

    private static IEnumerable<Obstacle> Conflicts(IReadOnlyList<FamilyPerson> family)
    {
        if (family.Count(p => p.Relation.Value == Relation.Self) > 1)
        {
            yield return Conflict("relation", "申请人", "填写了两名申请人");
        }

        foreach (var twice in family.GroupBy(p => p.Person).Where(g => g.Count() > 1))
        {
            yield return Conflict(twice.Key, twice.Key, "同一人填写了两次");
        }

        foreach (var person in family.Where(p => p.Is(MemberSituation.LivesTogether) && Elsewhere.Any(p.Is)))
        {
            yield return Conflict(person.Person, $"{person.Person}的居住情况", "既写长期共同居住，又写单独立户、羁押或失踪");
        }
    }

    private static IEnumerable<Obstacle> Unknown(IReadOnlyList<FamilyPerson> family)
    {
        if (family.All(p => p.Relation.Value != Relation.Self))
        {
            yield return Obstacle.Missing("relation", "申请人", "乡镇经办人", "没有写明谁是申请人");
        }

        foreach (var child in family.Where(p => p.Relation.Value == Relation.Child && p.Age is null))
        {
            yield return Obstacle.Missing($"{child.Person} age", $"{child.Person}的年龄", "乡镇经办人", "子女是否计入要看是否成年");
        }
    }

    private static Obstacle Conflict(string key, string name, string why) => Obstacle.Conflicting(key, name, "乡镇经办人", why);

    private static Step StepOf(FamilyPerson person, MemberLine line, MemberTerms terms)
    {
        var inputs = new List<StepInput>
        {
            new("与申请人关系", NameOf(person.Relation.Value), person.Relation.Source),
            StepInput.Of("计入的人员", terms.Included), StepInput.Of("不计入的人员", terms.Excluded),
        };
        if (person.Age is { } age)
        {
            inputs.AddRange([StepInput.Of("年龄", age, "周岁"), StepInput.Of("成年年龄", terms.AgeOfMajority, "周岁")]);
        }

        return new Step(person.Person, "先看是否属于不计入的人员，再看是否属于共同生活的家庭成员", inputs, $"{(line.Counted ? "计入" : "不计入")}：{line.Reason}");
    }

    private static string NameOf(Relation relation) => relation switch
    {
        Relation.Self => "本人",
        Relation.Spouse => "配偶",
        Relation.Child => "子女",
        Relation.Parent => "父母",
        Relation.Grandchild => "孙子女、外孙子女",
        Relation.Grandparent => "祖父母、外祖父母",
        Relation.Sibling => "兄弟姐妹",
        Relation.ChildInLaw => "儿媳、女婿",
        _ => "其他",
    };
}
