namespace Throughline.Domain.Statistics;

/// <summary>
/// Length of a bucket. The value is the length in seconds; of those that vary (a local day has 23 to 25 hours, and months have 28 to 31 days)
/// the mean one of the Gregorian calendar.
/// </summary>
public enum Resolution
{
    Second = 1,
    Minute = 60,

    /// <summary>Only stored: the finest that every zone's hours and days of today are made of.</summary>
    QuarterHour = 900,
    Hour = 3600,
    Day = 86_400,

    /// <summary>From Monday to Sunday (ISO 8601).</summary>
    Week = 604_800,
    Month = 2_629_746,
    Quarter = 7_889_238,
    Year = 31_556_952,
}

/// <summary>Arithmetic of stored buckets, in whole seconds since 1970-01-01T00:00:00Z.</summary>
public static class Resolutions
{
    /// <summary>Those whose buckets are stored, by UTC; each is a whole multiple of the one before it. Every other bucket is made of these.</summary>
    public static readonly IReadOnlyList<Resolution> Stored =
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

    /// <summary>The start of a bucket that is nearest to a second; of two, the later one.</summary>
    public static long Nearest(this Resolution resolution, long second) => resolution.Floor(second + resolution.Length() / 2);
}
