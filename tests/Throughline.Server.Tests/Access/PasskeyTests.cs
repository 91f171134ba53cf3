using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>Passkeys: who has one signs in by it alone, and an answer is good for its question, once.</summary>
public sealed class PasskeyTests : IAsyncLifetime
{
    TestServer _server = null!;
    ApiClient _nobody = null!;

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
    public async Task Who_has_one_signs_in_by_it_also_past_the_second_step_and_the_lock_out()
    {
        var ada = await AtAsync("ada@example.com");
        await ada.TurnOnAsync();
        using var passkey = Device();
        var added = await AddAsync(ada, passkey, "A laptop");
        ((string)added["name"]!).ShouldBe("A laptop");
        added["lastUsedAt"].ShouldBeNull();
        (await ada.AsThemAsync(HttpMethod.Patch, $"/api/users/me/passkeys/{added.Id}", """{"name":"Another"}""")).ShouldBe(200);
        using (var spare = Device())
            (await ada.AsThemAsync(HttpMethod.Delete, $"/api/users/me/passkeys/{(await AddAsync(ada, spare, "Spare")).Id}")).ShouldBe(204);
        (await _server.AskAsync<string>($"""
            SELECT string_agg(type || ' ' || lower(coalesce(data ->> 'kind', data ->> 'field')), ', ' ORDER BY position) FROM journal
            WHERE subject_id = '{ada.Id}' AND actor_id = '{ada.Id}' AND credential_id IS NOT NULL AND (data ->> 'kind' = 'Passkey' OR data ->> 'field' = 'passkey')
            """)).ShouldBe("factor.added passkey, account.edited passkey, factor.added passkey, factor.removed passkey");
        for (var i = 0; i < 5; i++)
            await ada.SignInAsync("not what it is at all");
        (await ada.SignInAsync()).ShouldBeProblem(429, "too-many-tries");

        var (options, cookie) = await AskedAsync();
        var answer = passkey.Answer(options);
        var me = (await ShowAsync(answer, cookie)).ShouldBe(200);
        me.Id.ShouldBe(ada.Id);
        (await _nobody.GetAsync("/api/users/me", Doors.CookieOf(me, "session"))).ShouldBe(200);
        // And with that the wrong tries are forgotten.
        (await ada.SignInAsync()).ShouldBeProblem(401, "second-factor-required");
        (await ada.AsThemAsync(HttpMethod.Get, "/api/users/me/passkeys")).ShouldBe(200)["items"]![0]!["lastUsedAt"].ShouldNotBeNull();

        (await ShowAsync(answer, cookie)).ShouldBeProblem(401, "wrong-passkey");
        (await ShowAsync(answer, (await AskedAsync()).Cookie)).ShouldBeProblem(401, "wrong-passkey");
    }

    [Fact]
    public async Task An_answer_that_is_not_right_is_nobodys()
    {
        var ada = await AtAsync("ada@example.com");
        using var passkey = Device();
        await AddAsync(ada, passkey, "A laptop");
        var (options, cookie) = await AskedAsync();
        var answers = new Dictionary<string, string>
        {
            ["no JSON"] = "{}",
            ["unknown"] = Unknown(options),
            ["elsewhere"] = With(passkey, p => p.Origin = "https://elsewhere.example", p => p.Answer(options)),
            ["nobody there"] = With(passkey, p => p.Flags = 0, p => p.Answer(options)),
            ["not verified"] = With(passkey, p => p.Flags = 1, p => p.Answer(options)),
            ["another question"] = passkey.Answer((await AskedAsync()).Options),
            ["too long"] = new string('x', 20_000),
        };
        foreach (var (why, answer) in answers)
            (await ShowAsync(answer, cookie)).ShouldBeProblem(401, "wrong-passkey");
        (await ShowAsync(passkey.Answer(options), ("Cookie", "passkey=made-up"))).ShouldBeProblem(401, "wrong-passkey");
        (await ShowAsync(passkey.Answer(options), cookie)).ShouldBe(200);
        // One that is copied counts from where it was.
        passkey.Count = 0;
        (options, cookie) = await AskedAsync();
        (await ShowAsync(passkey.Answer(options), cookie)).ShouldBeProblem(401, "wrong-passkey");
        // What was asked in order to add one is no question to sign in by.
        passkey.Count = 100;
        var begun = (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/passkeys/options", Doors.Proof)).ShouldBe(200);
        (await ShowAsync(passkey.Answer((string)begun["options"]!), Doors.CookieOf(begun, "passkey"))).ShouldBeProblem(401, "wrong-passkey");

        (await _server.Api.PatchAsync($"/api/users/{ada.Id}", """{"isDisabled":true}""")).ShouldBe(200);
        (options, cookie) = await AskedAsync();
        (await ShowAsync(passkey.Answer(options), cookie)).ShouldBeProblem(401, "wrong-passkey");
    }

    [Fact]
    public async Task Adding_one_asks_who_one_is_and_is_done_by_who_began()
    {
        var (ada, ben) = (await AtAsync("ada@example.com"), await AtAsync("ben@example.com"));
        using var passkey = Device();
        (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/passkeys/options", "{}")).ShouldBeProblem(400, "invalid-input", "password");
        var begun = (await ada.AsThemAsync(HttpMethod.Post, "/api/users/me/passkeys/options", Doors.Proof)).ShouldBe(200);
        var (made, cookie) = (passkey.Make((string)begun["options"]!), Doors.CookieOf(begun, "passkey"));
        (await FinishAsync(ben, "Mine", made, cookie)).ShouldBeProblem(400, "invalid-input", "credential");
        (await FinishAsync(ada, " ", made, cookie)).ShouldBeProblem(400, "invalid-input", "name");
        (await FinishAsync(ada, "A laptop", made, ("Cookie", ""))).ShouldBeProblem(400, "invalid-input", "credential");
        (await FinishAsync(ada, "A laptop", made, cookie)).ShouldBe(201);
        // Who has one proves with it who they are; another's proves nothing.
        var (options, asked) = await AskedAsync();
        var proof = new JsonObject { ["passkey"] = passkey.Answer(options) }.ToJsonString();
        (await With(ben, "/api/users/me/passkeys/options", proof, asked)).ShouldBeProblem(400, "invalid-input", "passkey");
        (options, asked) = await AskedAsync();
        proof = new JsonObject { ["passkey"] = passkey.Answer(options) }.ToJsonString();
        var again = (await With(ada, "/api/users/me/passkeys/options", proof, asked)).ShouldBe(200);
        ((string)again["options"]!).ShouldContain((string)JsonNode.Parse(made)!["id"]!, customMessage: "the device is told which it has already");
    }

    [Fact]
    public async Task Who_has_one_deletes_their_account_with_it()
    {
        var leaving = await AtAsync("leaving@example.com");
        using var passkey = Device();
        await AddAsync(leaving, passkey, "A laptop");
        var (options, asked) = await AskedAsync();
        (await leaving.AsThemAsync(HttpMethod.Delete, "/api/users/me", "{}")).ShouldBeProblem(400, "invalid-input", "password");
        (await _nobody.SendAsync(HttpMethod.Delete, "/api/users/me", ApiClient.Json(new JsonObject { ["passkey"] = passkey.Answer(options) }.ToJsonString()),
            ("Cookie", $"{leaving.Session.Value}; {asked.Value}"))).ShouldBe(204);
        (await leaving.AsThemAsync(HttpMethod.Get, "/api/users/me")).ShouldBe(401);
    }

    [Fact]
    public async Task They_are_named_and_removed_by_their_owner_alone()
    {
        var (ada, ben) = (await AtAsync("ada@example.com"), await AtAsync("ben@example.com"));
        using var passkey = Device();
        var id = (await AddAsync(ada, passkey, "A laptop")).Id;
        var missing = (await ben.AsThemAsync(HttpMethod.Delete, $"/api/users/me/passkeys/{Guid.NewGuid()}")).ShouldBeProblem(404, "not-found");
        foreach (var foreign in new[] { await ben.AsThemAsync(HttpMethod.Delete, $"/api/users/me/passkeys/{id}"), await ben.AsThemAsync(HttpMethod.Patch, $"/api/users/me/passkeys/{id}", """{"name":"Mine"}""") })
            foreign.ShouldBeProblem(404, "not-found")["detail"]!.ToString().ShouldBe(missing["detail"]!.ToString());
        (await ben.AsThemAsync(HttpMethod.Get, "/api/users/me/passkeys")).ShouldBe(200)["items"]!.AsArray().ShouldBeEmpty();
        ((string)(await ada.AsThemAsync(HttpMethod.Patch, $"/api/users/me/passkeys/{id}", """{"name":"The other one"}""")).ShouldBe(200)["name"]!).ShouldBe("The other one");
        (await ada.AsThemAsync(HttpMethod.Delete, $"/api/users/me/passkeys/{id}")).ShouldBe(204);
        var (options, cookie) = await AskedAsync();
        (await ShowAsync(passkey.Answer(options), cookie)).ShouldBeProblem(401, "wrong-passkey");
    }

    SoftPasskey Device() => new(_server.Node.Address.Host, _server.Node.Address.GetLeftPart(UriPartial.Authority));

    string Unknown(string options)
    {
        using var other = Device();
        return other.Answer(options);
    }

    static string With(SoftPasskey passkey, Action<SoftPasskey> change, Func<SoftPasskey, string> answer)
    {
        var (origin, flags) = (passkey.Origin, passkey.Flags);
        change(passkey);
        var said = answer(passkey);
        (passkey.Origin, passkey.Flags) = (origin, flags);
        return said;
    }

    async Task<Reply> AddAsync(Doors person, SoftPasskey passkey, string name)
    {
        var begun = (await person.AsThemAsync(HttpMethod.Post, "/api/users/me/passkeys/options", Doors.Proof)).ShouldBe(200);
        return (await FinishAsync(person, name, passkey.Make((string)begun["options"]!), Doors.CookieOf(begun, "passkey"))).ShouldBe(201);
    }

    Task<Reply> FinishAsync(Doors person, string name, string credential, (string Name, string Value) cookie) =>
        With(person, "/api/users/me/passkeys", new JsonObject { ["name"] = name, ["credential"] = credential }.ToJsonString(), cookie);

    Task<Reply> With(Doors person, string path, string json, (string Name, string Value) cookie) =>
        _nobody.PostAsync(path, json, ("Cookie", $"{person.Session.Value}; {cookie.Value}"));

    async Task<(string Options, (string Name, string Value) Cookie)> AskedAsync()
    {
        var asked = (await _nobody.SendAsync(HttpMethod.Post, "/api/sign-in/passkey/options", null)).ShouldBe(200);
        return ((string)asked["options"]!, Doors.CookieOf(asked, "passkey"));
    }

    Task<Reply> ShowAsync(string credential, (string Name, string Value) cookie) =>
        _nobody.PostAsync("/api/sign-in/passkey", new JsonObject { ["credential"] = credential }.ToJsonString(), cookie);

    Task<Doors> AtAsync(string email) => Doors.AtAsync(_server.Node, _nobody, email);
}
