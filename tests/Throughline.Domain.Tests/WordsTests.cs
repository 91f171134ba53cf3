namespace Throughline.Domain.Tests;

/// <summary>Statuses and priorities by the words that people see.</summary>
public class WordsTests
{
    [Fact]
    public void Each_status_and_priority_has_its_word()
    {
        Enum.GetValues<Status>().Select(Words.Of).ShouldBe(["Open", "In Progress", "Done"]);
        Enum.GetValues<Priority>().Select(Words.Of).ShouldBe(["None", "Low", "Medium", "High", "Urgent"]);
    }

    [Fact]
    public void A_word_is_read_back()
    {
        foreach (var status in Enum.GetValues<Status>())
            (Words.TryParse(Words.Of(status), out Status read), read).ShouldBe((true, status));
        foreach (var priority in Enum.GetValues<Priority>())
            (Words.TryParse(Words.Of(priority), out Priority read), read).ShouldBe((true, priority));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("open")]
    [InlineData("InProgress")]
    [InlineData("Done ")]
    [InlineData("0")]
    public void Another_word_is_none(string? word)
    {
        Words.TryParse(word, out Status _).ShouldBeFalse();
        Words.TryParse(word, out Priority _).ShouldBeFalse();
    }

    [Fact]
    public void The_numbers_that_the_database_keeps_never_change()
    {
        Enum.GetValues<Status>().Select(s => (short)s).ShouldBe([0, 1, 2]);
        Enum.GetValues<Priority>().Select(p => (short)p).ShouldBe([0, 1, 2, 3, 4]);
    }
}
