namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>How often something happened lately: the last five whole seconds, or all of them while there were fewer.</summary>
public sealed class Rate
{
    const int Window = 5;

    readonly TimeProvider _time;
    readonly long _beginning;
    readonly Lock _lock = new();
    readonly (long Second, long Count)[] _seconds = new (long, long)[Window + 1];

    public Rate(TimeProvider time)
    {
        (_time, _beginning) = (time, time.GetTimestamp());
        Array.Fill(_seconds, (-1, 0));
    }

    long Now => (long)_time.GetElapsedTime(_beginning).TotalSeconds;

    public void Add(long count)
    {
        lock (_lock)
        {
            var now = Now;
            ref var slot = ref _seconds[now % _seconds.Length];
            slot = (now, (slot.Second == now ? slot.Count : 0) + count);
        }
    }

    public double PerSecond()
    {
        lock (_lock)
        {
            var now = Now;
            var seconds = Math.Min(now, Window);
            return seconds == 0 ? 0 : _seconds.Where(s => s.Second >= now - seconds && s.Second < now).Sum(s => s.Count) / (double)seconds;
        }
    }
}
