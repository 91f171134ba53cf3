using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Throughline.Bench.Claimers;
using Throughline.Bench.Machine;
using Throughline.Bench.Runs;

namespace Throughline.Bench.Queues;

/// <summary>Tasks of a server of ours.</summary>
sealed class OurQueue : IAsyncDisposable
{
    /// <summary>Tasks of a story: completing the last one completes the story as well, which is part of what is measured.</summary>
    const int TasksPerStory = 10;
    const int StoriesPerRequest = 500;

    public const string Load = "one process on the same machine, which shares its cores: a plain HTTP connection for each worker, all on one thread";

    static readonly HttpClient Client = Api.AsOwner(TimeSpan.FromMinutes(5));
    readonly ServerNode _node;
    readonly Guid _project;

    OurQueue(ServerNode node, Guid project, string durability) => (_node, _project, Durability) = (node, project, durability);

    public string Durability { get; }

    public static async Task<OurQueue> StartAsync(CancellationToken cancel)
    {
        var node = await ServerNode.StartAsync(cancel);
        await using var database = await node.JoinAsync(cancel);
        return new OurQueue(node, await Api.NewProjectAsync(node.Address, "TL", cancel), (await Machine.Durability.ReadAsync(database.DataSource)).ToString());
    }

    /// <summary>Makes tasks, then lets workers do them; only the second is measured.</summary>
    public async Task<Sample> WorkAsync(int tasks, int workers, int count, CancellationToken cancel)
    {
        await AddAsync(tasks, cancel);
        var before = _node.CpuSeconds();
        var result = await AskAsync<WorkerResult>(["--tasks", Text(tasks), "--workers", Text(workers), "--count", Text(count)], cancel);
        var used = _node.CpuSeconds() - before;
        return new Sample
        {
            Figures = new Dictionary<Figure, double> { [QueueFigures.Tasks] = result.Done / result.Seconds, [QueueFigures.TasksPerCpu] = result.Done / Math.Max(used, 0.01) },
            Seconds = result.Seconds,
            CpuSeconds = used,
            Failed = result.Failed,
            Void = result.Void ?? await LeftAsync(cancel),
        };
    }

    public async Task<Sample> PickUpAsync(int tasks, int pause, CancellationToken cancel)
    {
        var story = await Api.PostAsync(new Uri(_node.Address, "/api/stories"), """{"title":"A story whose tasks come one by one"}""", cancel);
        var (begun, before) = (TimeProvider.System.GetTimestamp(), _node.CpuSeconds());
        var result = await AskAsync<PickupResult>(["--tasks", Text(tasks), "--pickup-story", (string)story["id"]!, "--pause", Text(pause)], cancel);
        return new Sample
        {
            Figures = new Dictionary<Figure, double> { [Figure.P50] = result.P50, [Figure.P99] = result.P99 },
            Seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds,
            CpuSeconds = _node.CpuSeconds() - before,
            Failed = result.Failed,
        };
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    async Task AddAsync(int tasks, CancellationToken cancel)
    {
        var task = string.Join(',', Enumerable.Repeat("""{"title":"Nothing"}""", TasksPerStory));
        var story = $$"""{"title":"No work at all","tasks":[{{task}}]}""" + '\n';
        for (var left = tasks / TasksPerStory; left > 0; left -= StoriesPerRequest)
        {
            using var lines = new StringContent(string.Concat(Enumerable.Repeat(story, Math.Min(left, StoriesPerRequest))), Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
            using var answer = await Client.PostAsync(new Uri(_node.Address, "/api/stories/batch"), lines, cancel);
            answer.EnsureSuccessStatusCode();
        }
        // As for the others: what was just written is known to the planner before anything is measured.
        await using var database = await _node.JoinAsync(cancel);
        await using var analyze = database.DataSource.CreateCommand("VACUUM ANALYZE tasks");
        await analyze.ExecuteNonQueryAsync(cancel);
    }

    async Task<string?> LeftAsync(CancellationToken cancel)
    {
        var work = JsonNode.Parse(await Client.GetStringAsync(new Uri(_node.Address, "/api/work"), cancel))!;
        return (long)work["claimable"]! + (long)work["leased"]! is var left and > 0 ? $"{left} tasks are left" : null;
    }

    async Task<T> AskAsync<T>(string[] arguments, CancellationToken cancel) => JsonSerializer.Deserialize<T>(await ChildProcess.RunAsync(
        Programs.Bench, ["workers", "--port", Text(_node.Address.Port), "--project", _project.ToString(), .. arguments], cancel))!;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
