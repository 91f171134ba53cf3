using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Mail;

/// <summary>How people come into a project who were not seen before, with an account or without.</summary>
public sealed class InvitationTests(MailedServer mailed) : IClassFixture<MailedServer>
{
    TestServer Server => mailed.Server;

    [Fact]
    public async Task Whoever_has_no_account_makes_one_by_the_link_and_is_in_the_project()
    {
        var (owner, project) = await OwnerAsync();
        using var nobody = Server.Api.As(null);
        var email = MailedServer.NewAddress();
        var invited = (await InviteAsync(owner, project, email, "Member")).ShouldBe(202);
        invited.Json.AsObject().ContainsKey("link").ShouldBeFalse("it goes by mail, and nobody else sees it");
        var letter = await mailed.Mail.LetterToAsync(email);
        letter.Link.GetLeftPart(UriPartial.Path).ShouldBe("https://throughline.example.com/invitation");
        letter.Text.ShouldContain("Olga");

        var seen = (await LookAsync(nobody, letter.Code)).ShouldBe(200);
        ((string?)seen["email"], (string?)seen["role"], (string?)seen["project"], (string?)seen["invitedBy"]).ShouldBe((email, "Member", "Invited to", "Olga"));
        (await JoinAsync(nobody, letter.Code, password: "short")).ShouldBeProblem(400, "invalid-input", "password");
        var me = (await JoinAsync(nobody, letter.Code)).ShouldBe(201);
        ((string?)me["email"], (string?)me["name"], (bool?)me["isAdministrator"]).ShouldBe((email, "New One", false));
        var members = (await nobody.GetAsync($"/api/projects/{project}/members", MailedServer.CookieOf(me))).ShouldBe(200);
        members["items"]!.AsArray().Select(m => ((string?)m!["email"], (string?)m["role"])).ShouldContain((email, "Member"));

        // Once.
        (await JoinAsync(nobody, letter.Code)).ShouldBeProblem(400, "invalid-input", "code");
        (await LookAsync(nobody, letter.Code)).ShouldBeProblem(400, "invalid-input", "code");
        (await InvitationsAsync(owner, project)).ShouldBeEmpty();
        (await Server.AskAsync<long>($"SELECT count(*) FROM journal WHERE type = 'member.invited' AND data::text LIKE '%{email}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_answer_never_tells_whether_a_stranger_has_an_account()
    {
        var (owner, project) = await OwnerAsync();
        var stranger = await mailed.PersonAsync("Stella Stranger");
        var (theirs, none) = ((await InviteAsync(owner, project, stranger.Email, "Viewer")).ShouldBe(202), (await InviteAsync(owner, project, MailedServer.NewAddress(), "Viewer")).ShouldBe(202));
        Shape(theirs).ShouldBe(Shape(none));
        theirs.Text.ShouldNotContain("Stella");
        (await InvitationsAsync(owner, project)).Count.ShouldBe(2);

        // Who is seen elsewhere, or by an administrator, is in at once.
        var fellow = await mailed.PersonAsync("Fred Fellow");
        var (other, shared) = await OwnerAsync();
        await AddAsync(shared, fellow, "Viewer");
        await AddAsync(shared, owner, "Viewer");
        ((string?)(await InviteAsync(owner, project, fellow.Email, "Worker")).ShouldBe(201)["name"]).ShouldBe("Fred Fellow");
        (await Server.Api.PostAsync($"/api/projects/{project}/members", Body(stranger.Email, "Viewer"))).ShouldBe(201);
    }

    [Fact]
    public async Task Whoever_has_an_account_takes_it_signed_in_and_loses_nothing_by_it()
    {
        var (owner, project) = await OwnerAsync();
        var stranger = await mailed.PersonAsync("Stella");
        (await InviteAsync(owner, project, stranger.Email, "Worker")).ShouldBe(202);
        var letter = await mailed.Mail.LetterToAsync(stranger.Email, 3);
        using var nobody = Server.Api.As(null);
        (await JoinAsync(nobody, letter.Code)).ShouldBeProblem(409, "email-taken");
        (await TakeAsync(nobody, letter.Code)).ShouldBeProblem(401, "sign-in-required");
        var taken = (await TakeAsync(nobody, letter.Code, stranger.Cookie)).ShouldBe(200);
        ((string?)taken["projectId"], (string?)taken["role"]).ShouldBe((project, "Worker"));
        (await TakeAsync(nobody, letter.Code, stranger.Cookie)).ShouldBeProblem(400, "invalid-input", "code");

        // One that gives less takes nothing away, and is used up all the same.
        var email = MailedServer.NewAddress();
        (await InviteAsync(owner, project, email, "Viewer")).ShouldBe(202);
        var less = await mailed.Mail.LetterToAsync(email);
        ((string?)(await TakeAsync(nobody, less.Code, owner.Cookie)).ShouldBe(200)["role"]).ShouldBe("Owner");
        (await LookAsync(nobody, less.Code)).ShouldBeProblem(400, "invalid-input", "code");
    }

    [Fact]
    public async Task It_is_good_for_nothing_when_it_was_taken_back_or_replaced_or_its_owner_may_invite_no_more()
    {
        var (owner, project) = await OwnerAsync();
        using var nobody = Server.Api.As(null);
        var email = MailedServer.NewAddress();
        var first = (await InviteAsync(owner, project, email, "Viewer")).ShouldBe(202);
        var early = await mailed.Mail.LetterToAsync(email);
        (await InviteAsync(owner, project, email.ToUpperInvariant(), "Member")).ShouldBe(202);
        var late = await mailed.Mail.LetterToAsync(email.ToUpperInvariant());
        (await JoinAsync(nobody, early.Code)).ShouldBeProblem(400, "invalid-input", "code");
        (await LookAsync(nobody, late.Code)).ShouldBe(200);

        var waiting = (await InvitationsAsync(owner, project)).ShouldHaveSingleItem();
        var path = $"/api/projects/{project}/invitations/{waiting}";
        (await nobody.SendAsync(HttpMethod.Delete, $"/api/projects/{project}/invitations/{first.Id}", null, owner.Cookie)).ShouldBeProblem(404, "not-found");
        (await nobody.SendAsync(HttpMethod.Delete, path, null, owner.Cookie)).ShouldBe(204);
        (await JoinAsync(nobody, late.Code)).ShouldBeProblem(400, "invalid-input", "code");

        // An owner who was made a viewer lets nobody in by what they left behind.
        (await InviteAsync(owner, project, email, "Owner")).ShouldBe(202);
        var left = await mailed.Mail.LetterToAsync(email, 2);
        var other = await mailed.PersonAsync();
        await AddAsync(project, other, "Owner");
        (await Server.Api.PatchAsync($"/api/projects/{project}/members/{owner.Id}", """{"role":"Viewer"}""")).ShouldBe(200);
        (await LookAsync(nobody, left.Code)).ShouldBeProblem(400, "invalid-input", "code");
        (await JoinAsync(nobody, left.Code)).ShouldBeProblem(400, "invalid-input", "code");
        (await TakeAsync(nobody, left.Code, owner.Cookie)).ShouldBeProblem(400, "invalid-input", "code");
    }

    [Fact]
    public async Task Without_mail_the_link_is_shown_once_and_after_a_week_it_is_good_no_more()
    {
        await using var server = await TestServer.StartAsync();
        var project = (await server.Api.CreateProjectAsync()).Id;
        var made = (await server.Api.PostAsync($"/api/projects/{project}/members", Body("new@example.com", "Viewer"))).ShouldBe(202);
        var code = ((string)made["link"]!)["/invitation#".Length..];
        (await server.Api.GetAsync($"/api/projects/{project}/invitations")).ShouldBe(200).Text.ShouldNotContain("link");
        using (var nobody = server.Api.As(null))
            (await LookAsync(nobody, code)).ShouldBe(200);
        await server.RestartAsync(("Journal:ClockOffset", "7.00:00:00"));
        using var later = server.Api.As(null);
        (await LookAsync(later, code)).ShouldBeProblem(400, "invalid-input", "code");
        (await JoinAsync(later, code)).ShouldBeProblem(400, "invalid-input", "code");
        (await server.Api.GetAsync($"/api/projects/{project}/invitations")).ShouldBe(200)["items"]!.AsArray().ShouldBeEmpty();
        // With its project it goes too.
        (await server.AskAsync<long>("SELECT count(*) FROM invitations")).ShouldBe(1);
        (await server.Api.PatchAsync($"/api/projects/{project}", """{"isArchived":true}""")).ShouldBe(200);
        (await server.Api.DeleteAsync($"/api/projects/{project}?confirm=TL")).ShouldBe(204);
        (await server.AskAsync<long>("SELECT count(*) FROM invitations")).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_who_use_the_same_link_at_the_same_time_one_comes_in()
    {
        var (owner, project) = await OwnerAsync();
        var email = MailedServer.NewAddress();
        (await InviteAsync(owner, project, email, "Viewer")).ShouldBe(202);
        var code = (await mailed.Mail.LetterToAsync(email)).Code;
        using var nobody = Server.Api.As(null);
        var replies = await Task.WhenAll(JoinAsync(nobody, code), JoinAsync(nobody, code), JoinAsync(nobody, code));
        replies.Select(r => r.Status).Order().ShouldBe([201, 400, 400]);
    }

    async Task<(Mailed Owner, string Project)> OwnerAsync()
    {
        var owner = await mailed.PersonAsync("Olga");
        using var nobody = Server.Api.As(null);
        var key = "I" + Guid.NewGuid().ToString("n")[..6].ToUpperInvariant();
        return (owner, (await nobody.PostAsync("/api/projects", $$"""{"key":"{{key}}","name":"Invited to"}""", owner.Cookie)).ShouldBe(201).Id);
    }

    async Task AddAsync(string project, Mailed person, string role) =>
        (await Server.Api.PostAsync($"/api/projects/{project}/members", Body(person.Email, role))).ShouldBe(201);

    async Task<Reply> InviteAsync(Mailed owner, string project, string email, string role)
    {
        using var nobody = Server.Api.As(null);
        return await nobody.PostAsync($"/api/projects/{project}/members", Body(email, role), owner.Cookie);
    }

    async Task<List<string>> InvitationsAsync(Mailed owner, string project)
    {
        using var nobody = Server.Api.As(null);
        return [.. (await nobody.GetAsync($"/api/projects/{project}/invitations", owner.Cookie)).ShouldBe(200)["items"]!.AsArray().Select(i => (string)i!["id"]!)];
    }

    static Task<Reply> LookAsync(ApiClient nobody, string code) => nobody.PostAsync("/api/invitation", $$"""{"code":"{{code}}"}""");

    static Task<Reply> JoinAsync(ApiClient nobody, string code, string password = "four words that nobody uses") =>
        nobody.PostAsync("/api/invitation/account", new JsonObject { ["code"] = code, ["name"] = "New One", ["password"] = password }.ToJsonString());

    static Task<Reply> TakeAsync(ApiClient nobody, string code, params (string, string)[] headers) =>
        nobody.PostAsync("/api/users/me/invitations", $$"""{"code":"{{code}}"}""", headers);

    static string Body(string email, string role) => $$"""{"email":"{{email}}","role":"{{role}}"}""";

    static string Shape(Reply reply) => string.Join(' ', reply.Json.AsObject().Select(m => m.Key));
}
