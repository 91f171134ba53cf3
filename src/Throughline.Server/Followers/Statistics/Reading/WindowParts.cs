using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Tables;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>
/// What a window is put together from: whole stored buckets; finer ones where its own buckets begin between those; facts of the journal where what
/// would be needed is no longer kept; and all that came after it, by which the levels at its end are known.
/// </summary>
/// <remarks>
/// Each bucket is the coarse ones between the starts that are nearest to its ends, less what lies before its beginning, with what lies before its
/// end. So a year by days in Stockholm reads 365 days and two hours for each, and not the 24 hours that each is made of.
/// </remarks>
sealed class WindowParts
{
    readonly BucketWindow _window;
    readonly long[] _starts;
    readonly long[] _nearest;
    readonly long _cut;
    readonly Dictionary<Series, long> _levels;

    /// <param name="cut">What comes from this second on is left out, as if there were nothing yet.</param>
    public WindowParts(BucketWindow window, Kept kept, long cut = long.MaxValue)
    {
        (_window, _cut) = (window, cut);
        _starts = Array.ConvertAll(window.Starts.ToArray(), start => Math.Min(start, cut));
        _levels = window.Series.Where(s => s.IsLevel()).ToDictionary(s => s, _ => 0L);
        Coarsest = Cover.CoarsestIn(window.Calendar.Resolution);
        _nearest = Array.ConvertAll(_starts, start => Coarsest.Nearest(start));

        var raw = new List<RawPart>();
        var (from, to) = (_nearest[0], _nearest[^1]);
        var storedFrom = Math.Clamp(kept.From(Coarsest), from, to);
        Whole = new Piece(Coarsest, storedFrom, to);
        if (storedFrom > from)
            raw.Add(new RawPart(from, storedFrom, AddWhole));

        var edges = new List<(int Boundary, Piece Piece)>();
        for (var i = 0; i < _nearest.Length; i++)
            // Buckets after the cut hold nothing, and need no edges.
            foreach (var piece in i > 0 && _starts[i - 1] == cut ? [] : Cover.Edge(_starts[i], Coarsest))
                if (Math.Min(piece.From, piece.To) >= kept.From(piece.Resolution))
                    edges.Add((i, piece));
                else
                    raw.Add(OfEdge(i, piece));
        Edges = edges;

        var after = Cover.From(_starts[^1]);
        if (_levels.Count > 0)
            raw.AddRange(after.Where(p => p.From < p.To && p.From < kept.From(p.Resolution))
                .Select(p => new RawPart(p.From, p.To, (series, _, sum) => AddLevel(series, -sum.Amount))));
        After = [.. after.Select(p => p.From < kept.From(p.Resolution) ? p with { From = p.To } : p)];
        Raw = raw;
    }

    public SeriesSet Series => _window.Series;

    public IEnumerable<Series> Levels => _levels.Keys;

    /// <summary>End of the window.</summary>
    public long To => _window.To;

    public Resolution Coarsest { get; }

    /// <summary>The coarse buckets in it.</summary>
    public Piece Whole { get; }

    /// <summary>What lies between a bucket's start (by its place among the window's) and the nearest start of a coarse one.</summary>
    public IReadOnlyList<(int Boundary, Piece Piece)> Edges { get; }

    /// <summary>All that comes after it: a piece of each stored resolution, finest first; those that are no longer kept are empty.</summary>
    public List<Piece> After { get; }

    /// <summary>What has to be added up from the journal.</summary>
    public IReadOnlyList<RawPart> Raw { get; }

    public void AddWhole(Series series, long second, Sum sum)
    {
        var at = Array.BinarySearch(_nearest, second);
        at = at >= 0 ? at : ~at - 1;
        // A short bucket may have no coarse one of its own: then two starts have the same nearest one, and the later has what follows it.
        while (at + 1 < _window.Points && _nearest[at + 1] == _nearest[at])
            at++;
        _window.AddTo(at, series, sum);
    }

    public void AddEdge(int boundary, Piece piece, Series series, Sum sum)
    {
        if (piece.To < piece.From)
            sum = -sum;
        _window.AddTo(boundary - 1, series, sum);
        if (boundary < _window.Points && _starts[boundary] < _cut)
            _window.AddTo(boundary, series, -sum);
    }

    public void AddLevel(Series level, long amount)
    {
        if (_levels.TryGetValue(level, out var sum))
            _levels[level] = sum + amount;
    }

    /// <summary>What comes after the window, for the time when it moves there.</summary>
    public void AddAhead(Series series, long second, Sum sum) => _window.Add(series, second, sum);

    /// <summary>All is read: what is known of the levels at the end says what they were before.</summary>
    public void Settle()
    {
        foreach (var (level, atEnd) in _levels)
            _window.Settle(level, atEnd);
    }

    RawPart OfEdge(int boundary, Piece piece) => new(Math.Min(piece.From, piece.To), Math.Max(piece.From, piece.To),
        (series, _, sum) => AddEdge(boundary, piece, series, sum));
}

/// <summary>A stretch of time whose facts are added up one by one.</summary>
/// <param name="Add">Takes a series, a second and what the facts of that second add.</param>
readonly record struct RawPart(long From, long To, Action<Series, long, Sum> Add);
