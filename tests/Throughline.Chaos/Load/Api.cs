using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Load;

/// <summary>
/// Asks nodes as a careful program would: a request without an answer is repeated with its key at whichever node answers, and
/// so is one that is told to come again later, after the time it was told.
/// </summary>
sealed class Api(Func<Uri> node) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    readonly HttpClient _client = Open();

    long _repeats;
    long _refusals;

    /// <summary>Requests that got no answer.</summary>
    public long Repeats => Interlocked.Read(ref _repeats);

    /// <summary>Requests that were told to come again later.</summary>
    public long Refusals => Interlocked.Read(ref _refusals);

    /// <summary>Longest pause that is taken when a server asks for one.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);

    public HttpClient Client => _client;

    public Uri Node() => node();

    /// <param name="giveUp">Asked after each failure, with how many there were: true leaves the request without an answer.</param>
    /// <returns>Null: given up.</returns>
    public async Task<Reply?> AskAsync(HttpMethod method, string path, JsonNode? body, string? key, Func<int, bool> giveUp, CancellationToken stop)
    {
        for (var failures = 1; ; failures++)
        {
            var (reply, pause) = await TryAsync(method, path, body, key, stop);
            if (reply is not null)
                return reply with { Tries = failures };
            if (giveUp(failures))
                return null;
            await Task.Delay(pause, stop);
        }
    }

    async Task<(Reply? Reply, TimeSpan Pause)> TryAsync(HttpMethod method, string path, JsonNode? body, string? key, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(node(), path));
            if (body is not null)
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            if (method == HttpMethod.Patch || method == HttpMethod.Delete)
                request.Headers.Add("If-Match", "*");
            using var response = await _client.SendAsync(request, patience.Token);
            var text = await response.Content.ReadAsStringAsync(patience.Token);
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests && response.Headers.RetryAfter is { Delta: { } asked })
            {
                Interlocked.Increment(ref _refusals);
                return (null, asked < LongestPause ? asked : LongestPause);
            }
            return (new Reply((int)response.StatusCode, text), default);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !stop.IsCancellationRequested)
        {
            Interlocked.Increment(ref _repeats);
            return (null, TimeSpan.FromMilliseconds(20));
        }
    }

    public void Dispose() => _client.Dispose();

    static HttpClient Open()
    {
        var client = InstanceOwner.Client(handler: new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(2), ConnectTimeout = TimeSpan.FromSeconds(2) });
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}

/// <summary>An answer.</summary>
sealed record Reply(int Status, string Text)
{
    /// <summary>How often it was asked for.</summary>
    public int Tries { get; init; } = 1;

    public bool IsGood => Status is >= 200 and < 300;

    public JsonNode Json => JsonNode.Parse(Text) ?? throw new FormatException("The answer is empty.");

    public string Id => (string)Json["id"]!;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Text[..Math.Min(Text.Length, 300)]}");
}
