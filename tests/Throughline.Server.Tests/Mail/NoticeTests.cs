using Shouldly;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Mail;

/// <summary>Whoever's account is changed is told, so that they notice when it was not them.</summary>
public sealed class NoticeTests(MailedServer mailed) : IClassFixture<MailedServer>
{
    [Fact]
    public async Task A_changed_password_is_told_and_a_wrong_try_is_not()
    {
        using var nobody = mailed.Server.Api.As(null);
        var ada = await mailed.PersonAsync();
        (await nobody.PostAsync("/api/users/me/password", """{"current":"not the one","new":"another four words of mine"}""", ada.Cookie)).ShouldBe(400);
        (await nobody.PostAsync("/api/users/me/password", $$"""{"current":"{{Mailed.FirstPassword}}","new":"another four words of mine"}""", ada.Cookie)).ShouldBe(204);
        var letter = await mailed.Mail.LetterToAsync(ada.Email, 3);
        letter.Subject.ShouldBe("Your password was changed");
        letter.Link.AbsoluteUri.ShouldBe("https://throughline.example.com/account");
        mailed.Mail.To(ada.Email).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_second_factor_that_is_taken_away_is_told()
    {
        var ada = await mailed.PersonAsync();
        await mailed.Server.AskAsync<int>(
            $"WITH x AS (INSERT INTO authenticators (user_id, secret, is_on, last_step, created_at) VALUES ('{ada.Id}', '\\x00', true, 0, now()) RETURNING 1) SELECT count(*)::int FROM x");
        (await mailed.Server.Api.PostAsync($"/api/users/{ada.Id}/reset-factors", "")).ShouldBe(204);
        (await mailed.Mail.LetterToAsync(ada.Email, 3)).Subject.ShouldBe("Two-step sign-in is off");
    }

    [Fact]
    public async Task What_is_bound_to_an_account_is_erased_with_it()
    {
        using var nobody = mailed.Server.Api.As(null);
        var ada = await mailed.PersonAsync();
        (await nobody.PostAsync("/api/users/me/email", $$"""{"email":"{{MailedServer.NewAddress()}}","password":"{{Mailed.FirstPassword}}"}""", ada.Cookie)).ShouldBe(202);
        await mailed.Server.AskAsync<int>(
            $"WITH x AS (INSERT INTO external_logins (provider, subject, user_id, label, created_at) VALUES ('example', '42', '{ada.Id}', 'x', now()) RETURNING 1) SELECT count(*)::int FROM x");
        (await nobody.SendAsync(HttpMethod.Delete, "/api/users/me", ApiClient.Json($$"""{"password":"{{Mailed.FirstPassword}}"}"""), ada.Cookie)).ShouldBe(204);
        foreach (var table in new[] { "address_changes", "external_logins", "links" })
            (await mailed.Server.AskAsync<long>($"SELECT count(*) FROM {table} WHERE user_id = '{ada.Id}'")).ShouldBe(0, table);
    }
}
