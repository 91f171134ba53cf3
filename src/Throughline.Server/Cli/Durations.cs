using System.Globalization;

namespace Throughline.Server.Cli;

/// <summary>Durations as people write them: 90s, 10m, 1.5h, 30d.</summary>
static class Durations
{
    /// <param name="examples">What whoever wrote none is shown.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static TimeSpan Parse(string option, string text, string examples = "60s, 10m or 1h")
    {
        if (text.Length > 1
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && SecondsOf(text[^1]) is { } seconds && number * seconds <= TimeSpan.MaxValue.TotalSeconds / 2)
            return TimeSpan.FromSeconds(number * seconds);
        throw new UsageException($"{option} {text} isn't a duration; write {option} {examples}.");
    }

    /// <summary>Short, for a person: 4 ms, 1.2 s, 3:20.</summary>
    public static string Text(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        { TotalMilliseconds: < 999.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 99.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => time.ToString(@"m\:ss", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}"),
    };

    static double? SecondsOf(char unit) => unit switch
    {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        _ => null,
    };
}
