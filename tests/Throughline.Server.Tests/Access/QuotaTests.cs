using Shouldly;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Access;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>How many requests a user and a token may make, and that they are told how many are left.</summary>
public sealed class QuotaTests
{
    [Fact]
    public async Task A_user_is_told_what_is_left_and_refused_when_it_is_nothing_with_whatever_token()
    {
        await using var server = await TestServer.StartAsync(("Edge:RequestsPerMinute", "20"));
        var accounts = new Accounts(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());
        var (one, other) = (await accounts.PersonAsync("one"), await accounts.PersonAsync("other"));
        var (_, second) = await accounts.TokenAsync(one.Id, Scopes.Read);
        using var nobody = server.Api.As(null);
        for (var i = 0; i < 20; i++)
        {
            var answer = (await nobody.GetAsync("/api/projects", i % 2 == 0 ? one.Token : second)).ShouldBe(200);
            answer.Header("RateLimit-Policy").ShouldBe("\"user\";q=20;w=60");
            answer.Header("RateLimit").ShouldNotBeNull().ShouldMatch($"^\"user\";r={19 - i};t=\\d+$");
        }

        var refused = (await nobody.GetAsync("/api/projects", second)).ShouldBeProblem(429, "too-many-requests");
        int.Parse(refused.Header("Retry-After").ShouldNotBeNull()).ShouldBeInRange(1, 3);
        refused.Header("RateLimit").ShouldNotBeNull().ShouldStartWith("\"user\";r=0;");
        var before = await server.FootprintAsync();
        (await nobody.PostAsync("/api/projects", """{"key":"NO","name":"No"}""", one.Token)).ShouldBe(429);
        (await server.FootprintAsync()).ShouldBe(before);
        (await nobody.GetAsync("/api/projects", other.Token)).ShouldBe(200);
    }

    [Fact]
    public async Task A_token_may_have_less_than_its_user_and_a_batch_is_one_request()
    {
        await using var server = await TestServer.StartAsync(("Edge:TokenRequestsPerMinute", "5"));
        await server.Api.CreateProjectAsync();
        var accounts = new Accounts(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());
        var (_, token) = await accounts.TokenAsync(InstanceOwner.Id, Scopes.All);
        using var nobody = server.Api.As(null);
        using var lines = new StringContent(string.Join('\n', Enumerable.Range(0, 50).Select(i => $$"""{"title":"Story {{i}}"}""")), null, "application/x-ndjson");
        (await nobody.SendAsync(HttpMethod.Post, "/api/stories/batch", lines, token)).ShouldBe(200).Header("RateLimit").ShouldNotBeNull().ShouldStartWith("\"token\";r=4;");
        for (var i = 0; i < 4; i++)
            (await nobody.GetAsync("/api/stories", token)).ShouldBe(200);
        (await nobody.GetAsync("/api/stories", token)).ShouldBe(429);
        (await server.Api.GetAsync("/api/stories")).ShouldBe(200);
    }

    [Fact]
    public async Task As_it_comes_a_user_has_one_that_leaves_room_for_others()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Api.GetAsync("/api/projects")).ShouldBe(200).Header("RateLimit-Policy").ShouldBe("\"user\";q=300000;w=60");
    }

    [Fact]
    public async Task Both_are_told_of_and_with_none_there_is_no_header()
    {
        await using (var both = await TestServer.StartAsync(("Edge:TokenRequestsPerMinute", "50"), ("Edge:RequestsPerMinute", "100")))
        {
            var told = (await both.Api.GetAsync("/api/projects")).ShouldBe(200);
            told.Header("RateLimit-Policy").ShouldBe("\"token\";q=50;w=60, \"user\";q=100;w=60");
            told.Header("RateLimit").ShouldNotBeNull().ShouldMatch("^\"token\";r=49;t=\\d+, \"user\";r=99;t=\\d+$");
        }
        await using var server = await TestServer.StartAsync(("Edge:RequestsPerMinute", "0"));
        var answer = (await server.Api.GetAsync("/api/projects")).ShouldBe(200);
        (answer.Header("RateLimit"), answer.Header("RateLimit-Policy")).ShouldBe((null, null));
    }

    [Fact]
    public void What_was_used_comes_back_evenly_and_never_more()
    {
        var clock = new Hand();
        var quota = new Quota(60, clock);
        for (var i = 0; i < 60; i++)
            quota.Take(out _).ShouldBe(TimeSpan.Zero);
        quota.Take(out var left).ShouldBe(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1));
        left.ShouldBe(0);
        clock.Now += TimeSpan.FromSeconds(2.5);
        quota.Take(out left).ShouldBe(TimeSpan.Zero);
        left.ShouldBe(1);
        clock.Now += TimeSpan.FromHours(1);
        quota.Take(out left);
        left.ShouldBe(59);
    }

    sealed class Hand : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long GetTimestamp() => (long)(Now.TotalSeconds * System.TimestampFrequency);
    }
}
