using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Throughline.Server.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

/// <summary>kill -9 of the server, of PostgreSQL, of the watchdog between them, and of several at once.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KillTests : IDisposable
{
    readonly TestFolder _folder = new("kill");

    public static TheoryData<string> Both => Installed.Both;

    public static TheoryData<string, string?> BothAndUsers => new() { { Installed.Npm, null }, { Installed.Npm, "nobody" }, { Installed.Machine, null }, { Installed.Machine, "nobody" } };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(BothAndUsers))]
    public async Task The_servers_end_is_PostgreSQLs_end_and_nothing_is_lost(string which, string? user)
    {
        Assert.SkipWhen(user is not null && !Environment.IsPrivilegedProcess, "Only root can start a process as another account.");
        await using (var owner = await Owner.StartAsync(await SettingsAsync(which, user), user))
        {
            await using var source = NpgsqlDataSource.Create(owner.ConnectionString);
            await TestPostgres.ExecuteAsync(source, "CREATE TABLE kept AS SELECT 42 AS answer");
            await owner.Kill9Async();
        }

        await Cluster.GoneAsync(_folder.Path);
        await using var next = await Owner.StartAsync(await SettingsAsync(which, user), user);
        next.Refused.ShouldBeNull();
        await AssertKeptAsync(next.ConnectionString);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_new_server_does_not_wait_for_the_old_ones_PostgreSQL_to_be_gone(string which)
    {
        await using (var owner = await Owner.StartAsync(await Prepared.InAsync(_folder.Path, which)))
        {
            await using var source = NpgsqlDataSource.Create(owner.ConnectionString);
            await TestPostgres.ExecuteAsync(source, "CREATE TABLE kept AS SELECT 42 AS answer");
            await owner.Kill9Async();
        }

        await using var engine = await StartAsync(which);
        await AssertKeptAsync(engine.ConnectionString);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task PostgreSQL_is_started_again_and_the_pool_recovers(string which)
    {
        await using var engine = await StartAsync(which);
        await TestPostgres.ExecuteAsync(engine.DataSource, "CREATE TABLE kept AS SELECT 42 AS answer");

        for (var time = 0; time < 2; time++)
        {
            var killed = Cluster.Postmaster(_folder.Path);
            Cluster.Kill9(killed);
            await Until.TrueAsync("another PostgreSQL answers", async () => Cluster.Postmaster(_folder.Path) is not 0 and var now && now != killed && await Cluster.AnswersAsync(engine.DataSource));
        }

        await AssertKeptAsync(engine.ConnectionString);
    }

    [Fact]
    public async Task PostgreSQL_is_taken_over_when_its_watchdog_is_killed()
    {
        await using (var engine = await StartAsync(Installed.Npm))
        {
            var alone = Cluster.Postmaster(_folder.Path);
            Cluster.Kill9(Cluster.Watchdog(alone));
            await Until.TrueAsync("a watched PostgreSQL answers", async () => Cluster.Postmaster(_folder.Path) is not 0 and var now && now != alone && await Cluster.AnswersAsync(engine.DataSource));
        }

        await Cluster.GoneAsync(_folder.Path);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_session_that_goes_on_without_server_and_PostgreSQL_does_not_bar_the_next_start(string which)
    {
        await using (var owner = await Owner.StartAsync(await Prepared.InAsync(_folder.Path, which)))
        {
            await using var source = NpgsqlDataSource.Create(owner.ConnectionString);
            await TestPostgres.ExecuteAsync(source, "CREATE TABLE kept AS SELECT 42 AS answer");
            var busy = TestPostgres.ExecuteAsync(source, "SELECT count(*) FROM (SELECT generate_series(1, 1000000000000)) a");
            await Until.TrueAsync("a session computes", async () => await Cluster.AskAsync<long>(source, "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series%' AND pid <> pg_backend_pid()") == 1);
            var postmaster = Cluster.Postmaster(_folder.Path);
            Cluster.Kill9(Cluster.Watchdog(postmaster));
            Cluster.Kill9(postmaster);
            await owner.Kill9Async();
            Cluster.Lives(_folder.Path).ShouldBeTrue();

            await using var engine = await StartAsync(which);
            await AssertKeptAsync(engine.ConnectionString);
            await Should.ThrowAsync<NpgsqlException>(busy);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_number_in_a_stale_file_that_is_somebody_elses_now_does_not_bar_the_next_start(string which)
    {
        var settings = await Prepared.InAsync(_folder.Path, which);

        // As the same account, or PostgreSQL would not believe it to be its own.
        var account = Path.Combine(_folder.Path, "postgres", "account");
        var command = new ProcessStartInfo("sleep", ["60"]) { WorkingDirectory = "/" };
        if (File.Exists(account)) command.UserName = await File.ReadAllTextAsync(account, TestContext.Current.CancellationToken);
        using var other = Process.Start(command)!;
        var stale = Path.Combine(_folder.Path, "postgres", "cluster", "postmaster.pid");
        var socketFolder = Path.Combine(_folder.Path, "postgres", "run");
        await File.WriteAllTextAsync(stale, $"{other.Id}\n{Path.GetDirectoryName(stale)}\n1700000000\n5432\n{socketFolder}\n\n 1 2\nready   \n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(socketFolder, ".s.PGSQL.5432.lock"), $"{other.Id}\n", TestContext.Current.CancellationToken);

        await using var engine = await PostgresEngine.StartAsync(settings, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

        (await Cluster.AnswersAsync(engine.DataSource)).ShouldBeTrue();
        other.HasExited.ShouldBeFalse();
        other.Kill();
    }

    async Task<PostgresSettings> SettingsAsync(string which, string? user)
    {
        if (user is null) return await Prepared.InAsync(_folder.Path, which);

        await LifeCycleTests.GiveAsync(user, _folder.Path);
        return new PostgresSettings { Data = _folder.Path, Binaries = await Installed.FolderAsync(which) };
    }

    static async Task AssertKeptAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        (await Cluster.AskAsync<int>(source, "SELECT answer FROM kept")).ShouldBe(42);
    }

    async Task<PostgresEngine> StartAsync(string which) =>
        await PostgresEngine.StartAsync(await Prepared.InAsync(_folder.Path, which), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
}
