using System.Text.Json;
using FsCheck.Fluent;
using NodaTime.Text;
using Throughline.Domain.Json;

namespace Throughline.Domain.Tests.Json;

public class InstantConverterTests
{
    static readonly JsonSerializerOptions Options = new() { Converters = { new InstantConverter() } };

    [Theory]
    [InlineData(0, "2026-01-31T12:00:00Z")]
    [InlineData(1_000, "2026-01-31T12:00:00.000001Z")]
    [InlineData(120_000_000, "2026-01-31T12:00:00.12Z")]
    [InlineData(123_456_000, "2026-01-31T12:00:00.123456Z")]
    [InlineData(100_000, "2026-01-31T12:00:00.0001Z")]
    [InlineData(10_000_000_000, "2026-01-31T12:00:10Z")]
    // Finer than the database keeps.
    [InlineData(999, "2026-01-31T12:00:00Z")]
    [InlineData(123_456_999, "2026-01-31T12:00:00.123456Z")]
    public void It_writes_microseconds_without_trailing_zeros(long nanoseconds, string text) =>
        Write(Instant.FromUtc(2026, 1, 31, 12, 0).PlusNanoseconds(nanoseconds)).ShouldBe(text);

    [Fact]
    public void What_is_written_is_the_shortest_pattern_and_read_back_equal() => Always.Holds(
        // Years 1 to 9999, by the microsecond.
        from day in Gen.Choose(0, 3_652_058)
        from second in Gen.Choose(0, 86_399)
        from micros in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 999_999), Gen.Choose(0, 999).Select(m => m * 1000))
        select Instant.FromUtc(1, 1, 1, 0, 0) + Duration.FromDays(day) + Duration.FromSeconds(second) + Duration.FromTicks(micros * 10L),
        instant =>
        {
            Write(instant).ShouldBe(InstantPattern.ExtendedIso.Format(instant));
            Read($"\"{Write(instant)}\"").ShouldBe(instant);
        });

    [Theory]
    [InlineData("\"2026-01-31\"")]
    [InlineData("\"2026-01-31T12:00:00\"")]
    [InlineData("\"2026-01-31T12:00:00+01:00\"")]
    [InlineData("\"2026-02-30T12:00:00Z\"")]
    [InlineData("\"\"")]
    [InlineData("1769860800")]
    [InlineData("null")]
    public void Anything_else_is_no_moment(string json) => Should.Throw<JsonException>(() => Read(json));

    static string Write(Instant instant) => JsonSerializer.Serialize(instant, Options).Trim('"');

    static Instant Read(string json) => JsonSerializer.Deserialize<Instant>(json, Options);
}
