using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Streams;
using Throughline.Chaos.Trials;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Load;

/// <summary>A client who asks for little, at a steady pace and from an address of its own, and measures how long it takes.</summary>
sealed class Neighbour : IDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    static readonly IPAddress From = IPAddress.Parse("127.0.0.3");
    readonly HttpClient _client = InstanceOwner.Client(handler: new SocketsHttpHandler { ConnectCallback = ConnectAsync });
    readonly Trial _trial;
    readonly Node _node;
    readonly string _project;
    readonly Ledger _ledger;
    int _number;

    public Neighbour(Trial trial, Node node, string project)
    {
        (_trial, _node, _project) = (trial, node, project);
        _ledger = new Ledger(Path.Combine(trial.Ledgers, "neighbour.ndjson"));
    }

    /// <summary>Changes and reads, in turn, for so long.</summary>
    public async Task<Spread> AskAsync(TimeSpan during)
    {
        var latencies = new Latencies();
        var (began, next) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        while (Stopwatch.GetElapsedTime(began) is var now && now < during)
        {
            if (now < next)
                await Task.Delay(next - now, _trial.Stop);
            next += Interval;
            var asked = Stopwatch.GetTimestamp();
            await (++_number % 2 == 0 ? ListAsync() : CreateAsync(() => latencies.Add(Stopwatch.GetElapsedTime(asked))));
            if (_number % 2 == 0)
                latencies.Add(Stopwatch.GetElapsedTime(asked));
        }
        return latencies.Take();
    }

    public void Dispose()
    {
        _client.Dispose();
        _ledger.Dispose();
    }

    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(From, 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    async Task ListAsync()
    {
        using var answer = await _client.GetAsync(new Uri(_node.Address, "/api/stories?limit=20&projectId=" + _project), _trial.Stop);
        await ShouldBeGoodAsync(answer);
    }

    /// <param name="answered">Called before the ledger's own disk is waited for.</param>
    async Task CreateAsync(Action answered)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"neighbour-{_number}");
        var operation = new Operation(key, [Marks.StoryCreated(key)], Standing.Sent);
        _ledger.Write(operation);
        var body = new JsonObject { ["projectId"] = _project, ["title"] = key }.ToJsonString();
        using var content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await _client.PostAsync(new Uri(_node.Address, "/api/stories"), content, _trial.Stop);
        answered();
        await ShouldBeGoodAsync(answer);
        _ledger.Write(operation with { Standing = Standing.Acknowledged });
    }

    async Task ShouldBeGoodAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new ViolationException("flood", $"the well-behaved client was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(_trial.Stop)}");
    }
}
