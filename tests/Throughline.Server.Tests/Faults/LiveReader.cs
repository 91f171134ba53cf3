using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Throughline.Server.Tests.Faults;

/// <summary>
/// A live client that follows every fact and never gives up: cut off, it goes on at whichever node answers, after the last
/// event it had.
/// </summary>
sealed class LiveReader(Func<Uri> node)
{
    string? _lastEventId;
    long _last;

    /// <summary>Positions in the order they came, from the first on.</summary>
    public List<long> Positions { get; } = [];

    public long Last => Interlocked.Read(ref _last);

    /// <summary>Frames that did not go on where the one before ended, or that asked to begin again.</summary>
    public List<string> Faults { get; } = [];

    public async Task ReadAsync(CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(client, stop);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    async Task FollowAsync(HttpClient client, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(node(), "/api/live"));
        if (_lastEventId is not null)
            request.Headers.Add("Last-Event-ID", _lastEventId);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        response.EnsureSuccessStatusCode();
        await foreach (var frame in SseParser.Create(await response.Content.ReadAsStreamAsync(stop)).EnumerateAsync(stop))
            Take(frame);
    }

    void Take(SseItem<string> frame)
    {
        if (frame.EventType == "reset")
            Faults.Add($"reset after {_last}");
        if (frame.EventType != "facts")
            return;
        var data = JsonNode.Parse(frame.Data)!;
        var from = (long)data["from"]!;
        var to = (long)data["to"]!;
        if (_lastEventId is not null && from != _last + 1)
            Faults.Add($"{from}–{to} came after {_last}");
        foreach (var fact in data["facts"]!.AsArray())
            Positions.Add((long)fact!["position"]!);
        Interlocked.Exchange(ref _last, to);
        _lastEventId = frame.EventId ?? _lastEventId;
    }
}
