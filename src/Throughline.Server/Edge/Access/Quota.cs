namespace Throughline.Server.Edge.Access;

/// <summary>So many requests in a minute, and at most that many at once: what was not used fills up again evenly.</summary>
sealed class Quota(int perMinute, TimeProvider time)
{
    readonly Lock _lock = new();
    readonly double _perTick = perMinute / (double)TimeProvider.System.TimestampFrequency / 60;
    double _left = perMinute;
    long _at = time.GetTimestamp();

    public int PerMinute => perMinute;

    /// <summary>Takes one request from it.</summary>
    /// <param name="left">Requests that are left now.</param>
    /// <returns>Zero: it was taken. Else how long until the next one can be.</returns>
    public TimeSpan Take(out int left)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(perMinute, _left + (now - _at) * _perTick);
            _at = now;
            if (_left < 1)
            {
                left = 0;
                return TimeSpan.FromMinutes((1 - _left) / perMinute);
            }
            _left--;
            left = (int)_left;
            return TimeSpan.Zero;
        }
    }
}
