using Dapper;
using Npgsql;
using Shouldly;
using Throughline.Domain.Projects;
using Throughline.Server.Cli.Recount;
using Throughline.Server.Followers.Statistics.Reading;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary>The follower takes each fact once, skips none, and forgets what is too fine and too old.</summary>
public sealed class FollowerTests
{
    /// <summary>Stories that are created, evenly from a moment on; each page of them is applied in one transaction.</summary>
    const string CreatedSql = """
        INSERT INTO journal (position, at, project_id, actor_id, subject_id, type, audience, data)
        SELECT n, @from + n * @step, @project, '00000000-0000-0000-0000-000000000000', gen_random_uuid(), 'story.created', 0,
            json_build_object('number', n, 'title', 'x', 'description', '', 'status', 'Open', 'priority', 'None', 'labels', json_build_array())
        FROM generate_series(@first, @last) n
        """;

    static readonly Guid Project = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

    [Fact]
    public async Task Two_loops_on_one_database_apply_each_fact_once()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await WriteAsync(database.DataSource, DateTime.UnixEpoch.AddYears(56), TimeSpan.FromMilliseconds(40), 1, 60_000);
        await using var one = await Following.StartAsync(database.DataSource);
        await using var other = await Following.StartAsync(database.DataSource);
        await Following.ReachedAsync(database.DataSource, 60_000);

        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        (await connection.QueryAsync<long>("SELECT count FROM statistics_totals WHERE series = 1")).ShouldBe([60_000, 60_000]);
        await ShouldAgreeAsync(database.DataSource, 60_000);
        (one.Alarms.Active.Count, other.Alarms.Active.Count).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("story.transcended", """{"status":"Open"}""")]
    [InlineData("story.created", """{"number":"many"}""")]
    [InlineData("task.edited", """{"storyId":"01890a5d-ac96-774b-bcce-b302099a8057","version":{"old":1,"new":2},"timeSpent":{"old":0,"new":315360001}}""")]
    public async Task A_fact_that_cannot_be_applied_halts_it_with_an_alarm_until_it_is_mended(string type, string data)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await WriteAsync(database.DataSource, DateTime.UnixEpoch.AddYears(56), TimeSpan.FromSeconds(1), 1, 200);
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var good = await connection.QuerySingleAsync<(string Type, string Data)>("SELECT type, data::text FROM journal WHERE position = 101");
        await PutAsync(type, data);

        await using var following = await Following.StartAsync(database.DataSource);
        await Until.TrueAsync("an alarm was raised", () => following.Alarms.Active.ContainsKey("statistics"));
        following.Alarms.Active["statistics"].ShouldStartWith("The fact at position 101 can't be applied: ");
        await Until.TrueAsync("the alarm was written down", async () =>
            await connection.ExecuteScalarAsync<string>("SELECT alarm FROM followers WHERE name = 'statistics'") == following.Alarms.Active["statistics"]);
        // Everything before it took effect, and nothing after it.
        await ShouldAgreeAsync(database.DataSource, 100);

        await PutAsync(good.Type, good.Data);
        await Following.ReachedAsync(database.DataSource, 200);
        await ShouldAgreeAsync(database.DataSource, 200);
        await Until.TrueAsync("the alarm is over", () => following.Alarms.Active.Count == 0);
        (await connection.ExecuteScalarAsync<string>("SELECT alarm FROM followers WHERE name = 'statistics'")).ShouldBeNull();

        Task PutAsync(string newType, string newData) =>
            connection.ExecuteAsync("UPDATE journal SET type = @newType, data = @newData::json WHERE position = 101", new { newType, newData });
    }

    [Fact]
    public async Task Seconds_go_after_a_day_and_are_then_added_up_from_the_journal()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        var begin = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        await WriteAsync(database.DataSource, begin, TimeSpan.FromSeconds(1), 1, 6000);
        var time = new TestClock(new DateTimeOffset(begin).AddHours(2));
        await Following.ToAsync(database.DataSource, 6000, time);
        (await SecondsAsync()).ShouldBe(2 * 6000 * 2);

        // A day and 16 minutes after the first: those of the first quarter of an hour are swept, a bounded number with each page.
        time.Now = new DateTimeOffset(begin).AddDays(1).AddMinutes(16);
        await WriteAsync(database.DataSource, begin.AddDays(1), TimeSpan.FromMicroseconds(1), 6001, 6001);
        await Following.ToAsync(database.DataSource, 6001, time);
        (await SecondsAsync()).ShouldBe(2 * (6000 - 899) * 2 + 4);
        await ShouldAgreeAsync(database.DataSource, 6001);

        var query = new StatisticsQuery(database.DataSource, time);
        foreach (var (from, to) in new[] { ("00:00:00", "00:10:00"), ("00:14:30", "00:15:30"), ("00:00:59", "00:01:01"), ("00:13:07", "00:14:59") })
        {
            var (answer, _) = await query.AskAsync(
                new() { Series = "stories.created,stories.open", Resolution = "second", From = $"2026-03-01T{from}Z", To = $"2026-03-01T{to}Z" },
                ProjectSet.All, CancellationToken.None);
            foreach (var bucket in answer!.Buckets)
            {
                var second = (long)(DateTimeOffset.Parse(bucket.Start, null).UtcDateTime - begin).TotalSeconds;
                bucket.Counts.ShouldBe([second == 0 ? 0 : 1, 0]);
                bucket.Sums.ShouldBe([0, second]);
            }
        }

        async Task<long> SecondsAsync()
        {
            await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
            return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM statistics_seconds");
        }
    }

    [Fact]
    public async Task A_sweep_gets_to_its_end_in_bounded_pieces()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        var begin = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        await WriteAsync(database.DataSource, begin, TimeSpan.FromSeconds(1), 1, 10_000);
        var time = new TestClock(new DateTimeOffset(begin).AddHours(3));
        await Following.ToAsync(database.DataSource, 10_000, time);

        time.Now = new DateTimeOffset(begin).AddDays(2);
        await using var following = await Following.StartAsync(database.DataSource, time);
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var left = await LeftAsync();
        left.ShouldBe(40_000);
        for (var position = 10_001; left > 0; position++)
        {
            await WriteAsync(database.DataSource, begin.AddDays(2), TimeSpan.FromMicroseconds(1), position, position);
            await Following.ReachedAsync(database.DataSource, position);
            var before = left;
            left = await LeftAsync();
            (before - left).ShouldBe(Math.Min(before, 4000));
            await ShouldAgreeAsync(database.DataSource, position);
        }

        Task<long> LeftAsync() => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM statistics_seconds WHERE start < @until", new { until = begin.AddDays(1) });
    }

    static async Task WriteAsync(NpgsqlDataSource source, DateTime from, TimeSpan step, int first, int last)
    {
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync(CreatedSql, new { from = DateTime.SpecifyKind(from, DateTimeKind.Utc), step, first, last, project = Project });
    }

    internal static async Task ShouldAgreeAsync(NpgsqlDataSource source, long position)
    {
        var recount = await new StatisticsRecount(source).RunAsync(repair: false, CancellationToken.None);
        recount.Differences.ShouldBeEmpty();
        (recount.Position, recount.Agrees).ShouldBe((position, true));
    }
}
