using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>What a project is called, archiving it and bringing it back, and its end, on every page that shows it.</summary>
public sealed class ProjectTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task Another_key_is_the_address_of_every_page_that_shows_the_project_and_part_of_its_stories_keys()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("Follow the journal");
        await using var stories = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await Expect(stories.Row("Follow the journal")).ToContainTextAsync($"{project.Key}-1");
        await using var settings = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/settings");
        var key = "N" + project.Key[1..];
        await settings.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Flight software");
        await settings.Page.GetByLabel("Key", new() { Exact = true }).FillAsync(key);
        await settings.Button("Save").ClickAsync();

        await Expect(settings.Page).ToHaveURLAsync(new Uri(project.Api.Address, $"/p/{key}/settings").ToString());
        await Expect(stories.Page).ToHaveURLAsync(new Uri(project.Api.Address, $"/p/{key}/stories").ToString());
        await Expect(stories.Row("Follow the journal")).ToContainTextAsync($"{key}-1");
    }

    [Fact]
    public async Task An_archived_project_offers_no_change_anywhere_until_it_is_brought_back()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("Follow the journal");
        await using var stories = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await Expect(stories.Button("New story")).ToBeVisibleAsync();
        await using var settings = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/settings");
        await Expect(settings.Button("Delete project")).ToBeDisabledAsync();
        await settings.Button("Archive project").ClickAsync();
        await settings.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Archive project" }).ClickAsync();

        foreach (var open in (OpenPage[])[settings, stories])
            await Expect(open.Page.GetByRole(AriaRole.Note)).ToContainTextAsync("Archived.");
        await Expect(stories.Row("Follow the journal")).ToBeVisibleAsync();
        await Expect(stories.Button("New story")).ToHaveCountAsync(0);
        await stories.Page.GetByRole(AriaRole.Button, new() { Name = "change the project" }).ClickAsync();
        await Expect(stories.Page.GetByRole(AriaRole.Menu)).ToContainTextAsync("Archived");
        await stories.Page.Keyboard.PressAsync("Escape");

        await stories.Page.GetByRole(AriaRole.Note).GetByRole(AriaRole.Button, new() { Name = "Bring back" }).ClickAsync();
        await Expect(stories.Button("New story")).ToBeVisibleAsync();
        await Expect(settings.Page.GetByRole(AriaRole.Note)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_project_is_deleted_by_typing_its_key_and_is_gone_on_every_page_at_once()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("Follow the journal");
        await project.Api.PatchAsync($"/api/projects/{project.Id}", new { isArchived = true });
        await using var stories = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await Expect(stories.Row("Follow the journal")).ToBeVisibleAsync();
        await stories.IsLiveAsync();
        await using var settings = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/settings");
        await settings.Button("Delete project").ClickAsync();
        var dialog = settings.Page.GetByRole(AriaRole.Dialog);
        var verb = dialog.GetByRole(AriaRole.Button, new() { Name = "Delete project" });
        await Expect(verb).ToBeDisabledAsync();
        await dialog.GetByLabel($"Type {project.Key} to confirm").FillAsync(project.Key);
        await verb.ClickAsync();

        await Expect(settings.Page.GetByText("is deleted")).ToBeVisibleAsync();
        await Expect(stories.Heading).ToHaveTextAsync("There is nothing at this address");
        await Expect(stories.Page.GetByText("Follow the journal")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Whoever_is_no_owner_sees_what_it_is_called_and_is_offered_no_change()
    {
        var project = await server.NewProjectAsync();
        var ada = await server.NewUserAsync("Ada");
        await project.AddMemberAsync(ada, "Member");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/settings", by: ada);
        await Expect(open.Page.GetByText("Only owners of the project change")).ToBeVisibleAsync();
        foreach (var name in (string[])["Save", "Archive project", "Delete project"])
            await Expect(open.Button(name)).ToHaveCountAsync(0);
    }
}
