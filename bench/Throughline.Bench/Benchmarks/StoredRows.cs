using Dapper;
using Npgsql;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Benchmarks;

/// <summary>What was answered has to stand in the tables: else the figure is void.</summary>
static class StoredRows
{
    const string CountSql = "SELECT (SELECT count(*) FROM stories) AS stories, (SELECT coalesce(max(position), 0) FROM journal) AS facts";

    public static async Task<Sample> CheckAsync(NpgsqlDataSource database, Func<Task<(Sample Sample, long Answers)>> measure)
    {
        var before = await CountAsync(database);
        var (sample, answers) = await measure();
        var after = await CountAsync(database);
        var (stories, facts) = (after.Stories - before.Stories, after.Facts - before.Facts);
        return stories >= answers && facts == stories ? sample : sample with { Void = $"{answers} were answered, {stories} stories and {facts} facts are stored" };
    }

    static async Task<(long Stories, long Facts)> CountAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<(long Stories, long Facts)>(CountSql);
    }
}
