using System.Web;
using Shouldly;
using Throughline.Domain;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.External;

/// <summary>Signing in by somebody else, with a real provider: whom it lets in, and what does not get past it.</summary>
public sealed class OAuthTests(ProvidedServer provided) : IClassFixture<ProvidedServer>
{
    const string NotConnected = "/sign-in?external=not-connected";
    const string Failed = "/sign-in?external=failed";

    static string NewLogin() => $"p{Guid.NewGuid():n}@example.com";

    [Fact]
    public async Task An_account_is_connected_while_signed_in_and_signs_in_from_then_on()
    {
        var (person, email, browser) = await provided.PersonAsync();
        using var own = browser;
        using var other = new Visitor();
        // The same address is no proof.
        (await provided.SignInAsync(other, email)).ShouldBe(NotConnected);
        (await provided.MeAsync(other)).ShouldBeNull();

        (await provided.ConnectAsync(browser, email)).ShouldBe("/account?connected=local");
        (await provided.ConnectAsync(browser, email)).ShouldBe("/account?connected=local", "again changes nothing");
        var listed = (await browser.AskAsync(HttpMethod.Get, provided.At("/api/users/me/identities"))).Text;
        listed.ShouldContain($"\"label\":\"{email}\"");

        using var later = new Visitor();
        (await provided.SignInAsync(later, email, to: "/p/TL/stories?q=a")).ShouldBe("/p/TL/stories?q=a");
        ((string?)(await provided.MeAsync(later))!["id"]).ShouldBe(person.Id.ToString());
        later.CookiesOf(provided.Server.Node.Address).ShouldBe(["session"], "what was for the way is gone");
        (await provided.Server.AskAsync<long>($"SELECT count(*) FROM journal WHERE data::text LIKE '%{email}%'")).ShouldBe(0);

        // Disconnected it signs nobody in; but not while it is the only way in.
        (await browser.AskAsync(HttpMethod.Delete, provided.At("/api/users/me/identities/local"))).Status.ShouldBe(409);
        await provided.Server.AskAsync<int>($"WITH x AS (UPDATE accounts SET password_hash = 'none' WHERE id = '{person.Id}' RETURNING 1) SELECT count(*)::int FROM x");
        (await browser.AskAsync(HttpMethod.Delete, provided.At("/api/users/me/identities/local"))).Status.ShouldBe(204);
        using var late = new Visitor();
        (await provided.SignInAsync(late, email)).ShouldBe(NotConnected);
    }

    [Fact]
    public async Task The_way_there_is_proved_by_a_challenge_a_state_and_one_exact_way_back()
    {
        using var browser = new Visitor();
        var query = HttpUtility.ParseQueryString((await provided.StartAsync(browser)).Query);
        query["response_type"].ShouldBe("code");
        query["code_challenge_method"].ShouldBe("S256");
        query["code_challenge"]!.Length.ShouldBe(43);
        query["state"]!.Length.ShouldBeGreaterThan(40);
        query["redirect_uri"].ShouldBe(provided.At("/api/sign-in/external/local/callback").ToString());
        query["scope"].ShouldBe("openid email profile");

        // The provider sends nobody anywhere else.
        var foreign = new UriBuilder(provided.Provider.Address) { Path = "/auth" };
        query["redirect_uri"] = "http://evil.example/callback";
        foreign.Query = query.ToString();
        (await browser.AskAsync(HttpMethod.Get, foreign.Uri)).ShouldSatisfyAllConditions(a => a.Status.ShouldBe(400), a => a.Location.ShouldBeNull());
        query["redirect_uri"] = provided.At("/api/sign-in/external/local/callback/more").ToString();
        foreign.Query = query.ToString();
        (await browser.AskAsync(HttpMethod.Get, foreign.Uri)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\tevil")]
    [InlineData("")]
    public async Task Afterwards_nobody_is_led_elsewhere(string to)
    {
        var (_, email, browser) = await provided.PersonAsync();
        using var own = browser;
        await provided.ConnectAsync(browser, email);
        using var other = new Visitor();
        (await provided.SignInAsync(other, email, to: to)).ShouldBe("/");
    }

    [Fact]
    public async Task A_way_back_is_good_in_the_browser_that_was_sent_and_once()
    {
        var (_, email, browser) = await provided.PersonAsync();
        using var own = browser;
        await provided.ConnectAsync(browser, email);

        using var victim = new Visitor();
        var back = await victim.AgreeAsync(await provided.StartAsync(victim), email);
        // Somebody else's browser: they would be signed in as who sent them the address.
        using var other = new Visitor();
        (await provided.ArriveAsync(other, back)).ShouldBe(Failed);
        (await provided.MeAsync(other)).ShouldBeNull();
        foreach (var change in (Func<Uri, Uri>[])[u => With(u, "state", "AAAA"), u => With(u, "state", HttpUtility.ParseQueryString(u.Query)["state"]![..^6] + "AAAAAA"), u => With(u, "state", null)])
            (await provided.ArriveAsync(victim, change(back))).ShouldBe(Failed);
        (await provided.ArriveAsync(victim, back)).ShouldBe("/");

        using var again = new Visitor();
        var replayed = await again.AgreeAsync(await provided.StartAsync(again), email);
        (await provided.ArriveAsync(again, replayed)).ShouldBe("/");
        again.Forget();
        (await provided.ArriveAsync(again, replayed)).ShouldBe(Failed);
        // A code that was used once, with a state of one's own.
        using var thief = new Visitor();
        var own2 = HttpUtility.ParseQueryString((await provided.StartAsync(thief)).Query)["state"];
        (await provided.ArriveAsync(thief, With(replayed, "state", own2))).ShouldBe(Failed);
        (await provided.MeAsync(thief)).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_provider_refuses_is_told()
    {
        using var browser = new Visitor();
        foreach (var (error, told) in new[] { ("access_denied", "/sign-in?external=denied"), ("server_error", Failed), ("<script>", Failed) })
        {
            var state = HttpUtility.ParseQueryString((await provided.StartAsync(browser)).Query)["state"];
            (await provided.ArriveAsync(browser, provided.At($"/api/sign-in/external/local/callback?error={Uri.EscapeDataString(error)}&state={Uri.EscapeDataString(state!)}"))).ShouldBe(told);
        }
        (await provided.ArriveAsync(browser, provided.At("/api/sign-in/external/local/callback"))).ShouldBe(Failed);
        (await browser.AskAsync(HttpMethod.Get, provided.At("/api/sign-in/external/nobody"))).Status.ShouldBe(404);
        (await browser.AskAsync(HttpMethod.Get, provided.At("/api/sign-in/external/nobody/callback"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_provider_that_may_makes_accounts_of_proved_addresses_that_nobody_has()
    {
        using var browser = new Visitor();
        var login = NewLogin();
        (await provided.SignInAsync(browser, login)).ShouldBe(NotConnected, "this one may not");
        (await provided.SignInAsync(browser, login, "open")).ShouldBe("/");
        var me = (await provided.MeAsync(browser))!;
        ((string?)me["email"], (string?)me["name"], (bool?)me["isAdministrator"]).ShouldBe((login, login.Split('@')[0], false));
        using var again = new Visitor();
        (await provided.SignInAsync(again, login, "open")).ShouldBe("/");
        ((string?)(await provided.MeAsync(again))!["id"]).ShouldBe((string?)me["id"]);

        using var unproved = new Visitor();
        (await provided.SignInAsync(unproved, $"unproved-{NewLogin()}", "open")).ShouldBe(NotConnected);
        // An address that is somebody's is joined by nobody, in whatever capitals.
        var (_, email, owner) = await provided.PersonAsync();
        using var own = owner;
        using var stranger = new Visitor();
        (await provided.SignInAsync(stranger, email.ToUpperInvariant(), "open")).ShouldBe(NotConnected);
        (await provided.MeAsync(stranger)).ShouldBeNull();
    }

    [Fact]
    public async Task One_account_there_is_one_account_here()
    {
        var ((ada, _, hers), (_, _, his)) = (await provided.PersonAsync(), await provided.PersonAsync());
        using var first = hers;
        using var second = his;
        var login = NewLogin();
        (await provided.ConnectAsync(hers, login)).ShouldBe("/account?connected=local");
        (await provided.ConnectAsync(his, login)).ShouldBe("/account?external=taken");
        using var browser = new Visitor();
        await provided.SignInAsync(browser, login);
        ((string?)(await provided.MeAsync(browser))!["id"]).ShouldBe(ada.Id.ToString());

        // Whoever is disabled is let in by nobody else.
        await provided.Accounts.EditAsync(ada, isDisabled: new(true));
        using var late = new Visitor();
        (await provided.SignInAsync(late, login)).ShouldBe(NotConnected);
        (await provided.MeAsync(late)).ShouldBeNull();
    }

    [Fact]
    public async Task To_connect_needs_a_sign_in_that_still_is_and_no_token()
    {
        var (person, email, browser) = await provided.PersonAsync();
        using var own = browser;
        using var nobody = provided.Server.Api.As(null);
        (await nobody.PostAsync("/api/users/me/identities/local", "", person.Token)).ShouldBeProblem(403, "forbidden");
        (await nobody.PostAsync("/api/users/me/identities/local", "")).ShouldBeProblem(401, "sign-in-required");
        (await nobody.PostAsync("/api/users/me/identities/local", "", person.Token, ("Origin", "http://evil.example"))).ShouldBe(403);

        var (_, _, text) = await browser.AskAsync(HttpMethod.Post, provided.At("/api/users/me/identities/local"));
        var back = await browser.AgreeAsync(new Uri((string)System.Text.Json.Nodes.JsonNode.Parse(text)!["address"]!), email);
        (await browser.AskAsync(HttpMethod.Post, provided.At("/api/sign-out"))).Status.ShouldBe(204);
        (await provided.ArriveAsync(browser, back)).ShouldBe("/account?external=failed");
        (await provided.Server.AskAsync<long>($"SELECT count(*) FROM external_logins WHERE user_id = '{person.Id}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_after_the_provider_too()
    {
        var (person, email, browser) = await provided.PersonAsync();
        using var own = browser;
        await provided.ConnectAsync(browser, email);
        await FactorAsync(person.Id);
        using var later = new Visitor();
        (await provided.SignInAsync(later, email, to: "/p/TL")).ShouldBe("/sign-in/second-step?to=%2Fp%2FTL");
        (await provided.MeAsync(later)).ShouldBeNull();
        later.CookiesOf(provided.Server.Node.Address).ShouldNotContain("session");
        later.CookiesOf(provided.Server.Node.Address).ShouldContain("second-factor");
    }

    [Fact]
    public async Task Addresses_of_providers_are_https_and_names_are_plain()
    {
        foreach (var (name, value) in new[]
        {
            ("SignIn:Providers:local:TokenEndpoint", "http://example.com/token"), ("SignIn:Providers:local:ClientSecret", ""), ("SignIn:Providers:other:ClientId", "x"),
            ("SignIn:Providers:a b:ClientId", "x"),
        })
            await Should.ThrowAsync<Server.Postgres.StartupException>(() => TestServer.StartAsync([.. provided.Provider.Settings, (name, value)]));
    }

    async Task FactorAsync(UserId user) => await provided.Server.AskAsync<int>(
        $"WITH x AS (INSERT INTO authenticators (user_id, secret, is_on, last_step, created_at) VALUES ('{user}', '\\x00', true, 0, now()) RETURNING 1) SELECT count(*)::int FROM x");

    static Uri With(Uri address, string name, string? value)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        if (value is null)
            query.Remove(name);
        else
            query[name] = value;
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }
}
