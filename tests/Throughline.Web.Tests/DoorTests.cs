using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Cli;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>How people get in: the first account, signing in, a link to choose a password by, and the demo, which needs none of them.</summary>
public sealed class DoorTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task The_first_account_is_made_by_the_printed_link_and_owns_the_server()
    {
        await using var empty = new RunningServer { HasOwner = false };
        var link = await empty.SetUpLinkAsync();

        await using var lost = await OpenPage.AnonymousAsync(chromium, await empty.AddressAsync(), "/p/ANY/dashboard");
        await Expect(lost.Heading).ToHaveTextAsync("Create the first account");
        await Expect(lost.Page.GetByLabel("Set-up code")).ToBeVisibleAsync();
        await lost.ShouldPassAxeAsync();

        await using var open = await OpenPage.AnonymousAsync(chromium, await empty.AddressAsync(), link.PathAndQuery + link.Fragment, ColorScheme.Dark);
        await Expect(open.Heading).ToHaveTextAsync("Create the first account");
        // The code is a secret: it does not stay where addresses are kept and shown.
        open.Page.Url.ShouldEndWith("/set-up");
        await Expect(open.Page.GetByLabel("Set-up code")).ToHaveCountAsync(0);
        await open.ShouldPassAxeAsync();

        await open.Page.GetByLabel("Name").FillAsync("Ada");
        await open.Page.GetByLabel("Email").FillAsync("ada@example.org");
        await open.Password("Password").FillAsync("short");
        await Expect(open.Page.GetByText("At least 12 characters: 7 more")).ToBeVisibleAsync();
        await open.Button("Create account").ClickAsync();
        await Expect(open.Password("Password")).ToHaveAttributeAsync("aria-invalid", "true");
        await open.Password("Password").FillAsync("the line goes through it");
        await Expect(open.Page.GetByText("Long enough")).ToBeVisibleAsync();
        await open.Button("Create account").ClickAsync();

        await Expect(open.Heading).ToHaveTextAsync("No project yet");
        await Expect(open.Person("Ada")).ToBeVisibleAsync();
        await open.Page.GotoAsync("/admin/users");
        await Expect(open.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ada@example.org" })).ToContainTextAsync("Administrator");

        // The door is shut behind them.
        await using var late = await OpenPage.AnonymousAsync(chromium, await empty.AddressAsync(), link.PathAndQuery + link.Fragment);
        await Expect(late.Heading).ToHaveTextAsync("Sign in to Throughline");
    }

    [Fact]
    public async Task Whoever_signs_in_comes_to_where_they_wanted_and_a_wrong_password_says_only_that()
    {
        var project = await server.NewProjectAsync();
        var story = await project.AddStoryAsync("Follow the journal");
        var ada = await server.NewUserAsync("Ada");
        await project.AddMemberAsync(ada, "Viewer");
        await using var open = await OpenPage.AnonymousAsync(chromium, project.Api.Address, $"{project.Path}/stories/{story["id"]}");
        await Expect(open.Heading).ToHaveTextAsync("Sign in to Throughline");

        await open.Button("Sign in").ClickAsync();
        await Expect(open.Page.GetByText("Your email is missing")).ToBeVisibleAsync();
        await open.Page.GetByLabel("Email").FillAsync(ada.Email);
        await open.Password("Password").FillAsync("not what it is at all");
        await open.Button("Sign in").ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        var wrongPassword = await open.Page.GetByRole(AriaRole.Alert).InnerTextAsync();
        await open.Page.GetByLabel("Email").FillAsync("nobody@example.org");
        await open.Button("Sign in").ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(wrongPassword);

        await open.Page.GetByLabel("Email").FillAsync(ada.Email);
        await open.Password("Password").FillAsync(ada.Password);
        await open.Button("Show password").ClickAsync();
        await Expect(open.Password("Password")).ToHaveAttributeAsync("type", "text");
        await open.Page.Keyboard.PressAsync("Tab");
        await open.Button("Sign in").PressAsync("Enter");

        await Expect(open.Panel).ToContainTextAsync("Follow the journal");
        await open.IsLiveAsync();
        new Uri(open.Page.Url).PathAndQuery.ShouldBe($"{project.Path}/stories/{story["id"]}");
    }

    [Theory]
    [InlineData("//elsewhere.example/x")]
    [InlineData("https://elsewhere.example/x")]
    [InlineData("/api/users/me")]
    public async Task Nobody_is_led_elsewhere_after_signing_in(string to)
    {
        var project = await server.NewProjectAsync();
        var ada = await server.NewUserAsync("Ada");
        await project.AddMemberAsync(ada, "Viewer");
        await using var open = await OpenPage.AnonymousAsync(chromium, project.Api.Address, $"/sign-in?to={Uri.EscapeDataString(to)}");
        await open.Page.GetByLabel("Email").FillAsync(ada.Email);
        await open.Password("Password").FillAsync(ada.Password);
        await open.Password("Password").PressAsync("Enter");

        await Expect(open.Heading).ToHaveTextAsync("Dashboard");
        new Uri(open.Page.Url).Host.ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task A_link_lets_somebody_choose_a_password_once()
    {
        var address = await server.AddressAsync();
        var email = $"{Guid.NewGuid():n}@example.org";
        await using var owner = await OpenPage.OpenAsync(chromium, address, "/admin/users");
        await owner.Button("New user").ClickAsync();
        var dialog = owner.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("Linda Link");
        await dialog.GetByLabel("Email").FillAsync(email);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create user" }).ClickAsync();
        var link = new Uri(await owner.Page.GetByRole(AriaRole.Textbox, new() { Name = "Password link", Exact = true }).InputValueAsync());
        link.GetLeftPart(UriPartial.Authority).ShouldBe(address.GetLeftPart(UriPartial.Authority));

        await using var open = await OpenPage.AnonymousAsync(chromium, address, link.PathAndQuery + link.Fragment);
        await Expect(open.Heading).ToHaveTextAsync("Choose a password");
        open.Page.Url.ShouldEndWith("/password");
        await open.Password("New password").FillAsync("a password of my own");
        await open.Button("Save and sign in").ClickAsync();
        await Expect(open.Person("Linda Link")).ToBeVisibleAsync();

        await using var again = await OpenPage.AnonymousAsync(chromium, address, link.PathAndQuery + link.Fragment);
        await again.Password("New password").FillAsync("a password of another");
        await again.Button("Save and sign in").ClickAsync();
        await Expect(again.Page.GetByLabel("Code of the link")).ToHaveAttributeAsync("aria-invalid", "true");
        await again.ShouldPassAxeAsync();
    }

    [Fact]
    public async Task A_demo_says_that_everyone_here_is_its_owner_and_offers_no_sign_out()
    {
        using var folder = new TestFolder("browser-demo");
        await using var demo = ServerProcess.Start(folder.Path, ["demo", "--urls", "http://127.0.0.1:0"]);
        await using var open = await OpenPage.AnonymousAsync(chromium, await demo.ReadyAsync(), "/");
        await Expect(open.Page.GetByText("Everyone on this machine is signed in as the demo owner")).ToBeVisibleAsync();
        await open.IsLiveAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "your account" }).ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Account" })).ToBeVisibleAsync();
        await Expect(open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" })).ToHaveCountAsync(0);
        open.ShouldBeSilent();
        demo.Signal(Signals.Terminate);
        await demo.ExitAsync();
    }
}
