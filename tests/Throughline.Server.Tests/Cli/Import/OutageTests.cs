using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Cli.Import.Reading;
using Throughline.Server.Cli.Import.Sending;
using Throughline.Server.Client;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Cli.Import;

/// <summary>Servers die and people press Ctrl-C; an import goes on, or tells how far it came, and repeating it goes on.</summary>
public sealed class OutageTests(ITestOutputHelper output) : IDisposable
{
    const int Rows = 20_000;
    readonly TestFolder _folder = new("import-outage");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_that_is_killed_and_comes_back_has_every_row_once()
    {
        var file = Write();
        var server = ServerProcess.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        try
        {
            var address = await server.ReadyAsync();
            await InstanceOwner.WriteAsync(Path.Combine(_folder.Path, "data"), TestContext.Current.CancellationToken);
            await Faults.Requests.MakeProjectAsync(address);
            await using var import = ImportServer.Start(address, "TL", file);
            foreach (var reached in (int[])[2000, 8000])
            {
                await StoriesAsync(address, reached);
                server.Signal(Signals.Kill);
                await server.ExitAsync();
                await server.DisposeAsync();
                server = ServerProcess.Start(_folder.Path, ["serve", "--urls", address.ToString()]);
                await server.ReadyAsync();
            }

            (await import.ExitAsync(TimeSpan.FromMinutes(3))).ShouldBe(0, import.Output + import.Errors);
            output.WriteLine(import.Output);
            import.Output.ShouldContain("Trying again.");
            // What was taken when its answer was lost is found unchanged.
            var counts = import.Output.TrimEnd().Split('\n')[^1].Split(", ").Select(c => int.Parse(c.Split(' ')[0])).ToList();
            (counts[0] + counts[2]).ShouldBe(Rows);
            (counts[1], counts[3]).ShouldBe((0, 0));

            await ShouldHaveAllOnceAsync(server);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Interrupted_it_says_how_far_it_came_and_goes_on_from_there()
    {
        var file = Write();
        await using var server = await TestServer.StartAsync();
        await server.Api.CreateProjectAsync();
        await using (var import = ImportServer.Start(server.Node.Address, "TL", file))
        {
            await StoriesAsync(server.Node.Address, 1000);
            import.Signal(Signals.Interrupt);
            (await import.ExitAsync()).ShouldBe(1);
            output.WriteLine(import.Output + import.Errors);
            var stored = await server.AskAsync<long>("SELECT count(*) FROM stories");
            stored.ShouldBeInRange(1000, Rows - 1);
            import.Errors.ShouldStartWith($"Interrupted. {stored} of {Rows} rows were answered (all up to line {stored + 1}); repeat the command to go on");
            import.Output.ShouldContain($"{stored} new, 0 changed, 0 unchanged, 0 refused");

            var (exitCode, said, _) = await ImportServer.RunAsync(server.Node.Address, "TL", file);
            exitCode.ShouldBe(0);
            said.ShouldContain($"\n{Rows - stored} new, 0 changed, {stored} unchanged, 0 refused in ");
        }
        (await server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(Rows);
    }

    [Fact]
    public async Task Without_any_answer_it_gives_up_after_a_while()
    {
        using var api = new ApiConnection(new Uri("http://127.0.0.1:9"), TimeProvider.System);
        var part = new Part();
        part.Add(2, """{"externalKey":"X-1","title":"One"}"""u8);
        var waited = 0;

        var gaveUp = await Should.ThrowAsync<NoAnswerException>(() => new Sender(api, "/api/stories/import", TimeSpan.FromSeconds(1))
            .SendAsync(part, (_, _) => throw new InvalidOperationException("Nothing answers here."), _ => waited++, TestContext.Current.CancellationToken));

        gaveUp.Message.ShouldStartWith("http://127.0.0.1:9/ gave no answer for 1 s. http://127.0.0.1:9/ can't be reached");
        waited.ShouldBeGreaterThan(1);
        part.Unanswered.ShouldBe(1);
    }

    [Fact]
    public async Task Only_what_was_not_answered_is_sent_again()
    {
        await using var server = await TestServer.StartAsync();
        var project = (await server.Api.CreateProjectAsync()).Id;
        using var api = new ApiConnection(server.Node.Address, TimeProvider.System, InstanceOwner.Token);
        var part = new Part();
        for (var i = 0; i < 10; i++)
            part.Add(i + 2, System.Text.Encoding.UTF8.GetBytes($$"""{"externalKey":"X-{{i}}","title":"{{i}}"}"""));
        foreach (var row in part.ToSend().Where(r => r.Line % 3 == 0))
            part.Answered(row);
        var answers = new List<(long, string?)>();

        await new Sender(api, $"/api/stories/import?projectId={project}", TimeSpan.FromSeconds(20))
            .SendAsync(part, (line, answer) => answers.Add((line, answer.Outcome)), why => Assert.Fail(why), TestContext.Current.CancellationToken);

        answers.ShouldBe(((long[])[2, 4, 5, 7, 8, 10, 11]).Select(l => (l, (string?)"new")));
        (await server.AskAsync<string[]>("SELECT array_agg(external_key ORDER BY number) FROM stories")).ShouldBe(["X-0", "X-2", "X-3", "X-5", "X-6", "X-8", "X-9"]);
    }

    string Write()
    {
        var file = Path.Combine(_folder.Path, "stories.csv");
        File.WriteAllText(file, "key,title,points\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"X-{i},Story {i},1\n")));
        return file;
    }

    static async Task StoriesAsync(Uri server, int count)
    {
        using var http = InstanceOwner.Client(server);
        await Until.TrueAsync($"{count} stories are in", async () =>
            JsonNode.Parse(await http.GetStringAsync("/api/stories?limit=1", TestContext.Current.CancellationToken))!["items"]!.AsArray() is [var newest]
                && int.Parse(((string)newest!["key"]!).Split('-')[1]) >= count);
    }

    async Task ShouldHaveAllOnceAsync(ServerProcess server)
    {
        server.Signal(Signals.Terminate);
        (await server.ExitAsync()).ShouldBe(0);
        await using var engine = await PostgresEngine.StartAsync(
            new PostgresSettings { Data = Path.Combine(_folder.Path, "data") }, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            TestContext.Current.CancellationToken);
        await Faults.JournalChecks.ShouldBeDenseAndOrderedAsync(engine.DataSource);
        (await Cluster.AskAsync<long>(engine.DataSource, "SELECT count(*) FROM stories")).ShouldBe(Rows);
        (await Cluster.AskAsync<long>(engine.DataSource, "SELECT count(DISTINCT external_key) FROM stories")).ShouldBe(Rows);
        (await Cluster.AskAsync<long>(engine.DataSource, "SELECT count(*) FROM tasks WHERE estimate = 3600")).ShouldBe(Rows);
    }
}
