using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Reading;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>
/// Keeps all channels at the journal's tail. What is new there is added up once for all of them. It reads the tail by
/// position and outside of commits, so each fact counts once and a fact that can't be read harms nothing but these views.
/// </summary>
/// <remarks>
/// A channel begins with a snapshot of the database at the follower's cursor; the facts between that and the position of the
/// other channels come from the tail. Where the tail's memory does not reach back far enough, it begins anew.
/// </remarks>
sealed class ChannelLoop(NpgsqlDataSource dataSource, JournalTail tail, JournalAlarms alarms, TimeProvider time, ILogger log, Action wake)
{
    const string Part = "statistics-live";
    const int PageLength = 4096;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly HashSet<StatisticsChannel> _following = [];
    Position? _position;
    Position? _poison;
    Seeds? _seeds;
    Task _seeding = Task.CompletedTask;
    DateTimeOffset _seedAgain;

    /// <summary>Never runs twice at a time, and never throws.</summary>
    public void Tick(StatisticsChannel[] channels)
    {
        try
        {
            Go(channels);
        }
        catch (Exception e)
        {
            log.LogError(e, "Live statistics failed and begin anew");
            BeginAnew();
        }
    }

    void Go(StatisticsChannel[] channels)
    {
        _following.IntersectWith(channels);
        if (channels.Length == 0)
            BeginAnew();
        if (Interlocked.Exchange(ref _seeds, null) is { } seeds)
            Join(seeds);
        Follow();
        Seed(channels);
        var now = Now();
        foreach (var channel in channels)
            channel.Tick(now);
    }

    void Follow()
    {
        while (_poison is null && _position is { } position)
        {
            if (tail.Read(position, PageLength) is not { } page)
            {
                BeginAnew();
                return;
            }
            if (page.Count == 0)
                return;
            var sums = new FactSums();
            _position = Add(sums, page, position);
            foreach (var channel in _following)
                channel.Add(sums, _position.Value);
        }
    }

    /// <returns>The position of the last fact that could be added; halted when it is not the page's last.</returns>
    Position Add(FactSums sums, IReadOnlyList<JournalEntry> page, Position added)
    {
        foreach (var entry in page)
            try
            {
                sums.Add(entry.Fact);
                added = entry.Position;
            }
            catch (Exception e)
            {
                _poison = entry.Position;
                alarms.Raise(Part, $"Live statistics stand still before position {entry.Position}: {e.Message}");
                break;
            }
        return added;
    }

    void Join(Seeds seeds)
    {
        if (_poison <= seeds.Position)
            BeginAnew();
        Follow();
        var position = _position ??= seeds.Position;
        if (seeds.Position > position || position > tail.Last)
        {
            // The follower works on another node and is ahead of this node's tail. The facts between are on their way, and one of them may
            // take away what a reader may see: nothing is shown that this node has not come to.
            _seeds = seeds;
            return;
        }
        if (tail.Read(seeds.Position, (int)Math.Min(int.MaxValue, position.Value - seeds.Position.Value)) is not { } between)
            return;
        var sums = new FactSums();
        foreach (var entry in between)
            sums.Add(entry.Fact);
        foreach (var (channel, view) in seeds.Views)
        {
            view.Add(sums, position);
            if (_following.Add(channel) && channel.View?.Position != position)
                channel.Begin(view);
        }
    }

    void Seed(StatisticsChannel[] channels)
    {
        var all = _poison is not null;
        var waiting = all ? channels : [.. channels.Where(c => !_following.Contains(c))];
        if (waiting.Length == 0 || _seeds is not null || !_seeding.IsCompleted || time.GetUtcNow() < _seedAgain)
            return;
        _seedAgain = time.GetUtcNow() + (all || waiting.Any(c => c.View is not null) ? Patience : TimeSpan.Zero);
        _seeding = Task.Run(() => SeedAsync(waiting));
    }

    async Task SeedAsync(StatisticsChannel[] channels)
    {
        try
        {
            await using var snapshot = await StatisticsSnapshot.OpenAsync(dataSource, CancellationToken.None);
            var views = new List<(StatisticsChannel, StatisticsView)>(channels.Length);
            foreach (var channel in channels)
                views.Add((channel, await StatisticsView.BeginAsync(snapshot, channel.Scope, Now(), CancellationToken.None)));
            Volatile.Write(ref _seeds, new Seeds(snapshot.Position, views));
            wake();
        }
        catch (Exception e)
        {
            log.Log(e is NpgsqlException ? LogLevel.Debug : LogLevel.Error, e, "Live statistics could not be begun; trying again");
            _seedAgain = time.GetUtcNow() + Patience;
        }
    }

    void BeginAnew()
    {
        _following.Clear();
        _position = null;
        _poison = null;
        alarms.Clear(Part);
    }

    long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    sealed record Seeds(Position Position, List<(StatisticsChannel Channel, StatisticsView View)> Views);
}
