using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>What people do with their own accounts, and administrators with others'.</summary>
public sealed class AccountTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task A_token_is_shown_once_works_and_works_no_more_when_it_is_revoked()
    {
        var ada = await server.NewUserAsync("Ada");
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/account", by: ada);
        await open.Button("New token").ClickAsync();
        var dialog = open.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        await Expect(dialog.GetByLabel("Name")).ToHaveAttributeAsync("aria-invalid", "true");
        await dialog.GetByLabel("Name").FillAsync("Render farm");
        await dialog.GetByLabel("Write").UncheckAsync();
        await dialog.GetByLabel("Expires after").SelectOptionAsync("30 days");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();

        var secret = await dialog.GetByLabel("Secret of the token").InputValueAsync();
        secret.ShouldStartWith("tl_");
        secret.Length.ShouldBe(46);
        var api = new Api(await server.AddressAsync(), secret);
        ((string)(await api.GetAsync("/api/users/me"))["email"]!).ShouldBe(ada.Email);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        var row = open.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Render farm" });
        await Expect(row).ToContainTextAsync("Read");
        await Expect(row).Not.ToContainTextAsync("Write");
        await open.Page.ReloadAsync();
        await Expect(row).ToBeVisibleAsync();
        (await open.Page.ContentAsync()).ShouldNotContain(secret);

        await open.Button("Revoke the token Render farm").ClickAsync();
        await open.Button("Revoke token").ClickAsync();
        // While a dialog is open nothing else is there for who asks by role.
        await Expect(open.Page.GetByText("is revoked")).ToBeVisibleAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Assert.ThrowsAsync<ShouldAssertException>(() => api.GetAsync("/api/users/me"));
        open.ShouldBeSilent();
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sign_ins()
    {
        var ada = await server.NewUserAsync("Ada");
        await using var other = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/account", by: ada);
        await Expect(other.Heading).ToHaveTextAsync("Account");
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/account", by: ada);
        await Expect(open.Page.GetByText("This browser")).ToHaveCountAsync(1);
        await Expect(open.Button("Sign out everywhere else")).ToBeVisibleAsync();

        await open.Button("Change password").ClickAsync();
        var dialog = open.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Current password", new() { Exact = true }).FillAsync("not the one");
        await dialog.GetByLabel("New password", new() { Exact = true }).FillAsync("a line of its own");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(dialog.GetByLabel("Current password", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await dialog.GetByLabel("Current password", new() { Exact = true }).FillAsync(ada.Password);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();

        await Expect(open.Page.GetByText("Your password is changed")).ToBeVisibleAsync();
        await Expect(open.Button("Sign out everywhere else")).ToHaveCountAsync(0);
        await other.Page.ReloadAsync();
        await Expect(other.Heading).ToHaveTextAsync("Sign in to Throughline");
        await open.SignInAsync(ada with { Password = "a line of its own" });
    }

    [Fact]
    public async Task A_name_is_changed_and_shown_at_once()
    {
        var ada = await server.NewUserAsync("Ada");
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/account", by: ada);
        await open.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada Example");
        await open.Button("Save name").ClickAsync();
        await Expect(open.Person("Ada Example")).ToBeVisibleAsync();
        await open.Page.ReloadAsync();
        await Expect(open.Person("Ada Example")).ToBeVisibleAsync();
        // Administration is not theirs.
        await open.Page.GotoAsync("/admin/users");
        await Expect(open.Heading).ToHaveTextAsync("There is nothing at this address");
    }

    [Fact]
    public async Task An_administrator_finds_promotes_disables_and_enables_somebody()
    {
        var name = $"Ada {Guid.NewGuid().ToString("n")[..6]}";
        var ada = await server.NewUserAsync(name);
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/admin/users");
        var row = open.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });
        await open.Page.GetByLabel("Find by name or email").FillAsync(name);
        await Expect(open.Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);

        await ActAsync(open, name, "Make administrator", "Make administrator");
        await Expect(row).ToContainTextAsync("Administrator");
        await ActAsync(open, name, "Take administration away", "Take it away");
        await Expect(row).Not.ToContainTextAsync("Administrator");
        await ActAsync(open, name, "Disable", "Disable");
        await Expect(row).ToContainTextAsync("Disabled");
        await Assert.ThrowsAsync<ShouldAssertException>(() => new Api(new Uri(open.Page.Url)).SignedInAsync(ada));
        await ActAsync(open, name, "Enable", "Enable");
        await Expect(row).Not.ToContainTextAsync("Disabled");
        await new Api(await server.AddressAsync()).SignedInAsync(ada);

        await open.Page.GetByLabel("Find by name or email").FillAsync("nobody is called so");
        await Expect(open.Page.GetByText("Nobody’s name or email holds")).ToBeVisibleAsync();
        await open.Page.GetByLabel("Find by name or email").FillAsync(Account.Owner.Email);
        await open.Button($"Actions for {Account.Owner.Name}").ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Disable" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    static async Task ActAsync(OpenPage open, string name, string act, string verb)
    {
        await open.Button($"Actions for {name}").ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = act, Exact = true }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }
}
