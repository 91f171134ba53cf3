using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge;

/// <summary>A request that is repeated with its Idempotency-Key is answered as before and changes nothing more.</summary>
public sealed class IdempotencyTests
{
    const string Path = "/api/stories";
    const string Body = """{"title":"Once"}""";
    static readonly (string, string) Key = ("Idempotency-Key", "order-66");

    [Fact]
    public async Task The_same_request_gets_the_same_answer_on_every_node_and_after_a_restart()
    {
        await using var server = await StartAsync();
        var first = (await server.Api.PostAsync(Path, Body, Key)).ShouldBe(201);
        var before = await server.FootprintAsync();

        ShouldBeTheSame(await server.Api.PostAsync(Path, Body, Key), first);
        ShouldBeTheSame(await (await server.AddNodeAsync()).Api.PostAsync(Path, Body, Key), first);
        await server.RestartAsync();
        ShouldBeTheSame(await server.Api.PostAsync(Path, Body, Key), first);

        (await server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task The_answer_stays_what_it_was_though_the_story_moved_on()
    {
        await using var server = await StartAsync();
        var first = await server.Api.PostAsync(Path, Body, Key);
        (await server.Api.PatchAsync($"/api/stories/{first.Id}", """{"title":"Changed"}""")).ShouldBe(200);
        ShouldBeTheSame(await server.Api.PostAsync(Path, Body, Key), first);

        (await server.Api.DeleteAsync($"/api/stories/{first.Id}")).ShouldBe(204);
        ShouldBeTheSame(await server.Api.PostAsync(Path, Body, Key), first);
    }

    [Fact]
    public async Task A_storm_of_duplicates_on_two_nodes_makes_one_story()
    {
        await using var server = await StartAsync();
        var other = await server.AddNodeAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? server.Api : other.Api).PostAsync(Path, Body, Key)));

        replies.ShouldAllBe(r => r.Status == 201);
        replies.Select(r => r.Text).Distinct().Count().ShouldBe(1);
        (await server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_names_one_request()
    {
        await using var server = await StartAsync();
        var story = await server.Api.PostAsync(Path, Body, Key);
        var before = await server.FootprintAsync();

        (await server.Api.PostAsync(Path, """{"title":"Other"}""", Key)).ShouldBeProblem(422, "idempotency-key-reused");
        (await server.Api.PostAsync($"{Path}/{story.Id}/tasks", Body, Key)).ShouldBeProblem(422, "idempotency-key-reused");
        (await server.Api.PostAsync("/api/projects", """{"key":"NEW","name":"n"}""", Key)).ShouldBeProblem(422, "idempotency-key-reused");
        (await server.FootprintAsync()).ShouldBe(before);

        (await server.Api.PostAsync(Path, Body, ("Idempotency-Key", "order-67"))).ShouldBe(201).Id.ShouldNotBe(story.Id);
        (await server.Api.PostAsync(Path, Body)).ShouldBe(201).Id.ShouldNotBe(story.Id);
    }

    [Fact]
    public async Task What_was_refused_is_decided_anew()
    {
        await using var server = await StartAsync();
        const string project = """{"key":"KEY","name":"n"}""";
        var holder = await server.Api.CreateProjectAsync("KEY");
        (await server.Api.PostAsync("/api/projects", project, Key)).ShouldBeProblem(409, "key-taken");

        (await server.Api.PatchAsync($"/api/projects/{holder.Id}", """{"isArchived":true}""")).ShouldBe(200);
        (await server.Api.DeleteAsync($"/api/projects/{holder.Id}?confirm=KEY")).ShouldBe(204);

        (await server.Api.PostAsync("/api/projects", project, Key)).ShouldBe(201);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("é")]
    public async Task A_key_is_visible_ascii(string key)
    {
        await using var server = await StartAsync();
        var before = await server.FootprintAsync();

        (await server.Api.PostAsync(Path, Body, ("Idempotency-Key", key))).ShouldBeProblem(400, "invalid-input", "Idempotency-Key");
        (await server.Api.PostAsync(Path, Body, ("Idempotency-Key", new string('k', 201)))).ShouldBeProblem(400, "invalid-input", "Idempotency-Key");
        (await server.FootprintAsync()).ShouldBe(before);

        (await server.Api.PostAsync(Path, Body, ("Idempotency-Key", new string('k', 200)))).ShouldBe(201);
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_makes_only_what_is_missing()
    {
        await using var server = await StartAsync();
        string[] lines = ["""{"title":"One","tasks":[{"title":"t","estimate":60}]}""", "not json", """{"title":"Three"}"""];
        var first = await BatchAsync(server.Api, string.Join('\n', lines));
        first.Select(l => (int)l["status"]!).ShouldBe([201, 400, 201]);
        var before = await server.FootprintAsync();

        (await BatchAsync(server.Api, string.Join('\n', lines))).Select(l => l.ToJsonString()).ShouldBe(first.Select(l => l.ToJsonString()));
        (await server.FootprintAsync()).ShouldBe(before);

        // Another node; a line that is sent for the first time, one that was refused, and one that is another line now.
        var other = await server.AddNodeAsync();
        var again = await BatchAsync(other.Api, string.Join('\n', lines[0], """{"title":"Two"}""", """{"title":"Thrice"}""", """{"title":"Four"}"""));
        again.Select(l => (int)l["status"]!).ShouldBe([201, 201, 422, 201]);
        again[0].ToJsonString().ShouldBe(first[0].ToJsonString());
        (await server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(4);

        // A line's key is no request's key.
        (await server.Api.PostAsync(Path, Body, Key)).ShouldBe(201);
        (await server.Api.SendAsync(HttpMethod.Post, $"{Path}/batch", ApiClient.Bytes("{}"u8.ToArray(), "application/x-ndjson"), ("Idempotency-Key", "two words")))
            .ShouldBeProblem(400, "invalid-input", "Idempotency-Key");
    }

    static async Task<List<JsonNode>> BatchAsync(ApiClient api, string lines)
    {
        var reply = await api.SendAsync(HttpMethod.Post, $"{Path}/batch", ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(lines), "application/x-ndjson"), Key);
        return [.. reply.ShouldBe(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    [Fact]
    public async Task A_key_is_kept_for_a_day_and_then_forgotten()
    {
        await using var server = await StartAsync();
        var first = await server.Api.PostAsync(Path, Body, Key);

        await server.RestartAsync(("Journal:ClockOffset", "23:59:00"));
        ShouldBeTheSame(await server.Api.PostAsync(Path, Body, Key), first);

        await server.RestartAsync(("Journal:ClockOffset", "1.00:00:01"));
        await Until.TrueAsync("the answer is forgotten", async () => await server.AskAsync<long>("SELECT count(*) FROM idempotency_keys") == 0);
        (await server.Api.PostAsync(Path, Body, Key)).ShouldBe(201).Id.ShouldNotBe(first.Id);
    }

    static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        await server.Api.CreateProjectAsync();
        return server;
    }

    static void ShouldBeTheSame(Reply again, Reply first)
    {
        again.ShouldBe(first.Status);
        again.Text.ShouldBe(first.Text);
        again.ETag.ShouldBe(first.ETag);
        again.Header("Location").ShouldBe(first.Header("Location"));
    }
}
