using System.Text.Json;
using Throughline.Domain.Json;

namespace Throughline.Domain.Tests.Json;

/// <summary>A partial change tells apart what is left out and what is given as null.</summary>
public class OptionalConverterTests
{
    sealed record Change(Optional<string?> Title, Optional<Status> Status, Optional<Change[]?> More);

    [Theory]
    [InlineData("{}", false, null)]
    [InlineData("""{"Title":null}""", true, null)]
    [InlineData("""{"Title":"x"}""", true, "x")]
    public void Left_out_null_and_a_value_are_three_things(string json, bool given, string? value)
    {
        var title = Read(json).Title;
        (title.IsGiven, title.Value).ShouldBe((given, value));
        title.Or("as it was").ShouldBe(given ? value : "as it was");
    }

    [Fact]
    public void A_value_is_read_by_its_own_converter() => Read("""{"Status":"In Progress"}""").Status.ShouldBe(new(Status.InProgress));

    [Theory]
    [InlineData("""{"Status":null}""", "$.Status", "")]
    [InlineData("""{"Status":"open"}""", "$.Status", "")]
    [InlineData("""{"Title":1}""", "$.Title", "")]
    [InlineData("""{"More":[{},{"Status":1}]}""", "$.More", "[1].Status")]
    public void What_is_wrong_is_told_with_its_path(string json, string path, string innerPath)
    {
        var failure = Should.Throw<NestedJsonException>(() => Read(json));
        (failure.Path, failure.InnerPath).ShouldBe((path, innerPath));
    }

    static Change Read(string json) => JsonSerializer.Deserialize<Change>(json)!;
}
