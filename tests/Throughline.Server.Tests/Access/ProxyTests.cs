using NodaTime;
using Shouldly;
using Throughline.Server.Journal;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>What a known proxy says is believed, and what anybody else says is not.</summary>
public sealed class ProxyTests
{
    static readonly (string, string)[] ByTls = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "tracker.example.com"), ("X-Forwarded-For", "192.0.2.7")];

    [Fact]
    public async Task Over_tls_the_cookie_is_secure_and_has_the_name_that_binds_it_to_the_host()
    {
        await using var server = await BehindProxyAsync();
        await SetPasswordAsync(server);
        using var nobody = server.Api.As(null);
        var signedIn = (await nobody.SendAsync(HttpMethod.Post, "/api/sign-in", SignIn, [.. ByTls, ("Origin", "https://tracker.example.com")])).ShouldBe(200);
        var cookie = signedIn.Header("Set-Cookie").ShouldNotBeNull();
        cookie.ShouldStartWith("__Host-session=");
        foreach (var part in Bound)
            cookie.Split("; ").ShouldContain(part);
        cookie.ShouldNotContain("domain", Case.Insensitive);

        var secret = cookie.Split(';')[0];
        (await nobody.GetAsync("/api/users/me", [.. ByTls, ("Cookie", secret)])).ShouldBe(200);
        // The same secret under the other name, or without TLS, is nothing.
        (await nobody.GetAsync("/api/users/me", [.. ByTls, ("Cookie", secret["__Host-".Length..])])).ShouldBe(401);
        (await nobody.GetAsync("/api/users/me", ("Cookie", secret))).ShouldBe(401);
    }

    [Fact]
    public async Task Behind_it_only_pages_of_the_host_and_scheme_that_the_browser_sees_change_anything()
    {
        await using var server = await BehindProxyAsync();
        var accounts = new Accounts(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());
        var (_, (_, cookie)) = await accounts.SignInAsync(await accounts.PersonAsync("one"), Duration.FromHours(1));
        (string, string) secure = ("Cookie", "__Host-" + cookie);
        using var nobody = server.Api.As(null);
        foreach (var (origin, status) in new[] { ("https://tracker.example.com", 200), ("http://tracker.example.com", 403), ("https://evil.example", 403), (server.Node.Address.ToString(), 403) })
            (await nobody.SendAsync(HttpMethod.Patch, "/api/users/me", ApiClient.Json("""{"name":"One"}"""), [.. ByTls, secure, ("Origin", origin)])).ShouldBe(status);
    }

    [Fact]
    public async Task Nobody_else_is_believed()
    {
        await using var server = await TestServer.StartAsync();
        await SetPasswordAsync(server);
        using var nobody = server.Api.As(null);
        var signedIn = (await nobody.SendAsync(HttpMethod.Post, "/api/sign-in", SignIn, ByTls)).ShouldBe(200);
        signedIn.Header("Set-Cookie").ShouldNotBeNull().ShouldStartWith("session=");
        signedIn.Header("Strict-Transport-Security").ShouldBeNull();
    }

    [Theory]
    [InlineData("127.0.0.1;::1", true)]
    [InlineData("127.0.0.0/8; ::1/128", true)]
    [InlineData("192.0.2.99", false)]
    public async Task Tries_are_counted_by_the_address_that_a_known_proxy_names(string proxies, bool isKnown)
    {
        await using var server = await TestServer.StartAsync(("Edge:KnownProxies", proxies));
        using var nobody = server.Api.As(null);
        // Sixty at once are taken from one address, and then one in a second.
        var all = await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => TryAsync("192.0.2.1")));
        all.Count(reply => reply.Status == 429).ShouldBeGreaterThan(50);
        var other = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TryAsync("192.0.2.2")));
        if (isKnown)
            other.ShouldAllBe(reply => reply.Status == 400);
        else
            other.ShouldContain(reply => reply.Status == 429);
        // What the client itself claims stands before what the proxy saw.
        var claimed = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => TryAsync("192.0.2.3, 192.0.2.1")));
        claimed.Count(reply => reply.Status == 429).ShouldBeGreaterThan(10);

        // It is refused before anything is worked out.
        Task<Reply> TryAsync(string from) => nobody.PostAsync("/api/set-up", """{"code":"","email":"a@example.com","name":"A","password":"short"}""", ("X-Forwarded-For", from));
    }

    [Fact]
    public async Task What_is_no_address_stops_the_start()
    {
        await using var server = await TestServer.StartAsync();
        (await Should.ThrowAsync<StartupException>(() => server.AddNodeAsync(("Edge:KnownProxies", "10.0.0.1;the-proxy")))).Message.ShouldContain("the-proxy");
    }

    [Fact]
    public async Task Every_answer_is_taken_for_what_its_type_says_and_over_tls_browsers_are_told_to_stay_there()
    {
        await using var server = await BehindProxyAsync(("Edge:HstsMaxAge", "10.00:00:00"));
        using var nobody = server.Api.As(null);
        foreach (var (path, status) in new[]
        {
            ("/api/version", 200), ("/api/projects", 401), ("/api/nothing", 404), ("/health/ready", 200), ("/openapi/v1.json", 200), ("/docs/index.html", 200), ("/", 302),
        })
        {
            var plain = await nobody.GetAsync(path);
            (path, plain.Status).ShouldBe((path, status));
            (path, plain.Header("X-Content-Type-Options")).ShouldBe((path, "nosniff"));
            (path, plain.Header("Strict-Transport-Security")).ShouldBe((path, null));
            (path, (await nobody.GetAsync(path, ByTls)).Header("Strict-Transport-Security")).ShouldBe((path, "max-age=864000"));
        }
        (await nobody.PostAsync("/api/sign-in", "{")).Header("X-Content-Type-Options").ShouldBe("nosniff");
        (await nobody.GetAsync("/api/version", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "localhost"), ("X-Forwarded-For", "192.0.2.7"))).Header("Strict-Transport-Security").ShouldBeNull();
    }

    [Fact]
    public async Task What_somebody_is_answered_is_kept_in_no_store_on_the_way()
    {
        await using var server = await TestServer.StartAsync();
        var project = await server.Api.CreateProjectAsync();
        var story = await server.Api.CreateStoryAsync();
        foreach (var path in new[] { "/api/users", "/api/users/me", "/api/users/me/tokens", "/api/users/me/sign-ins", $"/api/projects/{project.Id}", $"/api/projects/{project.Id}/members",
            $"/api/stories/{story.Id}", "/api/work", "/api/statistics", "/api/nothing-like-it" })
            if ((await server.Api.GetAsync(path)) is { Status: 200 } answer)
                (path, answer.Header("Cache-Control")).ShouldBe((path, "no-store"));
        // Lists are asked for again, with what is known of them.
        (await server.Api.GetAsync("/api/stories")).Header("Cache-Control").ShouldBe("no-cache, private");
    }

    static readonly string[] Bound = ["path=/", "secure", "httponly", "samesite=strict"];

    static StringContent SignIn => ApiClient.Json("""{"email":"owner@example.com","password":"four words that nobody uses"}""");

    static Task<TestServer> BehindProxyAsync(params (string, string)[] settings) => TestServer.StartAsync([("Edge:KnownProxies", "127.0.0.1;::1"), .. settings]);

    static async Task SetPasswordAsync(TestServer server)
    {
        var link = (await server.Api.PostAsync($"/api/users/{InstanceOwner.Id}/password-link", "{}")).ShouldBe(201);
        using var nobody = server.Api.As(null);
        (await nobody.PostAsync("/api/password", $$"""{"code":"{{((string)link["link"]!).Split('#')[1]}}","password":"four words that nobody uses"}""")).Status.ShouldBeLessThan(300);
    }
}
