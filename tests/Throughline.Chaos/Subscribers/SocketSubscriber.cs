using System.Net.WebSockets;
using System.Text.Json;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Subscribers;

/// <summary>A subscriber of /api/live/ws, by WebSocket.</summary>
sealed class SocketSubscriber(string name, Func<Uri> node) : Subscriber(name, node)
{
    protected override bool IsLoss(Exception failure) => failure is WebSocketException or HttpRequestException or IOException or OperationCanceledException;

    protected override async Task FollowAsync(Uri address, CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", InstanceOwner.Authorization);
        var query = LastEventId is null ? "" : "?lastEventId=" + LastEventId;
        await socket.ConnectAsync(new Uri($"ws://{address.Authority}/api/live/ws{query}"), stop);
        Connected();
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (await socket.ReceiveAsync(buffer, stop) is { MessageType: not WebSocketMessageType.Close } received)
        {
            message.Write(buffer, 0, received.Count);
            if (!received.EndOfMessage)
                continue;
            using var json = JsonDocument.Parse(message.ToArray());
            Take(json.RootElement.GetProperty("event").GetString()!, json.RootElement.TryGetProperty("id", out var id) ? id.GetString() : null,
                json.RootElement.GetProperty("data"));
            message.SetLength(0);
        }
    }
}
