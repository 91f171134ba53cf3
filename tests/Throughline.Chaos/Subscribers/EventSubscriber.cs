using System.Net.ServerSentEvents;
using System.Text.Json;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Subscribers;

/// <summary>A subscriber of /api/live, by Server-Sent Events.</summary>
sealed class EventSubscriber(string name, Func<Uri> node) : Subscriber(name, node)
{
    // One for all: thousands of subscribers do not each need a pool of connections.
    static readonly HttpClient Client = Open();

    static HttpClient Open()
    {
        var client = InstanceOwner.Client(handler: new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), MaxConnectionsPerServer = int.MaxValue });
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    protected override bool IsLoss(Exception failure) => failure is HttpRequestException or IOException or OperationCanceledException;

    protected override async Task FollowAsync(Uri address, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/api/live"));
        if (LastEventId is not null)
            request.Headers.Add("Last-Event-ID", LastEventId);
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        response.EnsureSuccessStatusCode();
        Connected();
        await foreach (var frame in SseParser.Create(await response.Content.ReadAsStreamAsync(stop)).EnumerateAsync(stop))
        {
            using var data = JsonDocument.Parse(frame.Data);
            Take(frame.EventType, frame.EventId, data.RootElement);
        }
    }
}
