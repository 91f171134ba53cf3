using Npgsql;

namespace Throughline.Server.Journal;

/// <summary>
/// Ends the transactions of nodes that fell silent (stopped, cut off) while they hold what all nodes need: the writers' lock, or a
/// follower's cursor. Every node looks.
/// </summary>
/// <remarks>
/// PostgreSQL's own time limit counts only between statements that are finished. A node that stops after half of a batch or of a
/// COPY leaves a statement waiting for the rest, which no limit ends: not idle, it held up every other node until TCP gave up.
/// </remarks>
sealed class SilentNodes(NpgsqlDataSource dataSource, JournalSettings settings, ILogger<SilentNodes> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A transaction waits for its client also while the client is merely thinking; so it counts from the last statement's begin or end.
    const string EndSql = """
        SELECT a.pid, pg_terminate_backend(a.pid)
        FROM pg_stat_activity a
        WHERE a.datname = current_database()
          AND a.pid <> pg_backend_pid()
          AND a.xact_start IS NOT NULL
          AND a.wait_event IN ('ClientRead', 'ClientWrite')
          AND greatest(a.state_change, a.query_start) < clock_timestamp() - $1
          AND EXISTS (
              SELECT 1
              FROM pg_locks l
              WHERE l.pid = a.pid AND l.granted
                AND (l.locktype = 'advisory' AND l.classid = ($2 >> 32)::oid AND l.objid = ($2 & 4294967295)::oid
                     OR l.relation = 'followers'::regclass AND l.mode = 'RowShareLock'))
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryEndAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    async Task TryEndAsync(CancellationToken stopping)
    {
        try
        {
            await using var end = dataSource.CreateCommand(EndSql);
            end.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = settings.SilenceTimeout });
            end.Parameters.Add(new NpgsqlParameter<long> { TypedValue = CommitTransaction.Lock });
            await using var row = await end.ExecuteReaderAsync(stopping);
            while (await row.ReadAsync(stopping))
                log.LogWarning("PostgreSQL's process {Process} was ended: its node fell silent while it held what all nodes need", row.GetInt32(0));
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            log.LogDebug(e, "Silent nodes could not be looked for now; trying again");
        }
    }
}
