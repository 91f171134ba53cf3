using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Throughline.Server.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

/// <summary>What can't be started says so in one line that tells what to do.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class RefusalTests : IDisposable
{
    readonly TestFolder _folder = new("refuse");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_but_other_verbs_join()
    {
        await using var owner = await Owner.StartAsync(await Prepared.InAsync(_folder.Path, Installed.Machine));

        var message = await RefusedAsync(new PostgresSettings { Data = _folder.Path });
        message.ShouldContain($"already used by process {owner.Id}");

        var own = Cluster.Postmaster(_folder.Path);
        await using (var joined = await PostgresEngine.AttachAsync(new PostgresSettings { Data = _folder.Path }, NullLoggerFactory.Instance, Cancel))
        {
            joined.IsEmbedded.ShouldBeTrue();
            (await Cluster.AnswersAsync(joined.DataSource)).ShouldBeTrue();
        }

        Cluster.Postmaster(_folder.Path).ShouldBe(own);
        Cluster.Lives(_folder.Path).ShouldBeTrue();
    }

    [Fact]
    public async Task Joining_without_a_server_starts_it_and_stops_it_again()
    {
        var settings = await Prepared.InAsync(_folder.Path, Installed.Machine);
        await using (var alone = await PostgresEngine.AttachAsync(settings, NullLoggerFactory.Instance, Cancel))
            (await Cluster.AnswersAsync(alone.DataSource)).ShouldBeTrue();

        await Cluster.GoneAsync(_folder.Path);
    }

    [Fact]
    public async Task A_folder_of_another_major_version_says_how_to_go_on()
    {
        await Prepared.InAsync(_folder.Path, Installed.Npm);

        var major = Path.GetFileName(await Installed.FolderAsync(Installed.Machine));
        var message = await RefusedAsync(new PostgresSettings { Data = _folder.Path, Binaries = await Installed.FolderAsync(Installed.Machine) });
        message.ShouldContain("made by PostgreSQL 18");
        message.ShouldContain($"only {major}.");
        message.ShouldContain("Postgres:Binaries");
    }

    [Fact]
    public async Task Without_a_setting_a_folder_is_opened_by_the_version_that_made_it()
    {
        var made = await Prepared.InAsync(_folder.Path, Installed.Machine);

        await using var engine = await PostgresEngine.StartAsync(made with { Binaries = null }, NullLoggerFactory.Instance, Cancel);

        (engine.Version / 10_000).ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(Path.GetFileName(made.Binaries));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_is_refused()
    {
        (await RefusedAsync(new PostgresSettings { Data = "/dev/null/data" })).ShouldContain("can't be written by");

        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can start a process as another account.");
        await using var owner = await Owner.StartAsync(new PostgresSettings { Data = _folder.Path }, user: "nobody");
        owner.Refused.ShouldNotBeNull().ShouldContain("can't be written by nobody");
    }

    [Fact]
    public async Task In_a_folder_that_PostgreSQLs_account_can_not_enter_a_link_leads_to_one_that_it_can()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only a root server runs PostgreSQL as another account.");
        var home = Path.Combine(_folder.Path, "home");
        Directory.CreateDirectory(home);
        File.SetUnixFileMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var settings = new PostgresSettings { Data = Path.Combine(home, "data"), Binaries = await Installed.FolderAsync(Installed.Machine) };

        await using (var first = await PostgresEngine.StartAsync(settings, NullLoggerFactory.Instance, TestContext.Current.CancellationToken))
            await TestPostgres.ExecuteAsync(first.DataSource, "CREATE TABLE kept ()");
        await using (var second = await PostgresEngine.StartAsync(settings, NullLoggerFactory.Instance, TestContext.Current.CancellationToken))
            await TestPostgres.ExecuteAsync(second.DataSource, "SELECT FROM kept");

        var elsewhere = new DirectoryInfo(Path.Combine(settings.Data, "postgres")).LinkTarget.ShouldNotBeNull();
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task A_folder_with_something_else_in_its_place_is_left_alone()
    {
        var foreign = Path.Combine(_folder.Path, "postgres", "cluster", "diary.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(foreign)!);
        await File.WriteAllTextAsync(foreign, "dear diary", Cancel);

        (await RefusedAsync(new PostgresSettings { Data = _folder.Path })).ShouldContain("not a database");
        File.Exists(foreign).ShouldBeTrue();
    }

    [Theory]
    [InlineData("postgresql.conf", "contains errors")]
    [InlineData("global/pg_control", "could not find the database system")]
    public async Task A_database_that_does_not_start_says_what_PostgreSQL_said(string damaged, string words)
    {
        var settings = await Prepared.InAsync(_folder.Path, Installed.Machine);
        var file = Path.Combine(_folder.Path, "postgres", "cluster", damaged);
        if (damaged.EndsWith(".conf", StringComparison.Ordinal)) await File.AppendAllTextAsync(file, "nonsense = 1\n", Cancel);
        else File.Delete(file);

        (await RefusedAsync(settings)).ShouldContain(words);
    }

    [Fact]
    public async Task Configured_binaries_that_are_none_are_refused() =>
        (await RefusedAsync(new PostgresSettings { Data = _folder.Path, Binaries = _folder.Path })).ShouldContain("holds no PostgreSQL 15 or later");

    [Fact]
    public async Task A_refused_start_leaves_the_folder_free()
    {
        var settings = await Prepared.InAsync(_folder.Path, Installed.Machine);
        await RefusedAsync(settings with { Binaries = "/nowhere" });

        await using var engine = await PostgresEngine.StartAsync(settings, NullLoggerFactory.Instance, Cancel);
        engine.IsEmbedded.ShouldBeTrue();
    }

    internal static async Task<string> RefusedAsync(PostgresSettings settings)
    {
        var refused = await Should.ThrowAsync<StartupException>(() => PostgresEngine.StartAsync(settings, NullLoggerFactory.Instance, Cancel));
        refused.Message.ShouldNotContain("\n");
        return refused.Message;
    }
}
