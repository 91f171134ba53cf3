using Npgsql;
using Throughline.Domain;
using Throughline.Server.Journal;
using Throughline.Server.Postgres;

namespace Throughline.Server.Cli;

/// <summary>
/// The journal for verbs that change something on the machine itself: a sequencer and nothing else of a node. The writers' lock, which it
/// takes as every node does, makes that safe beside whatever nodes are running.
/// </summary>
sealed class LocalJournal : IAsyncDisposable
{
    const int PageLength = 4096;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly NpgsqlDataSource _source;
    readonly JournalReader _reader;
    readonly JournalTail _tail;
    readonly Sequencer _sequencer;

    LocalJournal(NpgsqlDataSource source, ILoggerFactory logs)
    {
        var settings = new JournalSettings();
        (_source, _reader, _tail, Time) = (source, new JournalReader(source), new JournalTail(settings), new DatabaseClock(settings));
        _sequencer = new Sequencer(source, _tail, Time, settings, logs.CreateLogger<Sequencer>());
    }

    /// <summary>The database's clock.</summary>
    public DatabaseClock Time { get; }

    public static async Task<LocalJournal> OpenAsync(NpgsqlDataSource source, ILoggerFactory logs, CancellationToken cancellation)
    {
        var journal = new LocalJournal(source, logs);
        var (id, last, now) = await journal._reader.ReadEndAsync(cancellation);
        journal.Time.Follow(now);
        journal._tail.Begin(id, last);
        // Nodes may write in between. It is asked for inside the publication, which must not wait for it.
        journal._tail.Behind = () => _ = Task.Run(journal.CatchUpAsync, CancellationToken.None);
        await journal._sequencer.StartAsync(cancellation);
        return journal;
    }

    /// <returns>Why not, and nothing was changed; null: it is done.</returns>
    public async Task<Refusal?> TryCommitAsync(Action<Needs> need, Func<State, Decision> decide)
    {
        try
        {
            var change = new Change<bool>(need, decide, static _ => true) { By = Actor.Program };
            var outcome = await _sequencer.CommitAsync(change).WaitAsync(Patience, Time);
            // Nodes would find it by themselves, but only after a while.
            await TailLoop.TellAsync(_source, outcome.Position, CancellationToken.None);
            return outcome.Refusal;
        }
        catch (Exception e) when (e is StorageUnavailableException or NpgsqlException or TimeoutException)
        {
            throw new StartupException("PostgreSQL went away, so the change may or may not be stored: look, and try again.", e);
        }
    }

    /// <param name="options">The options that a refusal's fields came from, by the fields' names.</param>
    /// <exception cref="UsageException">What was asked for breaks a rule.</exception>
    /// <exception cref="ChangeRefusedException">It can't be done now.</exception>
    public async Task CommitAsync(Action<Needs> need, Func<State, Decision> decide, params (string Field, string Option)[] options)
    {
        if (await TryCommitAsync(need, decide) is not { } refusal)
            return;
        throw refusal.Errors is { Count: > 0 } errors
            ? new UsageException(string.Join(' ', errors.Select(error => $"{NameOf(error.Key)}: {string.Join(' ', error.Value)}")))
            : new ChangeRefusedException(refusal);

        string NameOf(string field) => Array.Find(options, option => option.Field == field).Option ?? field;
    }

    public async ValueTask DisposeAsync()
    {
        await _sequencer.StopAsync(CancellationToken.None);
        _sequencer.Dispose();
    }

    async Task CatchUpAsync()
    {
        while (await _reader.ReadAsync(_tail.Last, PageLength, CancellationToken.None) is { Count: > 0 } page)
            _tail.Publish(page);
    }
}

/// <summary>The change is against a rule as things stand; nothing was changed.</summary>
public sealed class ChangeRefusedException(Refusal refusal) : Exception(refusal.Detail);
