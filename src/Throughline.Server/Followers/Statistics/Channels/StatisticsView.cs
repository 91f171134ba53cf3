using Throughline.Domain;
using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Reading;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>
/// Statistics of one scope in memory: begun from a snapshot of the database, then kept up to date with the sums of facts.
/// It knows its position, so no fact counts twice and none is missed.
/// </summary>
sealed class StatisticsView
{
    readonly StatisticsScope _scope;
    readonly BucketWindow _rates;
    readonly SortedSet<long> _changed = [];

    StatisticsView(StatisticsScope scope, Position position, long now)
    {
        _scope = scope;
        Position = position;
        var tracked = SeriesSet.Of([.. scope.Series, .. Channels.Summary.Levels]);
        Window = new BucketWindow(tracked, scope.Calendar, scope.Calendar.Back(now, scope.Points - 1), scope.Points);
        _rates = new BucketWindow(Channels.Summary.Rates, BucketCalendar.Utc(Resolution.Second), now - Channels.Summary.Seconds, Channels.Summary.Seconds + 1);
    }

    public BucketWindow Window { get; }

    /// <summary>The position that it is true at.</summary>
    public Position Position { get; private set; }

    public Summary Summary => Channels.Summary.Of(_rates, Window);

    /// <summary>Starts of the buckets that changed since <see cref="Forget"/>.</summary>
    public IReadOnlyCollection<long> Changed => _changed;

    /// <param name="now">In seconds since 1970; a snapshot may hold a fact that is a little ahead of the node's clock.</param>
    public static async Task<StatisticsView> BeginAsync(
        StatisticsSnapshot snapshot, StatisticsScope scope, long now, CancellationToken cancellation)
    {
        var view = new StatisticsView(scope, snapshot.Position, Math.Max(now, snapshot.At));
        if (!await snapshot.ReadAsync(scope.Projects, view.Window, ahead: true, cancellation)
            || !await snapshot.ReadAsync(scope.Projects, view._rates, ahead: true, cancellation))
            throw new InvalidOperationException("A live window reaches back beyond what is kept in buckets.");
        return view;
    }

    /// <summary>Takes in the facts between its position and another one.</summary>
    public void Add(FactSums sums, Position upTo)
    {
        MoveTo(sums.LastAt.ToUnixTimeSeconds());
        foreach (var (key, sum) in sums.BySecond)
            if (_scope.Projects.Contains(key.Project))
            {
                Window.Add(key.Series, key.Second, sum);
                _rates.Add(key.Series, key.Second, sum);
                Mark(key);
            }
        Position = upTo;
    }

    /// <summary>
    /// Moves with time. That alone changes no bucket, unless a fact was dated ahead. But where the buckets of a calendar begin a reader can't work out, so the
    /// new one is shown; of minutes and seconds that would be a frame each.
    /// </summary>
    public void MoveTo(long now)
    {
        var (moved, metAhead) = Window.MoveTo(now);
        if (metAhead)
            _changed.UnionWith(Enumerable.Range(0, Window.Points).Select(Window.StartOf));
        else if (moved > 0 && Window.Calendar.Resolution >= Resolution.Hour)
            _changed.UnionWith(Enumerable.Range(Math.Max(0, Window.Points - moved), Math.Min(moved, Window.Points)).Select(Window.StartOf));
        _rates.MoveTo(now);
    }

    public void Forget() => _changed.Clear();

    // A level that moves in one bucket moves in all later ones. Facts are almost always in the last bucket or the one before.
    void Mark(SecondKey key)
    {
        if (!_scope.Series.Contains(key.Series))
            return;
        var bucket = Window.IndexOf(key.Second);
        var last = key.Series.IsLevel() ? Window.Points - 1 : bucket;
        for (var i = Math.Max(bucket, 0); i <= last && i < Window.Points; i++)
            _changed.Add(Window.StartOf(i));
    }
}
