using System.Data;
using Dapper;
using Npgsql;

namespace Throughline.Server.Cli.Recount;

/// <summary>
/// Works every bucket and total out from the journal, at the position of the follower's cursor, and compares. The server may
/// run meanwhile: a comparison sees one snapshot, and a repair holds the cursor.
/// </summary>
public sealed class StatisticsRecount(NpgsqlDataSource dataSource)
{
    /// <summary>Differences that a report lists; it counts all of them.</summary>
    public const int Listed = 100;

    /// <param name="repair">Also puts what was worked out in the place of what was found.</param>
    public async Task<RecountReport> RunAsync(bool repair, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        // Under the cursor's lock a snapshot would only be in the way: the row may have moved while the lock was waited for.
        await using var transaction = await connection.BeginTransactionAsync(
            repair ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, cancellation);
        var position = await connection.ExecuteScalarAsync<long?>(Sql(repair ? RecountSql.LockCursor : RecountSql.Cursor)) ?? 0;
        await connection.ExecuteAsync(Sql(RecountSql.Memory));
        await connection.ExecuteAsync(Sql(RecountSql.Recount, new { position }));
        var (buckets, totals, differing) = await connection.QuerySingleAsync<(long, long, long)>(Sql(RecountSql.Measure));
        var differences = await connection.QueryAsync<Difference>(Sql(RecountSql.Differences, new { limit = Listed }));
        if (repair && differing > 0)
            await connection.ExecuteAsync(Sql(RecountSql.Repair));
        await transaction.CommitAsync(cancellation);
        return new RecountReport(position, buckets, totals, differing, [.. differences], repair && differing > 0);

        // A long journal takes its time.
        CommandDefinition Sql(string sql, object? parameters = null) =>
            new(sql, parameters, transaction, commandTimeout: 0, cancellationToken: cancellation);
    }
}

/// <summary>A bucket or total that is not what the journal says.</summary>
/// <param name="Resolution">In seconds; 0: a total.</param>
/// <param name="ShouldCount">What the journal says.</param>
/// <param name="FoundCount">What stands in the database.</param>
/// <param name="Dimension">What the part is of; 0: it is the whole.</param>
/// <param name="Key">Which part.</param>
public sealed record Difference(
    Guid ProjectId, int Resolution, short Series, DateTime Start, long ShouldCount, long ShouldSum, long FoundCount, long FoundSum, short Dimension, string Key);

/// <summary>What a recount found.</summary>
/// <param name="Position">The follower's cursor.</param>
/// <param name="Buckets">Buckets that agree.</param>
/// <param name="Totals">Totals that agree.</param>
/// <param name="Differing">How many buckets and totals do not.</param>
/// <param name="Differences">The first of them.</param>
/// <param name="Repaired">Whether they were put right.</param>
public sealed record RecountReport(
    long Position, long Buckets, long Totals, long Differing, IReadOnlyList<Difference> Differences, bool Repaired)
{
    public bool Agrees => Differing == 0;
}
