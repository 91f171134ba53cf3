using Npgsql;
using Throughline.Domain;
using Throughline.Server.Followers.Live.Feed;
using Throughline.Server.Followers.Live.Frames;
using Throughline.Server.Followers.Live.Requests;
using Throughline.Server.Followers.Statistics.Channels;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>
/// One stream: a loop with a cursor that is woken, takes what is new from where it stands, and hands it to the client's
/// connection. It is the only writer of the connection, and nothing is queued for it: while the client is slow, its
/// cursor waits.
/// </summary>
sealed class LiveConnection(LiveServices services, IFrameWriter writer, FactFilter? filter, LiveEventId? seen, StatisticsChannel? statistics)
{
    readonly Doorbell _bell = new();
    readonly Watch _watch = new(services.Settings);
    FactChannel? _channel;
    StatisticsTurn? _statistics;

    // How far the stream has looked, and how far its frames have told. Between them nothing passed the filter.
    Position _cursor, _told;

    bool _isPlaced;
    bool _wasUpToDate;
    bool _isRetrying;
    bool _heartbeatDue;
    int _ending;

    Ending Ending => (Ending)Volatile.Read(ref _ending);

    /// <summary>Runs until the client leaves or the stream has to end.</summary>
    public async Task RunAsync()
    {
        try
        {
            // Register first: what is committed from here on rings, whatever is looked at below.
            _channel = filter is null ? null : services.Feed.Join(filter, _bell);
            _statistics = statistics is null ? null : new StatisticsTurn(statistics, _bell);
            Check(await writer.BeginAsync());
            while (Ending == Ending.NotYet)
            {
                Volatile.Write(ref _isRetrying, false);
                if (!(await TellFactsAsync() | await TellStatisticsAsync() | await BeatAsync()))
                    await _bell.WaitAsync();
            }
        }
        catch (OperationCanceledException)
        {
            End(Ending.Left);
        }
        catch (Exception e)
        {
            services.Log.LogError(e, "A live stream failed");
            End(Ending.Failed);
        }
        finally
        {
            _statistics?.Dispose();
            if (_channel is not null)
                services.Feed.Leave(_channel, _bell);
        }
        await writer.EndAsync(Ending);
    }

    /// <summary>Ends the stream as soon as the frame under way is out. The first reason counts.</summary>
    public void End(Ending why)
    {
        Interlocked.CompareExchange(ref _ending, (int)why, (int)Ending.NotYet);
        _bell.Ring();
    }

    /// <summary>Called by the one timer of all streams: cuts a client that takes nothing, rings where something is due.</summary>
    public void Tick()
    {
        switch (_watch.Look(writer, isEnding: Ending != Ending.NotYet))
        {
            case Watch.Finding.Stuck:
                End(Ending.Left);
                writer.Abort();
                break;
            case Watch.Finding.Quiet:
                Volatile.Write(ref _heartbeatDue, true);
                _bell.Ring();
                break;
            default:
                if (Volatile.Read(ref _isRetrying))
                    _bell.Ring();
                break;
        }
    }

    async ValueTask<bool> TellFactsAsync()
    {
        if (_channel is null)
            return false;
        if (!_isPlaced)
            return await PlaceAsync();
        if (!_channel.TryNext(ref _cursor, out var page))
        {
            if (!_wasUpToDate)
                return await TellOldFactsAsync();
            End(Ending.TooSlow);
            return true;
        }
        _wasUpToDate |= page is null;
        return page is not null && await TellAsync(page);
    }

    async ValueTask<bool> TellAsync(FactPage page)
    {
        var after = _told;
        _cursor = _told = page.To;
        return Check(await writer.FactsAsync(after, page.To, page.Body));
    }

    async ValueTask<bool> PlaceAsync()
    {
        try
        {
            (_cursor, var isReset) = await services.Placement.FindAsync(seen);
            _told = _cursor;
            _isPlaced = true;
            return (!isReset || Check(await writer.ResetAsync(_told))) && Check(await writer.FactsAsync(_told, _told, default));
        }
        catch (NpgsqlException)
        {
            return RetryLater();
        }
    }

    // One frame at a time: while the client takes it, the stream holds no page of the journal.
    async ValueTask<bool> TellOldFactsAsync()
    {
        if (await ReadOldFactsAsync() is not { } page)
            return RetryLater();
        if (page.Count > 0)
            return await TellAsync(page);
        _cursor = page.To;
        return true;
    }

    async ValueTask<FactPage?> ReadOldFactsAsync()
    {
        try
        {
            var (entries, at) = await services.OldFacts.ReadAsync(_cursor);
            return at < entries.Count ? FactPage.Cut(_channel!.Filter, entries, ref at, services.Settings.FrameBytes) : null;
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            return null;
        }
    }

    async ValueTask<bool> TellStatisticsAsync()
    {
        if (_statistics is not { IsReady: true })
            return false;
        try
        {
            var frame = await _statistics.TakeAsync();
            return Check(await writer.StatisticsAsync(_channel is null ? frame.Position : null, frame.Data));
        }
        catch (NpgsqlException)
        {
            return RetryLater();
        }
    }

    async ValueTask<bool> BeatAsync()
    {
        if (!Volatile.Read(ref _heartbeatDue))
            return false;
        Volatile.Write(ref _heartbeatDue, false);
        if (_cursor == _told)
            return Check(await writer.HeartbeatAsync());
        // Facts of others went by: the client shall not have to look through them again when it resumes.
        (var after, _told) = (_told, _cursor);
        return Check(await writer.FactsAsync(after, _told, default));
    }

    bool RetryLater()
    {
        Volatile.Write(ref _isRetrying, true);
        return false;
    }

    bool Check(bool reached)
    {
        if (!reached)
            End(Ending.Left);
        return true;
    }
}
