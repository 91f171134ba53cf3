using System.Diagnostics;
using System.Globalization;

namespace Throughline.Server.Journal;

/// <summary>A place where the harness ends the process as kill -9 does: CHAOS_FAULT=point:N, at the N-th time it comes by.</summary>
static class FaultPoint
{
    static readonly (string Point, int Times) Fault = Read(Environment.GetEnvironmentVariable("CHAOS_FAULT"));
    static int _times;

    public static void Reached(string point)
    {
        if (Fault.Point != point || Interlocked.Increment(ref _times) != Fault.Times)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // Not a step farther, however long the system takes.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }

    static (string, int) Read(string? fault) =>
        fault?.Split(':') is [var point, var times] ? (point, int.Parse(times, CultureInfo.InvariantCulture)) : ("", 0);
}
