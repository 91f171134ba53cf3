using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>Credentials are texts: what is something else is refused before anything is done with it.</summary>
public sealed class CredentialFieldTests(SharedServer shared) : IClassFixture<SharedServer>
{
    const string Code = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const string Password = "four words that nobody uses";

    static readonly string[] NoTexts = ["[]", "{}", "1", "true", "[\"four words that nobody uses\"]", "{\"$ne\":null}"];

    [Theory]
    [InlineData("/api/set-up", $$"""{"code":"{{Code}}","email":"new@example.com","name":"New","password":"{{Password}}"}""", "code", "email", "name", "password")]
    [InlineData("/api/sign-in", $$"""{"email":"owner@example.com","password":"{{Password}}"}""", "email", "password")]
    [InlineData("/api/password", $$"""{"code":"{{Code}}","password":"{{Password}}"}""", "code", "password")]
    [InlineData("/api/email", $$"""{"code":"{{Code}}"}""", "code")]
    [InlineData("/api/invitation", $$"""{"code":"{{Code}}"}""", "code")]
    [InlineData("/api/invitation/account", $$"""{"code":"{{Code}}","name":"New","password":"{{Password}}"}""", "code", "name", "password")]
    [InlineData("/api/users/me/invitations", $$"""{"code":"{{Code}}"}""", "code")]
    [InlineData("/api/users/me/password", $$"""{"current":"{{Password}}","new":"{{Password}}"}""", "current", "new")]
    [InlineData("/api/sign-in/second-factor", """{"code":"123456"}""", "code")]
    [InlineData("/api/sign-in/passkey", """{"credential":"{}"}""", "credential")]
    [InlineData("/api/users/me/authenticator/confirm", """{"code":"123456"}""", "code")]
    [InlineData("/api/users/me/passkeys", """{"name":"One","credential":"{}"}""", "name", "credential")]
    [InlineData("/api/users/me/tokens", """{"name":"One","scopes":["read"]}""", "name", "scopes")]
    [InlineData("/api/users", """{"email":"new@example.com","name":"New"}""", "email", "name")]
    public async Task Only_texts_are_taken(string path, string valid, params string[] fields)
    {
        var before = await shared.Server.FootprintAsync();
        foreach (var field in fields)
        {
            // An array is what scopes are; one of something else is none.
            foreach (var value in NoTexts.Select(v => field == "scopes" && v == "[]" ? "[[\"read\"]]" : v).Append("null"))
            {
                var body = JsonNode.Parse(valid)!.AsObject();
                body[field] = JsonNode.Parse(value);
                var reply = await shared.Server.Api.PostAsync(path, body.ToJsonString());
                // Whoever signs in with nothing is told what whoever signs in wrongly is told.
                reply.ShouldBe(value != "null" ? 400 : path.StartsWith("/api/sign-in", StringComparison.Ordinal) ? 401 : path.EndsWith("/confirm", StringComparison.Ordinal) ? 409 : 400);
            }
            var without = JsonNode.Parse(valid)!.AsObject();
            without.Remove(field);
            (await shared.Server.Api.PostAsync(path, without.ToJsonString())).ShouldBe(400);
            // Said twice, one check might read the first and another the second.
            (await shared.Server.Api.PostAsync(path, valid[..^1] + $",\"{field}\":\"twice\"}}")).ShouldBe(400);
        }
        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("READ\",\"write")]
    [InlineData("root")]
    [InlineData("")]
    public async Task A_scope_is_one_of_those_there_are(string scope)
    {
        var reply = await shared.Server.Api.PostAsync("/api/users/me/tokens", $$"""{"name":"One","scopes":["{{scope}}"]}""");
        if (scope == "read")
            reply.ShouldBe(201);
        else
            reply.ShouldBeProblem(400, "invalid-input", "scopes");
    }

    [Fact]
    public async Task A_token_gives_no_more_than_it_has()
    {
        var narrow = (await shared.Server.Api.PostAsync("/api/users/me/tokens", """{"name":"Narrow","scopes":["admin"]}""")).ShouldBe(201);
        using var api = shared.Server.Api.As((string)narrow["secret"]!);
        (await api.PostAsync("/api/users/me/tokens", """{"name":"Wide","scopes":["admin","read"]}""")).ShouldBeProblem(403, "scope-missing");
        (await api.PostAsync("/api/users/me/tokens", """{"name":"As narrow","scopes":["admin"]}""")).ShouldBe(201);
    }
}
