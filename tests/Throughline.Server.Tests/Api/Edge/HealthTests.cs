using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge;

public sealed class HealthTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task A_live_process_says_so()
    {
        var live = (await _api.GetAsync("/health/live")).ShouldBe(200);

        ((string?)live["status"]).ShouldBe("live");
        live.ContentType.ShouldBe("application/json; charset=utf-8");
    }

    [Fact]
    public async Task A_ready_node_says_how_far_it_has_come_and_that_nothing_is_wrong()
    {
        var position = (await _api.CreateProjectAsync("RDY")).Position;

        var ready = (await _api.GetAsync("/health/ready")).ShouldBe(200);

        ((string?)ready["status"]).ShouldBe("ready");
        ((string?)ready["postgres"]).ShouldBe("reached");
        ((long?)ready["position"]).ShouldBe(position);
        ((int?)ready["waiting"]).ShouldBe(0);
        ready["alarms"]!.AsObject().Count.ShouldBe(0);
    }
}
