using Shouldly;
using Throughline.Server.Features.Stories.History;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

/// <summary>How a text became another: what is left of it when one side is read alone is that side.</summary>
public sealed class TextDiffTests
{
    [Theory]
    [InlineData("", "new", "[+new]")]
    [InlineData("old", "", "[-old]")]
    [InlineData("one two three", "one 2 three", "one [-two][+2] three")]
    [InlineData("Count frame", "Count frames", "Count [-frame][+frames]")]
    [InlineData("a b c d", "a x y d", "a [-b c][+x y] d")]
    [InlineData("Ünïcode 😀 stays", "Ünïcode 😁 stays", "Ünïcode [-😀][+😁] stays")]
    [InlineData("line one\nline two\n", "line one\nline 2\n", "line one\nline [-two][+2]\n")]
    public void Words_are_told_apart(string before, string after, string said) => Said(TextDiff.Of(before, after)).ShouldBe(said);

    [Fact]
    public void Whatever_changed_both_sides_can_be_read_again()
    {
        var dice = new Random(7);
        string[] words = ["one", "two", "three", " ", " ", " ", "\n", ".", "ä", "😀"];
        for (var i = 0; i < 300; i++)
        {
            // Short, so that nothing of it is left out.
            var (before, after) = (Text(), Text());
            var parts = TextDiff.Of(before, after);
            string.Concat(parts.Where(p => p.Kind != TextPartKind.Added).Select(p => p.Text)).ShouldBe(before);
            string.Concat(parts.Where(p => p.Kind != TextPartKind.Removed).Select(p => p.Text)).ShouldBe(after);
        }

        string Text() => string.Concat(Enumerable.Range(0, dice.Next(0, 12)).Select(_ => words[dice.Next(words.Length)]));
    }

    [Fact]
    public void The_longest_texts_are_told_in_bounded_time_and_length()
    {
        var (before, after) = (Noise(1), Noise(2));
        var started = TimeProvider.System.GetTimestamp();
        var parts = TextDiff.Of(before, after);
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        parts.Sum(p => p.Text.Length).ShouldBeLessThan(50_000);

        static string Noise(int seed)
        {
            var dice = new Random(seed);
            return string.Concat(Enumerable.Range(0, 25_000).Select(_ => $"{(char)('a' + dice.Next(26))}{(dice.Next(9) == 0 ? "\n" : " ")}{dice.Next(10)}"));
        }
    }

    static string Said(IEnumerable<TextPart> parts) => string.Concat(parts.Select(p => p.Kind switch
    {
        TextPartKind.Removed => $"[-{p.Text}]",
        TextPartKind.Added => $"[+{p.Text}]",
        TextPartKind.LeftOut => "[…]",
        _ => p.Text,
    }));
}
