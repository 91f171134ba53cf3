using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Cli.Demo;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli;

/// <summary>`demo` as a newcomer starts it: in an empty folder, twice.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task It_is_ready_with_stories_and_work_that_goes_on_and_a_second_start_goes_on_where_it_was()
    {
        using var folder = new TestFolder("demo");
        long made;
        await using (var demo = ServerProcess.Start(folder.Path, ["demo", "--urls", "http://127.0.0.1:0"]))
        {
            using var client = new HttpClient { BaseAddress = await demo.ReadyAsync() };
            var me = await GetAsync(client, "/api/users/me");
            ((string?)me["name"], (bool)me["isDemo"]!, (bool)me["isAdministrator"]!).ShouldBe(("Demo", true, true));
            var own = (await GetAsync(client, "/api/stories?externalKey=demo-48"))["items"]!.AsArray().Single()!;
            ((string?)own["key"]).ShouldBe("DEMO-48");
            ((string?)(await GetAsync(client, "/api/simulation"))["state"]).ShouldBe("Running");
            (await GetAsync(client, "/api/items?limit=50"))["items"]!.AsArray().Count.ShouldBe(12);
            (await GetAsync(client, $"/api/items?receiver={me["id"]}"))["items"]!.AsArray().Count.ShouldBe(2);
            (await GetAsync(client, "/api/transfers?limit=100"))["items"]!.AsArray().Count.ShouldBe(45);
            await Until.TrueAsync("stories are made and tasks are done", async () =>
                await SumAsync(client, "stories.created") > 48 && await SumAsync(client, "tasks.completed") > 0);
            made = await SumAsync(client, "stories.created");
            demo.Signal(Signals.Interrupt);
            (await demo.ExitAsync()).ShouldBe(0, demo.Errors);
        }

        await using var again = ServerProcess.Start(folder.Path, ["demo", "--urls", "http://127.0.0.1:0"]);
        using var second = new HttpClient { BaseAddress = await again.ReadyAsync() };
        (await GetAsync(second, "/api/projects"))["items"]!.AsArray().Count.ShouldBe(1);
        await Until.TrueAsync("it goes on", async () => await SumAsync(second, "stories.created") > made);
        (await GetAsync(second, "/api/stories?externalKey=demo-1"))["items"]!.AsArray().Count.ShouldBe(1);
        (await GetAsync(second, "/api/items?limit=50"))["items"]!.AsArray().Count.ShouldBe(12);
    }

    [Fact]
    public async Task Where_people_have_accounts_it_lets_nobody_in()
    {
        using var folder = new TestFolder("no-demo");
        (await ServerProcess.RunAsync(folder.Path, ["user", "create", "--email", "ada@example.com", "--name", "Ada"])).ExitCode.ShouldBe(0);

        var (exitCode, output, errors) = await ServerProcess.RunAsync(folder.Path, ["demo", "--urls", "http://127.0.0.1:0"]);

        errors.ShouldStartWith("People have accounts in this database, and a demo would let everybody on this machine in");
        output.ShouldNotContain("is ready");
        exitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("Host", "throughline.example")]
    [InlineData("Origin", "http://elsewhere.example")]
    [InlineData("Authorization", "Bearer tl_wrong")]
    public async Task Only_who_comes_from_this_machine_itself_is_its_owner(string header, string value)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        using var folder = new TestFolder("visitors");
        await using var demo = ServerProcess.Start(folder.Path, ["demo", "--urls", "http://127.0.0.1:0", "--postgres", database.ConnectionString]);
        using var api = new ApiClient(await demo.ReadyAsync(), new TestLog(), token: null);

        (await api.GetAsync("/api/projects")).ShouldBe(200);
        (await api.GetAsync("/api/projects", (header, value))).ShouldBeProblem(401, "sign-in-required");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(10, true)]
    public void Only_a_simulation_that_ended_by_itself_is_started_again(int? endedAfterItsEnd, bool expected)
    {
        var end = NodaTime.Instant.FromUtc(2026, 1, 31, 12, 0);
        var ended = endedAfterItsEnd is { } seconds ? end + NodaTime.Duration.FromSeconds(seconds) : (NodaTime.Instant?)null;
        DemoProject.EndedByItself(new SimulationSeen(new(default), end, ended)).ShouldBe(expected);
    }

    static async Task<JsonNode> GetAsync(HttpClient client, string path) =>
        JsonNode.Parse(await client.GetStringAsync(path, TestContext.Current.CancellationToken))!;

    static async Task<long> SumAsync(HttpClient client, string series) =>
        (await GetAsync(client, $"/api/statistics?series={series}&resolution=hour"))["buckets"]!.AsArray().Sum(b => (long)b!["counts"]![0]!);
}
