using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Throughline.Server.Followers.Live;
using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Live;

/// <summary>The frames as they stand on the wire, against approved text.</summary>
public sealed partial class FrameTests
{
    static readonly LiveSettings Quick = new() { Heartbeat = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public async Task Facts_by_server_sent_events()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, Quick);
        var project = await host.ProjectAsync("TL");
        await using var stream = await OpenAsync(host, "/api/live", "0a1b2c3d4e5f-7");

        var begin = await ReadAsync(stream, "[]}\n\n");
        await host.StoryWithTaskAsync(project);
        var facts = await ReadAsync(stream, "}]}\n\n");
        var heartbeat = await ReadAsync(stream, ":\n\n");
        // There may be heartbeats before the facts too.
        Snapshot.Matches("facts.sse.txt", Mask(host, begin + facts.Replace(":\n\n", "", StringComparison.Ordinal) + heartbeat[^3..]));
    }

    [Fact]
    public async Task Facts_by_web_socket()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, Quick);
        var project = await host.ProjectAsync("TL");
        await using var client = await SocketClient.OpenAsync(host, "?lastEventId=0a1b2c3d4e5f-7");

        var text = new StringBuilder().AppendLine(await MessageAsync(client)).AppendLine(await MessageAsync(client));
        await host.StoryWithTaskAsync(project);
        text.AppendLine(await MessageAsync(client));
        Snapshot.Matches("facts.ws.txt", Mask(host, text.ToString()));
    }

    [Fact]
    public async Task Statistics_by_server_sent_events()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        await host.StoryAsync(await host.ProjectAsync("TL"));
        await Until.TrueAsync("the statistics have followed",
            async () => await Cluster.AskAsync<long>(database.DataSource, "SELECT coalesce(max(position), 0) FROM followers") == 2);
        await using var stream = await OpenAsync(host, "/api/statistics/live?resolution=day&span=86400&series=stories.created,stories.open");
        Snapshot.Matches("statistics.sse.txt", Mask(host, await ReadAsync(stream, "}\n\n")));
    }

    static async Task<Stream> OpenAsync(LiveHost host, string path, string? lastEventId = null)
    {
        var response = await SseClient.GetAsync(host, path, lastEventId);
        return await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
    }

    static async Task<string> ReadAsync(Stream stream, string until)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(until, StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, TestContext.Current.CancellationToken);
            text.Append((char)one[0]);
        }
        return text.ToString();
    }

    static async Task<string> MessageAsync(SocketClient client)
    {
        var buffer = new byte[16 * 1024];
        var received = await client.Socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        Assert.True(received.EndOfMessage && received.MessageType == WebSocketMessageType.Text);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    static string Mask(LiveHost host, string text)
    {
        text = text.Replace(host.Tail.JournalId, "<journal>", StringComparison.Ordinal);
        text = Retry().Replace(text, "retry: <1000–3000>");
        text = Moment().Replace(text, "<moment>");
        text = Rate().Replace(text, "PerSecond\":<rate>");
        return Id().Replace(text, "<id>");
    }

    [GeneratedRegex("retry: [123][0-9]{3}", RegexOptions.NonBacktracking)]
    private static partial Regex Retry();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Moment();

    [GeneratedRegex("PerSecond\":[0-9.]+", RegexOptions.NonBacktracking)]
    private static partial Regex Rate();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
