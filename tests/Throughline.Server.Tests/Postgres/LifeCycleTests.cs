using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Throughline.Server.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Postgres;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class LifeCycleTests : IDisposable
{
    readonly TestFolder _folder = new("life");

    public static TheoryData<string> Both => Installed.Both;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Both))]
    public async Task It_is_made_once_stops_with_its_engine_and_keeps_what_it_was_told(string which)
    {
        await using (var first = await StartAsync(which))
        {
            first.IsEmbedded.ShouldBeTrue();
            first.Version.ShouldBe(int.Parse(await Cluster.AskAsync<string>(first.DataSource, "SHOW server_version_num")));
            await TestPostgres.ExecuteAsync(first.DataSource, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        await Cluster.GoneAsync(_folder.Path);
        Directory.EnumerateFiles(Path.Combine(_folder.Path, "postgres", "run")).ShouldBeEmpty();

        var started = TimeProvider.System.GetTimestamp();
        await using var second = await StartAsync(which);
        TestContext.Current.SendDiagnosticMessage($"second start with {which}: {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:0} ms");
        (await Cluster.AskAsync<int>(second.DataSource, "SELECT answer FROM kept")).ShouldBe(42);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Text_is_ordered_by_code_point_and_every_script_has_its_cases(string which)
    {
        await using var engine = await PostgresEngine.StartAsync(await Prepared.InAsync(_folder.Path, which), NullLoggerFactory.Instance, Cancel);

        (await Cluster.AskAsync<string>(engine.DataSource, "SELECT lower('ÅÄÖ ΑΒΓ ЖЯ')")).ShouldBe("åäö αβγ жя");
        (await Cluster.AskAsync<bool>(engine.DataSource, "SELECT 'Smörgåsbord ЖЯ' ILIKE '%GÅSBORD жя'")).ShouldBeTrue();
        (await Cluster.AskAsync<string>(engine.DataSource, "SELECT string_agg(t, '' ORDER BY t) FROM unnest(ARRAY['ö', 'z', 'B', 'a', 'Z', 'å']) t")).ShouldBe("BZazåö");
        (await Cluster.AskAsync<string>(engine.DataSource, "SELECT to_tsvector('Över–ALLT')::text")).ShouldBe("'allt':2 'över':1");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Only_its_private_socket_is_open(string which)
    {
        await using var engine = await PostgresEngine.StartAsync(await Prepared.InAsync(_folder.Path, which), NullLoggerFactory.Instance, Cancel);

        (await Cluster.AskAsync<string>(engine.DataSource, "SHOW listen_addresses")).ShouldBe("");
        var socketFolder = new NpgsqlConnectionStringBuilder(engine.ConnectionString).Host!;
        File.GetUnixFileMode(socketFolder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Ctrl-C goes to the session of the terminal: PostgreSQL is not in it.
        Cluster.Session(Cluster.Postmaster(_folder.Path)).ShouldNotBe(Cluster.Session(Environment.ProcessId));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_ordinary_user_runs_it_as_himself(string which)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can start a process as another account; run by an ordinary user, all the other tests show it.");
        await GiveAsync("nobody", _folder.Path);

        await using var owner = await Owner.StartAsync(new PostgresSettings { Data = _folder.Path, Binaries = await Installed.FolderAsync(which) }, user: "nobody");

        owner.Refused.ShouldBeNull();
        await using var source = NpgsqlDataSource.Create(owner.ConnectionString);
        (await Cluster.AnswersAsync(source)).ShouldBeTrue();
        File.Exists(Path.Combine(_folder.Path, "postgres", "account")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_start_that_died_half_way_is_made_anew()
    {
        var postgres = Path.Combine(_folder.Path, "postgres");
        Directory.CreateDirectory(Path.Combine(postgres, ".cluster-0123", "base"));
        Directory.CreateDirectory(Path.Combine(postgres, "binaries", ".making-18"));

        await using var engine = await PostgresEngine.StartAsync(
            new PostgresSettings { Data = _folder.Path, Binaries = Installed.Package }, NullLoggerFactory.Instance, Cancel);

        (await Cluster.AnswersAsync(engine.DataSource)).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(postgres, ".*").ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(Path.Combine(postgres, "binaries"), ".*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deep_folder_with_awkward_letters_has_its_socket_elsewhere()
    {
        var deep = Path.Combine(_folder.Path, new string('d', 60), "a, b: 'c' \"d\" ö");

        string socketFolder;
        await using (var engine = await StartAsync(Installed.Machine, deep))
        {
            socketFolder = new NpgsqlConnectionStringBuilder(engine.ConnectionString).Host!;
            (socketFolder.Length + "/.s.PGSQL.5432".Length).ShouldBeLessThanOrEqualTo(100);
            socketFolder.ShouldNotStartWith(deep);
            File.GetUnixFileMode(socketFolder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await using var joined = await PostgresEngine.AttachAsync(new PostgresSettings { Data = deep }, NullLoggerFactory.Instance, Cancel);
            (await Cluster.AnswersAsync(joined.DataSource)).ShouldBeTrue();
        }

        await Cluster.GoneAsync(deep);
        Directory.Exists(socketFolder).ShouldBeFalse();
    }

    internal static async Task GiveAsync(string user, string path)
    {
        using var chown = System.Diagnostics.Process.Start("chown", [user, path]);
        await chown.WaitForExitAsync(Cancel);
        chown.ExitCode.ShouldBe(0);
    }

    async Task<PostgresEngine> StartAsync(string which, string? data = null) =>
        await PostgresEngine.StartAsync(new PostgresSettings { Data = data ?? _folder.Path, Binaries = await Installed.FolderAsync(which) }, NullLoggerFactory.Instance, Cancel);
}
