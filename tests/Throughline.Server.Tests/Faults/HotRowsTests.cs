using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Shouldly;
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
    const int EditsPerWriter = 150;

    [Fact]
    public async Task Three_nodes_change_fifty_stories_without_a_deadlock_or_a_lost_edit()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        using var folder = new TestFolder("hot");
        var nodes = Enumerable.Range(0, Nodes).Select(_ => ServerProcess.Start(
            folder.Path, ["serve", "--urls", "http://127.0.0.1:0", "--postgres", database.ConnectionString])).ToList();
        try
        {
            var addresses = await Task.WhenAll(nodes.Select(n => n.ReadyAsync()));
            using var first = new HttpClient { BaseAddress = addresses[0] };
            var project = await MakeAsync(first, "/api/projects", new JsonObject { ["key"] = "HOT", ["name"] = "Hot rows" });
            var ids = new List<string>();
            for (var i = 0; i < Stories; i++)
                ids.Add((string)(await MakeAsync(first, "/api/stories", new JsonObject { ["title"] = $"Story {i}", ["projectId"] = (string)project["id"]! }))["id"]!);

            var edits = new int[Stories];
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => EditAsync(addresses[w % Nodes], w, ids, edits)));

            await using var connection = await database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
            var versions = (await connection.QueryAsync<(Guid Id, int Version)>("SELECT id, version FROM stories")).ToDictionary(v => v.Id.ToString(), v => v.Version);
            for (var i = 0; i < Stories; i++)
                versions[ids[i]].ShouldBe(1 + edits[i]);
            (await connection.ExecuteScalarAsync<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")).ShouldBe(0);
            await JournalChecks.ShouldBeDenseAndOrderedAsync(database.DataSource);
            output.WriteLine($"{edits.Sum()} edits of {Stories} stories through {Nodes} nodes.");
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    static async Task EditAsync(Uri address, int writer, List<string> ids, int[] edits)
    {
        var random = new Random(writer);
        using var client = new HttpClient { BaseAddress = address };
        for (var i = 0; i < EditsPerWriter; i++)
        {
            var story = random.Next(ids.Count);
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/stories/{ids[story]}")
            {
                Content = JsonContent.Create(new JsonObject { ["title"] = $"Edit {i} of writer {writer}" }),
                Headers = { { "If-Match", "*" } },
            };
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            Interlocked.Increment(ref edits[story]);
        }
    }

    static async Task<JsonObject> MakeAsync(HttpClient client, string path, JsonObject body)
    {
        using var response = await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
    }
}
