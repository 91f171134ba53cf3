using NodaTime;
using Throughline.Domain.Queries;

namespace Throughline.Domain.Tests.Queries;

public class FilterParserTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  status:Open   LABEL:api ", "status:open label:api")]
    [InlineData("status:\"In Progress\",done", "status:in-progress,done")]
    [InlineData("assignee:ME,none,\"none\",\"Åsa Öl\"", "assignee:me,none,\"none\",\"Åsa Öl\"")]
    [InlineData("updated:7d", "updated:<7d")]
    [InlineData("updated:>=30d", "updated:>30d")]
    [InlineData("created:2026-01..2026-03", "created:2026-01..2026-03")]
    [InlineData("created:..Yesterday", "created:..yesterday")]
    [InlineData("priority:>=HIGH,none", "priority:>=high,none")]
    [InlineData("key:web-12,7,10..20", "key:WEB-12,7,10..20")]
    [InlineData("tasks:>3 has:tasks -is:mine", "tasks:>3 has:tasks -is:mine")]
    [InlineData("\"exact words\"login -\"not these\"", "\"exact words\" login -\"not these\"")]
    [InlineData("-label:wontfix sort:-updated", "-label:wontfix sort:-updated")]
    [InlineData("sort:rank title:log don't 12:30", "title:log don't 12:30 sort:rank")]
    [InlineData("external:JIRA-1,\"A 2\"", "external:JIRA-1,\"A 2\"")]
    public void It_reads_what_people_write(string text, string printed)
    {
        var parsed = FilterParser.Parse(text);

        parsed.Errors.ShouldBeEmpty();
        parsed.Filter.ToString().ShouldBe(printed);
    }

    [Theory]
    [InlineData("status:open updated:<7x", 20, 3, "7x is not a span. Write a number and min, h, d or w, like updated:<7d.")]
    [InlineData("status:opened", 7, 6, "opened is not one of open, in-progress, done.")]
    [InlineData("status:open,", 12, 0, "After status: stands a value.")]
    [InlineData("stauts:open api", 0, 6, "There is no field stauts. To find the text itself, write it in quotation marks.")]
    [InlineData("\"open", 0, 5, "The quotation marks are not closed.")]
    [InlineData("label:\"a\"b c", 9, 1, "After the quotation marks stands a comma or a blank.")]
    [InlineData("created:2026-02-30", 8, 10, "2026-02-30 is not a date. Write one like 2026-01-31 or 2026-01, or a span like <7d.")]
    [InlineData("a sort:size", 7, 4, "size is no order.")]
    [InlineData("sort:title sort:created", 11, 12, "The order is given already.")]
    [InlineData("a -", 2, 1, "After - stands what is not wanted, such as -label:wontfix.")]
    [InlineData("!!!", 0, 3, "There is nothing here to look for: a word has letters or digits.")]
    [InlineData("key:12a", 4, 3, "12a is no key: write one like TL-12 or its number.")]
    [InlineData("tasks:many", 6, 4, "many is not a number of tasks: write one like tasks:>3.")]
    public void It_says_where_and_what_is_wrong(string text, int offset, int length, string message)
    {
        var error = FilterParser.Parse(text).Errors.ShouldHaveSingleItem();

        error.Message.ShouldBe(message);
        text.Substring(error.Place.Offset, error.Place.Length).ShouldBe(text.Substring(offset, length));
        error.Place.ShouldBe(new Place(offset, length));
    }

    [Fact]
    public void What_is_right_is_read_beside_what_is_wrong()
    {
        var parsed = FilterParser.Parse("status:opn label:api priority:big");

        parsed.Filter.ToString().ShouldBe("label:api");
        parsed.Places.ShouldBe([new Place(11, 9)]);
        parsed.Errors.Select(e => e.Place.Offset).ShouldBe([7, 30]);
        parsed.Errors[0].Expected.ShouldBe(["open", "in-progress", "done"]);
    }

    [Fact]
    public void What_is_too_much_is_refused()
    {
        FilterParser.Parse(new string('a', Filter.Longest + 1)).Errors.ShouldHaveSingleItem().Place.ShouldBe(new Place(Filter.Longest, 1));
        FilterParser.Parse(string.Join(' ', Enumerable.Repeat("a", Filter.Most + 5))).Errors.ShouldHaveSingleItem();
        FilterParser.Parse("label:" + string.Join(',', Enumerable.Repeat("a", Filter.Most + 1))).Errors.ShouldHaveSingleItem();
    }

    [Fact]
    public void Days_begin_where_the_zone_says()
    {
        var stockholm = DateTimeZoneProviders.Tzdb["Europe/Stockholm"];
        var now = Instant.FromUtc(2026, 3, 29, 12, 0);

        new RecentDay(0).At(now, stockholm).ShouldBe((Instant.FromUtc(2026, 3, 28, 23, 0), Instant.FromUtc(2026, 3, 29, 22, 0)));
        new DateOperand(2026, 3).At(now, stockholm).ShouldBe((Instant.FromUtc(2026, 2, 28, 23, 0), Instant.FromUtc(2026, 3, 31, 22, 0)));
        new DateOperand(2026).At(now, DateTimeZone.Utc).ShouldBe((Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0)));
        new AgeOperand(2, AgeUnit.Weeks).At(now, stockholm).Start.ShouldBe(now - Duration.FromDays(14));
    }

    [Theory]
    [InlineData("Déjà-vu, ÅSA's v2.0", "deja", "vu", "asa", "s", "v2", "0")]
    [InlineData("日本 e\u0301cole", "日", "本", "ecole")]
    [InlineData("go 🚀!", "go", "🚀")]
    [InlineData("--- %_", new string[0])]
    public void A_text_has_words_in_every_script(string text, params string[] words) => SearchWords.Of(text).Select(w => w.Word).ShouldBe(words);

    [Fact]
    public void A_word_says_where_it_stands() => SearchWords.Of("a Déjà-vu 日本").Skip(1).ShouldBe([new("deja", 2, 4), new("vu", 7, 2), new("日", 10, 1), new("本", 11, 1)]);
}
