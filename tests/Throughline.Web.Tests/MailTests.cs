using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Mail;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>What people do by letters: a forgotten password, an invitation, another address; and what a server says that sends none.</summary>
public sealed class MailTests(Chromium chromium, MailingServer mailing, RunningServer silent) : IClassFixture<MailingServer>
{
    MailServer Mail => mailing.Mail;

    RunningServer Server => mailing.Server;

    [Theory]
    [InlineData("forgotten")]
    [InlineData("sent")]
    [InlineData("no mail")]
    [InlineData("invitation")]
    [InlineData("invitation of somebody")]
    [InlineData("over")]
    [InlineData("confirm")]
    [InlineData("confirmed")]
    [InlineData("invited")]
    [InlineData("link")]
    [InlineData("address")]
    [InlineData("pending")]
    [InlineData("user address")]
    public async Task It_looks_right(string what)
    {
        await using var open = await ShowAsync(what);
        await open.ShouldLookRightAsync($"mail {what}");
    }

    [Fact]
    public async Task A_forgotten_password_is_chosen_anew_by_the_letter()
    {
        var ada = await PersonAsync("Ada");
        await using var open = await OpenPage.AnonymousAsync(chromium, await Server.AddressAsync(), "/sign-in");
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Forgot your password?" }).ClickAsync();
        await open.Button("Send the link").ClickAsync();
        await Expect(open.Page.GetByText("Your email is missing")).ToBeVisibleAsync();
        await open.Page.GetByLabel("Email").FillAsync(ada.Email);
        await open.Page.GetByLabel("Email").PressAsync("Enter");
        await Expect(open.Heading).ToHaveTextAsync("Look into your mail");
        var letter = await Mail.LetterToAsync(ada.Email, 3);
        await open.Page.GotoAsync(Here(letter));
        await open.Password("New password").FillAsync("another line of the journal");
        await open.Button("Save and sign in").ClickAsync();
        await Expect(open.Person("Ada")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_is_invited_makes_an_account_and_is_in_the_project()
    {
        var project = await Server.NewProjectAsync();
        var olga = await PersonAsync("Olga");
        await project.AddMemberAsync(olga, "Owner");
        await using var owner = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/members", by: olga);
        var email = NewAddress();
        await owner.Page.GetByLabel("Email").FillAsync(email);
        await owner.Button("Add or invite").ClickAsync();
        await Expect(Waiting(owner)).ToContainTextAsync(email);
        var letter = await Mail.LetterToAsync(email);

        await using var open = await OpenPage.AnonymousAsync(chromium, project.Api.Address, Here(letter));
        await Expect(open.Heading).ToHaveTextAsync($"Join Project {project.Key}");
        open.Page.Url.ShouldEndWith("/invitation");
        await open.Page.GetByLabel("Name").FillAsync("Nina New");
        await open.Password("Password").FillAsync("rows in the order they came");
        await open.Button("Create account and join").ClickAsync();
        await Expect(open.Person("Nina New")).ToBeVisibleAsync();
        await open.IsLiveAsync();
        new Uri(open.Page.Url).AbsolutePath.ShouldBe($"{project.Path}/dashboard");

        // It comes to the owner by itself.
        await Expect(owner.Member("Nina New")).ToContainTextAsync("Member");
        await Expect(Waiting(owner)).ToHaveCountAsync(0);
        await using var late = await OpenPage.AnonymousAsync(chromium, project.Api.Address, Here(letter));
        await Expect(late.Heading).ToHaveTextAsync("This invitation is not good any more");
    }

    [Fact]
    public async Task Whoever_has_an_account_signs_in_and_joins_with_it()
    {
        var project = await Server.NewProjectAsync();
        var olga = await PersonAsync("Olga");
        await project.AddMemberAsync(olga, "Owner");
        var stella = await PersonAsync("Stella");
        var hers = await new Api(project.Api.Address).SignedInAsync(olga);
        await hers.PostAsync($"/api/projects/{project.Id}/members", new { email = stella.Email, role = "Viewer" });
        var letter = await Mail.LetterToAsync(stella.Email, 3);

        await using var open = await OpenPage.AnonymousAsync(chromium, project.Api.Address, Here(letter));
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await open.Page.GetByLabel("Email").FillAsync(stella.Email);
        await open.Password("Password").FillAsync(stella.Password);
        await open.Password("Password").PressAsync("Enter");
        await open.Button("Join as Stella").ClickAsync();
        await open.IsLiveAsync();
        new Uri(open.Page.Url).AbsolutePath.ShouldBe($"{project.Path}/dashboard");
    }

    [Fact]
    public async Task An_invitation_is_taken_back()
    {
        var project = await Server.NewProjectAsync();
        var email = NewAddress();
        await project.Api.PostAsync($"/api/projects/{project.Id}/members", new { email, role = "Viewer" });
        await using var owner = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/members");
        await owner.Button($"Take the invitation of {email} back").ClickAsync();
        await Expect(Waiting(owner)).ToHaveCountAsync(0);
        await using var late = await OpenPage.AnonymousAsync(chromium, project.Api.Address, Here(await Mail.LetterToAsync(email)));
        await Expect(late.Heading).ToHaveTextAsync("This invitation is not good any more");
    }

    [Fact]
    public async Task An_address_changes_when_both_mailboxes_agree()
    {
        var (ada, next) = (await PersonAsync("Ada"), NewAddress());
        await using var open = await OpenPage.OpenAsync(chromium, await Server.AddressAsync(), "/account", by: ada);
        await open.Button("Change address").ClickAsync();
        await open.Page.GetByLabel("New address").FillAsync(next);
        await open.Password("Current password").FillAsync(ada.Password);
        await open.Button("Send the links").ClickAsync();
        await Expect(open.Page.GetByText("New address: not yet")).ToBeVisibleAsync();
        foreach (var (letter, heading) in new[] { (await Mail.LetterToAsync(next), "One more to go"), (await Mail.LetterToAsync(ada.Email, 3), "The address is changed") })
        {
            await using var mailbox = await OpenPage.AnonymousAsync(chromium, await Server.AddressAsync(), Here(letter));
            await mailbox.Button("Agree to the change").ClickAsync();
            await Expect(mailbox.Heading).ToHaveTextAsync(heading);
        }
        await open.Page.ReloadAsync();
        await Expect(open.Page.GetByText(next)).ToBeVisibleAsync();
        await Expect(open.Page.GetByText("not yet")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_mail_the_link_is_shown_once_to_whoever_invites()
    {
        var project = await silent.NewProjectAsync();
        await using var owner = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/members");
        var email = NewAddress();
        await owner.Page.GetByLabel("Email").FillAsync(email);
        await owner.Button("Add or invite").ClickAsync();
        var link = new Uri(await owner.Page.GetByRole(AriaRole.Textbox, new() { Name = $"Invitation link for {email}" }).InputValueAsync());
        link.GetLeftPart(UriPartial.Authority).ShouldBe(project.Api.Address.GetLeftPart(UriPartial.Authority));
        await using var open = await OpenPage.AnonymousAsync(chromium, project.Api.Address, link.PathAndQuery + link.Fragment);
        await Expect(open.Heading).ToHaveTextAsync($"Join Project {project.Key}");
        await owner.Page.ReloadAsync();
        await Expect(Waiting(owner)).ToContainTextAsync(email);
        await Expect(owner.Page.GetByRole(AriaRole.Textbox, new() { Name = "Invitation link" })).ToHaveCountAsync(0);
    }

    async Task<OpenPage> ShowAsync(string what)
    {
        var address = what is "no mail" or "link" ? await silent.AddressAsync() : await Server.AddressAsync();
        OpenPage open;
        switch (what)
        {
            case "forgotten" or "sent" or "no mail":
                open = await OpenPage.AnonymousAsync(chromium, address, "/forgotten");
                if (what == "no mail")
                {
                    await Expect(open.Page.GetByText("This server sends no mail")).ToBeVisibleAsync();
                    break;
                }
                await Expect(open.Page.GetByLabel("Email")).ToBeVisibleAsync();
                if (what == "forgotten") break;
                await open.Page.GetByLabel("Email").FillAsync(NewAddress());
                await open.Button("Send the link").ClickAsync();
                await Expect(open.Heading).ToHaveTextAsync("Look into your mail");
                break;
            case "invitation" or "invitation of somebody" or "over":
                var (project, email) = (await Server.NewProjectAsync(), NewAddress());
                await project.Api.PostAsync($"/api/projects/{project.Id}/members", new { email, role = "Member" });
                var path = what == "over" ? "/invitation#nothing" : Here(await Mail.LetterToAsync(email));
                open = what == "invitation of somebody"
                    ? await OpenPage.OpenAsync(chromium, address, path)
                    : await OpenPage.AnonymousAsync(chromium, address, path);
                await Expect(open.Heading).ToHaveTextAsync(what == "over" ? "This invitation is not good any more" : $"Join Project {project.Key}");
                break;
            case "confirm" or "confirmed":
                var next = NewAddress();
                await AskAsync(await PersonAsync("Ada"), next);
                open = await OpenPage.AnonymousAsync(chromium, address, Here(await Mail.LetterToAsync(next)));
                await Expect(open.Button("Agree to the change")).ToBeVisibleAsync();
                if (what == "confirm") break;
                await open.Button("Agree to the change").ClickAsync();
                await Expect(open.Heading).ToHaveTextAsync("One more to go");
                break;
            case "invited" or "link":
                var ours = await (what == "link" ? silent : Server).NewProjectAsync();
                open = await OpenPage.OpenAsync(chromium, address, $"{ours.Path}/members");
                await open.Page.GetByLabel("Email").FillAsync(NewAddress());
                await open.Button("Add or invite").ClickAsync();
                await Expect(Waiting(open)).ToBeVisibleAsync();
                break;
            case "address" or "pending":
                var ada = await PersonAsync("Ada");
                if (what == "pending") await AskAsync(ada, NewAddress());
                open = await OpenPage.OpenAsync(chromium, address, "/account", by: ada);
                if (what == "pending") await Expect(open.Page.GetByText("New address: not yet")).ToBeVisibleAsync();
                else await open.Button("Change address").ClickAsync();
                break;
            default:
                var ben = await PersonAsync("Ben");
                open = await OpenPage.OpenAsync(chromium, address, "/admin/users");
                await open.Page.GetByLabel("Find by name or email").FillAsync(ben.Email);
                await open.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = ben.Email }).GetByRole(AriaRole.Button).ClickAsync();
                await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Change mail address" }).ClickAsync();
                await Expect(open.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
                break;
        }
        return open;
    }

    static ILocator Waiting(OpenPage open) => open.Page.GetByRole(AriaRole.Region, new() { Name = "Invitations that wait" });

    static string NewAddress() => $"{Guid.NewGuid():n}@example.org";

    /// <summary>The page of a letter, at the address where the server of this test is.</summary>
    static string Here(ReceivedLetter letter) => letter.Link.PathAndQuery + letter.Link.Fragment;

    async Task<Account> PersonAsync(string name)
    {
        var (api, account) = (await Server.ApiAsync(), new Account(name, NewAddress(), "rows in the order they came"));
        var made = await api.PostAsync("/api/users", new { email = account.Email, name });
        await new Api(api.Address).PostAsync("/api/password", new { code = (await Mail.LetterToAsync(account.Email)).Code, password = account.Password });
        await Mail.LetterToAsync(account.Email, 2);
        return account with { Id = (string)made["id"]! };
    }

    async Task AskAsync(Account person, string email)
    {
        var api = await new Api(await Server.AddressAsync()).SignedInAsync(person);
        await api.PostAsync("/api/users/me/email", new { email, password = person.Password });
    }
}
