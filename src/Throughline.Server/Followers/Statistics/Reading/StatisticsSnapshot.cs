using System.Data;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Projects;
using Throughline.Domain.Statistics;
using Throughline.Server.Followers.Statistics.Tables;
using Throughline.Server.Journal;

namespace Throughline.Server.Followers.Statistics.Reading;

/// <summary>
/// Statistics as they are at one position: the follower's cursor, read in the same snapshot of the database as the buckets.
/// </summary>
sealed class StatisticsSnapshot : IAsyncDisposable
{
    const string CursorSql = """
        SELECT coalesce(f.position, 0), coalesce(j.at, 'epoch')
        FROM (VALUES (1)) one
        LEFT JOIN followers f ON f.name = $1
        LEFT JOIN journal j ON j.position = f.position
        """;

    const string IdsSql = "SELECT id FROM projects";

    const string KnowsSql = "SELECT EXISTS (SELECT FROM projects WHERE id = $1)";

    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;

    StatisticsSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_connection, _transaction) = (connection, transaction);

    public NpgsqlConnection Connection => _connection;

    /// <summary>What is read is true at this position.</summary>
    public Position Position { get; private set; }

    /// <summary>When the fact at the position was committed, in seconds since 1970.</summary>
    public long At { get; private set; }

    public Kept Kept { get; private set; }

    public static async Task<StatisticsSnapshot> OpenAsync(NpgsqlDataSource dataSource, CancellationToken cancellation)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var snapshot = new StatisticsSnapshot(connection, transaction);
            await snapshot.ReadCursorAsync(cancellation);
            snapshot.Kept = await KeptRows.ReadAsync(connection, cancellation);
            return snapshot;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> KnowsAsync(ProjectId project, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KnowsSql, _connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = project.Value } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <param name="projects">Whose statistics, added up.</param>
    /// <param name="window">Which buckets; they are filled in.</param>
    /// <param name="ahead">Whether what lies after the window is read too, for the time when it moves there.</param>
    /// <returns>False: too much would have to be read from the journal.</returns>
    public async Task<bool> ReadAsync(ProjectSet projects, BucketWindow window, bool ahead, CancellationToken cancellation)
    {
        var parts = new WindowParts(window, Kept);
        if (!await RawRead.ReadAsync(_connection, Position, projects, parts.Raw, cancellation))
            return false;
        await BucketRead.ReadAsync(_connection, projects, parts, ahead, cancellation);
        parts.Settle();
        return true;
    }

    /// <summary>The same as it was at a position.</summary>
    /// <param name="asOf">Null: as it is.</param>
    public async Task<bool> ReadAsync(ProjectSet projects, BucketWindow window, AsOf? asOf, CancellationToken cancellation)
    {
        if (asOf is not { } then)
            return await ReadAsync(projects, window, ahead: false, cancellation);
        if (then.Position.Value == 0)
            return true;
        var parts = new WindowParts(window, Kept, then.Second);
        if (!await RawRead.ReadAsync(_connection, Position, projects, parts.Raw, cancellation))
            return false;
        await BucketRead.ReadAsync(_connection, projects, parts, ahead: false, cancellation);
        parts.Settle();
        return await AsOfRead.AmendAsync(_connection, then, Position, projects, window, cancellation);
    }

    /// <summary>One part of the series alone.</summary>
    public async Task<bool> ReadPartAsync(ProjectSet projects, Part part, BucketWindow window, CancellationToken cancellation) =>
        await PartsRead.ReadAsync(_connection, Position, await IdsAsync(projects, cancellation), part.Dimension,
            new Dictionary<string, BucketWindow>(StringComparer.Ordinal) { [part.Key] = window }, cancellation);

    /// <summary>The ids of the projects that there are of a set.</summary>
    public async Task<Guid[]> IdsAsync(ProjectSet projects, CancellationToken cancellation)
    {
        if (!projects.IsAll)
            return [.. projects.Named.Select(p => p.Value)];
        var ids = new List<Guid>();
        await using var command = new NpgsqlCommand(IdsSql, _connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            ids.Add(row.GetGuid(0));
        return [.. ids];
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    async Task ReadCursorAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CursorSql, _connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = StatisticsFollower.FollowerName } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        Position = new Position(row.GetInt64(0));
        At = row.GetSecond(1);
    }
}
