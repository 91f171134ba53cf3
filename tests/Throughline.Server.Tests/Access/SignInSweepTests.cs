using NodaTime;
using Shouldly;
using Throughline.Server.Features.Users;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>Sign-ins that have expired are swept away with their secrets, and no others.</summary>
public sealed class SignInSweepTests
{
    [Fact]
    public async Task Only_what_expired_a_day_ago_goes_and_in_bounded_pages()
    {
        await using var server = await TestServer.StartAsync();
        var accounts = new Accounts(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());
        var person = await accounts.PersonAsync("one");
        for (var i = 0; i < 5; i++)
            await accounts.SignInAsync(person, Duration.FromHours(1));
        var (kept, header) = await accounts.SignInAsync(person, Duration.FromDays(30));
        await server.AskAsync<long>($"WITH old AS (UPDATE sign_ins SET expires_at = clock_timestamp() - interval '25 hours' WHERE id <> '{kept}' RETURNING 1) SELECT count(*) FROM old");

        var sweep = server.Node.Get<SignInSweep>();
        (await sweep.SweepAsync(limit: 3, TestContext.Current.CancellationToken)).ShouldBe(3);
        (await sweep.SweepAsync(limit: 3, TestContext.Current.CancellationToken)).ShouldBe(2);
        (await sweep.SweepAsync(limit: 3, TestContext.Current.CancellationToken)).ShouldBe(0);

        (await server.AskAsync<long>("SELECT count(*) FROM sign_ins")).ShouldBe(1);
        (await server.AskAsync<long>("SELECT count(*) FROM secrets s WHERE NOT EXISTS (SELECT FROM sign_ins WHERE id = s.id) AND NOT EXISTS (SELECT FROM tokens WHERE id = s.id)")).ShouldBe(0);
        using var nobody = server.Api.As(null);
        (await nobody.GetAsync("/api/users/me", header)).ShouldBe(200);
        // Those that are gone can be ended all the same: nobody has to know.
        (await nobody.SendAsync(HttpMethod.Delete, "/api/users/me/sign-ins", null, header, ("Origin", server.Node.Address.GetLeftPart(UriPartial.Authority)))).ShouldBe(204);
    }
}
