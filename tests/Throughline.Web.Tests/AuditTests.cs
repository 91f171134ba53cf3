using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Who did what: for administrators everywhere, for owners in their project; and what is one's own, to take along or to have erased.</summary>
public sealed class AuditTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task A_change_is_read_as_a_sentence_with_what_it_was_before_and_after()
    {
        var project = await server.NewProjectAsync();
        var ada = await server.NewUserAsync("Ada Example");
        await project.AddMemberAsync(ada, "Worker");
        await project.Api.PatchAsync($"/api/projects/{project.Id}/members/{ada.Id}", new { role = "Member" });
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/members");
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Audit" }).Last.ClickAsync();
        await Expect(open.Heading).ToHaveTextAsync("Audit");

        var line = open.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = "changed the role of Ada Example from Worker to Member" });
        await line.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        var changes = open.Page.GetByRole(AriaRole.Table, new() { Name = "Before and after" });
        await Expect(changes.GetByRole(AriaRole.Row).Nth(1)).ToHaveTextAsync("roleWorkerMember");

        await open.Button("Only about this").ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = "created" })).ToHaveCountAsync(0);
        await Expect(open.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = "added Ada Example as Worker" })).ToBeVisibleAsync();
        // It stands in the address, so that it can be sent to somebody.
        await open.Page.ReloadAsync();
        await Expect(line).ToBeVisibleAsync();
        open.ShouldBeSilent();
    }

    [Fact]
    public async Task What_is_new_is_counted_and_shown_when_it_is_asked_for()
    {
        var project = await server.NewProjectAsync();
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/audit");
        var lines = open.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = "created" });
        await Expect(lines.First).ToBeVisibleAsync();
        var before = await lines.CountAsync();
        await project.AddStoryAsync("Follow the journal");
        var more = open.Page.GetByRole(AriaRole.Button, new() { Name = "1 new" });
        await Expect(more).ToBeVisibleAsync();
        (await lines.CountAsync()).ShouldBe(before);
        await more.ClickAsync();
        await Expect(lines).ToHaveCountAsync(before + 1);
    }

    [Fact]
    public async Task A_table_is_downloaded_of_what_is_shown()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("=1+1");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/audit?kind=story");
        await Expect(open.Page.GetByRole(AriaRole.Row).Nth(1)).ToBeVisibleAsync();
        var file = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        var text = await File.ReadAllTextAsync((await file.PathAsync())!, TestContext.Current.CancellationToken);
        text.ShouldStartWith("position,at,type,project,");
        text.ShouldContain("'=1+1");
        text.ShouldNotContain("project.created");
    }

    [Fact]
    public async Task People_take_along_what_is_theirs_and_are_gone_when_they_say_so_twice()
    {
        var ada = await server.NewUserAsync("Ada Leaving");
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/account", by: ada);
        var file = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.GetByRole(AriaRole.Link, new() { Name = "Download your data" }).ClickAsync());
        (await File.ReadAllTextAsync((await file.PathAsync())!, TestContext.Current.CancellationToken)).ShouldContain(ada.Email);

        await open.Button("Delete your account").ClickAsync();
        var dialog = open.Page.GetByRole(AriaRole.Dialog);
        var erase = dialog.GetByRole(AriaRole.Button, new() { Name = "Delete your account" });
        await dialog.GetByLabel("Your password", new() { Exact = true }).FillAsync(ada.Password);
        await erase.ClickAsync();
        await Expect(dialog.GetByLabel("Your email address, to confirm")).ToHaveAttributeAsync("aria-invalid", "true");
        await dialog.GetByLabel("Your email address, to confirm").FillAsync(ada.Email);
        await erase.ClickAsync();
        await Expect(open.Heading).ToHaveTextAsync("Sign in to Throughline");

        await using var admin = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/audit?kind=user");
        await Expect(admin.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = $"Former user {ada.Id[^4..]} deleted their account" })).ToBeVisibleAsync();
        (await admin.Page.ContentAsync()).ShouldNotContain("Ada Leaving");
    }

    [Fact]
    public async Task An_administrator_erases_whom_they_name()
    {
        var ada = await server.NewUserAsync("Ada Erased");
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/admin/users");
        await open.Page.GetByLabel("Find by name or email").FillAsync(ada.Email);
        await open.Button("Actions for Ada Erased").ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Erase" }).ClickAsync();
        var dialog = open.Page.GetByRole(AriaRole.Dialog);
        var field = dialog.GetByLabel($"Type {ada.Email} to confirm");
        await field.FillAsync("somebody@example.org");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Erase", Exact = true }).ClickAsync();
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await field.FillAsync(ada.Email);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Erase", Exact = true }).ClickAsync();
        await Expect(open.Page.GetByText("Ada Erased is erased.")).ToBeVisibleAsync();
        await Expect(open.Button("Actions for Ada Erased")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Whoever_owns_nothing_is_not_led_there()
    {
        var project = await server.NewProjectAsync();
        var ada = await server.NewUserAsync("Ada");
        await project.AddMemberAsync(ada, "Member");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/members", by: ada);
        await Expect(open.Member("Ada")).ToBeVisibleAsync();
        await Expect(open.Page.GetByRole(AriaRole.Link, new() { Name = "Audit" })).ToHaveCountAsync(0);
        await open.Page.GotoAsync($"{project.Path}/audit");
        await Expect(open.Heading).ToHaveTextAsync("Only owners look into who did what");
        await open.Page.GotoAsync("/audit");
        await Expect(open.Heading).ToHaveTextAsync("There is nothing at this address");
    }
}
