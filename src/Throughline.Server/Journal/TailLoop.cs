using System.Threading.Channels;
using Npgsql;
using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>
/// Brings other nodes' facts into this node's tail, and tells other nodes of ours. A notification says only how far the
/// journal has come; it is sent after the commit and at most 50 times a second, because inside it would take a lock that
/// all nodes share. Notifications may be lost: polling always finds what they did not tell.
/// </summary>
sealed class TailLoop(
    NpgsqlDataSource dataSource, JournalReader reader, JournalTail tail, DatabaseClock clock, JournalSettings settings, JournalAlarms alarms,
    ILogger<TailLoop> log) : BackgroundService, IHostedLifecycleService
{
    const string Channel = "throughline_journal";
    const int PageLength = 4096;
    static readonly TimeSpan NotifyInterval = TimeSpan.FromMilliseconds(20);

    readonly Channel<bool> _look = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    Position _told;

    // Before anything else starts: a request that comes first must find the tail at the journal's end.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var (journalId, last, now) = await reader.ReadEndAsync(cancellationToken);
        clock.Follow(now);
        tail.Begin(journalId, last);
        _told = last;
        tail.Behind = () => _look.Writer.TryWrite(true);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(FetchAsync(stoppingToken), ListenAsync(stoppingToken), TellAsync(stoppingToken));

    async Task FetchAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await WaitAsync(stopping);
            try
            {
                while (await reader.ReadAsync(tail.Last, PageLength, stopping) is { Count: > 0 } page)
                    tail.Publish(page);
                // A node that commits nothing would never look at the clock; one that slept would be behind by as long.
                clock.Follow(await reader.ReadClockAsync(stopping));
                alarms.Clear("journal");
            }
            catch (JournalHoleException e)
            {
                alarms.Raise("journal", e.Message);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or OperationCanceledException)
            {
                log.LogDebug(e, "The journal can't be read now; trying again");
            }
        }
    }

    async Task WaitAsync(CancellationToken stopping)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        poll.CancelAfter(settings.PollInterval);
        await ((Task)_look.Reader.ReadAsync(poll.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    async Task ListenAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(stopping);
                connection.Notification += (_, notification) =>
                {
                    if (long.TryParse(notification.Payload, out var position) && position > tail.Last.Value)
                        _look.Writer.TryWrite(true);
                };
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
                    await listen.ExecuteNonQueryAsync(stopping);
                try
                {
                    while (!stopping.IsCancellationRequested)
                        await connection.WaitAsync(stopping);
                }
                finally
                {
                    // The connection goes back to the pool, where nobody expects messages.
                    await using var unlisten = new NpgsqlCommand("UNLISTEN *", connection);
                    await unlisten.ExecuteNonQueryAsync(CancellationToken.None);
                }
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException or OperationCanceledException)
            {
                await PauseAsync(settings.PollInterval, stopping);
            }
        }
    }

    async Task TellAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await tail.WhenBeyondAsync(_told).WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                _told = tail.Last;
                await TellAsync(dataSource, _told, stopping);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or OperationCanceledException)
            {
                log.LogDebug(e, "Other nodes could not be told; they will look");
            }
            await PauseAsync(NotifyInterval, stopping);
        }
    }

    /// <summary>Tells every node how far the journal has come.</summary>
    internal static async Task TellAsync(NpgsqlDataSource dataSource, Position position, CancellationToken cancellation)
    {
        await using var tell = dataSource.CreateCommand("SELECT pg_notify($1, $2)");
        tell.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
        tell.Parameters.Add(new NpgsqlParameter<string> { TypedValue = position.ToString() });
        await tell.ExecuteNonQueryAsync(cancellation);
    }

    static Task PauseAsync(TimeSpan time, CancellationToken stopping) =>
        Task.Delay(time, stopping).ContinueWith(_ => { }, TaskScheduler.Default);
}
