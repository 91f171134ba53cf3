using NodaTime;

namespace Throughline.Domain.Queries;

/// <summary>Something that has a place in an order.</summary>
public abstract record Operand;

public sealed record NumberOperand(int Number) : Operand;

/// <summary>A story's key.</summary>
/// <param name="ProjectKey">Null: only its number was given.</param>
public sealed record KeyOperand(string? ProjectKey, int Number) : Operand;

public sealed record PriorityOperand(Priority Priority) : Operand;

/// <summary>Something that begins and ends.</summary>
public abstract record TimeOperand : Operand
{
    /// <param name="now">The moment at which it is asked.</param>
    /// <param name="zone">Where its days begin.</param>
    /// <returns>Its first moment, and the first that is after it.</returns>
    public abstract (Instant Start, Instant End) At(Instant now, DateTimeZone zone);
}

/// <summary>A year, a month or a day.</summary>
/// <param name="Month">0: the whole year.</param>
/// <param name="Day">0: the whole month.</param>
public sealed record DateOperand(int Year, int Month = 0, int Day = 0) : TimeOperand
{
    public const int FirstYear = 1900;
    public const int LastYear = 9998;

    public override (Instant Start, Instant End) At(Instant now, DateTimeZone zone)
    {
        var first = new LocalDate(Year, Math.Max(Month, 1), Math.Max(Day, 1));
        var next = Month == 0 ? first.PlusYears(1) : Day == 0 ? first.PlusMonths(1) : first.PlusDays(1);
        return (first.AtStartOfDayInZone(zone).ToInstant(), next.AtStartOfDayInZone(zone).ToInstant());
    }
}

/// <summary>Today, or a day before it.</summary>
public sealed record RecentDay(int DaysAgo) : TimeOperand
{
    public override (Instant Start, Instant End) At(Instant now, DateTimeZone zone)
    {
        var day = now.InZone(zone).Date.PlusDays(-DaysAgo);
        return (day.AtStartOfDayInZone(zone).ToInstant(), day.PlusDays(1).AtStartOfDayInZone(zone).ToInstant());
    }
}

/// <summary>The moment so long ago.</summary>
public sealed record AgeOperand(int Amount, AgeUnit Unit) : TimeOperand
{
    public const int Most = 100_000;

    public Duration Length => Unit switch
    {
        AgeUnit.Minutes => Duration.FromMinutes(Amount),
        AgeUnit.Hours => Duration.FromHours(Amount),
        AgeUnit.Days => Duration.FromDays(Amount),
        _ => Duration.FromDays(7 * Amount),
    };

    public override (Instant Start, Instant End) At(Instant now, DateTimeZone zone) => (now - Length, now - Length);
}

/// <summary>Units of an age. A day is 24 hours here.</summary>
public enum AgeUnit
{
    Minutes,
    Hours,
    Days,
    Weeks,
}
