using System.Globalization;
using Npgsql;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Cli;

namespace Throughline.Chaos.Scenarios;

/// <summary>The server ends itself, as kill -9 does, at places where a moment more or less makes a difference.</summary>
sealed class Points : Scenario
{
    const int Killed = 128 + Signals.Kill;

    /// <summary>Place, and how many times it may be passed before the end.</summary>
    static readonly (string Point, int Times)[] UnderWay =
    [
        ("after-lock", 40), ("before-commit", 40), ("after-commit", 40), ("before-answer", 40), ("follower-page", 20), ("follower-commit", 20),
        ("import-line", 300),
    ];

    static readonly string[] InMigration = ["migration", "migration-commit"];

    public override string Name => "points";

    public override string Tries => "kill -9 at named points: after the lock, before and after the commit, before the answer, in a follower's page, in an import, in a migration";

    public override string? NotHere() => FaultPoints.NotHere;

    public override async Task RunAsync(Trial trial)
    {
        var postgres = await OwnPostgres.StartAsync(trial);
        await using var installation = await Installation.SharedAsync(trial, postgres, 1);
        var node = installation.Nodes[0];
        await UnderLoadAsync(trial, installation, new LoadShape { Between = 50 }, async load =>
        {
            // In a cycle, each point once, in any order.
            var points = UnderWay.ToArray();
            trial.Chance.Shuffle(points);
            await node.KillAsync();
            foreach (var (point, times) in points)
            {
                node.Launch(FaultPoints.At(point, trial.Chance.Next(1, times + 1)));
                await MeetAsync(node, point);
            }
            await node.StartAsync();
            foreach (var point in InMigration)
                await MigrateAsync(trial, postgres, point);
        });
    }

    /// <summary>A database is brought to its schema by a node that is killed half-way, and then by the next.</summary>
    static async Task MigrateAsync(Trial trial, OwnPostgres postgres, string point)
    {
        var steps = Migration.Shipped.Count;
        var name = string.Create(CultureInfo.InvariantCulture, $"migrated-{trial.Cycle}-{point}");
        var connection = await postgres.MakeDatabaseAsync(name, trial.Stop);
        await using var node = new Node(trial, 1, ["--postgres", connection]);
        node.Launch(FaultPoints.At(point, trial.Chance.Next(1, steps + 1)));
        await MeetAsync(node, point);
        await node.StartAsync();

        await using var source = NpgsqlDataSource.Create(connection);
        await using var count = source.CreateCommand("SELECT count(*) FROM schema_migrations");
        if ((long)(await count.ExecuteScalarAsync(trial.Stop))! is var applied && applied != steps)
            throw new ViolationException("migration", $"{applied} of {steps} steps are applied after a kill at {point}");
        await InstanceOwner.WriteAsync(source, trial.Stop);
        using var api = new Api(() => node.Address);
        var body = new System.Text.Json.Nodes.JsonObject { ["key"] = "TL", ["name"] = "Throughline" };
        var made = await api.AskAsync(HttpMethod.Post, "/api/projects", body, "first", failures => failures > 10, trial.Stop);
        if (made is not { Status: 201 })
            throw new ViolationException("migration", $"after a kill at {point} a project can't be made: {made}");
    }

    static async Task MeetAsync(Node node, string point)
    {
        if (await node.EndedAsync() is var exitCode && exitCode != Killed)
            throw new ViolationException("points", $"the node ended with {exitCode} instead of being killed at {point}");
    }
}
