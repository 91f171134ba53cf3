using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Facts;

namespace Throughline.Server.Journal;

/// <summary>Reads the journal in order. Positions are dense, so a page that begins or goes on with a hole is an alarm.</summary>
public sealed class JournalReader(NpgsqlDataSource dataSource)
{
    const string PageSql = """
        SELECT position, at, effective_at, project_id, actor_id, subject_id, type, audience, data
        FROM journal
        WHERE position > $1
        ORDER BY position
        LIMIT $2
        """;

    const string EndSql = """
        SELECT (SELECT journal_id FROM journal_identity), coalesce((SELECT max(position) FROM journal), 0), clock_timestamp()
        """;

    /// <summary>The facts after a position, at most <paramref name="limit"/>.</summary>
    /// <exception cref="JournalHoleException">A position is missing: facts were lost.</exception>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(Position after, int limit, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        return await ReadAsync(connection, after, limit, cancellation);
    }

    /// <summary>As above, on a connection (and in its transaction) of the caller's.</summary>
    public static async Task<IReadOnlyList<JournalEntry>> ReadAsync(
        NpgsqlConnection connection, Position after, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PageSql, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = after.Value }, new NpgsqlParameter<int> { TypedValue = limit } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var entries = new List<JournalEntry>();
        var expected = after;
        while (await row.ReadAsync(cancellation))
        {
            expected = expected.Next;
            var position = new Position(row.GetInt64(0));
            if (position != expected)
                throw new JournalHoleException(expected, position);
            var at = row.GetInstant(1);
            entries.Add(new JournalEntry(position, at, row.IsDBNull(2) ? at : row.GetInstant(2), new(row.GetGuid(3)), new(row.GetGuid(4)),
                row.GetGuid(5), string.Intern(row.GetString(6)), (Audience)row.GetInt16(7), row.GetFieldValue<byte[]>(8)));
        }
        return entries;
    }

    /// <summary>The database's clock.</summary>
    public async Task<NodaTime.Instant> ReadClockAsync(CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand("SELECT clock_timestamp()");
        return NodaTime.Instant.FromDateTimeUtc((DateTime)(await command.ExecuteScalarAsync(cancellation))!);
    }

    /// <summary>Which journal this is, its last position, and the database's clock.</summary>
    public async Task<(string JournalId, Position Last, NodaTime.Instant Now)> ReadEndAsync(CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand(EndSql);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetString(0), new Position(row.GetInt64(1)), row.GetInstant(2));
    }
}

/// <summary>A position is missing in the journal: facts were lost. Nothing that follows it can be trusted.</summary>
public sealed class JournalHoleException(Position expected, Position found)
    : Exception($"The journal has a hole: after position {expected.Value - 1} comes {found}. Restore it from a backup.");
