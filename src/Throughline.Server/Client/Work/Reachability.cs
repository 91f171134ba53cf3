namespace Throughline.Server.Client.Work;

/// <summary>Whether the server answers. The pool's ways to it are several; it is told once that it doesn't, and once that it does again.</summary>
sealed class Reachability(TimeProvider time, Action<PoolEvent> tell)
{
    readonly Lock _gate = new();
    readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    long? _since;

    /// <param name="way">Which way waits.</param>
    public void Waits(string way, string why)
    {
        lock (_gate)
        {
            _waiting.Add(way);
            if (_since is not null)
                return;
            _since = time.GetTimestamp();
        }
        tell(new ServerAwaited(why));
    }

    public void Answered(string way)
    {
        TimeSpan after;
        lock (_gate)
        {
            _waiting.Remove(way);
            // Only when every way is free again, so that one that is luckier than the others doesn't tell of it over and over.
            if (_waiting.Count > 0 || _since is not { } since)
                return;
            after = time.GetElapsedTime(since);
            _since = null;
        }
        tell(new ServerBack(after));
    }

    /// <summary>Nothing is awaited that way any more.</summary>
    public void GivesUp(string way)
    {
        lock (_gate)
            _waiting.Remove(way);
    }
}
