using Npgsql;

namespace Throughline.Server.Postgres;

/// <summary>What a database says was done to it, against what the program brings.</summary>
static class AppliedMigrations
{
    internal sealed record Row(int Number, string Name, string Checksum, DateTime AppliedAt);

    public static async Task<List<Row>> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        const string Sql = "SELECT number, name, checksum, applied_at FROM schema_migrations ORDER BY number";
        try
        {
            await using var command = new NpgsqlCommand(Sql, connection);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var rows = new List<Row>();
            while (await reader.ReadAsync(cancel)) rows.Add(new Row(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetDateTime(3)));
            return rows;
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return []; // A new database. Asking first would cost every other start a round trip.
        }
    }

    /// <returns>The steps that are still to be applied.</returns>
    /// <exception cref="StartupException">The database and the program do not belong together.</exception>
    public static List<Migration> Pending(List<Row> applied, IReadOnlyList<Migration> steps)
    {
        var newest = steps.Count == 0 ? 0 : steps[^1].Number;
        foreach (var row in applied)
        {
            var step = steps.FirstOrDefault(one => one.Number == row.Number);
            if (step is null && row.Number > newest)
                throw new StartupException($"The database is newer than this program: it has migration {row.Number:0000}_{row.Name}, and this program ends at {newest:0000}. Start the newer version.");
            if (step is null)
                throw new StartupException($"The database has migration {row.Number:0000}_{row.Name}, which this program does not know: start the version that brought it, or restore a backup.");
            if (step.Checksum != row.Checksum)
                throw new StartupException($"Migration {step} was changed after it had been applied to this database: put its file back as it was, and make the change a new migration.");
        }

        var last = applied.Count == 0 ? 0 : applied[^1].Number;
        var known = applied.Select(row => row.Number).ToHashSet();
        List<Migration> pending = [.. steps.Where(step => !known.Contains(step.Number))];
        return pending.Find(step => step.Number < last) is { } late
            ? throw new StartupException($"Migration {late} was never applied to this database, but {last:0000} was: give it a number after {last:0000}.")
            : pending;
    }
}
