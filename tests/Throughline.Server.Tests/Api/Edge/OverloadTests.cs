using Shouldly;
using Throughline.Domain;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge;

/// <summary>More is asked than can be done, or nonsense is: the others are served all the same.</summary>
public sealed class OverloadTests
{
    [Fact]
    public async Task Beyond_the_full_queue_a_change_is_answered_503_at_once_and_those_in_it_are_done()
    {
        await using var server = await TestServer.StartAsync(("Journal:QueueLength", "4"));
        await server.Api.CreateProjectAsync();
        var sequencer = server.Node.Get<Sequencer>();
        List<Task<Reply>> taken = [];
        await using (await WriterLock.HoldAsync(server))
        {
            // The loop holds the first one in its hands.
            taken.Add(server.Api.PostAsync("/api/stories", """{"title":"In hand"}"""));
            await server.WriterWaitsAsync();
            for (var i = 0; i < 4; i++)
                taken.Add(server.Api.PostAsync("/api/stories", $$"""{"title":"Waits {{i}}"}"""));
            await Until.TrueAsync("the queue is full", () => sequencer.Waiting == 4);

            var refused = (await server.Api.PostAsync("/api/stories", """{"title":"Too much"}""")).ShouldBeProblem(503, "overloaded");

            int.Parse(refused.Header("Retry-After").ShouldNotBeNull()).ShouldBeGreaterThan(0);
            // Reading goes on, and health tells.
            (await server.Api.GetAsync("/api/stories")).ShouldBe(200);
            ((int?)(await server.Api.GetAsync("/health/ready")).ShouldBe(200)["waiting"]).ShouldBe(4);
        }

        (await Task.WhenAll(taken)).ShouldAllBe(r => r.Status == 201);
        (await server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(5);
    }

    [Fact]
    public async Task A_client_with_too_many_requests_waits_in_a_line_of_its_own()
    {
        await using var server = await TestServer.StartAsync(("Edge:ClientAtOnce", "2"), ("Edge:ClientInLine", "3"), ("Edge:KnownProxies", "127.0.0.1;::1"));
        await server.Api.CreateProjectAsync();
        var sequencer = server.Node.Get<Sequencer>();
        Task<Reply>[] much;
        Task<Reply> other;
        Reply refused;
        await using (await WriterLock.HoldAsync(server))
        {
            much = [.. Enumerable.Range(0, 6).Select(i =>
                server.Api.PostAsync("/api/stories", $$"""{"title":"Much {{i}}"}""", ("X-Forwarded-For", "10.0.0.1, 10.0.0.2")))];
            // Two have their turn and wait for the lock, three stand in the line.
            refused = await await Task.WhenAny(much);
            await server.WriterWaitsAsync();
            var waiting = sequencer.Waiting;
            other = server.Api.PostAsync("/api/stories", """{"title":"Somebody else's"}""", ("X-Forwarded-For", "10.0.0.1"));
            await Until.TrueAsync("somebody else's change is with the writer", () => sequencer.Waiting == waiting + 1);
        }

        refused.ShouldBeProblem(429, "too-many-requests");
        int.Parse(refused.Header("Retry-After").ShouldNotBeNull()).ShouldBeGreaterThan(0);
        (await Task.WhenAll(much)).Count(r => r.Status == 201).ShouldBe(5);
        (await other).ShouldBe(201);
        // Before him were the two that had their turn.
        (await server.AskAsync<int>("SELECT number FROM stories WHERE title = 'Somebody else''s'")).ShouldBe(3);
    }

    [Fact]
    public async Task A_batch_that_fills_its_queue_leaves_the_places_of_single_requests_free()
    {
        await using var server = await TestServer.StartAsync(("Journal:QueueLength", "4"), ("Journal:BatchChanges", "8"));
        await server.Api.CreateProjectAsync();
        Task<Reply> single, batch;
        await using (await WriterLock.HoldAsync(server))
        {
            var lines = string.Join('\n', Enumerable.Range(0, 200).Select(i => $$"""{"title":"Line {{i}}"}"""));
            batch = server.Api.SendAsync(HttpMethod.Post, "/api/stories/batch",
                ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(lines), "application/x-ndjson"));
            await Until.TrueAsync("the batch waits for room", () => server.Node.Get<Sequencer>().Waiting == 8);
            single = server.Api.PostAsync("/api/stories", """{"title":"Alone"}""");
            await Until.TrueAsync("the single request has its place", () => server.Node.Get<Sequencer>().Waiting == 9);
        }

        (await single).ShouldBe(201);
        (await batch).ShouldBe(200);
        (await server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(201);
        // It was in the very next commit, not behind the lines that came before it.
        (await server.AskAsync<int>("SELECT number FROM stories WHERE title = 'Alone'")).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task A_change_whose_caller_left_before_its_turn_is_not_made()
    {
        await using var server = await TestServer.StartAsync();
        var project = new ProjectId(Guid.Parse((await server.Api.CreateProjectAsync()).Id));
        using var leave = new CancellationTokenSource();
        Task<Reply> stays;
        Task<Outcome<int>> left;
        await using (await WriterLock.HoldAsync(server))
        {
            stays = server.Api.PostAsync("/api/stories", """{"title":"In hand"}""");
            await server.WriterWaitsAsync();
            left = server.Node.Get<Sequencer>().CommitAsync(NewStory.In(project, "Left", leave.Token));
            await leave.CancelAsync();
        }

        (await stays).ShouldBe(201);
        await Should.ThrowAsync<OperationCanceledException>(left);
        await server.Api.CreateStoryAsync("Next");
        (await server.AskAsync<string>("SELECT string_agg(title, ', ' ORDER BY number) FROM stories")).ShouldBe("In hand, Next");
    }

    [Fact]
    public async Task Slow_bodies_and_duplicates_of_one_client_slow_nobody_down()
    {
        await using var server = await TestServer.StartAsync();
        await server.Api.CreateProjectAsync();
        var slow = new List<RawClient>();
        try
        {
            for (var i = 0; i < 200; i++)
            {
                var client = await RawClient.PostAsync(server.Node.Address, "/api/stories", "application/json", 1000);
                await client.SendAsync("""{"title":""");
                slow.Add(client);
            }
            var duplicates = Task.WhenAll(Enumerable.Range(0, 300).Select(_ =>
                server.Api.PostAsync("/api/stories", """{"title":"Again and again"}""", ("Idempotency-Key", "mine"))));

            var clock = System.Diagnostics.Stopwatch.StartNew();
            for (var i = 0; i < 50; i++)
                await server.Api.CreateStoryAsync($"Somebody else's {i}");
            // One after the other, on a machine that does other things too: it would be minutes if they stood behind the slow ones.
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));

            (await duplicates).Select(r => r.ShouldBe(201).Id).Distinct().Count().ShouldBe(1);
            (await server.AskAsync<long>("SELECT count(*) FROM stories")).ShouldBe(51);
        }
        finally
        {
            slow.ForEach(c => c.Dispose());
        }
    }

    [Fact]
    public async Task A_body_that_never_ends_is_given_up()
    {
        await using var server = await TestServer.StartAsync();
        await server.Api.CreateProjectAsync();
        using var client = await RawClient.PostAsync(server.Node.Address, "/api/stories", "application/json", 1000);
        await client.SendAsync("""{"title":""");

        (await client.ReadHeadAsync()).ShouldBe("HTTP/1.1 408 Request Timeout");
        (await client.ReadLineAsync()).ShouldNotBeNull().ShouldContain("urn:throughline:problem:request-timeout");
    }
}
