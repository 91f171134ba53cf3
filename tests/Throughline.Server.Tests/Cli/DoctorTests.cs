using System.Text.Json;
using Npgsql;
using Shouldly;
using Throughline.Server.Cli.Doctor;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli;

public sealed class DoctorTests
{
    [Fact]
    public async Task A_healthy_database_is_all_ok()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        var (exitCode, findings) = await ExamineAsync(database);
        findings.Values.ShouldAllBe(finding => finding.Verdict == "ok");
        findings.Keys.ShouldBe(["engine", "clock", "rights", "migrations", "search", "followers", "journal"], ignoreOrder: true);
        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Migrate_brings_an_empty_database_to_the_schema_that_doctor_misses()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync(migrated: false);
        (await ExamineAsync(database)).Findings["migrations"].Verdict.ShouldBe("warn");

        using var folder = new TestFolder("migrate");
        string[] migrate = ["migrate", "--postgres", database.ConnectionString];
        var (exitCode, output, errors) = await ServerProcess.RunAsync(folder.Path, migrate);
        exitCode.ShouldBe(0, errors);
        output.ShouldContain("applied 0001_journal");
        (await ServerProcess.RunAsync(folder.Path, migrate)).Output.ShouldStartWith("The schema is at ");
        (await ExamineAsync(database)).Findings["migrations"].Verdict.ShouldBe("ok");
    }

    [Fact]
    public async Task A_search_without_similar_words_warns_and_says_how_to_have_them()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await TestPostgres.ExecuteAsync(database.DataSource, "DROP EXTENSION pg_trgm CASCADE");

        var (exitCode, findings) = await ExamineAsync(database);

        findings["search"].Verdict.ShouldBe("warn");
        findings["search"].Message.ShouldContain("pg_trgm is not there");
        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_hole_in_the_journal_fails()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await FillJournalAsync(database, 10);
        (await ExamineAsync(database)).Findings["journal"].ShouldBe(("ok", "dense: 10 positions, 10 facts"));

        await TestPostgres.ExecuteAsync(database.DataSource, "DELETE FROM journal WHERE position = 5");
        var (exitCode, findings) = await ExamineAsync(database);
        findings["journal"].ShouldBe(("fail", "1 of the newest 10 positions are missing"));
        exitCode.ShouldBe(1);

        await TestPostgres.ExecuteAsync(database.DataSource, "DELETE FROM journal WHERE position = 1");
        (await ExamineAsync(database)).Findings["journal"].ShouldBe(("fail", "begins at position 2, not at 1"));
    }

    [Fact]
    public async Task A_halted_follower_fails_and_one_far_behind_warns()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await FillJournalAsync(database, 10_050);
        await TestPostgres.ExecuteAsync(
            database.DataSource,
            """
            DELETE FROM followers;
            INSERT INTO followers (name, position, alarm, alarm_at)
            VALUES ('Fast', 10050, null, null), ('Halted', 7, 'an entry it cannot apply', now()), ('Slow', 3, null, null)
            """);

        var (exitCode, findings) = await ExamineAsync(database);
        findings["follower Fast"].ShouldBe(("ok", "0 behind, at position 10050"));
        findings["follower Slow"].ShouldBe(("warn", "10047 behind, at position 3"));
        findings["follower Halted"].ShouldBe(("fail", "halted at position 7, 10043 behind: an entry it cannot apply"));
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task An_account_that_may_not_create_fails()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        var role = $"reader_{Guid.NewGuid():n}";
        await TestPostgres.ExecuteAsync(database.DataSource, $"CREATE ROLE {role} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}");
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role }.ConnectionString;
            var (exitCode, findings) = await ExamineAsync(connection);
            findings["rights"].Verdict.ShouldBe("fail");
            exitCode.ShouldBe(1);
        }
        finally
        {
            await TestPostgres.ExecuteAsync(database.DataSource, $"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task A_PostgreSQL_that_does_not_answer_fails_with_what_to_do()
    {
        var (exitCode, findings) = await ExamineAsync("Host=/nowhere;Username=a;Database=b");
        findings.ShouldHaveSingleItem().Value.Message.ShouldContain("can't be reached");
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_without_a_database_is_told_and_stays_empty()
    {
        using var folder = new TestFolder("doctor");
        var (exitCode, output, _) = await ServerProcess.RunAsync(folder.Path, ["doctor"]);
        output.ShouldStartWith("warn  engine  there is no database yet");
        exitCode.ShouldBe(0);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.9, Verdict.Ok)]
    [InlineData(-0.9, Verdict.Ok)]
    [InlineData(1.1, Verdict.Warn)]
    [InlineData(-3600, Verdict.Warn)]
    public void Clocks_that_are_more_than_a_second_apart_are_told(double seconds, Verdict verdict) =>
        ClockCheck.Judge(TimeSpan.FromSeconds(seconds)).Verdict.ShouldBe(verdict);

    [Theory]
    [InlineData(10L << 30, Verdict.Ok, "10.0 GiB free for /data")]
    [InlineData(1L << 30, Verdict.Warn, "1.0 GiB free for /data")]
    [InlineData(10L << 20, Verdict.Fail, "10 MiB free for /data")]
    public void A_disk_that_fills_up_is_told(long free, Verdict verdict, string message)
    {
        var finding = DiskCheck.Judge("/data", free);
        (finding.Verdict, finding.Message).ShouldBe((verdict, message));
    }

    [Fact]
    public void A_long_journal_is_counted_in_its_newest_part() =>
        JournalCheck.Judge(1, 5_000_000, 1_000_000, 1_000_000).Message.ShouldBe("dense in its newest 1000000 of 5000000 positions (--full counts all)");

    static Task FillJournalAsync(TestDatabase database, int facts) => TestPostgres.ExecuteAsync(
        database.DataSource,
        $$"""
        INSERT INTO journal (position, at, project_id, actor_id, subject_id, type, audience, data)
        SELECT position, now(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'story.created', 0, '{}'
        FROM generate_series(1, {{facts}}) AS position
        """);

    static Task<(int ExitCode, Dictionary<string, (string Verdict, string Message)> Findings)> ExamineAsync(TestDatabase database) =>
        ExamineAsync(database.ConnectionString);

    static async Task<(int ExitCode, Dictionary<string, (string Verdict, string Message)> Findings)> ExamineAsync(string connection)
    {
        using var folder = new TestFolder("doctor");
        var (exitCode, output, errors) = await ServerProcess.RunAsync(folder.Path, ["doctor", "--json", "--postgres", connection]);
        errors.ShouldBeEmpty();
        using var json = JsonDocument.Parse(output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToDictionary(
            finding => finding.GetProperty("subject").GetString()!,
            finding => (finding.GetProperty("verdict").GetString()!, finding.GetProperty("message").GetString()!));
        return (exitCode, findings);
    }
}
