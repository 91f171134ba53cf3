using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Followers.Live.Feed;
using Throughline.Server.Followers.Live.Frames;
using Throughline.Server.Followers.Live.Requests;
using Throughline.Server.Followers.Statistics.Channels;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>What a stream shows of what it was asked for: as much as its reader may see. It changes at the position of the fact that changes their rights.</summary>
/// <remarks>
/// That it is exact rests on an order. A node publishes a page of facts under the tail's lock: first the rights that follow from them are in
/// force, then those who watch them are told (here: the number grows), and only then can anyone read the page, since reading takes the same
/// lock. So whoever has read something up to a position, and sees that the number has not grown since the rights were looked at, knows that no
/// fact up to there changed them: what was read may be shown. If it has grown, what was read may hold too much, and is thrown away, not shown.
/// The same goes for statistics, which are made of what was read from the tail. Hence the order for a stream: take, then ask, then show.
/// </remarks>
sealed class Sight : IDisposable
{
    readonly LiveServices _services;
    readonly Rights _rights;
    readonly LiveRequest _request;
    readonly IDisposable _watching;
    int _changes;
    int _followed = -1;
    Position _sameUpTo;

    public Sight(LiveServices services, Rights rights, LiveRequest request)
    {
        (_services, _rights, _request) = (services, rights, request);
        _watching = rights.Watch(Hear);
    }

    /// <summary>Rings when there may be something to show, or when the rights changed.</summary>
    public Doorbell Bell { get; } = new();

    /// <summary>Which projects the stream shows, of those that it was asked for.</summary>
    public ProjectSet Projects { get; private set; } = ProjectSet.Of([]);

    /// <summary>Null: the stream shows no facts.</summary>
    public FactChannel? Facts { get; private set; }

    /// <summary>Null: the stream shows no statistics.</summary>
    public StatisticsTurn? Statistics { get; private set; }

    /// <summary>Whether the rights changed since they were followed. Asked after something was taken and before it is shown.</summary>
    public bool IsStale => Volatile.Read(ref _changes) != _followed;

    /// <summary>Whether what the reader proved themselves with is good. That it expires nobody tells.</summary>
    public bool IsGood(Instant now) => _rights.Credential.IsGood(now);

    /// <summary>Shows what may be seen now, from the position on where the stream stands.</summary>
    /// <returns>Why there is nothing to show any more.</returns>
    /// <exception cref="TooManyScopesException">The node watches as many statistics as it may.</exception>
    public Ending Follow()
    {
        // The number first: rights that change while they are looked at are looked at again.
        var changes = Volatile.Read(ref _changes);
        if (!IsGood(_services.Time.Now()))
            return Ending.SignedOut;
        var viewer = Viewer.Of(_rights);
        Projects = _request.SeenBy(_rights, viewer);
        if (!_request.Projects.IsAll && Projects.Named.Count < _request.Projects.Named.Count)
            return Ending.NotSeen;
        ShowFacts(viewer);
        ShowStatistics(viewer);
        _followed = changes;
        return Ending.NotYet;
    }

    /// <summary>
    /// How far a cursor may move that found nothing to show between two positions, although the rights have changed: as far as the old ones held,
    /// so that this need not be gone through again with the new ones.
    /// </summary>
    public Position Within(Position from, Position to) => to <= _sameUpTo ? to : from < _sameUpTo ? _sameUpTo : from;

    public void Dispose()
    {
        _watching.Dispose();
        Statistics?.Dispose();
        if (Facts is not null)
            _services.Feed.Leave(Facts, Bell);
    }

    void ShowFacts(Viewer viewer)
    {
        if (_request.FactsFor(viewer) is not { } filter || filter.Equals(Facts?.Filter))
            return;
        var before = Facts;
        Facts = _services.Feed.Join(filter, Bell);
        if (before is not null)
            _services.Feed.Leave(before, Bell);
    }

    void ShowStatistics(Viewer viewer)
    {
        if (_request.StatisticsFor(viewer) is not { } scope || scope == Statistics?.Scope)
            return;
        var channel = _services.Statistics.Open(scope);
        Statistics?.Dispose();
        Statistics = new StatisticsTurn(channel, Bell);
    }

    // Inside the publication of the fact: the feed has not come to it yet, and can't before this is done.
    void Hear()
    {
        if (!IsStale)
            _sameUpTo = _services.Feed.Position;
        Interlocked.Increment(ref _changes);
        Bell.Ring();
    }
}
