using System.Net.Http.Headers;
using Shouldly;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Mail;

/// <summary>Who forgot their password gets a link by mail, and nobody learns by that who has an account.</summary>
public sealed class ForgottenTests(MailedServer mailed) : IClassFixture<MailedServer>
{
    const string Other = "another four words of mine";

    [Fact]
    public async Task The_link_is_good_once_and_for_the_address_that_it_was_sent_to()
    {
        using var nobody = mailed.Server.Api.As(null);
        var ada = await mailed.PersonAsync();
        (await ForgetAsync(nobody, ada.Email.ToUpperInvariant())).ShouldBe(202);
        var letter = await mailed.Mail.LetterToAsync(ada.Email, 3);
        letter.Link.GetLeftPart(UriPartial.Path).ShouldBe("https://throughline.example.com/password");
        letter.Head("Auto-Submitted").ShouldBe("auto-generated");
        letter.Html.ShouldContain(letter.Code);
        // Until it is used, the password stays.
        (await MailedServer.SignInAsync(nobody, ada.Email, Mailed.FirstPassword)).ShouldBe(200);
        (await MailedServer.ChooseAsync(nobody, letter.Code, Other)).ShouldBe(200);
        (await MailedServer.ChooseAsync(nobody, letter.Code, Other + "!")).ShouldBeProblem(400, "invalid-input", "code");
        (await MailedServer.SignInAsync(nobody, ada.Email, Mailed.FirstPassword)).ShouldBeProblem(401, "wrong-credentials");
        (await mailed.Mail.LetterToAsync(ada.Email, 4)).Subject.ShouldBe("Your password was changed");

        // The address becomes another one while the link waits in the old one's mailbox.
        (await ForgetAsync(nobody, ada.Email)).ShouldBe(202);
        var late = await mailed.Mail.LetterToAsync(ada.Email, 5);
        (await mailed.Server.Api.PatchAsync($"/api/users/{ada.Id}", $$"""{"email":"{{MailedServer.NewAddress()}}"}""")).ShouldBe(200);
        (await MailedServer.ChooseAsync(nobody, late.Code, Other + "!")).ShouldBeProblem(400, "invalid-input", "code");
    }

    [Fact]
    public async Task After_an_hour_it_is_good_no_more()
    {
        await using var mail = new MailServer();
        await using var server = await TestServer.StartAsync(mail.Settings);
        using var nobody = server.Api.As(null);
        (await ForgetAsync(nobody, InstanceOwner.Email)).ShouldBe(202);
        var letter = await mail.LetterToAsync(InstanceOwner.Email);
        await server.RestartAsync(("Journal:ClockOffset", "01:00:00"));
        using var later = server.Api.As(null);
        (await MailedServer.ChooseAsync(later, letter.Code, Other)).ShouldBeProblem(400, "invalid-input", "code");
    }

    [Fact]
    public async Task It_is_answered_alike_and_without_looking_whether_there_is_such_an_account()
    {
        var ada = await mailed.PersonAsync();
        var gone = await mailed.PersonAsync();
        (await mailed.Server.Api.PatchAsync($"/api/users/{gone.Id}", """{"isDisabled":true}""")).ShouldBe(200);
        using var nobody = mailed.Server.Api.As(null);
        var unknown = MailedServer.NewAddress();
        // Whatever depends on the account has to be written, which nobody can do now: so it is not done in the request.
        await using (await WriterLock.HoldAsync(mailed.Server))
        {
            var answers = new List<string>();
            foreach (var email in new[] { ada.Email, unknown, gone.Email })
                answers.Add(await AnswerAsync(nobody, email));
            answers.Distinct().ShouldHaveSingleItem().ShouldStartWith("202");
            mailed.Mail.To(ada.Email).Count.ShouldBe(2);
        }
        await mailed.Mail.LetterToAsync(ada.Email, 3);
        // They are looked up in their order, so these had their turn, or have it before hers of now.
        (await ForgetAsync(nobody, ada.Email)).ShouldBe(202);
        await mailed.Mail.LetterToAsync(ada.Email, 4);
        mailed.Mail.To(unknown).ShouldBeEmpty();
        mailed.Mail.To(gone.Email).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"email":["a@example.com","b@example.com"]}""")]
    [InlineData("""{"email":"a@example.com","email":"b@example.com"}""")]
    [InlineData("""{"email":{"$ne":null}}""")]
    [InlineData("""{"email":"a@example.com,b@example.com"}""")]
    [InlineData("""{"email":"a@example.com b@example.com"}""")]
    [InlineData("""{"email":"a@example.com\r\nBcc: b@example.com"}""")]
    [InlineData("""{"email":null}""")]
    [InlineData("""{"email":"a@example.com","to":"b@example.com"}""")]
    public async Task One_address_is_taken_and_nothing_else(string body)
    {
        using var nobody = mailed.Server.Api.As(null);
        (await nobody.PostAsync("/api/password/forgotten", body)).ShouldBe(400);
    }

    [Fact]
    public async Task A_mailbox_is_not_flooded()
    {
        using var nobody = mailed.Server.Api.As(null);
        var (flooded, other) = (MailedServer.NewAddress(), MailedServer.NewAddress());
        for (var i = 0; i < 3; i++)
            (await ForgetAsync(nobody, flooded)).ShouldBe(202);
        (await ForgetAsync(nobody, flooded)).ShouldBeProblem(429, "too-many-tries");
        (await ForgetAsync(nobody, other)).ShouldBe(202);
    }

    [Fact]
    public async Task Without_mail_everybody_is_told_to_ask_an_administrator()
    {
        await using var server = await TestServer.StartAsync();
        using var nobody = server.Api.As(null);
        ((bool)(await nobody.GetAsync("/api/sign-in/methods")).ShouldBe(200)["mail"]!).ShouldBeFalse();
        foreach (var email in new[] { InstanceOwner.Email, "nobody@example.com" })
            (await ForgetAsync(nobody, email)).ShouldBeProblem(409, "mail-not-set-up");
        using var with = mailed.Server.Api.As(null);
        ((bool)(await with.GetAsync("/api/sign-in/methods")).ShouldBe(200)["mail"]!).ShouldBeTrue();
    }

    static Task<Reply> ForgetAsync(ApiClient nobody, string email) => nobody.PostAsync("/api/password/forgotten", $$"""{"email":"{{email}}"}""");

    /// <summary>Status, headers and body, without what every answer has of its own.</summary>
    static async Task<string> AnswerAsync(ApiClient nobody, string email)
    {
        using var body = ApiClient.Json($$"""{"email":"{{email}}"}""");
        using var answer = await nobody.Http.PostAsync("/api/password/forgotten", body, TestContext.Current.CancellationToken);
        HttpHeaders[] all = [answer.Headers, answer.Content.Headers];
        return $"{(int)answer.StatusCode} {string.Join(", ", all.SelectMany(h => h).Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(' ', h.Value)}"))} "
            + await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
