using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Throughline.Server.Tests.Live;

/// <summary>A client of /api/live/ws.</summary>
sealed class SocketClient(ClientWebSocket socket) : ILiveClient
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public ClientWebSocket Socket => socket;

    /// <param name="who">The header that says who opens it; null: an administrator.</param>
    public static async Task<SocketClient> OpenAsync(
        LiveHost host, string query = "", Action<ClientWebSocketOptions>? options = null, (string Name, string Value)? who = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        var (name, value) = who ?? ("Authorization", $"Bearer {host.Token}");
        socket.Options.SetRequestHeader(name, value);
        options?.Invoke(socket.Options);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{host.Url.Authority}/api/live/ws{query}"), TestContext.Current.CancellationToken);
            return new SocketClient(socket);
        }
        catch (WebSocketException e) when (socket.HttpStatusCode >= System.Net.HttpStatusCode.BadRequest)
        {
            throw new HttpRequestException(e.Message, e, socket.HttpStatusCode);
        }
    }

    public async Task<LiveEvent?> NextAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).WaitAsync(Deadline);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                break;
        }
        var json = JsonDocument.Parse(Encoding.UTF8.GetString(message.ToArray())).RootElement;
        return new LiveEvent(json.GetProperty("event").GetString()!,
            json.TryGetProperty("id", out var id) ? id.GetString() : null, json.GetProperty("data").GetRawText());
    }

    /// <summary>Cuts the connection without a word.</summary>
    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
