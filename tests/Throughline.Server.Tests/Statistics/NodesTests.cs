using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Domain;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Faults;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Statistics;

/// <summary>Three nodes that are processes of their own: what is committed on one is in the statistics of the others.</summary>
public sealed class NodesTests
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_transfer_on_one_is_in_the_frames_of_the_others()
    {
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        await InstanceOwner.WriteAsync(database.DataSource, TestContext.Current.CancellationToken);
        await using var nodes = await Nodes.StartAsync(database, 3);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Authorization = new("Bearer", InstanceOwner.Token);
        var cancel = TestContext.Current.CancellationToken;
        var project = (string)(await PostAsync("/api/projects", new JsonObject { ["key"] = "TL", ["name"] = "Throughline" }))["id"]!;
        var kind = (string)(await PostAsync("/api/base-items", new JsonObject { ["projectId"] = project, ["description"] = "A kind of thing" }))["id"]!;
        var item = (string)(await PostAsync("/api/items", new JsonObject { ["projectId"] = project, ["baseItemId"] = kind }))["id"]!;
        var me = (string)(await GetAsync("/api/users/me"))["id"]!;

        using var one = await OpenAsync(1);
        using var other = await OpenAsync(2);
        (await FrameAsync(one, isSnapshot: true)).ShouldBe(0);
        (await FrameAsync(other, isSnapshot: true)).ShouldBe(0);
        await PostAsync("/api/transfers", new JsonObject { ["projectId"] = project, ["itemIds"] = new JsonArray(item), ["ownerId"] = me });

        (await FrameAsync(one, isSnapshot: false)).ShouldBe(1);
        (await FrameAsync(other, isSnapshot: false)).ShouldBe(1);

        async Task<StreamReader> OpenAsync(int node) => new(await client.GetStreamAsync(
            new Uri(nodes.Address(node), $"/api/statistics/live?series=items.transferred&resolution=day&zone=Europe/Stockholm&span=86400&projectId={project}"), cancel));

        async Task<JsonNode> PostAsync(string path, JsonObject body)
        {
            using var content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
            using var answer = await client.PostAsync(new Uri(nodes.Address(0), path), content, cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);
            answer.IsSuccessStatusCode.ShouldBeTrue(text);
            return JsonNode.Parse(text)!;
        }

        async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await client.GetStringAsync(new Uri(nodes.Address(0), path), cancel))!;
    }

    /// <summary>How many were handed over today, as the next frame of the kind says.</summary>
    static async Task<long> FrameAsync(StreamReader stream, bool isSnapshot)
    {
        while (await stream.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline, TestContext.Current.CancellationToken) is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonNode.Parse(line[6..])! is var frame && frame["buckets"] is JsonArray { Count: > 0 } buckets && frame["snapshot"] is not null == isSnapshot)
                return (long)buckets[^1]!["counts"]![0]!;
        throw new InvalidOperationException("The stream ended.");
    }
}
