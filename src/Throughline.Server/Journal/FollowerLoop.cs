using Npgsql;
using NpgsqlTypes;
using Throughline.Domain;

namespace Throughline.Server.Journal;

/// <summary>
/// Drives one follower on this node. The cursor row is lock and fence: a node that can't lock it leaves the page to the
/// node that has. A follower never skips: on an entry that it can't apply it commits what came before, halts with an
/// alarm, and tries again from time to time (a newer version of the program may know how).
/// </summary>
sealed partial class FollowerLoop(
    Follower follower, NpgsqlDataSource dataSource, JournalTail tail, JournalAlarms alarms, JournalSettings settings, ILogger log)
    : BackgroundService
{
    // The commit need not wait for the disk: cursor and effects are lost together or not at all, and then are made again.
    // A node that stops dead with the cursor in its hands is disconnected, so that another one goes on.
    const string LockSql = """
        SELECT position, set_config('synchronous_commit', 'off', true), set_config('idle_in_transaction_session_timeout', $2, true)
        FROM followers WHERE name = $1 FOR UPDATE SKIP LOCKED
        """;

    const string RegisterSql = "INSERT INTO followers (name) VALUES ($1) ON CONFLICT DO NOTHING";
    const string AdvanceSql =
        "UPDATE followers SET position = $2, updated_at = clock_timestamp(), alarm = NULL, alarm_at = NULL WHERE name = $1";
    const string AlarmSql =
        "UPDATE followers SET alarm = $2, alarm_at = coalesce(alarm_at, clock_timestamp()) WHERE name = $1 AND alarm IS DISTINCT FROM $2";

    Position _seen;
    bool _halted;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var registered = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!registered)
                    await RegisterAsync(stoppingToken);
                registered = true;
                if (await ApplyPageAsync(follower.PageLength, stoppingToken))
                    await Task.Delay(follower.Rest, stoppingToken);
                else
                    await tail.WhenBeyondAsync(_seen).WaitAsync(settings.PollInterval, stoppingToken)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (PoisonFactException e)
            {
                await HaltAsync(e.Message, stoppingToken);
            }
            catch (JournalHoleException e)
            {
                await HaltAsync(e.Message, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(e, "{Follower} could not apply a page; trying again", follower.Name);
                // PostgreSQL's absence has its own signs; anything else may last, and somebody has to look.
                if (e is not NpgsqlException { IsTransient: true })
                    alarms.Raise(follower.Name, $"A page can't be applied: {e.Message}");
                await PauseAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Applies the next page, unless another node is at it or there is none.</summary>
    async Task<bool> ApplyPageAsync(int limit, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var lockRow = Command(LockSql, connection, settings.SilenceLimit, NpgsqlDbType.Text);
        if (await lockRow.ExecuteScalarAsync(cancellation) is not long cursor)
        {
            _seen = tail.Last;
            return false;
        }
        SkipPage(ref cursor, tail.Last);
        // Once halted it looks at the rows themselves: the one that it could not apply may have been mended since.
        var page = !_halted && tail.Read(new Position(cursor), limit) is { Count: > 0 } recent
            ? recent
            : await JournalReader.ReadAsync(connection, new Position(cursor), limit, cancellation);
        if (page.Count == 0)
        {
            // Another node may have gone past what halted this one.
            Well();
            _seen = new Position(cursor);
            return false;
        }
        try
        {
            await follower.ApplyAsync(page, connection, cancellation);
        }
        catch (PoisonFactException poison) when (poison.Position > page[0].Position)
        {
            // What stands before the poison is good and must take effect: apply just that, then meet the poison alone.
            await transaction.RollbackAsync(cancellation);
            await transaction.DisposeAsync();
            await connection.CloseAsync();
            return await ApplyPageAsync((int)(poison.Position.Value - page[0].Position.Value), cancellation);
        }
        await using var advance = Command(AdvanceSql, connection, page[^1].Position.Value, NpgsqlDbType.Bigint);
        await advance.ExecuteNonQueryAsync(cancellation);
        Reached("follower-page");
        await transaction.CommitAsync(cancellation);
        Reached("follower-commit");
        Well();
        return true;
    }

    // Harness: has a body in its build alone (*.Chaos.cs); in any other there is no such call.
    static partial void Reached(string point);

    partial void SkipPage(ref long cursor, Position last);

    void Well()
    {
        _halted = false;
        alarms.Clear(follower.Name);
    }

    async Task RegisterAsync(CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        await using var register = Command(RegisterSql, connection);
        await register.ExecuteNonQueryAsync(cancellation);
    }

    async Task HaltAsync(string why, CancellationToken cancellation)
    {
        _halted = true;
        alarms.Raise(follower.Name, why);
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellation);
            await using var alarm = Command(AlarmSql, connection, why, NpgsqlDbType.Text);
            await alarm.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or OperationCanceledException)
        {
            log.LogWarning(e, "The alarm of {Follower} could not be written down", follower.Name);
        }
        await PauseAsync(cancellation);
    }

    NpgsqlCommand Command(string sql, NpgsqlConnection connection, object? second = null, NpgsqlDbType type = default)
    {
        var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = follower.Name } } };
        if (second is not null)
            command.Parameters.Add(new NpgsqlParameter { Value = second, NpgsqlDbType = type });
        return command;
    }

    Task PauseAsync(CancellationToken cancellation) =>
        Task.Delay(settings.PollInterval, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
}
