using System.Net.Sockets;
using System.Text;
using Shouldly;
using Throughline.Server.Followers.Live;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Live;

public sealed class SlowClientTests
{
    [Fact]
    public async Task A_client_that_stops_reading_harms_nobody_and_is_cut()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        var live = new LiveSettings { StallTimeout = TimeSpan.FromSeconds(4) };
        await using var host = await LiveHost.StartAsync(database.DataSource, live);
        var project = await host.ProjectAsync("TL");
        using var stuck = await DeafAsync(host);
        await using var good = await SseClient.OpenAsync(host);
        await good.NextAsync("facts");
        host.Connections.Count.ShouldBe(2);

        // Far more than all buffers on the way to the stuck one take, so that its writer waits.
        var text = new string('x', 90_000);
        var position = 1L;
        var served = 0;
        for (; host.Connections.Count == 2; served++)
        {
            served.ShouldBeLessThan(2000, "the stuck client is still connected");
            position = (await host.StoryAsync(project, "A story", text)).Value;
            (await good.ReadToAsync(position)).ShouldBe([position]);
        }

        // A handful fills the buffers; were the good one to wait for the stuck one, no more would have come until that was cut.
        served.ShouldBeGreaterThan(20);
        (await host.StoryAsync(project)).Value.ShouldBe(position + 1);
        (await good.ReadToAsync(position + 1)).ShouldBe([position + 1]);
    }

    [Fact]
    public async Task What_a_stuck_client_does_not_take_does_not_pile_up_in_the_system()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux tells how much waits in a socket");
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var project = await host.ProjectAsync("TL");
        using var stuck = await DeafAsync(host);
        await using var good = await SseClient.OpenAsync(host);
        var port = ((System.Net.IPEndPoint)stuck.LocalEndPoint!).Port;

        for (var n = 0; n < 30; n++)
            await good.ReadToAsync((await host.StoryAsync(project, "A story", new string('x', 90_000))).Value);

        Queued(port).ShouldBeInRange(1, 512 * 1024);
    }

    /// <summary>Bytes that wait in the system for the client at that port, in the sockets of whoever sends to it.</summary>
    static long Queued(int port)
    {
        var at = $":{port:X4}";
        // Its columns: number, local and remote address, state, sending:receiving queue.
        return File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns[2].EndsWith(at, StringComparison.Ordinal))
            .Sum(columns => Convert.ToInt64(columns[4].Split(':')[0], 16));
    }

    [Fact]
    public async Task A_client_that_falls_out_of_memory_is_disconnected_and_resumes()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, journal: new JournalSettings { TailEntries = 64 });
        var project = await host.ProjectAsync("TL");
        await using var client = await SseClient.OpenAsync(host);
        await client.NextAsync("facts");

        // It reads nothing, until more went by than the buffers on the way and the memory hold.
        var text = new string('x', 90_000);
        var last = 0L;
        for (var n = 0; n < 300; n++)
            last = (await host.StoryAsync(project, "A story", text)).Value;

        var positions = new List<long>();
        string? seen = null;
        while (await client.NextAsync() is { } next)
        {
            positions.AddRange(next.Positions);
            seen = next.Id;
        }
        positions.Count.ShouldBeLessThan(300);
        await using var again = await SseClient.OpenAsync(host, lastEventId: seen);
        positions.AddRange(await again.ReadToAsync(last));
        positions.ShouldBe(Enumerable.Range(2, 300).Select(n => (long)n));
    }

    [Fact]
    public async Task Clients_that_stop_reading_hold_little_memory()
    {
        const int Count = 50;
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, journal: new JournalSettings { TailEntries = 64 });
        var project = await host.ProjectAsync("TL");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var stuck = new List<Socket>();
        for (var n = 0; n < Count; n++)
            stuck.Add(await DeafAsync(host));

        // 27 MB for each of them.
        var text = new string('x', 90_000);
        for (var n = 0; n < 300; n++)
            await host.StoryAsync(project, "A story", text);

        // The journal's memory (64 facts, twice as text), the frames kept, and what each stream holds.
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        held.ShouldBeLessThan((64L * 2 * 2 * 100_000) + (16 << 20) + (Count * 256L * 1024));
        stuck.ForEach(s => s.Dispose());
    }

    /// <summary>A client that asks for a stream, reads that it begins, and nothing more.</summary>
    static async Task<Socket> DeafAsync(LiveHost host)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(host.Url.Host, host.Url.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/live HTTP/1.1\r\nHost: {host.Url.Authority}\r\nAuthorization: Bearer {host.Token}\r\n\r\n"));
        var heard = new StringBuilder();
        var buffer = new byte[512];
        while (!heard.ToString().Contains("event: facts", StringComparison.Ordinal))
            heard.Append(Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer)));
        return socket;
    }
}
