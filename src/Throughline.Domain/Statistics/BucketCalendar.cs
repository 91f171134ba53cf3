using NodaTime;

namespace Throughline.Domain.Statistics;

/// <summary>Cuts time into the buckets of a resolution, as the clocks and calendars of a zone show it.</summary>
/// <remarks>
/// Up to the hour a bucket begins where the clock shows a whole one, and where the clock was put forward or back: so the hour that a clock shows
/// twice is two buckets, and where it was changed by half an hour (Lord Howe) one of them has 30 minutes. From the day on a bucket begins at the first moment
/// whose local date is its first one or later: days have 23, 24 or 25 hours, some begin at 01:00, and what the calendar skipped (Apia's 30 December
/// 2011) is no bucket. Buckets of one resolution follow each other without gap, and each lies within one of the next coarser.
/// </remarks>
/// <param name="Zone">With IANA's rules.</param>
public sealed record BucketCalendar(Resolution Resolution, DateTimeZone Zone)
{
    public static BucketCalendar Utc(Resolution resolution) => new(resolution, DateTimeZone.Utc);

    bool IsOfTheClock => Resolution < Resolution.Day;

    /// <summary>Start of the bucket that holds a second.</summary>
    public long Floor(long second) => IsOfTheClock ? FloorByClock(second) : FloorByDate(second).Start;

    /// <summary>Start of the bucket after the one that holds a second.</summary>
    public long Next(long second) => IsOfTheClock ? NextByClock(second) : NextByDate(second);

    /// <summary>Start of the bucket that is so many before the one that holds a second.</summary>
    public long Back(long second, int buckets)
    {
        var start = Floor(second);
        for (; buckets > 0; buckets--)
            start = Floor(start - 1);
        return start;
    }

    long FloorByClock(long second)
    {
        var interval = IntervalAt(second);
        var offset = interval.WallOffset;
        var start = Resolution.Floor(second + offset.Seconds) - offset.Seconds;
        // Rules change their names and savings more often than what the clock shows.
        for (; interval.HasStart && interval.Start.ToUnixTimeSeconds() is var changed && changed > start; interval = IntervalAt(changed - 1))
            if (IntervalAt(changed - 1).WallOffset != offset)
                return changed;
        return start;
    }

    long NextByClock(long second)
    {
        var interval = IntervalAt(second);
        var offset = interval.WallOffset;
        var next = Resolution.Floor(second + offset.Seconds) + Resolution.Length() - offset.Seconds;
        for (; interval.HasEnd && interval.End.ToUnixTimeSeconds() is var changed && changed < next; interval = IntervalAt(changed))
            if (IntervalAt(changed).WallOffset != offset)
                return changed;
        return next;
    }

    // Where a clock was put back over midnight, the date of before comes again; but the next bucket has begun.
    (LocalDate Date, long Start) FloorByDate(long second)
    {
        var date = FirstDate(Instant.FromUnixTimeSeconds(second).InZone(Zone).Date);
        while (StartOf(NextDate(date)) is var next && next <= second)
            date = NextDate(date);
        return (date, StartOf(date));
    }

    long NextByDate(long second)
    {
        var (date, start) = FloorByDate(second);
        do
            date = NextDate(date);
        while (StartOf(date) <= start);
        return StartOf(date);
    }

    // The first moment of a date; where midnight, or the whole day, was skipped, the moment at which that happened.
    long StartOf(LocalDate date)
    {
        var midnight = Zone.MapLocal(date.AtMidnight());
        var start = midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant();
        return start.ToUnixTimeSeconds();
    }

    LocalDate FirstDate(LocalDate date) => Resolution switch
    {
        Resolution.Week => date.PlusDays(IsoDayOfWeek.Monday - date.DayOfWeek),
        Resolution.Month => new LocalDate(date.Year, date.Month, 1),
        Resolution.Quarter => new LocalDate(date.Year, date.Month - (date.Month - 1) % 3, 1),
        Resolution.Year => new LocalDate(date.Year, 1, 1),
        _ => date,
    };

    LocalDate NextDate(LocalDate first) => Resolution switch
    {
        Resolution.Week => first.PlusWeeks(1),
        Resolution.Month => first.PlusMonths(1),
        Resolution.Quarter => first.PlusMonths(3),
        Resolution.Year => first.PlusYears(1),
        _ => first.PlusDays(1),
    };

    NodaTime.TimeZones.ZoneInterval IntervalAt(long second) => Zone.GetZoneInterval(Instant.FromUnixTimeSeconds(second));
}
