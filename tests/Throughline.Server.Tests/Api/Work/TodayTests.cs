using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Work;

public sealed class TodayTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task What_each_worker_did_is_counted_and_what_happened_to_leases_is_told()
    {
        var (project, _, tasks) = await _api.QueueAsync(4);
        var (busy, other) = (Workers.NewSession(), Workers.NewSession());
        (await _api.ClaimAsync(busy, $"\"projectId\":\"{project}\",\"worker\":\"anvil\",\"count\":2")).ShouldBe(200);
        (await _api.ClaimAsync(other, $"\"projectId\":\"{project}\",\"worker\":\"bellows\"")).ShouldBe(200);
        (await _api.CompleteAsync(tasks[0], 1, 300)).ShouldBe(200);
        (await _api.ReleaseAsync(tasks[1], 1, """ "failed":true,"reason":"The file is missing","timeSpent":60 """)).ShouldBe(200);
        // Given back without a failure, and done by a person: nobody's.
        (await _api.ReleaseAsync(tasks[2], 1)).ShouldBe(200);
        await _api.MoveTaskAsync(tasks[3], "Done");
        // In another project.
        var (elsewhere, _, foreign) = await _api.QueueAsync(1);
        (await _api.ClaimAsync(more: $"\"projectId\":\"{elsewhere}\"")).ShouldBe(200);
        (await _api.CompleteAsync(foreign[0], 1)).ShouldBe(200);

        var today = (await _api.GetAsync($"/api/work/today?projectId={project}")).ShouldBe(200);

        today["workers"]!.AsArray().Select(w => ((string?)w!["sessionId"], (int)w["completed"]!, (int)w["failed"]!, (long)w["timeSpent"]!, w["parts"]!.AsArray().Sum(p => (long)p!)))
            .ShouldBe([(busy, 1, 1, 300L, 1L)]);
        today["workers"]![0]!["parts"]!.AsArray().Count.ShouldBe(24);
        today["recent"]!.AsArray().Select(e => ((string?)e!["type"], (string?)e["title"], (string?)e["worker"], (bool)e["failed"]!, (string?)e["reason"])).ShouldBe(
        [
            ("task.completed", "Task 4", null, false, null), ("task.released", "Task 3", "bellows", false, null), ("task.released", "Task 2", "anvil", true, "The file is missing"),
            ("task.completed", "Task 1", "anvil", false, null), ("task.claimed", "Task 3", "bellows", false, null),
            ("task.claimed", "Task 2", "anvil", false, null), ("task.claimed", "Task 1", "anvil", false, null),
        ]);
        ((long)today["position"]!).ShouldBeGreaterThanOrEqualTo((long)today["recent"]![0]!["position"]!);
        var work = (await _api.GetAsync($"/api/work?projectId={project}")).ShouldBe(200);
        ((int)work["attemptsAtMost"]!, work["oldestClaimable"] is null, (string?)work["sessions"]![0]!["userId"]).ShouldBe((5, false, $"{InstanceOwner.Id}"));

        // Since a moment after all that: nothing.
        var later = (await _api.GetAsync($"/api/work/today?projectId={project}&from={(string)today["serverTime"]!}")).ShouldBe(200);
        later["workers"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2020-01-01T00:00:00Z")]
    [InlineData("2199-01-01T00:00:00Z")]
    public async Task A_moment_that_is_none_of_the_last_days_is_refused(string from)
    {
        var (project, _, _) = await _api.QueueAsync(1);
        (await _api.GetAsync($"/api/work/today?projectId={project}&from={from}")).ShouldBeProblem(400, "invalid-input", "from");
    }
}
