using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Faults;

/// <summary>Many clients change the same few stories through three nodes at once.</summary>
public sealed class HotRowsTests(ITestOutputHelper output)
{
    const int Nodes = 3;
    const int Writers = 16;
    const int Stories = 50;
    const int EditsPerWriter = 60;

    [Fact]
    public async Task Three_nodes_change_fifty_stories_without_a_deadlock_or_a_lost_edit()
    {
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        using var folder = new TestFolder("hot");
        var nodes = Enumerable.Range(0, Nodes).Select(_ => ServerProcess.Start(
            folder.Path, ["serve", "--urls", "http://127.0.0.1:0", "--postgres", database.ConnectionString])).ToList();
        try
        {
            var addresses = await Task.WhenAll(nodes.Select(n => n.ReadyAsync()));
            var ids = await MakeStoriesAsync(addresses[0]);

            // The same edits twice: decided under the sequencer's lock, and in the client's hand on versions that it read before.
            var edits = new int[Stories];
            var (underLock, _) = await EditAllAsync(addresses, ids, edits, optimistic: false);
            var (onVersions, stale) = await EditAllAsync(addresses, ids, edits, optimistic: true);

            await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
            var versions = (await connection.QueryAsync<(Guid Id, int Version)>("SELECT id, version FROM stories")).ToDictionary(v => v.Id.ToString(), v => v.Version);
            for (var i = 0; i < Stories; i++)
                versions[ids[i]].ShouldBe(1 + edits[i]);
            (await connection.ExecuteScalarAsync<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")).ShouldBe(0);
            await JournalChecks.ShouldBeDenseAndOrderedAsync(database.DataSource);
            output.WriteLine($"{edits.Sum()} edits of {Stories} stories by {Writers} writers through {Nodes} nodes. Decided under the lock: " +
                $"{underLock:0} edits/s. Read, decide, retry when stale ({stale} times): {onVersions:0} edits/s. Ratio {underLock / onVersions:0.00}.");
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    static async Task<List<string>> MakeStoriesAsync(Uri address)
    {
        await Requests.MakeProjectAsync(address);
        var ids = new List<string>();
        for (var i = 0; i < Stories; i++)
            ids.Add((string)(await Requests.MakeAsync(address, "/api/stories", new JsonObject { ["title"] = $"Story {i}" }))["id"]!);
        return ids;
    }

    static async Task<(double PerSecond, int Stale)> EditAllAsync(Uri[] addresses, List<string> ids, int[] edits, bool optimistic)
    {
        var start = Stopwatch.GetTimestamp();
        var stale = await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => EditAsync(addresses[w % Nodes], w, ids, edits, optimistic)));
        return (Writers * EditsPerWriter / Stopwatch.GetElapsedTime(start).TotalSeconds, stale.Sum());
    }

    static async Task<int> EditAsync(Uri address, int writer, List<string> ids, int[] edits, bool optimistic)
    {
        var random = new Random(writer);
        var stale = 0;
        using var client = InstanceOwner.Client(address);
        for (var i = 0; i < EditsPerWriter; i++)
        {
            var story = random.Next(ids.Count);
            var title = $"Edit {i} of writer {writer}, {(optimistic ? "on versions" : "under the lock")}";
            while (!await TryEditAsync(client, ids[story], title, optimistic))
                stale++;
            Interlocked.Increment(ref edits[story]);
        }
        return stale;
    }

    static async Task<bool> TryEditAsync(HttpClient client, string id, string title, bool optimistic)
    {
        var match = "*";
        if (optimistic)
        {
            using var read = await client.GetAsync($"/api/stories/{id}", TestContext.Current.CancellationToken);
            match = read.Headers.ETag!.Tag;
        }
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/stories/{id}")
        {
            Content = Requests.Json(new JsonObject { ["title"] = title }),
            Headers = { { "If-Match", match } },
        };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, optimistic ? HttpStatusCode.PreconditionFailed : HttpStatusCode.OK);
        return response.IsSuccessStatusCode;
    }
}
