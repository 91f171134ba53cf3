namespace Throughline.Server.Tests.Statistics;

/// <summary>A clock that stands until the test moves it; so do its timers. One that is due at once fires at once.</summary>
sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<TestTimer> _timers = [];

    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(this, () => callback(state));
        lock (_lock)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass; timers that come due in it fire before this returns, once each.</summary>
    public void Advance(TimeSpan time)
    {
        Now += time;
        List<TestTimer> due;
        lock (_lock)
            due = [.. _timers.Where(t => t.Due <= Now)];
        due.ForEach(t => t.Fire());
    }

    sealed class TestTimer(TestClock clock, Action callback) : ITimer
    {
        TimeSpan _period;

        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock.Now + dueTime;
            if (dueTime == TimeSpan.Zero)
                ThreadPool.QueueUserWorkItem(_ => Fire());
            return true;
        }

        public void Fire()
        {
            Due = _period == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock.Now + _period;
            callback();
        }

        public void Dispose() => Due = DateTimeOffset.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
