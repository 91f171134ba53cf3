using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Features.Users.Lockout;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>Whoever is wrong again and again waits longer and longer, learns nothing by it, and keeps nobody out who has a passkey.</summary>
public sealed class LockoutTests
{
    const string Wrong = "not what it is at all";

    [Fact]
    public async Task Waits_grow_with_each_wrong_try_and_end_with_a_right_one()
    {
        await using var server = await TestServer.StartAsync();
        var ada = await AtAsync(server);
        await FiveWrongAsync(server, ada.Email);
        (await WaitAsync(server, ada.Email, Doors.Password)).ShouldBeInRange(50, 60);

        // A restart forgets nothing; a minute later one try is free.
        await server.RestartAsync(("Journal:ClockOffset", "00:01:01"));
        (await SignInAsync(server, ada.Email, Wrong)).ShouldBeProblem(401, "wrong-credentials");
        (await WaitAsync(server, ada.Email, Doors.Password)).ShouldBeInRange(110, 120);
        await server.RestartAsync(("Journal:ClockOffset", "00:03:02"));
        (await SignInAsync(server, ada.Email, Wrong)).ShouldBeProblem(401, "wrong-credentials");
        (await WaitAsync(server, ada.Email, Doors.Password)).ShouldBeInRange(230, 240);
        await server.RestartAsync(("Journal:ClockOffset", "00:08:00"));
        (await SignInAsync(server, ada.Email, Doors.Password)).ShouldBe(200);
        await FiveWrongAsync(server, ada.Email);
        (await WaitAsync(server, ada.Email, Wrong)).ShouldBeInRange(50, 60);

        await server.AskAsync<int>("WITH many AS (UPDATE tries SET count = 1000000 RETURNING 1) SELECT count(*)::int FROM many");
        await server.RestartAsync(("Journal:ClockOffset", "00:10:00"));
        (await SignInAsync(server, ada.Email, Wrong)).ShouldBeProblem(401, "wrong-credentials");
        (await WaitAsync(server, ada.Email, Wrong)).ShouldBeInRange(850, 900);
        // A day without a try begins anew.
        await server.RestartAsync(("Journal:ClockOffset", "1.01:00:00"));
        await FiveWrongAsync(server, ada.Email);
        (await WaitAsync(server, ada.Email, Wrong)).ShouldBeInRange(50, 60);
    }

    [Fact]
    public async Task An_address_without_an_account_is_made_to_wait_alike_on_every_node()
    {
        await using var server = await TestServer.StartAsync();
        var other = await server.AddNodeAsync();
        var ada = await AtAsync(server);
        var answers = new List<string>();
        foreach (var email in new[] { ada.Email, "nobody@example.com" })
        {
            await FiveWrongAsync(server, email);
            using var nobody = other.Api.As(null);
            var refused = (await nobody.PostAsync("/api/sign-in", Body(email.ToUpperInvariant(), Doors.Password))).ShouldBeProblem(429, "too-many-tries");
            // In whole seconds, by the clock of a node that may be a little behind.
            int.Parse(refused.Header("Retry-After")!).ShouldBeInRange(50, 62);
            var problem = refused.Json.AsObject();
            problem.Remove("requestId");
            answers.Add(problem.ToJsonString());
        }
        answers.Distinct().ShouldHaveSingleItem();
        (await SignInAsync(server, "untried@example.com", Wrong)).ShouldBeProblem(401, "wrong-credentials");
        // It is not kept who was tried.
        (await server.AskAsync<int>("SELECT count(*)::int FROM tries t WHERE strpos(t::text, 'example') > 0 OR length(key) <> 32")).ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_codes_and_wrong_proofs_count_and_a_right_password_alone_forgets_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var ada = await AtAsync(server);
        await ada.TurnOnAsync();
        for (var i = 0; i < 3; i++)
            (await ada.ShowAsync(await ada.HalfAsync(), "000000")).ShouldBeProblem(400, "invalid-input", "code");
        (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/password", $$"""{"current":"{{Wrong}}","new":"another four words of hers"}""")).ShouldBeProblem(400, "invalid-input", "current");
        var half = await ada.HalfAsync();
        (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/recovery-codes", $$"""{"password":"{{Wrong}}"}""")).ShouldBeProblem(400, "invalid-input", "password");
        (await ada.ShowAsync(half, ada.Code(1))).ShouldBeProblem(429, "too-many-tries");
        (await ada.SignInAsync()).ShouldBeProblem(429, "too-many-tries");
    }

    [Fact]
    public async Task Failed_sign_ins_are_told_in_sums_without_addresses()
    {
        await using var server = await TestServer.StartAsync();
        var ada = await AtAsync(server);
        var failed = server.Node.Get<FailedSignIns>();
        await failed.TellAsync();
        (await server.AskAsync<int>(Count)).ShouldBe(0);
        for (var i = 0; i < 3; i++)
            await SignInAsync(server, ada.Email, Wrong);
        await SignInAsync(server, "nobody@example.com", Wrong);
        await SignInAsync(server, "nobody-else@example.com", Wrong);
        await failed.TellAsync();
        await failed.TellAsync();
        (await server.AskAsync<int>(Count)).ShouldBe(1);
        JsonNode.Parse(await server.AskAsync<string>("SELECT data::text FROM journal WHERE type = 'sign-ins.failed'"))!.ToJsonString()
            .ShouldBe($$"""{"count":5,"accounts":[{"userId":"{{ada.Id}}","count":3}],"others":2}""");
        (await server.AskAsync<short>("SELECT audience FROM journal WHERE type = 'sign-ins.failed'")).ShouldBe((short)2);
        // A stop tells what is left, and at most twenty accounts are named.
        for (var user = 0; user < 30; user++)
            failed.Count(new(Guid.NewGuid()));
        await server.RestartAsync();
        (await server.AskAsync<string>("SELECT concat_ws(' ', data->>'count', json_array_length(data->'accounts'), data->>'others') FROM journal WHERE type = 'sign-ins.failed' ORDER BY position DESC LIMIT 1"))
            .ShouldBe("30 20 10");
    }

    [Fact]
    public async Task Old_tries_are_forgotten_and_so_are_too_many()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 6; i++)
            await SignInAsync(server, $"nobody-{i}@example.com", Wrong);
        var sweep = new TriesSweep(server.Database.DataSource, server.Node.Get<TimeProvider>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<TriesSweep>.Instance);
        await sweep.SweepAsync(most: 100, TestContext.Current.CancellationToken);
        (await server.AskAsync<int>("SELECT count(*)::int FROM tries")).ShouldBe(6);
        await sweep.SweepAsync(most: 3, TestContext.Current.CancellationToken);
        (await server.AskAsync<int>("SELECT count(*)::int FROM tries")).ShouldBeInRange(1, 4);
        await server.AskAsync<int>("WITH old AS (UPDATE tries SET at = at - interval '25 hours' RETURNING 1) SELECT count(*)::int FROM old");
        await sweep.SweepAsync(most: 100, TestContext.Current.CancellationToken);
        (await server.AskAsync<int>("SELECT count(*)::int FROM tries")).ShouldBe(0);
    }

    const string Count = "SELECT count(*)::int FROM journal WHERE type = 'sign-ins.failed'";

    static async Task<Doors> AtAsync(TestServer server)
    {
        var nobody = server.Api.As(null);
        return await Doors.AtAsync(server.Node, nobody, "ada@example.com");
    }

    static async Task FiveWrongAsync(TestServer server, string email)
    {
        for (var i = 0; i < 5; i++)
            (await SignInAsync(server, email, Wrong)).ShouldBeProblem(401, "wrong-credentials");
    }

    static async Task<int> WaitAsync(TestServer server, string email, string password) =>
        int.Parse((await SignInAsync(server, email, password)).ShouldBeProblem(429, "too-many-tries").Header("Retry-After").ShouldNotBeNull());

    static async Task<Reply> SignInAsync(TestServer server, string email, string password)
    {
        using var nobody = server.Api.As(null);
        return await nobody.PostAsync("/api/sign-in", Body(email, password));
    }

    static string Body(string email, string password) => new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString();
}
