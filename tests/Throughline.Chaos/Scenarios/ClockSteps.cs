using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Machine;
using Throughline.Chaos.Trials;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Scenarios;

/// <summary>The clock of one of three nodes is set an hour ahead or back, while it works.</summary>
sealed class ClockSteps : Scenario
{
    const int Lease = 5;

    /// <summary>Nodes look once a second for leases that have run out; on a busy machine that takes a moment.</summary>
    const int Slack = 4;

    const string EndedSql = """
        SELECT extract(epoch FROM e.at - c.at)::float8
        FROM journal c JOIN journal e ON e.subject_id = c.subject_id AND e.type = 'task.expired'
        WHERE c.type = 'task.claimed' AND c.subject_id = @task
        """;

    static readonly int[] Steps = [3600, -3600, 0];

    public override string Name => "clock";

    public override string Tries => "the clock of one of 3 nodes is set an hour ahead, back, and right again: times never go back, leases last as long as they should";

    public override int Cycles => 12;

    public override int ShortCycles => 1;

    public override string? NotHere() => FakeClock.WhyNot();

    public override async Task RunAsync(Trial trial)
    {
        using var clock = new FakeClock(Path.Combine(trial.Folder, "clock"));
        var postgres = await OwnPostgres.StartAsync(trial);
        var nodes = Enumerable.Range(0, 3).Select(n => new Node(trial, n, ["--postgres", postgres.ConnectionString]) { Variables = n == 0 ? clock.Variables : [] });
        await using var installation = new Installation(trial, [.. nodes], new PostgresSettings { Connection = postgres.ConnectionString }, postgres);
        await installation.StartAsync();
        await UnderLoadAsync(trial, installation, new LoadShape { Between = trial.IsShort ? 50 : 150 }, async _ =>
        {
            var step = Steps[(trial.Cycle - 1) % Steps.Length];
            var there = await new OneTask(trial, installation.Nodes[0].Address, Key("here", trial)).ClaimAsync(Lease);
            var elsewhere = await new OneTask(trial, installation.Nodes[1].Address, Key("else", trial)).ClaimAsync(Lease);
            clock.Set(TimeSpan.FromSeconds(step));
            await Task.Delay(FakeClock.Notice, trial.Stop);
            await StatisticsAreOfNowAsync(trial, installation.Nodes[0]);
            await LastedAsync(trial, installation, there, elsewhere);
        });
        trial.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{2 * trial.Cycles} leases of {Lease} s lasted {Lease} to {Lease + Slack} s"));
    }

    static string Key(string where, Trial trial) => string.Create(CultureInfo.InvariantCulture, $"{where}{trial.Cycle}");

    /// <summary>A lease that nobody renews ends when it has run out: not before, and soon after.</summary>
    static async Task LastedAsync(Trial trial, Installation installation, params string[] tasks)
    {
        await using var engine = await installation.AttachAsync();
        await using var connection = await engine.DataSource.OpenConnectionAsync(trial.Stop);
        foreach (var task in tasks)
        {
            double? lasted = null;
            await Until.TrueAsync("leases", "a lease that nobody renews ends", TimeSpan.FromSeconds(Lease + 2 * Slack), async () =>
                (lasted = await connection.QuerySingleOrDefaultAsync<double?>(EndedSql, new { task = Guid.Parse(task) })) is not null, trial.Stop);
            if (lasted is < Lease or > Lease + Slack)
                throw new ViolationException("leases", string.Create(CultureInfo.InvariantCulture, $"a lease of {Lease} s lasted {lasted:0.000} s"));
        }
    }

    /// <summary>What is asked for without a time is what has been until now, as the database's clock has it.</summary>
    static async Task StatisticsAreOfNowAsync(Trial trial, Node node)
    {
        using var client = InstanceOwner.Client();
        var answer = JsonNode.Parse(await client.GetStringAsync(new Uri(node.Address, "/api/statistics?series=stories.created&resolution=minute"), trial.Stop))!;
        var off = (DateTimeOffset)answer["to"]! - TimeProvider.System.GetUtcNow();
        if (off.Duration() > TimeSpan.FromMinutes(2))
            throw new ViolationException("clock", $"after its clock was set, a node's statistics end {off} from now");
    }
}
