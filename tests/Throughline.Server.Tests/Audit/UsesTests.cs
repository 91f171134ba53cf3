using NodaTime;
using Shouldly;
using Throughline.Domain.Access;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Audit;

/// <summary>When tokens and sign-ins were used, and from where.</summary>
public sealed class UsesTests(CastServer shared) : IClassFixture<CastServer>
{
    [Fact]
    public async Task Tokens_and_sign_ins_show_when_they_were_last_used_and_from_where()
    {
        var (cast, person) = (shared.Cast, shared.Cast[Part.Member]);
        var idle = await cast.Accounts.TokenAsync(person.Id, Scopes.Read);
        var signIn = await cast.Accounts.SignInAsync(person, Duration.FromHours(1));
        using var api = cast.As(Part.Member);
        (await api.GetAsync("/api/users/me")).ShouldBe(200);
        using var nobody = api.As(null);
        (await nobody.GetAsync("/api/users/me", signIn.Header)).ShouldBe(200);
        await cast.Node.WriteUsesAsync();

        var tokens = (await api.GetAsync("/api/users/me/tokens"))["items"]!.AsArray();
        var used = tokens.Single(t => (string?)t!["id"] == person.TokenId.ToString())!;
        (TimeProvider.System.GetUtcNow() - used["lastUsedAt"]!.GetValue<DateTimeOffset>()).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        ((string?)used["lastAddress"]).ShouldBe("127.0.0.1");
        var unused = tokens.Single(t => (string?)t!["id"] == idle.Id.ToString())!;
        (unused["lastUsedAt"], unused["lastAddress"]).ShouldBe((null, null));
        var signedIn = (await api.GetAsync("/api/users/me/sign-ins"))["items"]!.AsArray().Single(s => (string?)s!["id"] == signIn.Id.ToString())!;
        ((string?)signedIn["lastAddress"]).ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task A_later_use_moves_the_end_and_not_the_beginning()
    {
        var (cast, person) = (shared.Cast, shared.Cast[Part.Worker]);
        using var api = cast.As(Part.Worker);
        (await api.GetAsync("/api/users/me")).ShouldBe(200);
        await cast.Node.WriteUsesAsync();
        var first = await ReadAsync();
        (await api.GetAsync("/api/users/me")).ShouldBe(200);
        await cast.Node.WriteUsesAsync();
        var second = await ReadAsync();
        second.First.ShouldBe(first.First);
        second.Last.ShouldBeGreaterThan(first.Last);
        // What was not used since is let go of, and comes again.
        await cast.Node.WriteUsesAsync();
        await cast.Node.WriteUsesAsync();
        (await api.GetAsync("/api/users/me")).ShouldBe(200);
        await cast.Node.WriteUsesAsync();
        var third = await ReadAsync();
        third.First.ShouldBe(first.First);
        third.Last.ShouldBeGreaterThan(second.Last);

        async Task<(DateTime First, DateTime Last)> ReadAsync() => (
            await shared.Server.AskAsync<DateTime>($"SELECT first_at FROM uses WHERE credential_id = '{person.TokenId}'"),
            await shared.Server.AskAsync<DateTime>($"SELECT last_at FROM uses WHERE credential_id = '{person.TokenId}'"));
    }

    [Fact]
    public async Task A_node_writes_them_by_itself_and_when_it_stops()
    {
        await using var server = await TestServer.StartAsync(("Audit:FlushInterval", "00:00:00.050"));
        (await server.Api.GetAsync("/api/users/me")).ShouldBe(200);
        await Until.TrueAsync("it is written", async () => await server.AskAsync<long>("SELECT count(*) FROM uses") == 1);

        await server.RestartAsync(("Audit:FlushInterval", "01:00:00"));
        await server.AskAsync<long>("WITH gone AS (DELETE FROM uses RETURNING 1) SELECT count(*) FROM gone");
        (await server.Api.GetAsync("/api/users/me")).ShouldBe(200);
        await server.RestartAsync();
        (await server.AskAsync<long>("SELECT count(*) FROM uses")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_older_than_it_may_be_is_forgotten()
    {
        await using var server = await TestServer.StartAsync(("Audit:AddressDays", "30"));
        await server.AskAsync<long>("""
            WITH put AS (
                INSERT INTO uses SELECT gen_random_uuid(), '192.0.2.1', gen_random_uuid(), now() - d * interval '1 day', now() - d * interval '1 day'
                FROM unnest(ARRAY[29, 31, 400]) d RETURNING 1)
            SELECT count(*) FROM put
            """);
        await server.RestartAsync();
        await Until.TrueAsync("what is old is gone", async () => await server.AskAsync<long>("SELECT count(*) FROM uses WHERE address = '192.0.2.1'") == 1);
    }
}
