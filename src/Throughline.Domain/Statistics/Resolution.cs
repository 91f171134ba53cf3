namespace Throughline.Domain.Statistics;

/// <summary>Length of a bucket. The value is the length in seconds; each is a whole multiple of the one before it.</summary>
public enum Resolution
{
    Second = 1,
    Minute = 60,
    QuarterHour = 900,
    Hour = 3600,

    /// <summary>A day of UTC.</summary>
    Day = 86_400,
}

/// <summary>Arithmetic of buckets, in whole seconds since 1970-01-01T00:00:00Z.</summary>
public static class Resolutions
{
    public static readonly IReadOnlyList<Resolution> All =
        [Resolution.Second, Resolution.Minute, Resolution.QuarterHour, Resolution.Hour, Resolution.Day];

    /// <summary>Length in seconds.</summary>
    public static long Length(this Resolution resolution) => (long)resolution;

    /// <summary>Start of the bucket that holds a second.</summary>
    public static long Floor(this Resolution resolution, long second)
    {
        var over = second % resolution.Length();
        return second - (over < 0 ? over + resolution.Length() : over);
    }

    /// <summary>The first start of a bucket that is not before a second.</summary>
    public static long Ceiling(this Resolution resolution, long second) => -resolution.Floor(-second);
}
