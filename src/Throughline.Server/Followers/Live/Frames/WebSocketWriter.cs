using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Unicode;
using Throughline.Domain;
using Throughline.Domain.Projects;

namespace Throughline.Server.Followers.Live.Frames;

/// <summary>Frames as WebSocket text messages: <c>{"event":…,"id":…,"data":…}</c>. Long ones are sent in fragments.</summary>
sealed class WebSocketWriter(WebSocket socket, HttpContext context, string journalId) : IFrameWriter
{
    const int HeadLength = 256;
    const int LongestFragment = 32 * 1024;

    static readonly TimeSpan GoodByeTimeout = TimeSpan.FromSeconds(1);
    static readonly byte[] FactsEnd = "]}}"u8.ToArray();
    static readonly byte[] End = "}"u8.ToArray();

    int _progress;
    bool _isWaiting;

    public int Progress => Volatile.Read(ref _progress);

    public bool IsWaiting => Volatile.Read(ref _isWaiting);

    public ValueTask<bool> BeginAsync() => ValueTask.FromResult(true);

    public ValueTask<bool> FactsAsync(Position after, Position to, ReadOnlyMemory<byte> body)
    {
        var message = Rent(body);
        Utf8.TryWrite(message, CultureInfo.InvariantCulture,
            $"{{\"event\":\"facts\",\"id\":\"{journalId}-{to.Value}\",\"data\":{{\"from\":{after.Value + 1},\"to\":{to.Value},\"facts\":[", out var length);
        return SendAsync(message, length, body, FactsEnd);
    }

    public ValueTask<bool> StatisticsAsync(Position? id, ReadOnlyMemory<byte> data)
    {
        var message = Rent(data);
        int length;
        if (id is { } position)
            Utf8.TryWrite(message, CultureInfo.InvariantCulture,
                $"{{\"event\":\"statistics\",\"id\":\"{journalId}-{position.Value}\",\"data\":", out length);
        else
            Utf8.TryWrite(message, CultureInfo.InvariantCulture, $"{{\"event\":\"statistics\",\"data\":", out length);
        return SendAsync(message, length, data, End);
    }

    public ValueTask<bool> ResetAsync(Position to)
    {
        var message = Rent(default);
        Utf8.TryWrite(message, CultureInfo.InvariantCulture,
            $"{{\"event\":\"reset\",\"id\":\"{journalId}-{to.Value}\",\"data\":{{\"position\":{to.Value}}}", out var length);
        return SendAsync(message, length, default, End);
    }

    public ValueTask<bool> ProjectsAsync(ProjectSet projects)
    {
        var data = ProjectsFrame.Data(projects);
        var message = Rent(data);
        Utf8.TryWrite(message, CultureInfo.InvariantCulture, $"{{\"event\":\"projects\",\"data\":", out var length);
        return SendAsync(message, length, data, End);
    }

    // The protocol's own pings do it.
    public ValueTask<bool> HeartbeatAsync() => ValueTask.FromResult(true);

    public async Task EndAsync(Ending why)
    {
        var (status, reason) = why switch
        {
            Ending.Stopping => (WebSocketCloseStatus.EndpointUnavailable, "The server stops. Connect again."),
            Ending.TooSlow => ((WebSocketCloseStatus)1013, "Too slow. Connect again with lastEventId."),
            Ending.TooMuch => (WebSocketCloseStatus.MessageTooBig, "The message is too long."),
            Ending.SignedOut => (WebSocketCloseStatus.PolicyViolation, "Signed out, or the token is no longer good."),
            Ending.NotSeen => (WebSocketCloseStatus.PolicyViolation, "There is no such project."),
            Ending.Failed => (WebSocketCloseStatus.InternalServerError, "The server can't go on."),
            _ => (WebSocketCloseStatus.NormalClosure, ""),
        };
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(status, reason, CancellationToken.None).WaitAsync(GoodByeTimeout);
        }
        catch (Exception e) when (IsGone(e))
        {
            context.Abort();
        }
    }

    public void Abort() => context.Abort();

    /// <summary>Whether the failure says that the client can't be reached any more.</summary>
    public static bool IsGone(Exception e) =>
        e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or TimeoutException;

    static byte[] Rent(ReadOnlyMemory<byte> body) => ArrayPool<byte>.Shared.Rent(HeadLength + Math.Min(body.Length, LongestFragment));

    async ValueTask<bool> SendAsync(byte[] message, int length, ReadOnlyMemory<byte> body, byte[] end)
    {
        Volatile.Write(ref _isWaiting, true);
        try
        {
            while (true)
            {
                var part = Math.Min(body.Length, message.Length - length - end.Length);
                body[..part].CopyTo(message.AsMemory(length));
                length += part;
                body = body[part..];
                if (body.IsEmpty)
                    break;
                await socket.SendAsync(message.AsMemory(0, length), WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);
                _progress++;
                length = 0;
            }
            end.CopyTo(message, length);
            await socket.SendAsync(message.AsMemory(0, length + end.Length), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            return true;
        }
        catch (Exception e) when (IsGone(e))
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
            _progress++;
            Volatile.Write(ref _isWaiting, false);
        }
    }
}
