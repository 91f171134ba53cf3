using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Facts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Projects;

/// <summary>
/// Sweeps away the rows of deleted projects, some at a time and without the sequencer's lock, so that nobody waits for it however much there is. Nobody
/// writes them any more, and nobody sees them. Every node looks; one at a time sweeps.
/// </summary>
sealed class DeletedSweep : BackgroundService
{
    const int RowsAtOnce = 2000;
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    /// <summary>The lock of whoever sweeps. The number is arbitrary and must never change.</summary>
    internal const long Lock = 7201851846310913;

    // Statistics make no buckets of it any more, and search no entries, once they have passed the deletion.
    const string NextSql = """
        SELECT d.id, coalesce((SELECT min(position) FROM followers WHERE name IN ('statistics', 'search')), 0) >= d.position
        FROM deleted_projects d
        WHERE pg_try_advisory_xact_lock($1)
        ORDER BY d.position
        LIMIT 1
        """;

    static readonly string[] SweepSql =
    [
        Sweep("tasks"), Sweep("stories"), Sweep("members"), Sweep("labels"), Sweep("views"), Sweep("worker_sessions"), Sweep("transfers"), Sweep("items"), Sweep("base_items"),
        Sweep("statistics_seconds"), Sweep("statistics_minutes"), Sweep("statistics_quarter_hours"), Sweep("statistics_hours"), Sweep("statistics_days"),
        Sweep("statistics_totals"), Sweep("statistics_parts"), Sweep("story_search"), Sweep("search_words"),
    ];

    const int Counted = 9;
    const string DoneSql = "DELETE FROM deleted_projects WHERE id = $1";

    readonly NpgsqlDataSource _dataSource;
    readonly TimeProvider _time;
    readonly ILogger<DeletedSweep> _log;
    readonly SemaphoreSlim _look = new(1);

    public DeletedSweep(NpgsqlDataSource dataSource, JournalTail tail, TimeProvider time, ILogger<DeletedSweep> log)
    {
        (_dataSource, _time, _log) = (dataSource, time, log);
        tail.Observe(page =>
        {
            foreach (var entry in page)
                if (entry.Type == ProjectDeleted.TypeName && _look.CurrentCount == 0)
                    _look.Release();
        });
    }

    public override void Dispose()
    {
        _look.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _look.WaitAsync(Interval, stoppingToken);
            try
            {
                while (await SweepAsync(stoppingToken))
                    await Task.Delay(Rest, _time, stoppingToken);
            }
            catch (NpgsqlException e)
            {
                _log.LogDebug(e, "Deleted projects could not be swept away now; trying again");
            }
        }
    }

    /// <summary>Sweeps one page away.</summary>
    /// <returns>Whether there may be more.</returns>
    internal async Task<bool> SweepAsync(CancellationToken cancellation)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await NextAsync(connection, cancellation) is not var (project, isCounted))
            return false;
        var left = RowsAtOnce;
        foreach (var sql in isCounted ? SweepSql : SweepSql[..Counted])
        {
            await using var sweep = new NpgsqlCommand(sql, connection)
            {
                Parameters = { new NpgsqlParameter<Guid> { TypedValue = project.Value }, new NpgsqlParameter<int> { TypedValue = left } },
            };
            left -= await sweep.ExecuteNonQueryAsync(cancellation);
            if (left <= 0)
                break;
        }
        if (left > 0 && isCounted)
        {
            await using var done = new NpgsqlCommand(DoneSql, connection) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = project.Value } } };
            await done.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        // While the follower has not come so far there is nothing more to do than wait for it.
        return left <= 0 || isCounted;
    }

    static async Task<(ProjectId Project, bool IsCounted)?> NextAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var next = new NpgsqlCommand(NextSql, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = Lock } } };
        await using var row = await next.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (new ProjectId(row.GetGuid(0)), row.GetBoolean(1)) : null;
    }

    static string Sweep(string table) => $"DELETE FROM {table} WHERE ctid = ANY (ARRAY (SELECT ctid FROM {table} WHERE project_id = $1 LIMIT $2))";
}
