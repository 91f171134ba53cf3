using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Throughline.Server.Tests.Postgres;

namespace Throughline.Server.Tests.Mail;

/// <summary>An SMTP server on the loopback (RFC 5321, as much as a submission needs) that keeps what it is handed.</summary>
sealed class MailServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Task _accepting;
    int _refusals;

    public MailServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public ConcurrentQueue<ReceivedLetter> Letters { get; } = [];

    /// <summary>All that was said to it, line by line.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    /// <summary>What a letter to such an address is answered with; null: it is taken.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Whether it asks who is there, as those of the net do.</summary>
    public bool AsksForPassword { get; init; }

    /// <summary>The settings of a server that sends its mail here.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Security", "None"),
        ("Mail:From", "Throughline <throughline@example.com>"), ("Mail:RetryPause", "00:00:00.02"), ("Edge:PublicUrl", "https://throughline.example.com"),
    ];

    /// <summary>The next letters are refused for now, as a busy server does.</summary>
    public void Refuse(int letters) => Interlocked.Exchange(ref _refusals, letters);

    /// <summary>The newest letter to an address, once there are as many as that.</summary>
    public async Task<ReceivedLetter> LetterToAsync(string address, int count = 1)
    {
        await Until.TrueAsync($"{count} letters for {address}", () => To(address).Count >= count);
        return To(address)[^1];
    }

    public IReadOnlyList<ReceivedLetter> To(string address) => [.. Letters.Where(l => l.To == address)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is closed.
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        using var one = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 mail.example.com ESMTP");
            var (to, waitsFor) = ("", 0);
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                Heard.Enqueue(line);
                if (waitsFor > 0)
                {
                    await writer.WriteLineAsync(--waitsFor > 0 ? "334 UGFzc3dvcmQ6" : "235 Welcome");
                    continue;
                }
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (verb)
                {
                    case "EHLO":
                        await writer.WriteLineAsync(AsksForPassword ? "250-mail.example.com\r\n250-AUTH LOGIN\r\n250 8BITMIME" : "250-mail.example.com\r\n250 8BITMIME");
                        break;
                    case "AUTH":
                        // LOGIN with the name at once: what is left is the password.
                        waitsFor = line.Split(' ').Length > 2 ? 1 : 2;
                        await writer.WriteLineAsync("334 UGFzc3dvcmQ6");
                        break;
                    case "RCPT":
                        to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                        await writer.WriteLineAsync(Answer(to) ?? "250 OK");
                        break;
                    case "DATA" when Interlocked.Decrement(ref _refusals) >= 0:
                        await writer.WriteLineAsync("451 Come again");
                        break;
                    case "DATA":
                        await writer.WriteLineAsync("354 Go on");
                        Letters.Enqueue(new ReceivedLetter(to, await DataAsync(reader)));
                        await writer.WriteLineAsync("250 Taken");
                        break;
                    case "QUIT":
                        await writer.WriteLineAsync("221 Bye");
                        return;
                    default:
                        await writer.WriteLineAsync(verb is "MAIL" or "RSET" or "NOOP" or "HELO" ? "250 OK" : "502 Not known");
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It left, or the server is closed.
        }
    }

    async Task<string> DataAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
        return text.ToString();
    }
}
