using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Shouldly;
using Throughline.Server.Followers.Live;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Live;

public sealed class EndingTests
{
    [Fact]
    public async Task A_node_that_stops_ends_its_streams_at_once()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        await using var sse = await SseClient.OpenAsync(host);
        await using var socket = await SocketClient.OpenAsync(host);
        await sse.NextAsync("facts");
        await socket.NextAsync("facts");

        var since = Stopwatch.GetTimestamp();
        var stopping = host.StopAsync();
        (await sse.NextAsync()).ShouldBeNull();
        (await socket.NextAsync()).ShouldBeNull();
        socket.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await socket.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
        await stopping;
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_client_that_leaves_frees_its_place()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var sse = await SseClient.OpenAsync(host);
        var cut = await SocketClient.OpenAsync(host);
        await using var polite = await SocketClient.OpenAsync(host);
        await Until.TrueAsync("three streams are open", () => host.Connections.Count == 3);

        await polite.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
        polite.Socket.State.ShouldBe(WebSocketState.Closed);
        await sse.DisposeAsync();
        await cut.DisposeAsync();
        await Until.TrueAsync("no stream is open", () => host.Connections.Count == 0);
    }

    [Fact]
    public async Task More_streams_than_the_node_may_have_are_refused_for_now()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, new LiveSettings { MaxConnections = 2 });
        await using var first = await SseClient.OpenAsync(host);
        var second = await SocketClient.OpenAsync(host);

        using (var refused = await SseClient.GetAsync(host, "/api/live"))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }
        (await Should.ThrowAsync<HttpRequestException>(() => SocketClient.OpenAsync(host))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await second.DisposeAsync();
        await Until.TrueAsync("there is room again", async () =>
        {
            using var answer = await SseClient.GetAsync(host, "/api/live");
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    [Theory]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("http://{host}", true)]
    [InlineData("https://{host}", true)]
    [InlineData(null, true)]
    public async Task Only_pages_of_the_same_origin_may_open_a_socket(string? origin, bool allowed)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var opening = SocketClient.OpenAsync(host, "", options =>
        {
            if (origin is not null)
                options.SetRequestHeader("Origin", origin.Replace("{host}", host.Url.Authority, StringComparison.Ordinal));
        });

        if (allowed)
            await (await opening).DisposeAsync();
        else
            (await Should.ThrowAsync<HttpRequestException>(() => opening)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_a_socket_client_says_is_ignored_unless_it_is_too_much()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        await using var client = await SocketClient.OpenAsync(host);
        await client.NextAsync("facts");

        for (var n = 0; n < 100; n++)
            await client.Socket.SendAsync("{\"hello\":1}"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        await host.ProjectAsync("TL");
        (await client.ReadToAsync(1)).ShouldBe([1]);

        await client.Socket.SendAsync(new byte[5000], WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
        (await client.NextAsync()).ShouldBeNull();
        client.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.MessageTooBig);
    }

    [Fact]
    public async Task The_socket_address_without_a_socket_is_a_bad_request()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        using var answer = await SseClient.GetAsync(host, "/api/live/ws");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
