using System.Threading.Channels;

namespace Throughline.Server.Journal;

/// <summary>
/// The node's one writer loop. It takes whatever changes are waiting, never waiting for more to come, and commits them
/// as one transaction; so the more is asked of it, the less each change costs.
/// </summary>
public sealed partial class Sequencer : BackgroundService
{
    // Changes of streams stand in a queue of their own, so that a stream never takes the places, or the turn, of single requests.
    readonly Channel<Change> _waiting;
    readonly Channel<Change> _streamed;
    readonly CommitTransaction _transaction;
    readonly JournalTail _tail;
    readonly JournalSettings _settings;
    readonly ILogger<Sequencer> _log;

    public Sequencer(Npgsql.NpgsqlDataSource dataSource, JournalTail tail, DatabaseClock clock, JournalSettings settings, ILogger<Sequencer> log)
    {
        // A change that finds the loop idle is committed by the thread that brought it: waking another would take longer than what
        // that would then do.
        _waiting = Channel.CreateBounded<Change>(
            new BoundedChannelOptions(settings.QueueLength) { SingleReader = true, AllowSynchronousContinuations = true });
        _streamed = Channel.CreateBounded<Change>(new BoundedChannelOptions(settings.BatchChanges) { SingleReader = true });
        _transaction = new CommitTransaction(dataSource, settings, clock);
        _tail = tail;
        _settings = settings;
        _log = log;
    }

    /// <summary>Changes that wait for their turn.</summary>
    public int Waiting => _waiting.Reader.Count + _streamed.Reader.Count;

    /// <summary>Commits a change together with others. The answer comes after the commit, when this node's caches have followed.</summary>
    /// <exception cref="OverloadedException">Too much is waiting.</exception>
    /// <exception cref="StorageUnavailableException">PostgreSQL is gone.</exception>
    public Task<Outcome<T>> CommitAsync<T>(ChangeTo<T> change) =>
        _waiting.Writer.TryWrite(change) ? change.Done : Task.FromException<Outcome<T>>(new OverloadedException());

    /// <summary>As <see cref="CommitAsync{T}"/>, but waits for room in the queue: for streams, whose sender is held back.</summary>
    /// <returns>The outcome to come, as soon as the change has its place in the queue.</returns>
    public async ValueTask<Task<Outcome<T>>> EnqueueAsync<T>(ChangeTo<T> change, CancellationToken cancellation)
    {
        try
        {
            await _streamed.Writer.WriteAsync(change, cancellation);
            return change.Done;
        }
        catch (ChannelClosedException)
        {
            return Task.FromException<Outcome<T>>(new OverloadedException());
        }
    }

    /// <summary>Takes no more changes, and commits and answers those that wait.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        _streamed.Writer.TryComplete();
        if (ExecuteTask is not null)
            await ExecuteTask.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
        await _transaction.DisposeAsync();
    }

    // The loop ends when the queue was closed and is empty, not when the host begins to stop: what was taken in is answered.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var batch = new List<Change>(_settings.BatchChanges);
        var (single, streamed) = (new Arrivals(_waiting.Reader), new Arrivals(_streamed.Reader));
        while (batch.Count > 0 || await Arrivals.AnyAsync(single, streamed))
        {
            // Single requests first; but however many there are, a quarter is kept for the streams.
            Take(_waiting.Reader, batch, _settings.BatchChanges - Math.Min(_streamed.Reader.Count, _settings.BatchChanges / 4));
            Take(_streamed.Reader, batch, _settings.BatchChanges);
            if (batch.Count > 0)
                batch.RemoveRange(0, await CommitAsync(batch));
        }
    }

    static void Take(ChannelReader<Change> waiting, List<Change> batch, int upTo)
    {
        while (batch.Count < upTo && waiting.TryRead(out var change))
            if (change.IsAbandoned)
                Elsewhere(() => change.Fail(new OperationCanceledException()));
            else
                batch.Add(change);
    }

    /// <returns>How many changes, from the first, were committed or answered.</returns>
    async Task<int> CommitAsync(List<Change> changes)
    {
        int taken;
        IReadOnlyList<JournalEntry> entries;
        try
        {
            (taken, entries) = await _transaction.RunAsync(changes, CancellationToken.None);
        }
        catch (StorageUnavailableException e)
        {
            _log.LogError(e.InnerException, "PostgreSQL can't be reached; {Count} changes were refused", changes.Count);
            changes.ForEach(c => Elsewhere(() => c.Fail(e)));
            return changes.Count;
        }
        catch (Exception e) when (changes.Count == 1)
        {
            _log.LogError(e, "A change failed in a way that no rule foresees");
            var failed = changes[0];
            Elsewhere(() => failed.Fail(e));
            return changes.Count;
        }
        catch (Exception e)
        {
            // Something in here can't be written. Halves are tried until it stands alone, so that it fails alone. It is told even when
            // every half succeeds: changes that can't be written together cost a commit each.
            _log.LogWarning(e, "A commit of {Count} changes failed; its halves are tried", changes.Count);
            await CommitAllAsync(changes.GetRange(0, changes.Count / 2));
            await CommitAllAsync(changes.GetRange(changes.Count / 2, changes.Count - changes.Count / 2));
            return changes.Count;
        }
        // Outside of the try: what is committed must never be tried again, whatever goes wrong in telling of it.
        Reached("before-answer");
        Answer(changes.GetRange(0, taken), entries);
        return taken;
    }

    // Harness: has a body in its build alone (*.Chaos.cs); in any other there is no such call.
    static partial void Reached(string point);

    async Task CommitAllAsync(List<Change> changes)
    {
        while (changes.Count > 0)
            changes.RemoveRange(0, await CommitAsync(changes));
    }

    void Answer(List<Change> changes, IReadOnlyList<JournalEntry> entries)
    {
        if (entries.Count > 0 && !_tail.Publish(entries))
            _ = AnswerWhenReachedAsync(changes, entries);
        // Nobody waits for the loop, so the loop may as well answer: it saves waking a thread. Else the next commit comes first.
        else if (changes.Count == 1 && Waiting == 0)
            changes[0].Complete();
        else
            changes.ForEach(AnswerElsewhere);
    }

    // Another node's facts stand between. The tail fetches them; the loop goes on meanwhile.
    async Task AnswerWhenReachedAsync(List<Change> changes, IReadOnlyList<JournalEntry> entries)
    {
        await _tail.WhenReachedAsync(entries[^1].Position);
        changes.ForEach(AnswerElsewhere);
    }

    static void AnswerElsewhere(Change change) => ThreadPool.UnsafeQueueUserWorkItem(static c => c.Complete(), change, preferLocal: false);

    static void Elsewhere(Action answer) => ThreadPool.UnsafeQueueUserWorkItem(static a => a(), answer, preferLocal: false);
}
