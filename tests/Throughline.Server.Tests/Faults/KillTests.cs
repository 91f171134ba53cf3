using Shouldly;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Faults;

/// <summary>The program is killed without warning while clients await answers; what was acknowledged must be there.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    const int Cycles = 10;
    const int Writers = 8;
    const int Seed = 20260731;
    static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_done_twice_over_ten_kills()
    {
        using var folder = new TestFolder("kill");
        var random = new Random(Seed);
        var ledger = new Ledger();
        var address = new Uri("http://127.0.0.1:9");
        using var stop = new CancellationTokenSource();
        using var giveUp = new CancellationTokenSource();
        List<Task> writers = [];

        for (var cycle = 0; cycle <= Cycles; cycle++)
        {
            await using var server = ServerProcess.Start(folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
            // The very first start makes the database cluster.
            var ready = server.ReadyAsync();
            address = cycle == 0 ? await ready : await ready.WaitAsync(ReadyWithin, TestContext.Current.CancellationToken);
            if (cycle == 0)
            {
                await InstanceOwner.WriteAsync(Path.Combine(folder.Path, "data"), TestContext.Current.CancellationToken);
                await Requests.MakeProjectAsync(address);
                writers = [.. Enumerable.Range(0, Writers).Select(w => new Writer($"w{w}", () => address, ledger).WriteAsync(stop.Token, giveUp.Token))];
            }
            var before = ledger.Acknowledged.Count;
            await Until.TrueAsync("the node acknowledges again", () => ledger.Acknowledged.Count > before);
            if (cycle == Cycles)
            {
                await stop.CancelAsync();
                await Task.WhenAll(writers);
                server.Signal(Signals.Terminate);
                (await server.ExitAsync()).ShouldBe(0);
                break;
            }
            await Task.Delay(random.Next(50, 700), TestContext.Current.CancellationToken);
            server.Signal(Signals.Kill);
            await server.ExitAsync();
        }

        output.WriteLine($"{ledger.Acknowledged.Count} stories were acknowledged over {Cycles} kills.");
        await using var engine = await PostgresEngine.StartAsync(
            new PostgresSettings { Data = Path.Combine(folder.Path, "data") }, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
            TestContext.Current.CancellationToken);
        await JournalChecks.ShouldBeDenseAndOrderedAsync(engine.DataSource);
        await JournalChecks.ShouldHoldAsync(engine.DataSource, ledger);
    }
}
