using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Two-step sign-in and passkeys, as people set them up and use them.</summary>
public sealed class FactorTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task Two_steps_are_turned_on_used_recovered_from_and_turned_off()
    {
        var ada = await server.NewUserAsync("Ada");
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/account", by: ada);
        var (secret, codes) = await SecondStep.TurnOnAsync(open, ada);
        var dialog = open.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "I have kept them" }).ClickAsync();
        await Expect(open.Page.GetByText("10 of 10 left")).ToBeVisibleAsync();
        (await open.Page.ContentAsync()).ShouldNotContain(codes[0]);
        await open.SignOutAsync("Ada");
        await Expect(open.Heading).ToHaveTextAsync("Sign in to Throughline");

        // To where they wanted, through both steps; the sixth digit is enough.
        await open.Page.GotoAsync("/account");
        await FirstStepAsync(open, ada);
        await open.Page.GetByLabel("Code", new() { Exact = true }).FillAsync(SecondStep.Code(secret, 5));
        await Expect(open.Page.GetByLabel("Code", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await open.Page.GetByLabel("Code", new() { Exact = true }).FillAsync(SecondStep.Code(secret, 1));
        await Expect(open.Heading).ToHaveTextAsync("Account");
        await open.SignOutAsync("Ada");

        await FirstStepAsync(open, ada);
        await open.Button("Use a recovery code").ClickAsync();
        await open.Page.GetByLabel("Recovery code", new() { Exact = true }).FillAsync(codes[0]);
        await open.Button("Continue").ClickAsync();
        await Expect(open.Person("Ada")).ToBeVisibleAsync();
        await open.Page.GotoAsync("/account");
        await Expect(open.Page.GetByText("9 of 10 left")).ToBeVisibleAsync();

        await open.Button("Make new ones").ClickAsync();
        await ProveAsync(open, ada, "Make new codes");
        await Expect(dialog.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        var download = await open.Page.RunAndWaitForDownloadAsync(() => dialog.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
        var kept = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        kept.ShouldContain(ada.Email);
        kept.ShouldContain((await dialog.GetByRole(AriaRole.Listitem).AllInnerTextsAsync())[9]);
        // Printed, there is nothing else.
        await open.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(dialog.GetByText("recovery codes for")).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeHiddenAsync();
        await Expect(open.Page.Locator("#main, aside").First).ToBeHiddenAsync();
        await open.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "I have kept them" }).ClickAsync();

        await open.Button("Turn off").ClickAsync();
        await dialog.GetByLabel("Your password", new() { Exact = true }).FillAsync("not the one");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Turn off" }).ClickAsync();
        await Expect(dialog.GetByLabel("Your password", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await ProveAsync(open, ada, "Turn off");
        await Expect(open.Button("Turn on")).ToBeVisibleAsync();
        await open.SignOutAsync("Ada");
        await FirstStepAsync(open, ada);
        await Expect(open.Person("Ada")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_password_link_leads_to_the_second_step()
    {
        var ada = await server.NewUserAsync("Ada");
        string secret;
        await using (var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/account", by: ada))
            secret = (await SecondStep.TurnOnAsync(open, ada)).Secret;
        var link = (string)(await (await server.ApiAsync()).PostAsync($"/api/users/{ada.Id}/password-link", new { }))["link"]!;
        await using var late = await OpenPage.AnonymousAsync(chromium, await server.AddressAsync(), link);
        await late.Password("New password").FillAsync("a password of my own");
        await late.Button("Save and sign in").ClickAsync();
        await Expect(late.Heading).ToHaveTextAsync("Enter your code");
        await late.Page.GetByLabel("Code", new() { Exact = true }).FillAsync(SecondStep.Code(secret, 1));
        await Expect(late.Person("Ada")).ToBeVisibleAsync();

        // Whoever comes there without the first step is led back to it.
        await using var stray = await OpenPage.AnonymousAsync(chromium, await server.AddressAsync(), "/sign-in/second-step");
        await stray.Page.GetByLabel("Code", new() { Exact = true }).FillAsync("123456");
        await stray.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await Expect(stray.Heading).ToHaveTextAsync("Sign in to Throughline");
    }

    [Fact]
    public async Task A_passkey_is_added_used_named_and_removed()
    {
        var ada = await server.NewUserAsync("Ada");
        await using var open = await OpenPage.OpenAsync(chromium, SecondStep.ByName(await server.AddressAsync()), "/account", by: ada);
        await SecondStep.AddDeviceAsync(open.Page);
        var dialog = open.Page.GetByRole(AriaRole.Dialog);
        await open.Button("Add passkey").ClickAsync();
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("A laptop");
        await dialog.GetByLabel("Your password", new() { Exact = true }).FillAsync("not the one");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add passkey" }).ClickAsync();
        await Expect(dialog.GetByLabel("Your password", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await ProveAsync(open, ada, "Add passkey");
        var row = open.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "A laptop" });
        await Expect(row).ToContainTextAsync("Not used yet");

        // The device has it already, and the passkey is proof enough to be told so.
        await open.Button("Add passkey").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Use a passkey instead" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This device has a passkey for you already.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await open.SignOutAsync("Ada");
        await Expect(open.Heading).ToHaveTextAsync("Sign in to Throughline");
        await open.Button("Continue with passkey").ClickAsync();
        await Expect(open.Person("Ada")).ToBeVisibleAsync();
        await open.Page.GotoAsync("/account");
        await Expect(row).ToContainTextAsync("Used");

        await ActAsync(open, "A laptop", "Rename");
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("The other laptop");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save name" }).ClickAsync();
        await Expect(open.Page.GetByText("The other laptop")).ToBeVisibleAsync();
        await ActAsync(open, "The other laptop", "Remove");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" }).ClickAsync();
        await Expect(open.Page.GetByText("No passkeys.")).ToBeVisibleAsync();

        await open.SignOutAsync("Ada");
        await open.Button("Continue with passkey").ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known here");
        await FirstStepAsync(open, ada);
        await Expect(open.Person("Ada")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Where_passkeys_can_not_be_used_none_is_offered()
    {
        await using var open = await OpenPage.AnonymousAsync(chromium, await server.AddressAsync(), "/sign-in");
        await Expect(open.Button("Sign in")).ToBeVisibleAsync();
        await Expect(open.Button("Continue with passkey")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_administrator_resets_what_somebody_lost()
    {
        var name = $"Ada {Guid.NewGuid().ToString("n")[..6]}";
        var ada = await server.NewUserAsync(name);
        await using var lost = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/account", by: ada);
        await SecondStep.TurnOnAsync(lost, ada);
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/admin/users");
        await open.Page.GetByLabel("Find by name or email").FillAsync(name);
        await open.Button($"Actions for {name}").ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Reset second factors" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await Expect(open.Page.GetByText("signs in with the password alone")).ToBeVisibleAsync();
        await new Api(await server.AddressAsync()).SignedInAsync(ada);
    }

    static async Task FirstStepAsync(OpenPage open, Account account)
    {
        await open.Page.GetByLabel("Email").FillAsync(account.Email);
        await open.Password("Password").FillAsync(account.Password);
        await open.Button("Sign in").ClickAsync();
    }

    static async Task ProveAsync(OpenPage open, Account account, string verb)
    {
        var dialog = open.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Your password", new() { Exact = true }).FillAsync(account.Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = verb }).ClickAsync();
    }

    static async Task ActAsync(OpenPage open, string passkey, string act)
    {
        await open.Button($"Actions for the passkey {passkey}").ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = act }).ClickAsync();
    }
}
