using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Dapper;
using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Faults;

/// <summary>Twenty-four claimers on three nodes that are processes of their own, on one PostgreSQL.</summary>
public sealed class ClaimersTests(ITestOutputHelper output)
{
    const int NodeCount = 3;
    const int Claimers = 24;
    const int Tasks = 3000;
    const int TasksPerStory = 10;
    const int SecondsEach = 3;

    [Fact]
    public async Task Every_task_is_handed_out_once_under_one_epoch_and_done_once()
    {
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        await using var nodes = await Nodes.StartAsync(database, NodeCount);
        var addresses = Enumerable.Range(0, NodeCount).Select(nodes.Address).ToList();
        await Requests.MakeProjectAsync(addresses[0]);
        var handedOut = new ConcurrentBag<(string Task, int Epoch)>();
        var claiming = Enumerable.Range(0, Claimers).Select(c => ClaimAsync(addresses[c % NodeCount], c, handedOut)).ToList();

        // They are waiting already when the first tasks come.
        for (var i = 0; i < Tasks / TasksPerStory; i++)
            await Requests.MakeAsync(addresses[i % NodeCount], "/api/stories", new JsonObject
            {
                ["title"] = $"Story {i}",
                ["tasks"] = new JsonArray([.. Enumerable.Range(0, TasksPerStory).Select(t => new JsonObject { ["title"] = $"Task {t}" })]),
            });
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(claiming);

        handedOut.ShouldBeUnique();
        handedOut.Count.ShouldBe(Tasks);
        await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        (await connection.QuerySingleAsync<(long, long, long)>("""
            SELECT count(*) FILTER (WHERE status = 2 AND lease_state = 2 AND lease_epoch = 1), sum(time_spent)::bigint, count(*) FROM tasks
            """)).ShouldBe((Tasks, Tasks * SecondsEach, Tasks));
        (await connection.QuerySingleAsync<(long, long)>(
            "SELECT count(*), count(DISTINCT subject_id) FROM journal WHERE type = 'task.completed'")).ShouldBe((Tasks, Tasks));
        (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM stories WHERE status <> 2")).ShouldBe(0);
        (await connection.ExecuteScalarAsync<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")).ShouldBe(0);
        await JournalChecks.ShouldBeDenseAndOrderedAsync(database.DataSource);
        output.WriteLine($"{Claimers} claimers one by one through {NodeCount} nodes, the last of {Tasks} tasks {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s after it was made.");
    }

    // Each waits for tasks, does them, and stops once none has come for a while.
    static async Task ClaimAsync(Uri address, int claimer, ConcurrentBag<(string, int)> handedOut)
    {
        using var client = InstanceOwner.Client(address);
        var session = Guid.NewGuid().ToString();
        var count = claimer % 3 + 1;
        while (true)
        {
            var claim = await AskAsync(client, "claim", new JsonObject { ["sessionId"] = session, ["count"] = count, ["wait"] = 3 });
            var tasks = claim["tasks"]!.AsArray().Select(t => (Id: (string)t!["id"]!, Epoch: (int)t["leaseEpoch"]!)).ToList();
            if (tasks.Count == 0)
                return;
            tasks.Count.ShouldBeLessThanOrEqualTo(count);
            tasks.ForEach(handedOut.Add);
            var done = await AskAsync(client, "complete", new JsonObject
            {
                ["tasks"] = new JsonArray([.. tasks.Select(t => new JsonObject { ["taskId"] = t.Id, ["leaseEpoch"] = t.Epoch, ["timeSpent"] = SecondsEach })]),
            });
            done["results"]!.AsArray().ShouldAllBe(r => (int)r!["status"]! == 200);
        }
    }

    static async Task<JsonNode> AskAsync(HttpClient client, string verb, JsonObject body)
    {
        using var response = await client.PostAsync($"/api/work/{verb}", Requests.Json(body), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }
}
