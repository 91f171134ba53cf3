using System.Diagnostics;
using System.Globalization;

namespace Throughline.Server.Cli;

/// <summary>Where the time of a start goes: THROUGHLINE_TRACE_START=1 writes each phase to stderr.</summary>
public static class StartTrace
{
    static readonly bool On = Environment.GetEnvironmentVariable("THROUGHLINE_TRACE_START") == "1";
    static TimeSpan _last;

    /// <summary>Since the process was started by the system, so that the runtime's own start counts too.</summary>
    public static TimeSpan SinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return TimeProvider.System.GetLocalNow() - new DateTimeOffset(process.StartTime);
    }

    public static void Mark(string phase)
    {
        if (!On) return;
        var now = SinceProcessStart();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"start {now.TotalMilliseconds,6:0} ms  +{(now - _last).TotalMilliseconds,4:0}  {phase}"));
        _last = now;
    }
}
