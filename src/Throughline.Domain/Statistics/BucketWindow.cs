namespace Throughline.Domain.Statistics;

/// <summary>
/// The buckets of some series over a stretch of time. Flows have the sums of each bucket; levels have the level at each
/// bucket's end. Facts may come in any order, and the window may move on with time.
/// </summary>
public sealed class BucketWindow
{
    readonly Series[] _series;
    readonly Sum[][] _sums;
    readonly long[] _starts;
    readonly List<(Series Series, long Second, Sum Sum)> _ahead = [];

    /// <param name="from">A second in the first bucket.</param>
    /// <param name="points">How many buckets.</param>
    public BucketWindow(SeriesSet series, BucketCalendar calendar, long from, int points)
    {
        (Series, Calendar, Points) = (series, calendar, points);
        _series = [.. series];
        _sums = [.. _series.Select(_ => new Sum[points])];
        _starts = new long[points + 1];
        _starts[0] = calendar.Floor(from);
        for (var i = 0; i < points; i++)
            _starts[i + 1] = calendar.Next(_starts[i]);
    }

    public SeriesSet Series { get; }

    public BucketCalendar Calendar { get; }

    public int Points { get; }

    /// <summary>Start of the first bucket, in seconds since 1970.</summary>
    public long From => _starts[0];

    /// <summary>End of the last bucket.</summary>
    public long To => _starts[Points];

    /// <summary>Starts of the buckets, and the end of the last one.</summary>
    public ReadOnlySpan<long> Starts => _starts;

    public long StartOf(int bucket) => _starts[bucket];

    /// <summary>The bucket that holds a second; -1 when it is before the window, <see cref="Points"/> when it is after it.</summary>
    public int IndexOf(long second)
    {
        var at = Array.BinarySearch(_starts, second);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>What a bucket holds of the series with this index in <see cref="Series"/>.</summary>
    public Sum this[int series, int bucket] => _sums[series][bucket];

    /// <summary>Says what a bucket holds.</summary>
    public void Put(int series, int bucket, Sum sum) => _sums[series][bucket] = sum;

    /// <summary>The level at the window's end.</summary>
    public long Level(Series level) => _sums[Series.IndexOf(level)][^1].Amount;

    /// <summary>
    /// Adds to the bucket of a second; a level moves in every later bucket too. What lies ahead waits until the window gets there.
    /// </summary>
    public void Add(Series series, long second, Sum sum)
    {
        var bucket = IndexOf(second);
        if (bucket < Points)
            AddTo(bucket, series, sum);
        else if (Series.Contains(series))
            _ahead.Add((series, second, sum));
    }

    /// <summary>Adds to a bucket; a level moves in every later bucket too.</summary>
    /// <param name="bucket">-1: what came before the window, which says nothing about its flows.</param>
    public void AddTo(int bucket, Series series, Sum sum)
    {
        var index = Series.IndexOf(series);
        if (index < 0)
            return;
        if (series.IsLevel())
            Lift(index, Math.Max(bucket, 0), sum);
        else if (bucket >= 0)
            _sums[index][bucket] += sum;
    }

    /// <summary>Says what the level at the window's end is; the buckets that were added say how it came to be.</summary>
    public void Settle(Series level, long atEnd) => Lift(Series.IndexOf(level), 0, new Sum(0, atEnd - Level(level)));

    /// <summary>Moves the window so that the bucket of a second is its last. It never moves back.</summary>
    /// <returns>How many buckets it moved, and whether it came to something that lay ahead.</returns>
    public (int Buckets, bool MetAhead) MoveTo(long second)
    {
        if (second < To)
            return (0, false);
        var starts = new List<long>(_starts);
        while (starts[^1] <= second)
            starts.Add(Calendar.Next(starts[^1]));
        var by = starts.Count - _starts.Length;
        starts.CopyTo(by, _starts, 0, _starts.Length);
        for (var i = 0; i < _sums.Length; i++)
            Shift(_sums[i], Math.Min(by, Points), _series[i].IsLevel() ? _sums[i][^1] : default);
        return (by, _ahead.Count > 0 && AddWhatWasAhead());
    }

    static void Shift(Sum[] sums, int by, Sum fill)
    {
        Array.Copy(sums, by, sums, 0, sums.Length - by);
        Array.Fill(sums, fill, sums.Length - by, by);
    }

    void Lift(int series, int fromBucket, Sum sum)
    {
        for (var bucket = fromBucket; bucket < Points; bucket++)
            _sums[series][bucket] += sum;
    }

    bool AddWhatWasAhead()
    {
        var ahead = _ahead.ToArray();
        _ahead.Clear();
        foreach (var (series, second, sum) in ahead)
            Add(series, second, sum);
        return _ahead.Count < ahead.Length;
    }
}
