using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Throughline.Server.Features.Simulation.Engine;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli;

/// <summary>`simulate` against a server that is a process of its own.</summary>
public sealed partial class SimulateTests(SimulateTests.Serving serving) : IClassFixture<SimulateTests.Serving>
{
    [Fact]
    public async Task Its_numbers_are_those_of_the_API()
    {
        var (exitCode, output, errors) = await SimulateAsync("NUM", "--create-project", "--for", "3s", "--stories-per-second", "20", "--seed", "7", "--speed", "100000", "--failure-rate", "0.1", "--drain");
        errors.ShouldBeEmpty();
        exitCode.ShouldBe(0, output);
        output.ShouldContain("The server's statistics agree, at position ");

        var counts = Counts(output);
        var project = await serving.ProjectAsync("NUM");
        var stories = await serving.AllAsync($"/api/stories?limit=500&projectId={project}");
        var tasks = await serving.AllAsync($"/api/tasks?limit=500&projectId={project}");
        counts["stories.created"].ShouldBe(stories.Count);
        stories.Count.ShouldBeGreaterThan(20);
        counts["tasks.created"].ShouldBe(tasks.Count);
        counts["tasks.completed"].ShouldBe(tasks.Count(t => (string?)t["status"] == "Done"));
        counts["time.seconds"].ShouldBe(tasks.Sum(t => (long)t["timeSpent"]!));
        counts["tasks.claimed"].ShouldBe(counts["tasks.completed"] + counts["tasks.released"]);
        counts["tasks.released"].ShouldBeGreaterThan(0);
        // Drained: nothing is left but what failed too often.
        tasks.ShouldAllBe(t => (string?)t["status"] == "Done" || (bool)t["setAside"]!);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_stories_whatever_the_timing()
    {
        (await SimulateAsync("SEEDA", "--create-project", "--for", "2s", "--seed", "11", "--workers", "0", "--stories-per-second", "50")).ExitCode.ShouldBe(0);
        (await SimulateAsync("SEEDB", "--create-project", "--for", "2s", "--seed", "11", "--workers", "16", "--speed", "1000000", "--stories-per-second", "50")).ExitCode.ShouldBe(0);
        (await SimulateAsync("SEEDC", "--create-project", "--for", "2s", "--seed", "12", "--workers", "0", "--stories-per-second", "50")).ExitCode.ShouldBe(0);

        var first = await ContentAsync("SEEDA");
        first.Count.ShouldBeGreaterThan(50);
        (await ContentAsync("SEEDB")).ShouldBe(first);
        (await ContentAsync("SEEDC")).ShouldNotBe(first);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_and_leaves_no_lease()
    {
        await using var simulation = Start("CTRLC", "--create-project", "--for", "1h", "--speed", "1", "--workers", "4");
        var project = await BusyAsync("CTRLC", 4);

        simulation.Signal(Signals.Interrupt);
        (await simulation.ExitAsync()).ShouldBe(0, simulation.Output + simulation.Errors);
        simulation.Output.ShouldContain("The server's statistics agree");
        Counts(simulation.Output)["tasks.released"].ShouldBe(4);
        ((long)(await serving.GetAsync($"/api/work?projectId={project}"))["leased"]!).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_Ctrl_C_leaves_at_once_though_the_server_does_not_answer()
    {
        using var folder = new TestFolder("frozen");
        await using var server = ServerProcess.Start(folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        var url = await server.ReadyAsync();
        await InstanceOwner.WriteAsync(Path.Combine(folder.Path, "data"), TestContext.Current.CancellationToken);
        await using var simulation = ServerProcess.Start(folder.Path, ["simulate", "--server", $"{url}", "--project", "ICE", "--create-project", "--speed", "1"], InstanceOwner.Variable);
        using var api = new ApiClient(url, new TestLog(), InstanceOwner.Token);
        await Until.TrueAsync("the workers are busy", async () => await api.GetAsync("/api/work") is { Status: 200 } work && (long)work["leased"]! > 0);

        server.Signal(Stop);
        try
        {
            simulation.Signal(Signals.Interrupt);
            await Until.TrueAsync("it heard of it", () => simulation.Errors.Contains("It ends: ", StringComparison.Ordinal));
            simulation.Signal(Signals.Interrupt);
            (await simulation.ExitAsync()).ShouldBe(1, simulation.Output + simulation.Errors);
            simulation.Errors.ShouldContain("Left at once");
        }
        finally
        {
            server.Signal(Continue);
        }
    }

    [Fact]
    public async Task A_server_that_is_killed_and_comes_back_has_everything_once()
    {
        using var folder = new TestFolder("killed");
        await using var first = ServerProcess.Start(folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        var url = await first.ReadyAsync();
        await InstanceOwner.WriteAsync(Path.Combine(folder.Path, "data"), TestContext.Current.CancellationToken);
        await using var simulation = ServerProcess.Start(folder.Path,
            ["simulate", "--server", $"{url}", "--project", "KILL", "--create-project", "--for", "6s", "--stories-per-second", "100", "--speed", "1000000", "--workers", "16", "--seed", "3"], InstanceOwner.Variable);
        using var api = new ApiClient(url, new TestLog(), InstanceOwner.Token);
        await Until.TrueAsync("it is under way", async () =>
            await api.GetAsync("/api/tasks?status=Done&limit=50") is { Status: 200 } done && done["items"]!.AsArray().Count == 50);

        first.Signal(Signals.Kill);
        await first.ExitAsync();
        await using var second = ServerProcess.Start(folder.Path, ["serve", "--urls", $"{url}".TrimEnd('/')]);
        await second.ReadyAsync();

        (await simulation.ExitAsync()).ShouldBe(0, simulation.Output + simulation.Errors);
        simulation.Output.ShouldContain("The server's statistics agree");
        var arrived = new Arrivals(3, 100, TimeSpan.FromSeconds(6));
        arrived.AdvanceTo(TimeSpan.FromSeconds(6));
        Counts(simulation.Output)["stories.created"].ShouldBe(arrived.Next);
    }

    [Fact]
    public async Task Work_of_others_in_the_project_shows_as_a_difference()
    {
        await using var simulation = Start("OTHER", "--create-project", "--for", "1h", "--workers", "4", "--speed", "1");
        var project = await BusyAsync("OTHER", 4);
        (await serving.Api.PostAsync("/api/stories", $$"""{"projectId":"{{project}}","title":"By hand"}""")).ShouldBe(201);

        simulation.Signal(Signals.Interrupt);
        (await simulation.ExitAsync()).ShouldBe(1, simulation.Errors);
        simulation.Output.ShouldMatch(@"stories\.created +\d+ +\d+  \+1");
        simulation.Output.ShouldContain("know of more than was done here");
    }

    [Theory]
    [InlineData("--for=soon", "--for soon isn't a duration; write --for 60s, 10m or 1h.")]
    [InlineData("--for=25h", "--for: It is 1 to 86400.")]
    [InlineData("--tasks-per-story=many", "--tasks-per-story many isn't a number of tasks; write --tasks-per-story 3 or --tasks-per-story 1-5.")]
    [InlineData("--tasks-per-story=5-1", "--tasks-per-story: It is at least 'from'.")]
    [InlineData("--stories-per-second=2000", "--stories-per-second: It is 0 to 1000.")]
    [InlineData("--workers=257", "--workers: It is 0 to 256.")]
    [InlineData("--failure-rate=2", "--failure-rate: It is 0 to 1.")]
    [InlineData("--speed=0", "--speed: It is 1 to 1000000.")]
    public async Task Bad_usage_is_one_line(string option, string line)
    {
        var (exitCode, output, errors) = await SimulateAsync("NUM", option);
        (output, errors).ShouldBe(("", line + Environment.NewLine));
        exitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_project_that_is_not_there_is_not_made_unasked()
    {
        var (exitCode, _, errors) = await SimulateAsync("NOWHERE", "--for", "1s");
        errors.ShouldContain("has no project NOWHERE");
        exitCode.ShouldBe(2);
    }

    const int Stop = 19;
    const int Continue = 18;

    ServerProcess Start(string key, params string[] options) =>
        ServerProcess.Start(serving.Folder, ["simulate", "--server", $"{serving.Url}", "--project", key, .. options], InstanceOwner.Variable);

    async Task<(int ExitCode, string Output, string Errors)> SimulateAsync(string key, params string[] options)
    {
        await using var simulation = Start(key, options);
        var exitCode = await simulation.ExitAsync();
        return (exitCode, simulation.Output, simulation.Errors);
    }

    async Task<string> BusyAsync(string key, int leases)
    {
        var project = "";
        await Until.TrueAsync("the workers are busy", async () =>
        {
            project = await serving.ProjectAsync(key) ?? "";
            return project.Length > 0 && (long)(await serving.GetAsync($"/api/work?projectId={project}"))["leased"]! == leases;
        });
        return project;
    }

    /// <summary>What a project's stories say, in the order in which they were made.</summary>
    async Task<List<string>> ContentAsync(string key)
    {
        var project = await serving.ProjectAsync(key);
        var tasks = (await serving.AllAsync($"/api/tasks?limit=500&projectId={project}")).ToDictionary(t => (string)t["id"]!);
        var stories = await serving.AllAsync($"/api/stories?limit=500&projectId={project}");
        return [.. stories.OrderBy(s => int.Parse(((string)s["key"]!).Split('-')[1])).Select(s => string.Join('|',
            s["title"], s["description"], s["priority"], s["labels"]!.ToJsonString(),
            string.Join(';', s["tasks"]!.AsArray().Select(t => tasks[(string)t!]).Select(t => $"{t["title"]} {t["estimate"]}"))))];
    }

    static Dictionary<string, long> Counts(string output) =>
        CountLine().Matches(output.ReplaceLineEndings("\n")).ToDictionary(m => m.Groups["series"].Value, m => long.Parse(m.Groups["here"].Value));

    [GeneratedRegex(@"^(?<series>[a-z]+\.[a-zA-Z]+) +(?<here>\d+) +\k<here>$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CountLine();

    /// <summary>A server for all tests of the class.</summary>
    public sealed class Serving : IAsyncLifetime
    {
        readonly TestFolder _folder = new("simulate");
        ServerProcess _server = null!;

        public string Folder => _folder.Path;

        public Uri Url { get; private set; } = null!;

        internal ApiClient Api { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _server = ServerProcess.Start(Folder, ["serve", "--urls", "http://127.0.0.1:0"]);
            Api = new ApiClient(Url = await _server.ReadyAsync(), new TestLog(), InstanceOwner.Token);
            await InstanceOwner.WriteAsync(Path.Combine(Folder, "data"));
        }

        public async ValueTask DisposeAsync()
        {
            Api.Dispose();
            _server.Signal(Signals.Terminate);
            await _server.ExitAsync();
            await _server.DisposeAsync();
            _folder.Dispose();
        }

        public async Task<JsonNode> GetAsync(string path) => (await Api.GetAsync(path)).ShouldBe(200).Json;

        public async Task<string?> ProjectAsync(string key) =>
            (string?)(await GetAsync("/api/projects?limit=500"))["items"]!.AsArray().FirstOrDefault(p => (string?)p!["key"] == key)?["id"];

        public async Task<List<JsonNode>> AllAsync(string path) => [.. (await Api.PagesAsync(path)).SelectMany(page => page)];
    }
}
