namespace Throughline.Domain.Tests;

public class InputRulesTests
{
    [Theory]
    [InlineData("x")]
    [InlineData("  spaces around ")]
    [InlineData("日本 é 😀 👩‍👩‍👧")]
    [InlineData("\U0010FFFF")]
    [InlineData("no\u00A0break")]
    public void A_line_is_text_with_something_to_read(string text) => Line(text).ShouldBeNull();

    [Theory]
    [InlineData(null, "It is required and can't be blank.")]
    [InlineData("", "It is required and can't be blank.")]
    [InlineData(" \t\u00A0\u2003", "It is required and can't be blank.")]
    [InlineData("a\0", "It has a control character or a line break; it is one line of text.")]
    [InlineData("a\nb", "It has a control character or a line break; it is one line of text.")]
    [InlineData("a\u001f", "It has a control character or a line break; it is one line of text.")]
    [InlineData("a\u007f", "It has a control character or a line break; it is one line of text.")]
    [InlineData("a\u0085b", "It has a control character or a line break; it is one line of text.")]
    [InlineData("a\u009f", "It has a control character or a line break; it is one line of text.")]
    [InlineData("a\u2028b", "It has a control character or a line break; it is one line of text.")]
    [InlineData("a\u2029b", "It has a control character or a line break; it is one line of text.")]
    public void Else_it_says_what_is_wrong(string? text, string error) => Line(text).ShouldBe([error]);

    // Built here, not in the attribute: text in metadata is UTF-8, which can't hold half a pair either.
    [Theory]
    [InlineData(new[] { 0xD83D }, 1)]
    [InlineData(new[] { 'a', 0xD83D }, 2)]
    [InlineData(new[] { 0xD83D, 'a' }, 1)]
    [InlineData(new[] { 0xDE00, 'a' }, 1)]
    [InlineData(new[] { 'a', 0xDE00 }, 2)]
    [InlineData(new[] { 0xDE00, 0xD83D }, 1)]
    [InlineData(new[] { 0xD83D, 0xD83D, 0xDE00 }, 1)]
    [InlineData(new[] { 0xD83D, 0xDE00, 0xD83D }, 3)]
    [InlineData(new[] { 0xD83D, 0xDE00, 0xDE00 }, 3)]
    public void Half_a_surrogate_pair_is_no_text(int[] units, int at)
    {
        var text = string.Concat(units.Select(u => (char)u));
        Line(text).ShouldBe([$"Character {at} is half of a surrogate pair."]);
        Body(text).ShouldBe([$"Character {at} is half of a surrogate pair."]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("many\r\nlines\t\u0001\u2028")]
    public void A_body_may_be_empty_and_have_lines(string text) => Body(text).ShouldBeNull();

    [Fact]
    public void A_body_has_no_nul_and_is_not_null()
    {
        Body("a\0b").ShouldBe(["It has a NUL character, which no text can keep."]);
        Body(null).ShouldBe(["It can't be null; leave it out or send an empty text."]);
    }

    [Fact]
    public void Texts_have_their_greatest_lengths()
    {
        Line(new('x', InputRules.TitleLength)).ShouldBeNull();
        Line(new('x', InputRules.TitleLength + 1)).ShouldBe(["It has 501 characters; at most 500 are taken."]);
        Body(new('x', InputRules.DescriptionLength)).ShouldBeNull();
        Body(new('x', InputRules.DescriptionLength + 1)).ShouldBe(["It has 100001 characters; at most 100000 are taken."]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(315_360_000, true)]
    [InlineData(315_360_001, false)]
    [InlineData(-1, false)]
    [InlineData(long.MinValue, false)]
    [InlineData(long.MaxValue, false)]
    public void A_duration_is_from_nothing_to_ten_years(long seconds, bool taken) =>
        (Errors(r => r.Duration("estimate", new(seconds))) is null).ShouldBe(taken);

    [Fact]
    public void Each_label_is_a_line_of_its_own()
    {
        Errors(r => r.Labels("labels", ["a", new('x', 50)])).ShouldBeNull();
        Errors(r => r.Labels("labels", ["a", "", new('x', 51), "b\n"]))!
            .Keys.ShouldBe(["labels[1]", "labels[2]", "labels[3]"], ignoreOrder: true);
        Errors(r => r.Labels("labels", null))!.Keys.ShouldBe(["labels"]);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void There_are_so_many_labels(int count, bool taken) =>
        (Errors(r => r.Labels("labels", [.. Enumerable.Range(0, count).Select(n => $"l{n}")])) is null).ShouldBe(taken);

    [Fact]
    public void All_errors_of_a_field_are_kept_under_one_refusal()
    {
        var rules = new InputRules();
        rules.Refusal.ShouldBeNull();
        rules.Add("a", "1");
        rules.Add("b", "2");
        rules.Add("a", "3");
        (rules.Refusal!.Kind, rules.Refusal.Code).ShouldBe((RefusalKind.Invalid, "invalid-input"));
        rules.Refusal.Errors!["a"].ShouldBe(["1", "3"]);
        rules.Refusal.Errors!["b"].ShouldBe(["2"]);
    }

    static string[]? Line(string? text) => Errors(r => r.Line("title", text))?["title"];

    static string[]? Body(string? text) => Errors(r => r.Body("description", text))?["description"];

    static IReadOnlyDictionary<string, string[]>? Errors(Action<InputRules> check)
    {
        var rules = new InputRules();
        check(rules);
        return rules.Refusal?.Errors;
    }
}
