using Approvals.Domain;
using FsCheck.Fluent;

namespace Approvals.Rules.Tests;

public class IdNumberTests
{
    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", Sex.Female)]
    [InlineData("440524188001010014", "1880-01-01", Sex.Male)]
    [InlineData(" 11010519491231002x ", "1949-12-31", Sex.Female)]
    public void Reads_a_valid_number(string text, string birth, Sex sex)
    {
        Assert.True(IdNumber.TryParse(text, out var id, out _));
        Assert.Equal((birth, sex, null), (LegalDay.Text(id.BirthDate), id.Sex, id.FifteenDigits));
    }

    [Fact]
    public void Converts_fifteen_digits_and_keeps_both()
    {
        Assert.True(IdNumber.TryParse("110105491231002", out var id, out _));
        Assert.Equal(("11010519491231002X", "110105491231002"), (id.Number, id.FifteenDigits));
    }

    [Theory]
    [InlineData("", "0位")]
    [InlineData("1101051949123100", "16位")]
    [InlineData("110105194912310021", "校验码")]
    [InlineData("110105194902300021", "19490230")]
    [InlineData("11010519491231O02X", "都应是数字")]
    [InlineData("X1010519491231002X", "都应是数字")]
    [InlineData("010105194912310028", "都应是数字")]
    [InlineData("110105490230002", "19490230")]
    public void Refuses_a_wrong_number_and_says_what_to_do(string text, string hint)
    {
        Assert.False(IdNumber.TryParse(text, out _, out var problem));
        Assert.Equal(("身份证号", text), (problem.Field, problem.Value));
        Assert.Contains(hint, problem.Remedy, StringComparison.Ordinal);
        Assert.Contains("请", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_no_more_than_it_must()
    {
        Assert.True(IdNumber.TryParse("11010519491231002X", out var id, out _));
        Assert.Equal(("110***********002X", "002X", "110***********002X"), (id.Masked, id.LastFour, id.ToString()));
    }

    [Theory]
    [InlineData("2018-02-28", 17)]
    [InlineData("2018-03-01", 18)]
    [InlineData("2020-02-29", 20)]
    public void Born_on_the_leap_day_turns_eighteen_on_the_first_of_March(string day, int age)
    {
        Assert.True(IdNumber.TryParse(WithCheckDigit("22018220000229001"), out var id, out _));
        Assert.Equal(age, id.AgeOn(Days.Of(day)));
    }

    [Fact]
    public void Any_single_digit_typed_wrong_is_caught()
    {
        var gen = Gen.Choose(0, 16).Zip(Gen.Choose(1, 9)).Zip(Gen.Choose(1, 999));
        Generated.ForAll(gen, x =>
        {
            var ((place, shift), sequence) = x;
            var right = WithCheckDigit($"22018219560414{sequence:000}");
            var wrongDigit = (char)('0' + ((right[place] - '0' + shift) % 10));
            var wrong = $"{right[..place]}{wrongDigit}{right[(place + 1)..]}";
            return IdNumber.TryParse(right, out _, out _) && !IdNumber.TryParse(wrong, out _, out _);
        });
    }

    private static string WithCheckDigit(string seventeen)
    {
        // By the definition of the standard: the sum over all places of digit × 2^(18-place) is 1 modulo 11.
        var sum = seventeen.Select((c, i) => (c - '0') * (1 << (17 - i))).Sum();
        var check = (12 - (sum % 11)) % 11;
        return seventeen + (check == 10 ? "X" : check.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}

public class PersonNameTests
{
    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("王小明", "王*明")]
    [InlineData("欧阳小明", "欧*明")]
    [InlineData("阿卜杜拉·买买提", "阿*提")]
    [InlineData("尼玛•次仁", "尼*仁")]
    [InlineData("𠮷田𬀪", "𠮷*𬀪")]
    [InlineData("王𰻝", "王*")]
    [InlineData("李\U00031350", "李*")]
    [InlineData("Anna Marie O'Neil", "A*l")]
    [InlineData("葛\U000E0100飾", "葛\U000E0100*")]
    public void Keeps_a_name_as_typed_and_masks_whole_characters(string text, string masked)
    {
        Assert.True(PersonName.TryParse(text, out var name, out _));
        Assert.Equal((text, masked), (name.Text, name.Masked));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("张3")]
    [InlineData("·张三")]
    [InlineData("张三·")]
    [InlineData("张<b>")]
    [InlineData("张\u0000三")]
    [InlineData("张\uFFFD")]
    [InlineData("张\uD842")]
    public void Refuses_what_is_no_name(string text)
    {
        Assert.False(PersonName.TryParse(text, out _, out var problem));
        Assert.Contains("请", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_name_longer_than_any_certificate_holds() => Assert.False(PersonName.TryParse(new string('张', 51), out _, out _));
}
