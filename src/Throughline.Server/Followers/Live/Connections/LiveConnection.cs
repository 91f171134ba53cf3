using NodaTime;
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
/// <param name="sight">What it shows. It has been registered: what is committed from then on rings, whatever is looked at here.</param>
sealed class LiveConnection(LiveServices services, IFrameWriter writer, Sight sight, LiveEventId? seen)
{
    readonly Watch _watch = new(services.Settings);

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
            Check(await writer.BeginAsync());
            while (Ending == Ending.NotYet)
            {
                Volatile.Write(ref _isRetrying, false);
                var told = await TellFactsAsync() | await TellStatisticsAsync() | await BeatAsync();
                if (sight.IsStale)
                    await FollowAsync();
                else if (!told)
                    await sight.Bell.WaitAsync();
            }
        }
        catch (OperationCanceledException)
        {
            End(Ending.Left);
        }
        catch (TooManyScopesException)
        {
            End(Ending.Failed);
        }
        catch (Exception e)
        {
            services.Log.LogError(e, "A live stream failed");
            End(Ending.Failed);
        }
        await writer.EndAsync(Ending);
    }

    /// <summary>Ends the stream as soon as the frame under way is out. The first reason counts.</summary>
    public void End(Ending why)
    {
        Interlocked.CompareExchange(ref _ending, (int)why, (int)Ending.NotYet);
        sight.Bell.Ring();
    }

    /// <summary>Called by the one timer of all streams: ends one whose time is up, cuts a client that takes nothing, rings where something is due.</summary>
    public void Tick(Instant now)
    {
        if (!sight.IsGood(now))
            End(Ending.SignedOut);
        switch (_watch.Look(writer, isEnding: Ending != Ending.NotYet))
        {
            case Watch.Finding.Stuck:
                End(Ending.Left);
                writer.Abort();
                break;
            case Watch.Finding.Quiet:
                Volatile.Write(ref _heartbeatDue, true);
                sight.Bell.Ring();
                break;
            default:
                if (Volatile.Read(ref _isRetrying))
                    sight.Bell.Ring();
                break;
        }
    }

    // The rights changed: from where it stands the stream shows what they allow now.
    async ValueTask FollowAsync()
    {
        var (before, shown) = (sight.Facts, sight.Projects);
        var why = sight.Follow();
        // No fact tells them that they were taken out of a project: what they may not see begins with the very one that does.
        if (why != Ending.SignedOut && !sight.Projects.Equals(shown))
            Check(await writer.ProjectsAsync(sight.Projects));
        if (why != Ending.NotYet)
            End(why);
        else if (sight.Facts != before)
            _wasUpToDate = false;
    }

    async ValueTask<bool> TellFactsAsync()
    {
        if (sight.Facts is not { } channel)
            return false;
        if (!_isPlaced)
            return await PlaceAsync();
        var cursor = _cursor;
        var isInMemory = channel.TryNext(ref cursor, out var page);
        if (sight.IsStale)
        {
            _cursor = sight.Within(_cursor, cursor);
            return false;
        }
        _cursor = cursor;
        if (!isInMemory)
        {
            if (!_wasUpToDate)
                return await TellOldFactsAsync(channel);
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
    async ValueTask<bool> TellOldFactsAsync(FactChannel channel)
    {
        var read = await services.OldFacts.NextAsync(channel.Filter, _cursor);
        if (sight.IsStale)
            return false;
        if (read is not { } page)
            return RetryLater();
        if (page.Count > 0)
            return await TellAsync(page);
        _cursor = page.To;
        return true;
    }

    async ValueTask<bool> TellStatisticsAsync()
    {
        if (sight.Statistics is not { IsReady: true } turn)
            return false;
        try
        {
            var frame = await turn.LookAsync();
            if (sight.IsStale)
                return false;
            turn.Take(frame);
            return Check(await writer.StatisticsAsync(sight.Facts is null ? frame.Position : null, frame.Data));
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
