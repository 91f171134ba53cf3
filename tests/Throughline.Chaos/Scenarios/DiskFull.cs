using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Machine;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Trials;
using Throughline.Server.Postgres;
using Throughline.Server.Postgres.Embedded;
using Throughline.Server.Tests.Api;

namespace Throughline.Chaos.Scenarios;

/// <summary>
/// The disk with the embedded PostgreSQL fills up under load, and has room again later; or only the one with its write-ahead log does,
/// where PostgreSQL can't go on at all.
/// </summary>
sealed class DiskFull(bool onlyLog) : Scenario
{
    const int Megabytes = 512;
    const int LogMegabytes = 192;

    /// <summary>PostgreSQL that had to end is started again by the server, at the latest after 10 s, and recovers first.</summary>
    static readonly TimeSpan Recovers = TimeSpan.FromSeconds(30);

    public override string Name => onlyLog ? "log-disk-full" : "disk-full";

    public override string Tries => onlyLog
        ? "the disk with PostgreSQL's write-ahead log is full under load, so that PostgreSQL ends: everything goes on by itself when there is room"
        : "the disk with the embedded PostgreSQL is full under load: writes are refused in words, and go on by themselves when there is room";

    public override int Cycles => 10;

    public override int ShortCycles => 1;

    public override string? NotHere() => SmallDisk.WhyNot();

    public override async Task RunAsync(Trial trial)
    {
        await Machine.Leftovers.SweepAsync();
        await using var disk = await SmallDisk.MountAsync(Path.Combine(trial.Folder, "disk"), onlyLog ? LogMegabytes : Megabytes);
        var data = Path.Combine(onlyLog ? trial.Folder : disk.Folder, "data");
        await using var installation = new Installation(trial, [new Node(trial, 0, ["--data", data])], new PostgresSettings { Data = data });
        await installation.StartAsync();
        if (onlyLog)
            await MoveLogAsync(installation.Nodes[0], DataFolder.ClusterOf(data), disk);
        var longest = TimeSpan.Zero;
        await UnderLoadAsync(trial, installation, new LoadShape(), async load =>
        {
            disk.Fill(leave: trial.Chance.Next(0, 2) * 1024 * 1024);
            await RefusedAsync(trial, installation.Nodes[0]);
            await Task.Delay(TimeSpan.FromSeconds(trial.IsShort ? 1 : trial.Chance.Next(1, 20)), trial.Stop);
            disk.Free();
            var freed = Stopwatch.GetTimestamp();
            await load.AcknowledgesAsync(10);
            var took = Stopwatch.GetElapsedTime(freed);
            longest = took > longest ? took : longest;
            trial.Say(string.Create(CultureInfo.InvariantCulture, $"changes are taken again {took.TotalSeconds:0.0} s after there was room"));
            if (took > Recovers)
                throw new ViolationException("recovers", $"after there was room it took {took.TotalSeconds:0.0} s until changes were taken");
        });
        trial.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"changes were taken again {longest.TotalSeconds:0.0} s after there was room, at most"));
    }

    /// <summary>Writes large stories until one is refused, which is to be done in words.</summary>
    static async Task RefusedAsync(Trial trial, Node node)
    {
        using var client = InstanceOwner.Client();
        client.Timeout = TimeSpan.FromSeconds(40);
        using var ledger = new Ledger(Path.Combine(trial.Ledgers, string.Create(CultureInfo.InvariantCulture, $"filler.{trial.Cycle}.ndjson")));
        var projects = JsonNode.Parse(await client.GetStringAsync(new Uri(node.Address, "/api/projects"), trial.Stop))!;
        for (var i = 0; i < 100_000; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"filler-{trial.Cycle}-{i}");
            var operation = new Operation(key, [Marks.StoryCreated(key)], Standing.Sent);
            ledger.Write(operation);
            var body = new JsonObject { ["projectId"] = (string?)projects["items"]![0]!["id"], ["title"] = key, ["description"] = Text(trial.Chance) };
            using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri(node.Address, "/api/stories"), content, trial.Stop);
            ledger.Write(operation with { Standing = answer.IsSuccessStatusCode ? Standing.Acknowledged : Standing.Unknown });
            if (answer.IsSuccessStatusCode)
                continue;
            var said = await answer.Content.ReadAsStringAsync(trial.Stop);
            if ((int)answer.StatusCode is not (503 or 507) || answer.Headers.RetryAfter is null || !said.Contains("urn:throughline:problem:", StringComparison.Ordinal))
                throw new ViolationException("answers", $"while the disk was full a change was answered {(int)answer.StatusCode}: {said}");
            trial.Say("a full disk is answered " + said);
            return;
        }
        throw new InvalidOperationException("The disk does not get full.");
    }

    /// <summary>Puts the write-ahead log on a disk of its own, as large installations have it.</summary>
    static async Task MoveLogAsync(Node node, string cluster, SmallDisk disk)
    {
        await node.StopAsync();
        var (log, moved) = (Path.Combine(cluster, "pg_wal"), Path.Combine(disk.Folder, "pg_wal"));
        await Tool.RunAsync("cp", "--archive", log, moved);
        Directory.Delete(log, recursive: true);
        Directory.CreateSymbolicLink(log, moved);
        await File.AppendAllTextAsync(Path.Combine(cluster, "postgresql.conf"), "max_wal_size = 64MB\nmin_wal_size = 32MB\n");
        await node.StartAsync();
    }

    // What PostgreSQL can't squeeze.
    static string Text(Random chance)
    {
        var bytes = new byte[48_000];
        chance.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
