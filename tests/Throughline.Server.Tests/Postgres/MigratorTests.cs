using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Throughline.Server.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

public sealed class MigratorTests : IAsyncLifetime
{
    static readonly Migration First = new(1, "places", "CREATE TABLE place (name text); INSERT INTO place VALUES ('here;\nthere');");
    static readonly Migration Second = new(2, "heights", "ALTER TABLE place ADD height int;\nUPDATE place SET height = 1;");
    TestDatabase _database = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await TestPostgres.DataSourceForNewDatabaseAsync(migrated: false);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Each_step_is_applied_once_and_in_order()
    {
        (await MigrateAsync(First)).ShouldBe(1);
        (await MigrateAsync(First, Second)).ShouldBe(1);
        (await MigrateAsync(First, Second)).ShouldBe(0);

        (await AskAsync<int>("SELECT height FROM place")).ShouldBe(1);
        (await AskAsync<string>("SELECT string_agg(number || name || checksum, ' ' ORDER BY number) FROM schema_migrations"))
            .ShouldBe($"1places{First.Checksum} 2heights{Second.Checksum}");
    }

    [Fact]
    public async Task Status_tells_what_is_applied_and_what_is_not()
    {
        await MigrateAsync(First);

        var status = await Of(First, Second).StatusAsync(_database.DataSource, Cancel);

        status.Select(step => (step.Number, step.Name, step.AppliedAt is not null)).ShouldBe([(1, "places", true), (2, "heights", false)]);
    }

    [Fact]
    public async Task Other_line_ends_are_no_change()
    {
        await MigrateAsync(Second with { Number = 1, Sql = "SELECT 1;\nSELECT 2;" });

        (await MigrateAsync(Second with { Number = 1, Sql = "SELECT 1;\r\nSELECT 2;" })).ShouldBe(0);
    }

    [Fact]
    public async Task A_step_that_was_changed_after_it_was_applied_is_refused()
    {
        await MigrateAsync(First);

        (await RefusedAsync(new Migration(1, "places", First.Sql + " -- better"), Second)).ShouldContain("0001_places was changed");
        (await AskAsync<bool>("SELECT NOT EXISTS (SELECT FROM information_schema.columns WHERE column_name = 'height')")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_database_newer_than_the_program_is_refused()
    {
        await MigrateAsync(First, Second);

        (await RefusedAsync(First)).ShouldBe("The database is newer than this program: it has migration 0002_heights, and this program ends at 0001. Start the newer version.");
    }

    [Fact]
    public async Task A_step_that_only_the_database_knows_is_refused()
    {
        await MigrateAsync(First, Second);

        (await RefusedAsync(Second)).ShouldContain("0001_places, which this program does not know");
    }

    [Fact]
    public async Task A_step_that_comes_too_late_is_refused()
    {
        await MigrateAsync(Second with { Sql = "SELECT 1" });

        (await RefusedAsync(First, Second with { Sql = "SELECT 1" })).ShouldContain("0001_places was never applied");
    }

    [Fact]
    public async Task A_step_that_fails_changes_nothing_and_keeps_the_ones_before_it()
    {
        var broken = new Migration(2, "broken", "CREATE TABLE half (id int);\nSELECT nonsense FROM place");

        (await RefusedAsync(First, broken)).ShouldContain("0002_broken failed and changed nothing (42703: column \"nonsense\" does not exist");

        (await AskAsync<bool>("SELECT to_regclass('place') IS NOT NULL AND to_regclass('half') IS NULL")).ShouldBeTrue();
        (await MigrateAsync(First, Second)).ShouldBe(1);
    }

    [Fact]
    public async Task Many_nodes_at_once_apply_each_step_once()
    {
        var slow = First with { Sql = First.Sql + " SELECT pg_sleep(0.1);" };

        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => MigrateAsync(slow, Second)));

        applied.Order().ShouldBe([0, 0, 0, 0, 0, 2]);
        (await AskAsync<long>("SELECT count(*) FROM place")).ShouldBe(1);
    }

    [Fact]
    public async Task The_lock_is_given_back_and_not_even_asked_for_when_nothing_is_to_be_done()
    {
        await MigrateAsync(First);
        (await AskAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")).ShouldBe(0);

        await using var holder = await _database.DataSource.OpenConnectionAsync(Cancel);
        await using var hold = new NpgsqlCommand($"SELECT pg_advisory_lock({Migrator.Lock})", holder);
        await hold.ExecuteNonQueryAsync(Cancel);
        (await MigrateAsync(First).WaitAsync(TimeSpan.FromSeconds(20), Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task The_shipped_steps_are_numbered_without_gaps_and_make_the_schema()
    {
        Migration.Shipped.Select(step => step.Number).ShouldBe(Enumerable.Range(1, Migration.Shipped.Count));

        (await new Migrator(NullLogger<Migrator>.Instance).MigrateAsync(_database.DataSource, Cancel)).ShouldBe(Migration.Shipped.Count);
    }

    static Migrator Of(params Migration[] steps) => new(steps, NullLogger<Migrator>.Instance);

    Task<int> MigrateAsync(params Migration[] steps) => Of(steps).MigrateAsync(_database.DataSource, Cancel);

    async Task<string> RefusedAsync(params Migration[] steps) => (await Should.ThrowAsync<StartupException>(() => MigrateAsync(steps))).Message;

    Task<T> AskAsync<T>(string sql) => Cluster.AskAsync<T>(_database.DataSource, sql);
}
