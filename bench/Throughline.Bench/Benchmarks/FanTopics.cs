using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Throughline.Bench.Listeners;
using Throughline.Bench.Machine;
using Throughline.Bench.Runs;
using Throughline.Server.Followers.Statistics.Channels;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;

namespace Throughline.Bench.Benchmarks;

/// <summary>
/// fan-topics: many different statistics, each watched by ten clients. Half of them are of a project in which nothing happens. What is counted
/// is how often the node encodes, and that is compared with what the clients were told.
/// </summary>
sealed class FanTopics : Benchmark
{
    const int Subscriptions = 1000;
    const int ClientsOfEach = 10;

    /// <summary>
    /// A story's creation changes a subscription three times: at once; at the next second, when it counts in the rate of the last five complete
    /// ones; and when it no longer does. Between two stories all of that has happened.
    /// </summary>
    const int ChangesOfAStory = 3;
    static readonly TimeSpan BetweenStories = TimeSpan.FromSeconds(8);

    static readonly Figure Encodings = new("encodings for each changed subscription and tick", "");
    static readonly Figure Quiet = new("encodings for subscriptions that did not change", "");
    static readonly Figure Counted = new("encodings", "");
    static readonly Figure Behind = new("clients that were too slow for a frame", "");
    static readonly Figure Told = new("frames at clients", "");

    public override string Name => "fan-topics";

    public override string Compares => $"{Subscriptions:#,0} different statistics × {ClientsOfEach} clients: how often the node encodes, counted in the node and at the clients";

    public override async Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel)
    {
        var subscriptions = Math.Min(Subscriptions, LiveStatistics.MostScopes);
        using var folder = new TemporaryFolder();
        var (ready, answers) = (new Ready("Throughline is ready: "), Channel.CreateUnbounded<string>());
        await using var server = ChildProcess.Start(Programs.Bench,
            ["metered", "--", "serve", "--urls", "http://127.0.0.1:0", "--data", folder["data"], "--log-format", "text"], folder.Path, line =>
            {
                ready.Read(line);
                if (line.StartsWith(MeteredServer.Prefix, StringComparison.Ordinal)) answers.Writer.TryWrite(line[MeteredServer.Prefix.Length..]);
            });
        var address = await ready.AddressAsync(server, cancel);
        await InstanceOwner.WriteAsync(folder["data"], cancel);
        var durability = await DurabilityOfAsync(folder["data"], cancel);
        var busy = await Api.NewProjectAsync(address, "BUSY", cancel);
        var idle = await Api.NewProjectAsync(address, "IDLE", cancel);

        var next = 0;
        using var crowd = new Crowd(address.Port, arrivals => new StatisticsListener(arrivals, PathOf(next++ / ClientsOfEach, subscriptions, busy, idle)));
        crowd.Connect(subscriptions * ClientsOfEach);
        stand.Say($"{subscriptions} subscriptions, {crowd.All.Count} clients");
        Settle(crowd);

        var side = new Side("Throughline", token => MeasureAsync(server, answers.Reader, crowd, address, busy, subscriptions, token))
        {
            Durability = durability,
            Batching = "what changed since the last tick, about 100 ms ago, is one frame, encoded once and shared by all who watch the same",
            Load = "one process on the same machine: all clients on one thread, one request that makes a story",
        };
        var rounds = await stand.InterleaveAsync(cancel, side);
        var note = $"{subscriptions:#,0} subscriptions{(subscriptions < Subscriptions ? $" (a node takes no more; {Subscriptions:#,0} were meant)" : "")} × {ClientsOfEach} clients, half of them of a project where nothing happens; "
            + $"expected: {ChangesOfAStory} changes of each of the other half for each story";
        return
        [
            rounds.Judge(Encodings, side, new Goal("exactly 1", value => value == 1), note),
            rounds.Judge(Quiet, side, new Goal("exactly 0", value => value == 0)),
            rounds.Judge(Counted, side, null, "counted in the node"),
            rounds.Judge(Told, side, null, $"counted at the clients; those of a subscription were told the same bytes, else the run is void"),
            rounds.Judge(Behind, side, null, $"of {crowd.All.Count:#,0}; they were given the newest state instead"),
        ];
    }

    static async Task<Sample> MeasureAsync(
        ChildProcess server, ChannelReader<string> answers, Crowd crowd, Uri address, Guid busy, int subscriptions, CancellationToken cancel)
    {
        crowd.Restart();
        var before = await CountAsync();
        var (begun, cpu) = (Marker.Now, ProcessTree.OwnCpuSeconds(server.Id));
        // Not near the end of a second, or two changes fall into one tick.
        await Task.Delay(TimeSpan.FromMilliseconds((1300 - TimeProvider.System.GetUtcNow().Millisecond) % 1000), cancel);
        await Api.PostAsync(new Uri(address, "/api/stories"), $$"""{"projectId":"{{busy}}","title":"A story"}""", cancel);
        for (var until = Marker.Now + BetweenStories.Ticks * 100; Marker.Now < until;) crowd.Turn(20);
        var encodings = await CountAsync() - before;

        // Whoever is too slow for a frame is given the newest state in its place, and has not seen them all.
        var each = crowd.All.Cast<StatisticsListener>().Chunk(ClientsOfEach).Select(clients => clients.Where(client => client.Snapshots == 0).ToList()).ToList();
        if (each.Any(clients => clients.Count == 0)) throw new InvalidOperationException("All clients of a subscription were too slow for it: this machine has other work to do.");
        var frames = each.Sum(clients => clients[0].Frames);
        var idleFrames = each.Skip(subscriptions / 2).Sum(clients => clients[0].Frames);
        var same = each.All(clients => clients.All(client => client.Told == clients[0].Told && client.Frames == clients[0].Frames));
        return new Sample
        {
            Figures = new Dictionary<Figure, double>
            {
                [Encodings] = (double)encodings / (subscriptions / 2 * ChangesOfAStory),
                [Quiet] = idleFrames,
                [Counted] = encodings,
                [Told] = crowd.All.Sum(client => client.Frames),
                [Behind] = crowd.All.Count - each.Sum(clients => clients.Count),
            },
            Seconds = (Marker.Now - begun) / 1e9,
            CpuSeconds = ProcessTree.OwnCpuSeconds(server.Id) - cpu,
            Void = !same ? "clients of one subscription were told different things" : encodings != frames ? $"{encodings} encodings, but {frames} different frames at the clients" : null,
        };

        async Task<long> CountAsync()
        {
            await server.TellAsync("count");
            return (long?)JsonNode.Parse(await answers.ReadAsync(cancel))!["live.statistics.encodings"] ?? 0;
        }
    }

    // The first half watches the busy project. A window of its own makes each subscription different from the others.
    static string PathOf(int subscription, int subscriptions, Guid busy, Guid idle)
    {
        var half = subscriptions / 2;
        var (project, number) = subscription < half ? (busy, subscription) : (idle, subscription - half);
        var (resolution, seconds, most) = ("hour", 3600, StatisticsScope.MostPoints);
        if (number >= most) (resolution, seconds, number) = ("minute", 60, number - most);
        return string.Create(CultureInfo.InvariantCulture, $"/api/statistics/live?projectId={project}&series=stories.created,stories.open&resolution={resolution}&span={(number + 1) * seconds}");
    }

    static async Task<string> DurabilityOfAsync(string data, CancellationToken cancel)
    {
        await using var database = await PostgresEngine.AttachAsync(new PostgresSettings { Data = data }, NullLoggerFactory.Instance, cancel);
        return (await Durability.ReadAsync(database.DataSource)).ToString();
    }

    static void Settle(Crowd crowd)
    {
        for (var until = Marker.Now + 2_000_000_000; Marker.Now < until;) crowd.Turn(20);
    }
}
