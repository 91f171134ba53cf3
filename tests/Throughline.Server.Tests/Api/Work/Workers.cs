using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Throughline.Server.Features.Work;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Work;

/// <summary>The shortest way to claim and to end a claim.</summary>
static class Workers
{
    public static string NewSession() => Guid.NewGuid().ToString();

    /// <param name="more">Further members of the request, such as <c>"count":3</c>.</param>
    public static Task<Reply> ClaimAsync(this ApiClient api, string? session = null, string more = "", params (string, string)[] headers) =>
        api.PostAsync("/api/work/claim", $$"""{"sessionId":"{{session ?? NewSession()}}"{{(more.Length > 0 ? "," : "")}}{{more}}}""", headers);

    public static Task<Reply> CompleteAsync(this ApiClient api, string task, int epoch, long timeSpent = 0) =>
        api.PostAsync("/api/work/complete", $$"""{"tasks":[{"taskId":"{{task}}","leaseEpoch":{{epoch}},"timeSpent":{{timeSpent}}}]}""");

    /// <param name="more">Further members, such as <c>"failed":true</c>.</param>
    public static Task<Reply> ReleaseAsync(this ApiClient api, string task, int epoch, string more = "") =>
        api.PostAsync("/api/work/release", $$"""{"tasks":[{"taskId":"{{task}}","leaseEpoch":{{epoch}}{{(more.Length > 0 ? "," : "")}}{{more}}}]}""");

    public static Task<Reply> RequeueAsync(this ApiClient api, string task) =>
        api.PostAsync("/api/work/requeue", $$"""{"tasks":[{"taskId":"{{task}}"}]}""");

    public static Task<Reply> HeartbeatAsync(this ApiClient api, string session, params (string Task, int Epoch)[] held) =>
        api.PostAsync("/api/work/heartbeat",
            $$"""{"sessionId":"{{session}}","tasks":[{{string.Join(',', held.Select(h => $$"""{"taskId":"{{h.Task}}","leaseEpoch":{{h.Epoch}}}"""))}}]}""");

    public static async Task<JsonNode> TaskAsync(this ApiClient api, string id) => (await api.GetAsync($"/api/tasks/{id}")).ShouldBe(200).Json;

    /// <summary>A project of its own with a story of open tasks.</summary>
    /// <returns>The project, and its tasks in the order they were made.</returns>
    public static async Task<(string Project, string Story, string[] Tasks)> QueueAsync(this ApiClient api, int tasks, string more = "")
    {
        var project = await api.CreateProjectAsync(NewKey());
        var titles = string.Join(',', Enumerable.Range(1, tasks).Select(i => $$"""{"title":"Task {{i}}"}"""));
        var story = await api.CreateStoryAsync(more: $"\"projectId\":\"{project.Id}\",\"tasks\":[{titles}]{(more.Length > 0 ? "," : "")}{more}");
        return (project.Id, story.Id, [.. story["tasks"]!.AsArray().Select(t => (string)t!)]);
    }

    /// <summary>The tasks of a claim's answer, each with its epoch.</summary>
    public static (string Task, int Epoch)[] Tasks(this Reply claim) =>
        [.. claim.ShouldBe(200)["tasks"]!.AsArray().Select(t => ((string)t!["id"]!, (int)t["leaseEpoch"]!))];

    /// <summary>As if the worker had not been heard of for longer than its lease.</summary>
    public static async Task FallSilentAsync(this TestServer server, string session)
    {
        await using var silence = server.Database.DataSource.CreateCommand(
            "UPDATE worker_sessions SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1");
        silence.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(session) });
        (await silence.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    /// <summary>Claims have looked at the project's queue, found nothing, and wait.</summary>
    public static Task ShouldWaitAsync(this TestNode node, string project, int count = 1) =>
        Until.TrueAsync($"{count} claims wait", () => node.Get<WaitingClaims>().Count(new(Guid.Parse(project))) == count);

    static int _keys;

    static string NewKey() => $"W{Interlocked.Increment(ref _keys)}";
}
