using Dapper;
using Npgsql;
using Shouldly;
using Throughline.Domain.Tests.Histories;
using Throughline.Server.Cli.Recount;
using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary>The recount finds what differs from the journal, and puts it right.</summary>
public sealed class RecountTests
{
    [Theory]
    [InlineData("UPDATE statistics_buckets SET count = count + 1 WHERE resolution = 60 AND count > 0", "minute")]
    [InlineData("DELETE FROM statistics_hours", "hour")]
    [InlineData("UPDATE statistics_totals SET sum = sum - 1 WHERE series >= 32", "total")]
    [InlineData("INSERT INTO statistics_days VALUES ('2000-01-01T00:00:00Z', 1, 0, gen_random_uuid(), 86400, 1)", "day")]
    public async Task A_difference_is_listed_and_repaired(string damage, string bucket)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        var position = await FollowAsync(database.DataSource, seed: 7);
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        using var folder = new TestFolder("recount");
        (await RunAsync(folder, database)).ShouldBe((0, $"{await CountAsync("buckets")} buckets, {await CountAsync("totals")} totals agree at position {position}.\n", ""));

        var damaged = await connection.ExecuteAsync(damage);
        var (exitCode, output, errors) = await RunAsync(folder, database);
        (exitCode, errors).ShouldBe((1, ""));
        output.ShouldContain($"{damaged} differ, ");
        output.ShouldContain("`recount --repair` puts them right.");
        // A cell that is too long goes on in the next line, whose first cell is empty.
        output.Split('\n').Where(line => line.StartsWith('│') && !line.StartsWith("│  ", StringComparison.Ordinal)).Skip(1).ShouldAllBe(line => line.StartsWith($"│ {bucket} "));

        (await RunAsync(folder, database, "--repair")).ExitCode.ShouldBe(0);
        (await RunAsync(folder, database)).ExitCode.ShouldBe(0);

        Task<long> CountAsync(string table) => connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM statistics_{table} WHERE count <> 0 OR sum <> 0");
    }

    [Fact]
    public async Task It_compares_and_repairs_while_the_follower_works()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await StatisticsNode.StartAsync(database.DataSource);
        var project = await node.ProjectAsync("TL");
        using var stop = new CancellationTokenSource();
        var writing = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
                await node.StoryAsync(project);
        }).ToList();
        var recount = new StatisticsRecount(database.DataSource);
        var before = 0L;
        for (var i = 0; i < 10; i++)
        {
            await Until.TrueAsync("more was applied", async () => await Following.CursorAsync(database.DataSource) > before + 20);
            var found = await recount.RunAsync(repair: false, CancellationToken.None);
            found.Differences.ShouldBeEmpty();
            found.Position.ShouldBeGreaterThan(before + 20);
            await using (var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
                await connection.ExecuteAsync("DELETE FROM statistics_hours");
            var repaired = await recount.RunAsync(repair: true, CancellationToken.None);
            (repaired.Repaired, repaired.Differing > 0).ShouldBe((true, true));
            before = repaired.Position;
        }
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        await Following.ReachedAsync(database.DataSource, node.Tail.Last.Value);
        await FollowerTests.ShouldAgreeAsync(database.DataSource, node.Tail.Last.Value);
    }

    static async Task<long> FollowAsync(NpgsqlDataSource source, int seed)
    {
        var facts = JournalRows.Spread(History.Of(Steps.Sample(seed, 300)).Facts, 60);
        await JournalRows.WriteAsync(source, facts);
        await Following.ToAsync(source, facts.Count);
        return facts.Count;
    }

    static Task<(int ExitCode, string Output, string Errors)> RunAsync(TestFolder folder, TestDatabase database, params string[] options) =>
        ServerProcess.RunAsync(folder.Path, ["recount", "--postgres", database.ConnectionString, .. options]);
}
