using Shouldly;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Mail;

/// <summary>A mail address changes when both mailboxes agree, or when an administrator says so.</summary>
public sealed class AddressTests(MailedServer mailed) : IClassFixture<MailedServer>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_counts_when_both_have_agreed_in_whichever_order(bool newFirst)
    {
        using var nobody = mailed.Server.Api.As(null);
        var (ada, next) = (await mailed.PersonAsync(), MailedServer.NewAddress());
        (await AskAsync(nobody, ada, next, "not the password at all")).ShouldBeProblem(400, "invalid-input", "password");
        (await AskAsync(nobody, ada, next)).ShouldBe(202);
        var (toNew, toOld) = (await mailed.Mail.LetterToAsync(next), await mailed.Mail.LetterToAsync(ada.Email, 3));
        toOld.Text.ShouldContain(next);
        var (first, second) = newFirst ? (toNew, toOld) : (toOld, toNew);

        ((bool)(await ConfirmAsync(nobody, first.Code)).ShouldBe(200)["isChanged"]!).ShouldBeFalse();
        (await ConfirmAsync(nobody, first.Code)).ShouldBeProblem(400, "invalid-input", "code");
        var pending = (await nobody.GetAsync("/api/users/me/email", ada.Cookie)).ShouldBe(200)["pending"]!;
        ((string?)pending["email"], (bool)pending["isNewConfirmed"]!, (bool)pending["isOldConfirmed"]!).ShouldBe((next, newFirst, !newFirst));
        ((string?)(await nobody.GetAsync("/api/users/me", ada.Cookie))["email"]).ShouldBe(ada.Email);

        ((bool)(await ConfirmAsync(nobody, second.Code)).ShouldBe(200)["isChanged"]!).ShouldBeTrue();
        (await ConfirmAsync(nobody, second.Code)).ShouldBeProblem(400, "invalid-input", "code");
        ((string?)(await nobody.GetAsync("/api/users/me", ada.Cookie))["email"]).ShouldBe(next);
        (await nobody.GetAsync("/api/users/me/email", ada.Cookie))["pending"].ShouldBeNull();
        (await mailed.Mail.LetterToAsync(ada.Email, 4)).Subject.ShouldBe("Your account has another mail address");
        (await MailedServer.SignInAsync(nobody, next, Mailed.FirstPassword)).ShouldBe(200);
        (await MailedServer.SignInAsync(nobody, ada.Email, Mailed.FirstPassword)).ShouldBeProblem(401, "wrong-credentials");
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_from_a_free_one_by_nobody_but_who_reads_its_mail()
    {
        using var nobody = mailed.Server.Api.As(null);
        var (ada, ben) = (await mailed.PersonAsync(), await mailed.PersonAsync("Ben"));
        var free = (await AskAsync(nobody, ada, MailedServer.NewAddress())).ShouldBe(202);
        var taken = (await AskAsync(nobody, ada, ben.Email)).ShouldBe(202);
        Without(taken).ShouldBe(Without(free));
        // The second wish replaced the first.
        var (his, hers) = (await mailed.Mail.LetterToAsync(ben.Email, 3), await mailed.Mail.LetterToAsync(ada.Email, 4));
        (await ConfirmAsync(nobody, hers.Code)).ShouldBe(200);
        (await ConfirmAsync(nobody, his.Code)).ShouldBeProblem(400, "invalid-input", "code");
        ((string?)(await nobody.GetAsync("/api/users/me", ben.Cookie))["email"]).ShouldBe(ben.Email);

        static string Without(Reply reply) => string.Join(' ', reply["pending"]!.AsObject().Where(m => m.Key is not ("email" or "expiresAt")).Select(m => $"{m.Key}: {m.Value}"));
    }

    [Fact]
    public async Task What_was_cancelled_replaced_or_asked_of_another_address_counts_no_more()
    {
        using var nobody = mailed.Server.Api.As(null);
        var (ada, next) = (await mailed.PersonAsync(), MailedServer.NewAddress());
        (await AskAsync(nobody, ada, next)).ShouldBe(202);
        var (toNew, toOld) = (await mailed.Mail.LetterToAsync(next), await mailed.Mail.LetterToAsync(ada.Email, 3));
        (await nobody.SendAsync(HttpMethod.Delete, "/api/users/me/email", null, ada.Cookie)).ShouldBe(204);
        (await nobody.SendAsync(HttpMethod.Delete, "/api/users/me/email", null, ada.Cookie)).ShouldBeProblem(404, "not-found");
        foreach (var letter in new[] { toNew, toOld })
            (await ConfirmAsync(nobody, letter.Code)).ShouldBeProblem(400, "invalid-input", "code");

        (await AskAsync(nobody, ada, next)).ShouldBe(202);
        var again = await mailed.Mail.LetterToAsync(next, 2);
        var moved = MailedServer.NewAddress();
        (await mailed.Server.Api.PatchAsync($"/api/users/{ada.Id}", $$"""{"email":"{{moved}}"}""")).ShouldBe(200);
        (await ConfirmAsync(nobody, again.Code)).ShouldBeProblem(400, "invalid-input", "code");
        ((string?)(await nobody.GetAsync("/api/users/me", ada.Cookie))["email"]).ShouldBe(moved);
    }

    [Fact]
    public async Task An_administrator_gives_another_address_that_nobody_has_and_the_old_one_is_told()
    {
        var (ada, ben) = (await mailed.PersonAsync(), await mailed.PersonAsync("Ben"));
        (await mailed.Server.Api.PatchAsync($"/api/users/{ada.Id}", $$"""{"email":"{{ben.Email.ToUpperInvariant()}}"}""")).ShouldBeProblem(409, "email-taken");
        (await mailed.Server.Api.PatchAsync($"/api/users/{ada.Id}", """{"email":"no address"}""")).ShouldBeProblem(400, "invalid-input", "email");
        (await mailed.Server.Api.PatchAsync($"/api/users/{ada.Id}", """{"email":null}""")).ShouldBeProblem(400, "invalid-input", "email");
        var next = MailedServer.NewAddress();
        var edited = (await mailed.Server.Api.PatchAsync($"/api/users/{ada.Id}", $$"""{"email":"{{next}}"}""")).ShouldBe(200);
        ((string?)edited["email"], (int)edited["version"]!).ShouldBe((next, 2));
        (await mailed.Mail.LetterToAsync(ada.Email, 3)).Subject.ShouldBe("Your account has another mail address");
    }

    [Fact]
    public async Task After_a_day_the_links_are_good_no_more()
    {
        await using var mail = new MailServer();
        await using var server = await TestServer.StartAsync(mail.Settings);
        using (var nobody = server.Api.As(null))
        {
            (await nobody.PostAsync("/api/password/forgotten", $$"""{"email":"{{InstanceOwner.Email}}"}""")).ShouldBe(202);
            var letter = await mail.LetterToAsync(InstanceOwner.Email);
            (await MailedServer.ChooseAsync(nobody, letter.Code, Mailed.FirstPassword)).ShouldBe(200);
            (await server.Api.PostAsync("/api/users/me/email", Body("next@example.com", Mailed.FirstPassword))).ShouldBe(202);
        }
        var code = (await mail.LetterToAsync("next@example.com")).Code;
        await server.RestartAsync(("Journal:ClockOffset", "1.00:00:00"));
        using var later = server.Api.As(null);
        (await ConfirmAsync(later, code)).ShouldBeProblem(400, "invalid-input", "code");
        (await server.Api.GetAsync("/api/users/me/email")).ShouldBe(200)["pending"].ShouldBeNull();
    }

    static Task<Reply> AskAsync(ApiClient nobody, Mailed person, string email, string password = Mailed.FirstPassword) =>
        nobody.PostAsync("/api/users/me/email", Body(email, password), person.Cookie);

    static Task<Reply> ConfirmAsync(ApiClient nobody, string code) => nobody.PostAsync("/api/email", $$"""{"code":"{{code}}"}""");

    static string Body(string email, string password) => $$"""{"email":"{{email}}","password":"{{password}}"}""";
}
