using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>Two-step sign-in: who has it on is let in by nothing else, and what is shown at the second step is good once.</summary>
public sealed class SecondFactorTests : IAsyncLifetime
{
    TestServer _server = null!;
    ApiClient _nobody = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _nobody = _server.Api.As(null);
    }

    public async ValueTask DisposeAsync()
    {
        _nobody.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_code_is_asked_for_and_taken_once()
    {
        var ada = await AtAsync("ada@example.com");
        (await ada.AsThemAsync(HttpMethod.Get, "/api/users/me/authenticator")).ShouldBe(200)["isOn"]!.GetValue<bool>().ShouldBeFalse();
        await ada.TurnOnAsync();
        ada.Codes.Count.ShouldBe(10);
        ada.Codes.Distinct().Count().ShouldBe(10);
        ada.Codes[0].ShouldMatch("^([a-z2-7]{4}-){5}[a-z2-7]{4}$");

        var half = await ada.HalfAsync();
        // The one that turned it on was used.
        (await ada.ShowAsync(half, ada.Used)).ShouldBeProblem(400, "invalid-input", "code");
        var next = ada.Code(1);
        var me = (await ada.ShowAsync(half, $"{next[..3]} {next[3..]}")).ShouldBe(200);
        me.Id.ShouldBe(ada.Id);
        (await _nobody.GetAsync("/api/users/me", Doors.CookieOf(me, "session"))).ShouldBe(200);
        Doors.CookieOf(me, "second-factor").Value.ShouldBe("second-factor=");

        (await ada.ShowAsync(half, next)).ShouldBeProblem(401, "second-factor-over");
        (await ada.ShowAsync(await ada.HalfAsync(), next)).ShouldBeProblem(400, "invalid-input", "code");
    }

    [Fact]
    public async Task A_recovery_code_is_good_once_and_new_ones_end_the_others()
    {
        var ada = await AtAsync("ada@example.com");
        await ada.TurnOnAsync();
        (await ada.ShowAsync(await ada.HalfAsync(), ada.Codes[0].ToUpperInvariant().Replace('-', ' '))).ShouldBe(200);
        (await ada.ShowAsync(await ada.HalfAsync(), ada.Codes[0])).ShouldBeProblem(400, "invalid-input", "code");
        (await ada.AsThemAsync(HttpMethod.Get, "/api/users/me/authenticator")).ShouldBe(200)["recoveryCodes"]!.GetValue<int>().ShouldBe(9);

        (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/recovery-codes", """{"password":"not the one"}""")).ShouldBeProblem(400, "invalid-input", "password");
        var renewed = (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/recovery-codes", Doors.Proof)).ShouldBe(200)["codes"]!.AsArray();
        (await ada.ShowAsync(await ada.HalfAsync(), ada.Codes[1])).ShouldBeProblem(400, "invalid-input", "code");
        (await ada.ShowAsync(await ada.HalfAsync(), (string)renewed[9]!)).ShouldBe(200);
        (await _server.AskAsync<string>("SELECT string_agg(data->>'kind', ' ' ORDER BY position) FROM journal WHERE type LIKE 'factor.%'"))
            .ShouldBe("Authenticator RecoveryCodes RecoveryCode RecoveryCodes RecoveryCode");
    }

    [Fact]
    public async Task What_changes_it_asks_who_one_is()
    {
        var ada = await AtAsync("ada@example.com");
        foreach (var proof in new[] { "{}", """{"password":""}""", """{"password":"not the one"}""", """{"password":null}""" })
            (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/authenticator", proof)).ShouldBeProblem(400, "invalid-input", "password");
        (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/authenticator", """{"passkey":"{}"}""")).ShouldBeProblem(400, "invalid-input", "passkey");
        await ada.TurnOnAsync();
        (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/authenticator", Doors.Proof)).ShouldBeProblem(409, "authenticator-on");
        (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/authenticator/confirm", $$"""{"code":"{{ada.Code(1)}}"}""")).ShouldBeProblem(409, "authenticator-not-begun");
        (await ada.AsThemAsync(HttpMethod.Delete, "/api/users/me/authenticator", """{"password":"not the one"}""")).ShouldBeProblem(400, "invalid-input", "password");
        (await ada.SignInAsync()).ShouldBeProblem(401, "second-factor-required");
        (await ada.AsThemAsync(HttpMethod.Delete, "/api/users/me/authenticator", Doors.Proof)).ShouldBe(204);
        (await ada.SignInAsync()).ShouldBe(200);
        (await ada.AsThemAsync(HttpMethod.Delete, "/api/users/me/authenticator", Doors.Proof)).ShouldBeProblem(404, "not-found");
        (await _server.AskAsync<int>("SELECT count(*)::int FROM recovery_codes")).ShouldBe(0);
    }

    [Fact]
    public async Task After_five_wrong_codes_one_begins_anew()
    {
        var ada = await AtAsync("ada@example.com");
        await ada.TurnOnAsync();
        var half = await ada.HalfAsync();
        for (var wrong = 1; wrong < 5; wrong++)
            (await ada.ShowAsync(half, ada.Used)).ShouldBeProblem(400, "invalid-input", "code");
        (await ada.ShowAsync(half, ada.Used)).ShouldBeProblem(401, "second-factor-over");
        await _server.AskAsync<int>("WITH forgotten AS (DELETE FROM tries RETURNING 1) SELECT count(*)::int FROM forgotten");
        (await ada.ShowAsync(half, ada.Code(1))).ShouldBeProblem(401, "second-factor-over");
        (await ada.ShowAsync(await ada.HalfAsync(), ada.Code(1))).ShouldBe(200);
        // One that waited too long.
        var late = await ada.HalfAsync();
        await _server.AskAsync<int>("WITH late AS (UPDATE links SET expires_at = now() - interval '1 second' RETURNING 1) SELECT count(*)::int FROM late");
        (await ada.ShowAsync(late, ada.Codes[0])).ShouldBeProblem(401, "second-factor-over");
    }

    [Fact]
    public async Task A_password_link_does_not_lead_past_it()
    {
        var ada = await AtAsync("ada@example.com");
        await ada.TurnOnAsync();
        var link = Doors.LinkOf((await _server.Api.PostAsync($"/api/users/{ada.Id}/password-link", "{}")).ShouldBe(201));
        var chosen = await _nobody.PostAsync("/api/password", new JsonObject { ["code"] = link, ["password"] = "another four words of hers" }.ToJsonString());
        chosen.ShouldBeProblem(401, "second-factor-required");
        chosen.Header("Set-Cookie").ShouldNotBeNull().ShouldNotContain("session=");
        (await ada.ShowAsync(Doors.CookieOf(chosen, "second-factor"), ada.Code(1))).ShouldBe(200);
        (await ada.SignInAsync()).ShouldBeProblem(401, "wrong-credentials");
        (await ada.SignInAsync("another four words of hers")).ShouldBeProblem(401, "second-factor-required");
    }

    [Fact]
    public async Task Whoever_is_at_the_second_step_gets_in_nowhere()
    {
        var ada = await AtAsync("ada@example.com");
        await ada.TurnOnAsync();
        var half = await ada.HalfAsync();
        var code = half.Value["second-factor=".Length..];
        var cast = await Cast.OnAsync(_server.Node);
        var routes = (from endpoint in _server.Node.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                      from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                      select (Name: $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}", Method: new HttpMethod(method), endpoint.Metadata.GetMetadata<AccessPolicy>()!.Permission)).ToList();
        routes.Count.ShouldBeGreaterThan(60);
        // What a request names is made before it is asked.
        foreach (var (name, method, _) in routes)
            (await KnownCalls.ByRoute[name].MakeAsync(method, cast, cast[Part.Viewer], isLetIn: false)).Dispose();
        var before = await _server.FootprintAsync();
        foreach (var (name, method, permission) in routes)
            // As it is, as a session, and as a token.
            foreach (var shown in new (string, string)[] { half, ("Cookie", $"session={code}"), ("Authorization", $"Bearer tl_{code}") })
            {
                using var request = await KnownCalls.ByRoute[name].MakeAsync(method, cast, cast[Part.Viewer], isLetIn: false);
                request.Headers.TryAddWithoutValidation(shown.Item1, shown.Item2);
                using var answer = await _nobody.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
                if (permission is not null)
                    ((int)answer.StatusCode).ShouldBe(401, $"{name} with {shown}");
                answer.Headers.TryGetValues("Set-Cookie", out var cookies);
                (cookies ?? []).ShouldAllBe(c => !c.StartsWith("session=", StringComparison.Ordinal), name);
            }
        (await _server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task An_administrator_takes_it_away_from_whoever_lost_it()
    {
        var ada = await AtAsync("ada@example.com");
        await ada.TurnOnAsync();
        var half = await ada.HalfAsync();
        (await _server.Api.PostAsync($"/api/users/{ada.Id}/reset-factors", "{}")).ShouldBe(204);
        (await ada.AsThemAsync(HttpMethod.Get, "/api/users/me")).ShouldBeProblem(401, "sign-in-required");
        (await ada.ShowAsync(half, ada.Code(1))).ShouldBeProblem(401, "second-factor-over");
        (await ada.SignInAsync()).ShouldBe(200);
        (await _server.Api.PostAsync($"/api/users/{Guid.NewGuid()}/reset-factors", "{}")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task No_secret_of_it_is_kept_as_it_is()
    {
        var ada = await AtAsync("ada@example.com");
        await ada.TurnOnAsync();
        foreach (var secret in ada.Codes.Select(c => Domain.Factors.Base32.Decode(c)!).Append(ada.Secret).Select(Convert.ToHexStringLower).Concat(ada.Codes))
            (await _server.AskAsync<int>($"SELECT ((SELECT count(*) FROM recovery_codes t WHERE strpos(t::text, '{secret}') > 0) + (SELECT count(*) FROM authenticators t WHERE strpos(t::text, '{secret}') > 0) + (SELECT count(*) FROM journal t WHERE strpos(t::text, '{secret}') > 0))::int"))
                .ShouldBe(0);
        (await _server.AskAsync<int>("SELECT (SELECT count(*) FROM recovery_codes)::int")).ShouldBe(10);
        // They go with the account.
        await _server.AskAsync<int>($"WITH gone AS (DELETE FROM accounts WHERE id = '{ada.Id}' RETURNING 1) SELECT count(*)::int FROM gone");
        (await _server.AskAsync<int>("SELECT ((SELECT count(*) FROM recovery_codes) + (SELECT count(*) FROM authenticators))::int")).ShouldBe(0);
    }

    Task<Doors> AtAsync(string email) => Doors.AtAsync(_server.Node, _nobody, email);
}
