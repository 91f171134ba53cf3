using Throughline.Domain.Statistics;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>
/// Live statistics of one scope. Frames are never queued: a reader that was too slow for one gets the newest state as a
/// snapshot in the place of what it missed.
/// </summary>
public sealed class StatisticsChannel : IDisposable
{
    readonly Lock _lock = new();
    readonly Action<StatisticsChannel> _leave;
    StatisticsView? _view;
    Summary _summary;
    StatisticsFrame _changes;
    StatisticsFrame _snapshot;
    long _sequence;
    TaskCompletionSource _advanced = NewSignal();

    internal StatisticsChannel(StatisticsScope scope, Action<StatisticsChannel> leave) => (Scope, _leave) = (scope, leave);

    public StatisticsScope Scope { get; }

    /// <summary>Frames with changes that were encoded: one for each tick that changed something, however many read it.</summary>
    public long Encodings { get; private set; }

    /// <summary>Snapshots that were encoded: at most one between two frames with changes.</summary>
    public long SnapshotEncodings { get; private set; }

    /// <summary>Those who opened it and have not left.</summary>
    internal int Readers { get; set; }

    internal StatisticsView? View => _view;

    /// <summary>The newest state in full: begin with it.</summary>
    public async ValueTask<StatisticsFrame> SnapshotAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task advanced;
            lock (_lock)
            {
                if (_view is not null)
                    return Snapshot();
                advanced = _advanced.Task;
            }
            await advanced.WaitAsync(cancellation);
        }
    }

    /// <summary>
    /// The frame after the one that has this sequence, as soon as there is one; a snapshot when more than one was missed.
    /// </summary>
    public async ValueTask<StatisticsFrame> NextAsync(long afterSequence, CancellationToken cancellation)
    {
        while (true)
        {
            Task advanced;
            lock (_lock)
            {
                if (_view is not null && _sequence > afterSequence)
                    return _changes.Sequence == afterSequence + 1 ? _changes : Snapshot();
                advanced = _advanced.Task;
            }
            await advanced.WaitAsync(cancellation);
        }
    }

    /// <summary>Leaves the channel; the last reader closes it.</summary>
    public void Dispose() => _leave(this);

    /// <summary>Begins, or begins again: everybody gets a snapshot.</summary>
    internal void Begin(StatisticsView view)
    {
        TaskCompletionSource advanced;
        lock (_lock)
        {
            view.Forget();
            _view = view;
            _summary = view.Summary;
            _changes = default;
            advanced = Advance();
        }
        advanced.SetResult();
    }

    internal void Add(FactSums sums, Domain.Position upTo)
    {
        lock (_lock)
            _view?.Add(sums, upTo);
    }

    /// <summary>Encodes what changed since the last time, if anything did.</summary>
    internal void Tick(long now)
    {
        TaskCompletionSource advanced;
        lock (_lock)
        {
            if (_view is null)
                return;
            _view.MoveTo(now);
            var summary = _view.Summary;
            if (_view.Changed.Count == 0 && summary == _summary)
                return;
            _summary = summary;
            advanced = Advance();
            Encodings++;
            LiveMeter.Encodings.Add(1);
            _changes = new StatisticsFrame(_sequence, _view.Position, FrameJson.Changes(_view, Scope, summary));
            _view.Forget();
        }
        advanced.SetResult();
    }

    // The one place where readers wait for each other: the first that needs the snapshot makes it for all.
    StatisticsFrame Snapshot()
    {
        if (_snapshot.Sequence == _sequence)
            return _snapshot;
        SnapshotEncodings++;
        LiveMeter.Snapshots.Add(1);
        return _snapshot = new StatisticsFrame(_sequence, _view!.Position, FrameJson.Snapshot(_view, Scope, _summary));
    }

    TaskCompletionSource Advance()
    {
        _sequence++;
        var advanced = _advanced;
        _advanced = NewSignal();
        return advanced;
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
