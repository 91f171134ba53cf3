using Npgsql;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Stories.Filtering;

/// <summary>
/// Reads what a filter takes. A plan for any value would be wrong for most: a word that half of the stories have is found from the newest story on, one that
/// three have by the index. And what nobody foresaw ends after a while, so that one question does not keep the database busy for everybody.
/// </summary>
static class FilteredRead
{
    const string BoundsSql = "SELECT set_config('statement_timeout', '10s', true), set_config('plan_cache_mode', 'force_custom_plan', true)";

    /// <param name="isPlain">There is no filter: the statement is one that is planned once.</param>
    public static async Task<T> RunAsync<T>(NpgsqlDataSource dataSource, bool isPlain, Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        if (isPlain)
            return await read(connection);
        await using var bounded = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await using var bounds = new NpgsqlCommand(BoundsSql, connection);
            await bounds.ExecuteNonQueryAsync(cancellation);
            return await read(connection);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && !cancellation.IsCancellationRequested)
        {
            throw new RefusedException(new Refusal(RefusalKind.Invalid, "too-much-to-search", "It took longer than 10 s. Add a word, a label or a status to the filter."));
        }
    }
}
