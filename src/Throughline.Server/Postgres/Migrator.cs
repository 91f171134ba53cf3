using Npgsql;

namespace Throughline.Server.Postgres;

/// <summary>Brings a database to the program's schema: step by step, each in its own transaction, one node at a time.</summary>
public sealed partial class Migrator(IReadOnlyList<Migration> steps, ILogger<Migrator> log)
{
    internal const long Lock = 0x7468726F7567686C; // "throughl"
    readonly IReadOnlyList<Migration> _steps = Ordered(steps);

    public Migrator(ILogger<Migrator> log)
        : this(Migration.Shipped, log)
    {
    }

    /// <returns>How many steps were applied; 0 costs one query.</returns>
    /// <exception cref="StartupException">A step failed, or the database and the program do not belong together.</exception>
    public async Task<int> MigrateAsync(NpgsqlDataSource source, CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        if (AppliedMigrations.Pending(await AppliedMigrations.ReadAsync(connection, cancel), _steps).Count == 0) return 0;

        log.LogInformation("The database is brought to this program's schema, when no other node does so just now");
        await RunAsync(connection, "SELECT pg_advisory_lock($1)", cancel, Lock);
        try
        {
            return await ApplyAsync(connection, cancel);
        }
        finally
        {
            // The pool does not reset connections: the lock has to be given back by hand.
            if (connection.State == System.Data.ConnectionState.Open) await RunAsync(connection, "SELECT pg_advisory_unlock($1)", CancellationToken.None, Lock);
        }
    }

    /// <summary>Every step, applied or not.</summary>
    /// <exception cref="StartupException">The database and the program do not belong together.</exception>
    public async Task<IReadOnlyList<MigrationStatus>> StatusAsync(NpgsqlDataSource source, CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var applied = await AppliedMigrations.ReadAsync(connection, cancel);
        AppliedMigrations.Pending(applied, _steps);
        return [.. _steps.Select(step => new MigrationStatus(step.Number, step.Name, applied.Find(row => row.Number == step.Number)?.AppliedAt))];
    }

    async Task<int> ApplyAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await RunAsync(
            connection,
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                number     int PRIMARY KEY,
                name       text NOT NULL,
                checksum   text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
            )
            """,
            cancel);
        // Read again: another node may have applied them while this one waited for the lock.
        var pending = AppliedMigrations.Pending(await AppliedMigrations.ReadAsync(connection, cancel), _steps);
        foreach (var step in pending)
        {
            await ApplyAsync(connection, step, cancel);
            log.LogInformation("Migration {Migration} applied", step);
        }

        return pending.Count;
    }

    static async Task ApplyAsync(NpgsqlConnection connection, Migration step, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await RunAsync(connection, step.Sql, cancel);
            await RunAsync(
                connection,
                "INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)",
                cancel,
                step.Number,
                step.Name,
                step.Checksum);
            Reached("migration");
            await transaction.CommitAsync(cancel);
            Reached("migration-commit");
        }
        catch (PostgresException failure)
        {
            var where = failure.InternalQuery is null && failure.Position > 0 ? $", character {failure.Position} of its statement" : "";
            throw new StartupException(
                $"Migration {step} failed and changed nothing ({failure.SqlState}: {failure.MessageText}{where}): correct the cause and start again.",
                failure);
        }
    }

    // Harness: has a body in its build alone (*.Chaos.cs); in any other there is no such call.
    static partial void Reached(string point);

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        // Without a time limit: a step on a big table takes what it takes, and so does waiting for the node that runs it.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    static IReadOnlyList<Migration> Ordered(IReadOnlyList<Migration> steps)
    {
        for (var at = 1; at < steps.Count; at++)
            if (steps[at].Number <= steps[at - 1].Number)
                throw new StartupException($"Migrations {steps[at - 1]} and {steps[at]} do not follow each other: give each its own number, in order.");
        return steps;
    }
}
