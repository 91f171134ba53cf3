using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>Passwords, the links by which they are chosen, and what is said to whoever tries.</summary>
public sealed class PasswordTests(SharedServer shared) : IClassFixture<SharedServer>
{
    const string Good = "four words that nobody uses";
    const string NoCode = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    TestServer Server => shared.Server;

    [Theory]
    [InlineData("tiny words", false)]
    [InlineData("elevenchars", false)]
    [InlineData("            ", false)]
    [InlineData("aaaaaaaaaaaaaaaa", false)]
    [InlineData("abcabcabcabc", false)]
    [InlineData("qwertyuiopas", false)]
    [InlineData("123456789012", false)]
    [InlineData("Password2026!", false)]
    [InlineData("CorrectHorseBatteryStaple", false)]
    [InlineData("", false)]
    [InlineData(Good, true)]
    [InlineData("vågar du äta ål?", true)]
    [InlineData("kQ7#zp!Lm2vX", true)]
    public async Task A_password_is_long_and_not_what_everybody_takes(string password, bool isTaken)
    {
        using var nobody = Server.Api.As(null);
        (await ChooseAsync(nobody, NoCode, password)).ShouldBeProblem(400, "invalid-input", isTaken ? "code" : "password");
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task A_password_has_a_greatest_length(int length, bool isTaken)
    {
        using var nobody = Server.Api.As(null);
        var password = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * i * 7 + i / 5) % 26)));
        (await ChooseAsync(nobody, NoCode, password)).ShouldBeProblem(400, "invalid-input", isTaken ? "code" : "password");
    }

    [Fact]
    public async Task A_link_is_good_once_for_one_user_and_ends_the_sign_ins_of_before()
    {
        using var nobody = Server.Api.As(null);
        var (user, first) = await UserAsync("linked@example.com");
        var (_, others) = await UserAsync("other@example.com");
        var second = CodeOf(await Server.Api.PostAsync($"/api/users/{user}/password-link", "{}"));
        (await ChooseAsync(nobody, first, Good)).ShouldBeProblem(400, "invalid-input", "code");
        var me = (await ChooseAsync(nobody, second, Good)).ShouldBe(200);
        me.Id.ShouldBe(user);
        var cookie = me.Header("Set-Cookie").ShouldNotBeNull();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        (await ChooseAsync(nobody, second, Good)).ShouldBeProblem(400, "invalid-input", "code");
        (await SignInAsync(nobody, "other@example.com", Good)).ShouldBeProblem(401, "wrong-credentials");

        var third = CodeOf(await Server.Api.PostAsync($"/api/users/{user}/password-link", "{}"));
        (string, string) session = ("Cookie", cookie.Split(';')[0]);
        (await nobody.GetAsync("/api/users/me", session)).ShouldBe(200);
        (await ChooseAsync(nobody, third, Good + " again")).ShouldBe(200);
        (await nobody.GetAsync("/api/users/me", session)).ShouldBeProblem(401, "sign-in-required");
        (await SignInAsync(nobody, "linked@example.com", Good)).ShouldBeProblem(401, "wrong-credentials");
        (await SignInAsync(nobody, "LINKED@example.com", Good + " again")).ShouldBe(200);

        // One whose time is over, and one of a user who was disabled.
        await Server.AskAsync<int>($"WITH late AS (UPDATE links SET expires_at = now() - interval '1 second' WHERE user_id <> '{user}' RETURNING 1) SELECT count(*)::int FROM late");
        (await ChooseAsync(nobody, others, Good)).ShouldBeProblem(400, "invalid-input", "code");
        var fourth = CodeOf(await Server.Api.PostAsync($"/api/users/{user}/password-link", "{}"));
        (await Server.Api.PatchAsync($"/api/users/{user}", """{"isDisabled":true}""")).ShouldBe(200);
        (await ChooseAsync(nobody, fourth, Good)).ShouldBeProblem(400, "invalid-input", "code");
    }

    [Fact]
    public async Task Whoever_signs_in_wrongly_learns_nothing_about_accounts()
    {
        using var nobody = Server.Api.As(null);
        var (_, there) = await UserAsync("there@example.com");
        (await ChooseAsync(nobody, there, Good)).ShouldBe(200);
        var (gone, link) = await UserAsync("gone@example.com");
        (await ChooseAsync(nobody, link, Good)).ShouldBe(200);
        await UserAsync("new@example.com");
        (await Server.Api.PatchAsync($"/api/users/{gone}", """{"isDisabled":true}""")).ShouldBe(200);

        var answers = new List<string>();
        foreach (var (email, password) in new[]
        {
            ("there@example.com", Good + "!"), ("nobody@example.com", Good), ("gone@example.com", Good), ("new@example.com", Good), ("no address at all", Good),
        })
            answers.Add(await AnswerAsync(nobody, email, password));
        answers.Distinct().ShouldHaveSingleItem().ShouldStartWith("401");
        (await SignInAsync(nobody, "there@example.com", Good)).ShouldBe(200);
    }

    [Fact]
    public async Task Whoever_tries_too_often_waits_and_holds_up_nobody_else()
    {
        using var nobody = Server.Api.As(null);
        Reply? refused = null;
        for (var tries = 0; tries < 30 && refused is null; tries++)
            if (await SignInAsync(nobody, "tried@example.com", Good) is { Status: not 401 } reply)
                refused = reply;
        refused.ShouldNotBeNull().ShouldBeProblem(429, "too-many-tries");
        int.Parse(refused.Header("Retry-After").ShouldNotBeNull()).ShouldBeInRange(1, 61);
        (await SignInAsync(nobody, "untried@example.com", Good)).ShouldBeProblem(401, "wrong-credentials");
    }

    Task<Reply> ChooseAsync(ApiClient nobody, string code, string password) =>
        nobody.PostAsync("/api/password", new JsonObject { ["code"] = code, ["password"] = password }.ToJsonString());

    static Task<Reply> SignInAsync(ApiClient nobody, string email, string password) =>
        nobody.PostAsync("/api/sign-in", new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString());

    async Task<(string Id, string Code)> UserAsync(string email)
    {
        var made = (await Server.Api.PostAsync("/api/users", $$"""{"email":"{{email}}","name":"Somebody"}""")).ShouldBe(201);
        return (made.Id, CodeOf(made));
    }

    static string CodeOf(Reply reply) => ((string)reply.ShouldBe(201)["link"]!)["/password#".Length..];

    /// <summary>Status, headers and body, without what every answer has of its own.</summary>
    static async Task<string> AnswerAsync(ApiClient nobody, string email, string password)
    {
        using var body = ApiClient.Json(new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString());
        using var answer = await nobody.Http.PostAsync("/api/sign-in", body, TestContext.Current.CancellationToken);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        problem.Remove("requestId");
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Date" or "Content-Length")).Select(h => $"{h.Key}: {string.Join(", ", h.Value)}");
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers.Order(StringComparer.Ordinal))}\n{problem.ToJsonString()}";
    }
}
