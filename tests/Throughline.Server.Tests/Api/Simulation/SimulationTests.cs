using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Features.Simulation;
using Throughline.Server.Features.Simulation.Engine;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Simulation;

/// <summary>A simulation inside the server.</summary>
public sealed class SimulationTests : IAsyncLifetime
{
    const string Path = "/api/simulation";
    const string Brisk = """{"storiesPerSecond":40,"tasksPerStory":{"from":1,"to":3},"workers":8,"speed":1000000,"failureRate":0,"seconds":3600,"seed":7}""";

    /// <summary>Everything that is claimed is held until the simulation ends.</summary>
    const string Slow = """{"storiesPerSecond":40,"workers":8,"speed":1,"failureRate":0,"seconds":3600}""";

    TestServer _server = null!;

    ApiClient Api => _server.Api;

    public async ValueTask InitializeAsync() => await (_server = await TestServer.StartAsync()).Api.CreateProjectAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Before_the_first_there_is_none_and_stopping_it_is_nothing()
    {
        (await Api.GetAsync(Path)).ShouldBe(204);
        (await Api.DeleteAsync(Path, ifMatch: null)).ShouldBe(204);
    }

    [Fact]
    public async Task It_makes_stories_works_on_them_and_stops_when_asked()
    {
        var started = (await Api.PostAsync(Path, Brisk)).ShouldBe(201);
        started.Header("Location").ShouldBe(Path);
        ((string?)started["state"]).ShouldBe("Running");
        ((int?)started["plan"]!["seed"]).ShouldBe(7);
        ((DateTimeOffset)started["endsAt"]! - (DateTimeOffset)started["startedAt"]!).ShouldBe(TimeSpan.FromHours(1));
        (await Api.PostAsync(Path, Brisk)).ShouldBeProblem(409, "simulation-running");

        await Until.TrueAsync("it is under way", async () => await CountAsync("completed") >= 40 && await RateAsync("completedPerSecond") > 5);
        (await Api.DeleteAsync(Path, ifMatch: null)).ShouldBe(200);
        await Until.TrueAsync("it is stopped", async () => await StateAsync() == "Stopped");
        await Until.TrueAsync("its rates are 0", async () => await RateAsync("storiesPerSecond") == 0 && await RateAsync("completedPerSecond") == 0);

        // What it says it did is what was done.
        var counts = (await Api.GetAsync(Path))["counts"]!;
        (await _server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe((long)counts["stories"]!);
        (await _server.AskAsync<long>("SELECT count(*) FROM tasks")).ShouldBe((long)counts["tasks"]!);
        (await _server.AskAsync<long>("SELECT count(*) FROM tasks WHERE status = 2")).ShouldBe((long)counts["completed"]!);
        (await _server.AskAsync<long>("SELECT sum(time_spent)::bigint FROM tasks")).ShouldBe((long)counts["timeSpent"]!);

        (await Api.DeleteAsync(Path, ifMatch: null)).ShouldBe(200);
        (await StateAsync()).ShouldBe("Stopped");
        ((int)(await Api.PostAsync(Path, """{"seconds":1,"workers":0,"storiesPerSecond":0}""")).ShouldBe(201)["counts"]!["stories"]!).ShouldBe(0);
        await Until.TrueAsync("its time is over", async () => await StateAsync() == "Stopped");
    }

    [Fact]
    public async Task The_same_key_starts_one()
    {
        var first = (await Api.PostAsync(Path, Slow, ("Idempotency-Key", "one"))).ShouldBe(201);
        var again = (await Api.PostAsync(Path, Slow, ("Idempotency-Key", "one"))).ShouldBe(201);
        ((string?)again["startedAt"]).ShouldBe((string?)first["startedAt"]);
        (await Api.PostAsync(Path, Brisk, ("Idempotency-Key", "one"))).ShouldBeProblem(422, "idempotency-key-reused");
        (await Api.PostAsync(Path, Slow, ("Idempotency-Key", "two"))).ShouldBeProblem(409, "simulation-running");
    }

    [Fact]
    public async Task A_stop_of_the_server_gives_back_what_the_workers_hold()
    {
        (await Api.PostAsync(Path, Slow)).ShouldBe(201);
        await Until.TrueAsync("the workers are busy", async () => (long)(await Api.GetAsync("/api/work"))["leased"]! == 8);

        // Well within the time that a server has to drain.
        await _server.RestartAsync().WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        var work = await Api.GetAsync("/api/work");
        ((long)work["leased"]!).ShouldBe(0, work.Text);
        (await Api.GetAsync("/api/tasks?setAside=true"))["items"]!.AsArray().ShouldBeEmpty();
        (await _server.AskAsync<long>("SELECT count(*) FROM journal WHERE type = 'task.released'")).ShouldBe(8);
        (await Api.GetAsync(Path)).ShouldBe(204);
    }

    [Fact]
    public async Task A_project_that_goes_away_fails_it_and_says_why()
    {
        // Its first story comes late enough.
        var seed = Enumerable.Range(0, 1000).First(s => new Arrivals(s, 0.2, TimeSpan.FromHours(1)).Due is { TotalSeconds: > 4 and < 5 });
        var project = (await Api.CreateProjectAsync("GONE", "Gone")).Id;
        (await Api.PostAsync(Path, $$"""{"projectId":"{{project}}","storiesPerSecond":0.2,"workers":0,"seconds":3600,"seed":{{seed}}}""")).ShouldBe(201);
        (await Api.PatchAsync($"/api/projects/{project}", """{"isArchived":true}""")).ShouldBe(200);
        (await Api.DeleteAsync($"/api/projects/{project}?confirm=GONE")).ShouldBe(204);

        var simulation = _server.Node.Get<NodeSimulation>();
        await Until.TrueAsync("it failed", () => simulation.Last?.State == SimulationState.Failed);
        simulation.Last!.Why.ShouldNotBeNull().ShouldContain("There is no such project");
        simulation.Last.EndedAt.ShouldNotBeNull();
        // Nobody sees it any more than the project.
        (await Api.GetAsync(Path)).ShouldBe(204);
    }

    [Theory]
    [InlineData("""{"storiesPerSecond":51}""", "storiesPerSecond")]
    [InlineData("""{"storiesPerSecond":-1,"workers":33,"speed":0,"failureRate":2,"seconds":3601}""", "failureRate", "seconds", "speed", "storiesPerSecond", "workers")]
    [InlineData("""{"seconds":0}""", "seconds")]
    [InlineData("""{"tasksPerStory":{"from":3,"to":2}}""", "tasksPerStory.to")]
    [InlineData("""{"tasksPerStory":{"from":-1}}""", "tasksPerStory.from")]
    [InlineData("""{"tasksPerStory":null}""", "tasksPerStory")]
    [InlineData("""{"workers":null}""", "workers")]
    [InlineData("""{"workers":1.5}""", "workers")]
    [InlineData("""{"seed":3000000000}""", "seed")]
    [InlineData("""{"colour":"red"}""", "colour")]
    [InlineData("""{"projectId":"01890a5d-ac96-774b-bcce-b302099a8057"}""", "projectId")]
    [InlineData("", "body")]
    public async Task Bad_input_is_named(string body, params string[] fields)
    {
        (await Api.PostAsync(Path, body)).ShouldBeProblem(400, "invalid-input", fields);
        (await Api.GetAsync(Path)).ShouldBe(204);
    }

    [Fact]
    public async Task Each_node_has_its_own()
    {
        var other = (await _server.AddNodeAsync()).Api;
        (await Api.PostAsync(Path, Slow)).ShouldBe(201);
        (await other.GetAsync(Path)).ShouldBe(204);
        (await other.PostAsync(Path, Slow)).ShouldBe(201);
        (await other.DeleteAsync(Path, ifMatch: null)).ShouldBe(200);
        (await StateAsync()).ShouldBe("Running");
    }

    async Task<string?> StateAsync() => (string?)(await Api.GetAsync(Path))["state"];

    async Task<long> CountAsync(string name) => (long)(await Api.GetAsync(Path))["counts"]![name]!;

    async Task<double> RateAsync(string name) => (double)(await Api.GetAsync(Path))["rates"]![name]!;
}
