using Throughline.Domain.Queries;

namespace Throughline.Domain.Tests.Queries;

public class FilterPropertiesTests
{
    [Fact]
    public void What_is_printed_is_read_as_the_same_filter() => Always.Holds(SomeFilters.All, filter =>
    {
        var text = filter.ToString();
        if (text.Length > Filter.Longest)
            return;
        var parsed = FilterParser.Parse(text);

        parsed.Errors.ShouldBeEmpty(text);
        parsed.Filter.ShouldBe(filter, text);
    }, 1000);

    [Fact]
    public void Any_text_is_read_or_told_what_is_wrong_at_a_place_that_it_has() => Always.Holds(SomeFilters.AnyText, text =>
    {
        var parsed = FilterParser.Parse(text);

        foreach (var place in parsed.Errors.Select(e => e.Place).Concat(parsed.Places))
        {
            place.Offset.ShouldBeInRange(0, text.Length);
            place.Length.ShouldBeInRange(0, text.Length - place.Offset);
        }
        parsed.Places.Count.ShouldBe(parsed.Filter.Clauses.Count);
        parsed.Errors.ShouldAllBe(e => e.Message.Length > 10);
        var again = FilterParser.Parse(parsed.Filter.ToString());
        again.Errors.ShouldBeEmpty(text);
        again.Filter.ShouldBe(parsed.Filter, text);
    }, 3000);

    [Fact]
    public void Where_a_clause_stands_it_stands_alone_too() => Always.Holds(SomeFilters.All, filter =>
    {
        var text = filter.ToString();
        var parsed = FilterParser.Parse(text);
        for (var i = 0; i < parsed.Places.Count; i++)
            FilterParser.Parse(text.Substring(parsed.Places[i].Offset, parsed.Places[i].Length)).Filter.Clauses.ShouldBe([parsed.Filter.Clauses[i]]);
    }, 300);
}
