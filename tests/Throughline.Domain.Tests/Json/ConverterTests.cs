using System.Text.Json;
using Throughline.Domain.Json;
using Throughline.Domain.Work;

namespace Throughline.Domain.Tests.Json;

public class ConverterTests
{
    static readonly JsonSerializerOptions Options = new()
    {
        Converters =
        {
            new IdConverter<StoryId>(), new IdConverter<UserId>(), new StatusConverter(), new PriorityConverter(), new LabelSetConverter(),
            new NameConverter<LeaseState>(), new SecondsConverter(), new PositionConverter(),
        },
    };

    [Fact]
    public void Values_are_written_plainly_and_read_back()
    {
        Both(new StoryId(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057")), "\"01890a5d-ac96-774b-bcce-b302099a8057\"");
        Both(UserId.Local, "\"local\"");
        Both(new UserId(Guid.AllBitsSet), "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"");
        Both(Status.InProgress, "\"In Progress\"");
        Both(Priority.Urgent, "\"Urgent\"");
        Both(LeaseState.Expired, "\"Expired\"");
        Both(LabelSet.Of(["a", "b"]), """["a","b"]""");
        Both(LabelSet.Empty, "[]");
        Both(new Seconds(5400), "5400");
        Both(new Position(7), "7");
    }

    [Theory]
    [InlineData("\"TL-12\"")]
    [InlineData("\"local\"")]
    [InlineData("12")]
    [InlineData("null")]
    [InlineData("\"\\ud800\"")]
    public void No_id(string json) => Refused<StoryId>(json);

    [Theory]
    [InlineData("\"open\"")]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("[\"Open\"]")]
    public void No_status_or_priority(string json)
    {
        Refused<Status>(json);
        Refused<Priority>(json);
    }

    [Theory]
    [InlineData("\"held\"")]
    [InlineData("\"1\"")]
    [InlineData("\" Held\"")]
    [InlineData("\"Held, Completed\"")]
    [InlineData("\"Lost\"")]
    [InlineData("1")]
    [InlineData("null")]
    public void No_lease_state(string json) => Refused<LeaseState>(json);

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("[[\"a\"]]")]
    [InlineData("{}")]
    [InlineData("[\"\\udc00\"]")]
    public void No_labels(string json) => Refused<LabelSet>(json);

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("\"60\"")]
    [InlineData("null")]
    [InlineData("9223372036854775808")]
    public void No_seconds_or_position(string json)
    {
        Refused<Seconds>(json);
        Refused<Position>(json);
    }

    static void Both<T>(T value, string json)
    {
        JsonSerializer.Serialize(value, Options).ShouldBe(json);
        JsonSerializer.Deserialize<T>(json, Options).ShouldBe(value);
    }

    static void Refused<T>(string json) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<T>(json, Options));
}
