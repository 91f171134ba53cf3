using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli;

/// <summary>`serve` as an operator meets it: the real program, its lines and its exit codes.</summary>
public sealed class ServeTests : IDisposable
{
    readonly TestFolder _folder = new("serve");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("serve", "--colour", "Unrecognized command or argument '--colour'. See: Throughline.Server serve --help")]
    [InlineData("serv", "", "Unrecognized command or argument 'serv'. See: Throughline.Server --help")]
    [InlineData("serve", "--urls", "Required argument missing for option: '--urls'. See: Throughline.Server serve --help")]
    [InlineData("serve", "--urls=https://localhost:8443", "https://localhost:8443 can't be served: the server speaks http; put a proxy that ends TLS in front of it.")]
    [InlineData("serve", "--urls=localhost", "'localhost' isn't an address to listen on; write http://HOST:PORT.")]
    [InlineData("serve", "--urls=http://localhost:1/path", "http://localhost:1/path has a path; the server answers at the root, write http://localhost:1.")]
    public async Task Bad_usage_is_one_line_and_exit_code_2(string verb, string option, string line)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(_folder.Path, option.Length > 0 ? [verb, option] : [verb]);
        output.ShouldBeEmpty();
        errors.ShouldBe(line + Environment.NewLine);
        exitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://192.0.2.1:8080")]
    [InlineData("http://throughline.example:8080")]
    [InlineData("http://localhost:8080;http://+:8080")]
    public async Task A_demo_refuses_addresses_that_others_reach(string urls)
    {
        var (exitCode, _, errors) = await ServerProcess.RunAsync(_folder.Path, ["demo", "--urls", urls]);
        errors.ShouldEndWith(
            "can be reached from other machines, and a demo is for this one alone; " +
            $"let it listen on http://localhost:8080, or start `serve`, which asks who comes.{Environment.NewLine}");
        exitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_bad_line_in_env_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, ".env"), "SERVER_PORT=8080\noops\n", TestContext.Current.CancellationToken);
        var (exitCode, _, errors) = await ServerProcess.RunAsync(_folder.Path, ["serve"]);
        errors.ShouldBe($".env line 2 has no '='; write NAME=value.{Environment.NewLine}");
        exitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_taken_port_is_told_before_PostgreSQL_is_started()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://localhost:{((IPEndPoint)other.LocalEndpoint).Port}";

        var (exitCode, output, errors) = await ServerProcess.RunAsync(_folder.Path, ["serve", "--urls", url]);
        output.ShouldBeEmpty();
        errors.ShouldBe($"{url} is taken by another program; stop that one or choose another address: --urls http://localhost:PORT{Environment.NewLine}");
        exitCode.ShouldBe(1);
        Directory.Exists(Path.Combine(_folder.Path, "data")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_data_folder_that_can_not_be_written_is_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "data"), "a file in the way", TestContext.Current.CancellationToken);
        var (exitCode, _, errors) = await ServerProcess.RunAsync(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        errors.ShouldStartWith($"The data folder {Path.Combine(_folder.Path, "data")} can't be written");
        errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        exitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Verbose_shows_where_a_failure_came_from()
    {
        var (exitCode, _, errors) = await ServerProcess.RunAsync(_folder.Path, ["serve", "--verbose", "--urls", "http://127.0.0.1:0", "--postgres", "Host=/nowhere"]);
        errors.ShouldContain("   at Throughline.Server.Postgres.");
        exitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData(Signals.Terminate)]
    [InlineData(Signals.Interrupt)]
    public async Task Asked_to_stop_it_stops_PostgreSQL_too_and_the_next_start_finds_everything_in_order(int signal)
    {
        for (var start = 0; start < 2; start++)
        {
            await using var server = ServerProcess.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
            var url = await server.ReadyAsync();
            using (var client = new HttpClient { BaseAddress = url })
                (await client.GetAsync(new Uri("/no-such-page", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

            server.Signal(signal);
            (await server.ExitAsync()).ShouldBe(0, server.Output + server.Errors);
            server.Errors.ShouldBeEmpty();
            server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.StartsWith('{'), "logs of a server without a terminal are JSON lines");
            File.Exists(Path.Combine(_folder.Path, "data", "postgres", "cluster", "postmaster.pid")).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = ServerProcess.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        var url = await first.ReadyAsync();

        var (exitCode, _, errors) = await ServerProcess.RunAsync(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        errors.ShouldBe($"The data folder {Path.Combine(_folder.Path, "data")} is already used by process {first.Id}: stop that one, or name another folder with --data.{Environment.NewLine}");
        exitCode.ShouldBe(1);
        using var client = new HttpClient { BaseAddress = url };
        (await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_request_that_is_under_way_is_answered_before_the_server_goes()
    {
        await using var server = ServerProcess.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        var url = await server.ReadyAsync();
        await InstanceOwner.WriteAsync(Path.Combine(_folder.Path, "data"), TestContext.Current.CancellationToken);
        var cancel = TestContext.Current.CancellationToken;

        // The body comes in two pieces, and the signal between them.
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port, cancel);
        await using var stream = client.GetStream();
        const string Body = """{"key":"TL","name":"Throughline"}""";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"POST /api/projects HTTP/1.1\r\nHost: localhost\r\nAuthorization: {InstanceOwner.Authorization}\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"), cancel);
        var answer = new StreamReader(stream);
        (await answer.ReadLineAsync(cancel)).ShouldBe("HTTP/1.1 100 Continue", "the server waits for the body");
        (await answer.ReadLineAsync(cancel)).ShouldBe("");

        server.Signal(Signals.Terminate);
        await ConnectionsAreRefusedAsync(url, cancel);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Body), cancel);
        (await answer.ReadLineAsync(cancel)).ShouldBe("HTTP/1.1 201 Created");
        (await server.ExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_signal_ends_the_draining()
    {
        await using var server = ServerProcess.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"], ("THROUGHLINE_SERVER__DRAINSECONDS", "600"));
        var url = await server.ReadyAsync();
        await InstanceOwner.WriteAsync(Path.Combine(_folder.Path, "data"), TestContext.Current.CancellationToken);
        var cancel = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port, cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"POST /api/projects HTTP/1.1\r\nHost: localhost\r\nAuthorization: {InstanceOwner.Authorization}\r\nContent-Type: application/json\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n"), cancel);
        (await new StreamReader(stream).ReadLineAsync(cancel)).ShouldBe("HTTP/1.1 100 Continue");

        server.Signal(Signals.Interrupt);
        await ConnectionsAreRefusedAsync(url, cancel);
        server.Signal(Signals.Interrupt);
        var since = Stopwatch.StartNew();
        (await server.ExitAsync()).ShouldBe(0, server.Errors);
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    static async Task ConnectionsAreRefusedAsync(Uri url, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        for (; ; )
        {
            try
            {
                using var late = new TcpClient();
                await late.ConnectAsync(url.Host, url.Port, deadline.Token);
                await Task.Delay(10, deadline.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
