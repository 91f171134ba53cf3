using NodaTime;
using NodaTime.TimeZones;
using Throughline.Domain.Statistics;

namespace Throughline.Domain.Tests.Statistics;

/// <summary>
/// Buckets as the clocks and calendars of every zone show them, held against looking at the clock minute by minute. What is looked at is one thing alone: how far a
/// zone is from UTC at a moment, by IANA's rules.
/// </summary>
public class BucketCalendarTests
{
    const long Minute = 60, Day = 86_400;

    // Ordinary days, and days on which some zone does something else: clocks put forward and back, by an hour, by half an hour (Lord Howe), at midnight (Cairo, Santiago),
    // at a minute past it (St Johns, Casey), and a day that was skipped (Apia).
    static readonly DateTimeOffset[] Days = [.. new[]
    {
        "2026-01-15", "2026-03-08", "2026-03-29", "2026-04-05", "2026-04-24", "2026-09-06", "2026-10-04", "2026-10-25", "2026-10-29", "2026-11-01",
        "2010-03-14", "2010-11-07", "2011-12-30", "2022-10-02", "2024-12-31",
    }.Select(d => DateTimeOffset.Parse(d + "T00:00:00Z", null))];

    public static IEnumerable<string> Zones => TzdbDateTimeZoneSource.Default.CanonicalIdMap.Values.Distinct().Order(StringComparer.Ordinal);

    [Theory]
    [InlineData(Resolution.Minute)]
    [InlineData(Resolution.Hour)]
    public void By_the_clock_in_every_zone(Resolution resolution) => Parallel.ForEach(Zones, id =>
    {
        var clock = new Clock(id);
        var calendar = new BucketCalendar(resolution, clock.Zone);
        foreach (var day in resolution == Resolution.Minute ? Days.Where((_, i) => i % 4 == 3) : Days)
        {
            var from = day.ToUnixTimeSeconds() - Day;
            var expected = new List<long>();
            for (var second = from; second < from + 3 * Day; second += Minute)
                // A bucket ends where the clock shows another whole one, or is not the same clock any more.
                if (clock.Piece(second, resolution) != clock.Piece(second - 1, resolution) || clock.Offset(second) != clock.Offset(second - 1))
                    expected.Add(second);
            Starts(calendar, expected[0], expected[^1]).ShouldBe(expected, $"{id}, {day:d}");
            foreach (var (start, next) in expected.Zip(expected.Skip(1)))
                (calendar.Floor(start), calendar.Floor(next - 1), calendar.Next(next - 1)).ShouldBe((start, start, next), $"{id}, {day:d}");
        }
    });

    [Fact]
    public void By_the_date_in_every_zone() => Parallel.ForEach(Zones, id =>
    {
        var clock = new Clock(id);
        var calendar = new BucketCalendar(Resolution.Day, clock.Zone);
        foreach (var day in Days)
        {
            var from = day.ToUnixTimeSeconds() - 3 * Day;
            var expected = new List<long>();
            for (var (second, latest) = (from, clock.Date(from - 1)); second < from + 6 * Day; second += Minute)
                if (clock.Date(second) > latest)
                {
                    latest = clock.Date(second);
                    expected.Add(second);
                }
            Starts(calendar, expected[0], expected[^1]).ShouldBe(expected, $"{id}, {day:d}");
            foreach (var (start, next) in expected.Zip(expected.Skip(1)))
                (calendar.Floor(start), calendar.Floor(next - 1), calendar.Next(next - 1)).ShouldBe((start, start, next), $"{id}, {day:d}");
        }
    });

    [Theory]
    [InlineData(Resolution.Week)]
    [InlineData(Resolution.Month)]
    [InlineData(Resolution.Quarter)]
    [InlineData(Resolution.Year)]
    public void Longer_ones_begin_with_the_day_that_is_their_first_in_every_zone(Resolution resolution) => Parallel.ForEach(Zones, id =>
    {
        var days = new BucketCalendar(Resolution.Day, new Clock(id).Zone);
        var calendar = days with { Resolution = resolution };
        var clock = new Clock(id);
        // From 2009 on, day by day: a new one begins with the first day whose date is beyond the ones of before.
        var start = days.Floor(DateTimeOffset.Parse("2009-01-01T12:00:00Z", null).ToUnixTimeSeconds());
        var expected = new List<long>();
        for (var until = DateTimeOffset.Parse("2013-01-10T00:00:00Z", null).ToUnixTimeSeconds(); start < until; start = days.Next(start))
            if (NumberOf(resolution, clock.Date(start)) > NumberOf(resolution, clock.Date(days.Floor(start - 1))))
                expected.Add(start);
        expected.Count.ShouldBeGreaterThan(2);
        Starts(calendar, expected[0], expected[^1]).ShouldBe(expected, id);
        expected.ShouldAllBe(s => calendar.Back(s, 0) == s && calendar.Next(s - 1) == s);
        calendar.Back(expected[^1], expected.Count - 1).ShouldBe(expected[0], id);
    });

    [Theory]
    [InlineData("Europe/Stockholm", "2026-03-29T12:00:00Z", 23)]
    [InlineData("Europe/Stockholm", "2026-10-25T12:00:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-04T20:00:00Z", 24.5)]
    [InlineData("Africa/Cairo", "2026-04-24T12:00:00Z", 23)]
    [InlineData("Pacific/Chatham", "2026-04-04T20:00:00Z", 25)]
    [InlineData("Asia/Kathmandu", "2026-04-04T20:00:00Z", 24)]
    public void Days_have_the_hours_that_they_have(string zone, string moment, double hours)
    {
        var second = DateTimeOffset.Parse(moment, null).ToUnixTimeSeconds();
        var calendar = new BucketCalendar(Resolution.Day, DateTimeZoneProviders.Tzdb[zone]);
        (calendar.Next(second) - calendar.Floor(second)).ShouldBe((long)(hours * 3600));
    }

    [Fact]
    public void Apia_went_from_the_29th_to_the_31st()
    {
        var calendar = new BucketCalendar(Resolution.Day, DateTimeZoneProviders.Tzdb["Pacific/Apia"]);
        var noon = DateTimeOffset.Parse("2011-12-29T12:00:00-10:00", null).ToUnixTimeSeconds();
        DateTimeOffset.FromUnixTimeSeconds(calendar.Next(noon)).ToOffset(TimeSpan.FromHours(14)).ToString("yyyy-MM-dd HH:mm", null).ShouldBe("2011-12-31 00:00");
    }

    [Fact]
    public void The_edge_leads_from_the_nearest_coarse_start_to_the_moment() => Always.Holds(
        FsCheck.Fluent.Gen.Choose(-400_000, 400_000), moment =>
    {
        foreach (var coarsest in Resolutions.Stored)
        {
            var at = coarsest.Nearest(moment);
            Math.Abs(moment - at).ShouldBeLessThanOrEqualTo(coarsest.Length() / 2);
            foreach (var piece in Cover.Edge(moment, coarsest))
            {
                piece.From.ShouldBe(at);
                piece.Resolution.Length().ShouldBeLessThan(coarsest.Length());
                ((piece.From - piece.Resolution.Floor(piece.From)) + (piece.To - piece.Resolution.Floor(piece.To))).ShouldBe(0);
                at = piece.To;
            }
            at.ShouldBe(moment);
        }
    });

    static List<long> Starts(BucketCalendar calendar, long first, long last)
    {
        var starts = new List<long> { calendar.Floor(first) };
        while (starts[^1] < last)
            starts.Add(calendar.Next(starts[^1]));
        return starts;
    }

    static int NumberOf(Resolution resolution, DateOnly date) => resolution switch
    {
        Resolution.Week => System.Globalization.ISOWeek.GetYear(date.ToDateTime(default)) * 100 + System.Globalization.ISOWeek.GetWeekOfYear(date.ToDateTime(default)),
        Resolution.Month => date.Year * 12 + date.Month,
        Resolution.Quarter => date.Year * 4 + (date.Month - 1) / 3,
        _ => date.Year,
    };

    /// <summary>What a clock in a zone shows.</summary>
    sealed class Clock(string id)
    {
        public DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb[id];

        public long Offset(long second) => Zone.GetUtcOffset(Instant.FromUnixTimeSeconds(second)).Seconds;

        public long Piece(long second, Resolution resolution) => (long)Math.Floor((second + Offset(second)) / (double)(int)resolution);

        public DateOnly Date(long second) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(second + Offset(second)).UtcDateTime);
    }
}
