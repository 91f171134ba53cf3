using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Trials;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Load;

/// <summary>
/// Clients that ask each node in turn, and count as failed whatever a server that goes down in good order never does: leave a request
/// that it took without an answer, or answer it with an error. A refused connection leads to the next node, 503 with
/// Retry-After to another try.
/// </summary>
sealed class Visitors(Trial trial, Installation installation) : IAsyncDisposable
{
    const int Count = 8;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    readonly HttpClient _client = Open();
    readonly List<string> _failures = [];
    CancellationTokenSource? _stop;
    Task[] _running = [];
    long _answered;
    long _asked503;
    long _crossed;

    public long Answered => Interlocked.Read(ref _answered);

    public long Asked503 => Interlocked.Read(ref _asked503);

    /// <summary>Requests that met a connection which the node was closing, and were sent again under the same key.</summary>
    public long Crossed => Interlocked.Read(ref _crossed);

    public void Begin()
    {
        _stop = new CancellationTokenSource();
        _running = [.. Enumerable.Range(0, Count).Select(n => Task.Run(() => VisitAsync(n, _stop.Token)))];
    }

    /// <exception cref="ViolationException">A request failed.</exception>
    public async Task EndAsync()
    {
        await _stop!.CancelAsync();
        await Task.WhenAll(_running);
        lock (_failures)
            if (_failures.Count > 0)
                throw new ViolationException([.. _failures.Take(5).Select(f => new Violation("failed", f)), new("failed", $"{_failures.Count} of {Answered} requests in all")]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop is not null)
            await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stop?.Dispose();
    }

    // Whoever stops finishes what is under way: it is to be answered.
    async Task VisitAsync(int visitor, CancellationToken stop)
    {
        using var ledger = new Ledger(Path.Combine(trial.Ledgers, string.Create(CultureInfo.InvariantCulture, $"visitor-{visitor}.{trial.Cycle}.ndjson")));
        var project = (string?)(JsonNode.Parse(await _client.GetStringAsync(new Uri(installation.Nodes[0].Address, "/api/projects"), CancellationToken.None))!["items"]![0]!["id"]);
        for (var turn = visitor; !stop.IsCancellationRequested; turn++)
            try
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"visit-{trial.Cycle}-{visitor}-{turn}");
                if (turn % 3 == 0)
                {
                    await AskAsync(turn, () => List(project));
                    continue;
                }
                var operation = new Operation(key, [Marks.StoryCreated(key)], Standing.Sent);
                ledger.Write(operation);
                await AskAsync(turn, () => Create(project, key));
                ledger.Write(operation with { Standing = Standing.Acknowledged });
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                lock (_failures)
                    _failures.Add(string.Create(CultureInfo.InvariantCulture, $"cycle {trial.Cycle}, visitor {visitor}: {e.Message} {e.InnerException?.Message}"));
            }
    }

    async Task AskAsync(int turn, Func<HttpRequestMessage> request)
    {
        for (var node = turn; ; node++)
            try
            {
                using var message = request();
                message.RequestUri = new Uri(installation.Nodes[node % installation.Nodes.Count].Address, message.RequestUri!.OriginalString);
                using var response = await _client.SendAsync(message, CancellationToken.None);
                if (response is { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter.Delta: { } pause })
                {
                    Interlocked.Increment(ref _asked503);
                    await Task.Delay(pause, CancellationToken.None);
                    continue;
                }
                response.EnsureSuccessStatusCode();
                Interlocked.Increment(ref _answered);
                return;
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                await Task.Delay(5, CancellationToken.None);
            }
            catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.ConnectionError || e.InnerException is IOException or SocketException)
            {
                // A kept connection that the node closed while the request was on its way to it, which HTTP/1.1 can't prevent: under the same key it is asked again.
                Interlocked.Increment(ref _crossed);
            }
    }

    static HttpClient Open()
    {
        var client = InstanceOwner.Client();
        client.Timeout = Longest;
        return client;
    }

    static HttpRequestMessage List(string? project) => new(HttpMethod.Get, new Uri($"/api/stories?limit=20&projectId={project}", UriKind.Relative));

    static HttpRequestMessage Create(string? project, string key)
    {
        var body = new JsonObject { ["projectId"] = project, ["title"] = key };
        return new(HttpMethod.Post, new Uri("/api/stories", UriKind.Relative))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")),
            Headers = { { "Idempotency-Key", key } },
        };
    }
}
