using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Who is in a project sees it; what their role forbids is not offered.</summary>
public sealed class MemberTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task Whoever_is_added_sees_the_project_and_after_their_removal_nothing_of_it()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("Follow the journal");
        var ada = await server.NewUserAsync("Ada Added");
        await using var hers = await OpenPage.OpenAsync(chromium, project.Api.Address, "/", by: ada);
        await Expect(hers.Heading).ToHaveTextAsync("No project yet");

        await using var owner = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/members");
        await owner.Page.GetByLabel("Email").FillAsync("no address");
        await owner.Button("Add or invite").ClickAsync();
        await Expect(owner.Page.GetByLabel("Email")).ToHaveAttributeAsync("aria-invalid", "true");
        await owner.Page.GetByLabel("Email").FillAsync(ada.Email);
        await owner.Page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Viewer");
        await owner.Button("Add or invite").ClickAsync();
        await Expect(owner.Member("Ada Added")).ToContainTextAsync("Viewer");

        // It comes to her by itself.
        await Expect(hers.Heading).ToHaveTextAsync("Dashboard");
        await hers.Page.GotoAsync($"{project.Path}/stories");
        await Expect(hers.Row("Follow the journal")).ToBeVisibleAsync();
        await hers.IsLiveAsync();
        await Expect(hers.Button("New story")).ToHaveCountAsync(0);

        await owner.Button("Role of Ada Added: Viewer").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Member" }).ClickAsync();
        await Expect(owner.Member("Ada Added")).ToContainTextAsync("Member");
        await Expect(hers.Button("New story")).ToBeVisibleAsync();

        await owner.Button("Remove Ada Added").ClickAsync();
        await owner.Button("Remove member").ClickAsync();
        await Expect(owner.Member("Ada Added")).ToHaveCountAsync(0);
        await Expect(hers.Heading).ToHaveTextAsync("There is nothing at this address");
        await Expect(hers.Page.GetByText("Follow the journal")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_viewer_reads_everything_and_is_offered_no_change()
    {
        var project = await server.NewProjectAsync();
        var story = await project.AddStoryAsync("Follow the journal", new { title = "Read the first page", estimate = 7200 });
        var ada = await server.NewUserAsync("Ada");
        await project.AddMemberAsync(ada, "Viewer");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories/{story["id"]}", by: ada);
        await Expect(open.Panel).ToContainTextAsync("Read the first page");

        // Nothing to press but what copies, and what closes.
        await Expect(open.Panel.GetByRole(AriaRole.Button)).ToHaveCountAsync(2);
        await Expect(open.Panel.GetByRole(AriaRole.Button, new() { Name = "More actions" })).ToBeVisibleAsync();
        await Expect(open.Panel.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeVisibleAsync();
        await Expect(open.Panel.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        await open.Grid.FocusAsync();
        foreach (var key in (string[])["c", "e", "Delete"])
            await open.Page.Keyboard.PressAsync(key);
        await Expect(open.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(open.Row("Follow the journal")).ToBeVisibleAsync();

        await open.Page.GotoAsync($"{project.Path}/dashboard");
        await Expect(open.Page.GetByText("No simulation has run")).ToBeVisibleAsync();
        await Expect(open.Button("Start a simulation")).ToHaveCountAsync(0);

        await open.Page.GotoAsync($"{project.Path}/members");
        await Expect(open.Member("Ada")).ToContainTextAsync("Viewer");
        await Expect(open.Page.GetByText("Owners decide who is in the project")).ToBeVisibleAsync();
        await Expect(open.Button("Add or invite")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task One_leaves_a_project_and_is_elsewhere()
    {
        var project = await server.NewProjectAsync();
        var ada = await server.NewUserAsync("Ada");
        await project.AddMemberAsync(ada, "Worker");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/members", by: ada);
        await open.Button("Leave the project").ClickAsync();
        await open.Button("Leave project").ClickAsync();
        await Expect(open.Heading).ToHaveTextAsync("No project yet");
    }
}
