using System.Diagnostics;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Work;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Work;

/// <summary>Claims, heartbeats and the end of silent sessions in one and the same commit.</summary>
public sealed class LeaseCommitTests
{
    [Fact]
    public async Task A_waiting_claim_gets_the_task_that_came_in_its_own_commit()
    {
        await using var server = await TestServer.StartAsync();
        await server.Api.CreateProjectAsync();
        var sequencer = server.Node.Get<Sequencer>();
        Task<Reply> before, story, claim;
        await using (await WriterLock.HoldAsync(server))
        {
            before = server.Api.CreateProjectAsync("OPS");
            await server.WriterWaitsAsync();
            var project = await server.AskAsync<Guid>("SELECT id FROM projects");
            story = server.Api.CreateStoryAsync("A story", $"\"projectId\":\"{project}\",\"tasks\":[{{\"title\":\"A task\"}}]");
            await Until.TrueAsync("the story waits", () => sequencer.Waiting == 1);
            claim = server.Api.PostAsync("/api/work/claim", $$"""{"projectId":"{{project}}","wait":30}""");
            await Until.TrueAsync("the claim waits", () => sequencer.Waiting == 2);
        }
        var waited = Stopwatch.StartNew();
        ((await claim).ShouldBe(200)["tasks"]!.AsArray().Count, waited.Elapsed < TimeSpan.FromSeconds(15)).ShouldBe((1, true));
        await Task.WhenAll(before, story);
    }

    [Fact]
    public async Task A_silent_session_that_a_heartbeat_loads_is_not_ended_without_its_tasks()
    {
        await using var server = await NoSweepAsync();
        await server.Api.CreateProjectAsync();
        await server.Api.CreateStoryAsync("A story", """ "tasks":[{"title":"1"},{"title":"2"}] """);
        var (first, second) = (await ClaimAsync(server), await ClaimAsync(server));
        await server.FallSilentAsync(first);
        await server.FallSilentAsync(second);

        await server.Node.Get<Sequencer>().CommitAsync(new Changes<int>(
            need =>
            {
                need.Expired(1);
                need.Session(new(Guid.Parse(second)));
            },
            state => new ExpireLeases(5).Decide(state, all: true), (_, decisions) => decisions.Count)
        {
            By = Actor.Program,
        });
        (await server.AskAsync<string>("SELECT string_agg(id::text, ' ') FROM worker_sessions")).ShouldBe(second);
        (await server.AskAsync<string>("SELECT string_agg(worker_session_id::text, ' ') FROM tasks WHERE lease_state = 1")).ShouldBe(second);
    }

    [Fact]
    public async Task A_session_begun_anew_in_the_commit_that_ended_it_is_a_new_one()
    {
        await using var server = await NoSweepAsync();
        await server.Api.CreateProjectAsync();
        await server.Api.CreateStoryAsync("A story", """ "tasks":[{"title":"1"}] """);
        var session = await ClaimAsync(server);
        var other = (await server.Api.CreateProjectAsync("OPS")).Id;
        await server.FallSilentAsync(session);
        var claim = new ClaimTasks(new(Guid.Parse(other)), new(Guid.Parse(session)), UserId.Local, "Another", 1, 0, new(60));

        var state = (await server.Node.Get<Sequencer>().CommitAsync(new Changes<State>(
            need =>
            {
                need.Expired(10);
                need.Session(claim.SessionId);
            },
            state => new ExpireLeases(5).Decide(state, all: true).Concat(claim.Decide(state)), (state, _) => state)
        {
            By = Actor.Program,
        })).Value!;
        (await server.AskAsync<string>("SELECT concat_ws(' ', project_id, worker, extract(epoch FROM started_at)) FROM worker_sessions"))
            .ShouldBe($"{other} Another {state.Now.ToUnixTimeTicks() / 10_000_000m:0.000000}");
        (await server.AskAsync<long>("SELECT count(*) FROM tasks WHERE worker_session_id IS NOT NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task Tasks_with_and_without_a_lease_are_written_together()
    {
        await using var server = await TestServer.StartAsync();
        await server.Api.CreateProjectAsync();
        var story = await server.Api.CreateStoryAsync("A story", """ "tasks":[{"title":"1","status":"Done"},{"title":"2"}] """);
        await ClaimAsync(server);
        (await server.Api.PatchAsync($"/api/stories/{story.Id}", """{"priority":"High"}""")).ShouldBe(200);
        (await server.AskAsync<string>("SELECT string_agg(concat_ws(' ', priority, claimed_at IS NULL), ', ' ORDER BY id) FROM tasks")).ShouldBe("3 t, 3 f");
    }

    static Task<TestServer> NoSweepAsync() => TestServer.StartAsync(("Work:SweepInterval", "1.00:00:00"));

    static async Task<string> ClaimAsync(TestServer server)
    {
        var session = Workers.NewSession();
        (await server.Api.ClaimAsync(session)).Tasks().Length.ShouldBe(1);
        return session;
    }
}
