using System.Globalization;
using System.Text.Json.Nodes;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Subscribers;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Load;

/// <summary>An installation with clients that change it and subscribers that follow it.</summary>
sealed class UnderLoad : IAsyncDisposable
{
    static readonly TimeSpan Progress = TimeSpan.FromSeconds(60);
    readonly Trial _trial;
    readonly LoadShape _shape;
    readonly CancellationTokenSource _stop;
    readonly List<Client> _clients = [];
    readonly List<Subscriber> _subscribers = [];
    readonly List<Task> _running = [];
    int _turn;

    UnderLoad(Trial trial, Installation installation, LoadShape shape)
    {
        (_trial, Installation, _shape) = (trial, installation, shape);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(trial.Stop);
        Api = new Api(AnyNode);
    }

    public Installation Installation { get; }

    public Api Api { get; }

    public Surprises Surprises { get; } = new();

    public IReadOnlyList<Client> Clients => _clients;

    public IReadOnlyList<Subscriber> Subscribers => _subscribers;

    public long Acknowledged => _clients.Sum(c => c.Ledger.Acknowledged);

    /// <summary>One node after the other, as a plain load balancer does it.</summary>
    public Uri AnyNode() => Installation.Nodes[(int)((uint)Interlocked.Increment(ref _turn) % Installation.Nodes.Count)].Address;

    public static async Task<UnderLoad> StartAsync(Trial trial, Installation installation, LoadShape shape)
    {
        var load = new UnderLoad(trial, installation, shape);
        try
        {
            await load.StartAsync();
            return load;
        }
        catch
        {
            await load.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until so many more operations were acknowledged.</summary>
    public async Task AcknowledgesAsync(int more)
    {
        var before = Acknowledged;
        await Until.TrueAsync("progress", $"{more} more operations are acknowledged", Progress, () =>
        {
            ThrowIfBroken();
            return Acknowledged >= before + more;
        }, _trial.Stop);
    }

    /// <summary>Every client finishes what is under way, and rests.</summary>
    public async Task PauseAsync()
    {
        var paused = Task.WhenAll(_clients.Select(c => c.PauseAsync()));
        await Until.TrueAsync("progress", "every client gets its answer", Progress, () =>
        {
            ThrowIfBroken();
            return paused.IsCompleted;
        }, _trial.Stop);
    }

    public void Resume() => _clients.ForEach(c => c.Resume());

    /// <summary>Lets the clients rest, and the oracle look at everything.</summary>
    public async Task CheckAsync()
    {
        await PauseAsync();
        _trial.Acknowledged = Acknowledged;
        await new Verdict(_trial, this).ReachAsync();
        Resume();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var client in _clients)
            client.Dispose();
        Api.Dispose();
        _stop.Dispose();
    }

    async Task StartAsync()
    {
        var (people, workers) = (await MakeProjectAsync("PEOPLE"), await MakeProjectAsync("WORKERS"));
        for (var i = 0; i < _shape.Subscribers; i++)
        {
            _subscribers.Add(new EventSubscriber($"sse-{i}", AnyNode));
            _subscribers.Add(new SocketSubscriber($"ws-{i}", AnyNode));
        }
        _running.AddRange(_subscribers.Select(s => s.RunAsync(_stop.Token)));
        await Until.TrueAsync("subscribers", "every stream has begun", Progress, () => _subscribers.TrueForAll(s => s.HasBegun), _trial.Stop);

        for (var i = 0; i < _shape.Authors; i++)
            _clients.Add(new Author(Name("author", i), people, _trial, Api, _shape, Surprises));
        for (var i = 0; i < _shape.Workers; i++)
            _clients.Add(new Worker(Name("worker", i), workers, _trial, Api, _shape, Surprises));
        for (var i = 0; i < _shape.Importers; i++)
            _clients.Add(new Importer(Name("importer", i), people, _trial, Api, _shape, Surprises));
        _running.AddRange(_clients.Select(c => Task.Run(() => c.RunAsync(_stop.Token))));
    }

    async Task<string> MakeProjectAsync(string key)
    {
        var body = new JsonObject { ["key"] = key, ["name"] = key };
        var made = await Api.AskAsync(HttpMethod.Post, "/api/projects", body, "project-" + key, failures => failures > 100, _trial.Stop);
        return made is { IsGood: true } ? made.Id : throw new ViolationException("progress", $"the project {key} can't be made: {made}");
    }

    static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");

    void ThrowIfBroken()
    {
        if (_running.Find(r => r.IsFaulted) is { } broken)
            throw new InvalidOperationException("A client of the harness broke down.", broken.Exception!.InnerException);
    }
}
