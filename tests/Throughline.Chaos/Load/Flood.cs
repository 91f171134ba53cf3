using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Trials;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Load;

/// <summary>
/// One client on many connections that makes stories as fast as it is answered, and never waits when it is told to. It comes from an
/// address of its own.
/// </summary>
sealed class Flood : IAsyncDisposable
{
    const int Chunk = 100;
    readonly CancellationTokenSource _stop;
    readonly Task[] _running;
    readonly Trial _trial;
    readonly Node _node;
    readonly string _project;
    readonly string _name;
    long _made, _refused, _wrong;

    Flood(Trial trial, Node node, string project, string name, int connections)
    {
        (_trial, _node, _project, _name) = (trial, node, project, name);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(trial.Stop);
        _running = [.. Enumerable.Range(0, connections).Select(n => Task.Run(() => PourAsync(n)))];
    }

    /// <summary>Where it comes from.</summary>
    public static IPAddress From { get; } = IPAddress.Parse("127.0.0.2");

    /// <summary>Answered 201.</summary>
    public long Made => Interlocked.Read(ref _made);

    /// <summary>Told 429 or 503, with Retry-After.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Answered in any other way.</summary>
    public long Wrong => Interlocked.Read(ref _wrong);

    public static Flood Begin(Trial trial, Node node, string project, int connections) =>
        new(trial, node, project, string.Create(CultureInfo.InvariantCulture, $"flood-{trial.Cycle}"), connections);

    /// <summary>Whatever is under way is answered first: what was made is then known.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    async Task PourAsync(int connection)
    {
        using var ledger = new Ledger(Path.Combine(_trial.Ledgers, string.Create(CultureInfo.InvariantCulture, $"{_name}-{connection}.ndjson")));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(From, 0));
        await socket.ConnectAsync(IPAddress.Loopback, _node.Address.Port);
        var buffer = new byte[8192];
        for (var i = 0; !_stop.IsCancellationRequested; i++)
        {
            // All or nothing of each: how many there are is counted.
            if (i % Chunk == 0)
                ledger.Write([.. Enumerable.Range(i, Chunk).Select(n => Key(connection, n)).Select(k => new Operation(k, [Marks.StoryCreated(k)], Standing.Sent))]);
            await socket.SendAsync(Request(Key(connection, i)), CancellationToken.None);
            Count(await AnswerAsync(socket, buffer));
        }
    }

    string Key(int connection, int number) => string.Create(CultureInfo.InvariantCulture, $"{_name}-{connection}-{number}");

    byte[] Request(string title)
    {
        var body = new JsonObject { ["projectId"] = _project, ["title"] = title }.ToJsonString();
        return Encoding.ASCII.GetBytes($"POST /api/stories HTTP/1.1\r\nHost: {_node.Address.Authority}\r\nAuthorization: {InstanceOwner.Authorization}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    void Count(string answer)
    {
        if (answer.StartsWith("HTTP/1.1 201", StringComparison.Ordinal))
            Interlocked.Increment(ref _made);
        else if ((answer.StartsWith("HTTP/1.1 429", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 503", StringComparison.Ordinal)) && answer.Contains("Retry-After: ", StringComparison.Ordinal))
            Interlocked.Increment(ref _refused);
        else
            Interlocked.Increment(ref _wrong);
    }

    /// <summary>Head and body: problems come in chunks, stories with a length.</summary>
    static async Task<string> AnswerAsync(Socket socket, byte[] buffer)
    {
        for (var length = 0; ;)
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            if (more == 0)
                throw new IOException("The server ended the connection of the flood.");
            length += more;
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            if (IsWhole(text))
                return text;
        }
    }

    static bool IsWhole(string text)
    {
        const string Length = "Content-Length: ";
        if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is not (> 0 and var head))
            return false;
        if (text.IndexOf(Length, 0, head, StringComparison.Ordinal) is not (> 0 and var at))
            return text.EndsWith("0\r\n\r\n", StringComparison.Ordinal);
        var value = text[(at + Length.Length)..text.IndexOf("\r\n", at, StringComparison.Ordinal)];
        return text.Length >= head + 4 + int.Parse(value, CultureInfo.InvariantCulture);
    }
}
