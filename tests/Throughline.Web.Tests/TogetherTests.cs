using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Two browsers on the same project: what one does the other shows, without a reload.</summary>
public sealed class TogetherTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task A_story_that_one_adds_changes_and_deletes_comes_changes_and_goes_in_the_other()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("There before");
        await using var mine = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await using var theirs = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await mine.IsLiveAsync();
        await theirs.IsLiveAsync();
        await theirs.Page.EvaluateAsync("window.sinceTheStart = true");

        await mine.Button("New story").ClickAsync();
        var dialog = mine.Page.GetByRole(AriaRole.Dialog, new() { Name = "New story" });
        await dialog.GetByLabel("Title").FillAsync("Follow the journal");
        await dialog.GetByLabel("Labels").FillAsync("journal, live");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create story" }).ClickAsync();

        await Expect(theirs.Row("Follow the journal")).ToContainTextAsync($"{project.Key}-2");
        await Expect(theirs.Row("Follow the journal")).ToContainTextAsync("live");
        await Expect(mine.Row("Follow the journal")).ToContainTextAsync($"{project.Key}-2");

        await mine.Row("Follow the journal").ClickAsync();
        await mine.Panel.GetByRole(AriaRole.Button, new() { Name = "Follow the journal" }).ClickAsync();
        await mine.Panel.GetByLabel("Title", new() { Exact = true }).FillAsync("Follow the journal in order");
        await mine.Page.Keyboard.PressAsync("Enter");
        await Expect(theirs.Row("Follow the journal in order")).ToBeVisibleAsync();

        await mine.Panel.GetByLabel("New task").FillAsync("Read the first page ~2h");
        await mine.Page.Keyboard.PressAsync("Enter");
        await Expect(theirs.Row("Follow the journal in order")).ToContainTextAsync("0/1");

        await mine.Button("Delete the story").ClickAsync();
        await Expect(mine.Row("Follow the journal in order")).ToHaveCountAsync(0);
        // It is deleted for good when the offer to take it back is over.
        await mine.Button("Close message").ClickAsync();
        await Expect(theirs.Row("Follow the journal in order")).ToHaveCountAsync(0);

        (await theirs.Page.EvaluateAsync<bool>("window.sinceTheStart")).ShouldBeTrue();
        (await project.TitlesAsync()).ShouldBe(["There before"]);
        mine.ShouldBeSilent();
        theirs.ShouldBeSilent();
    }

    [Fact]
    public async Task A_deletion_is_taken_back()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("Keep me", new { title = "My task" });
        await using var mine = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await using var theirs = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await Expect(theirs.Row("Keep me")).ToContainTextAsync("0/1");

        await mine.Row("Keep me").ClickAsync();
        await mine.Button("Delete the story").ClickAsync();
        await Expect(mine.Row("Keep me")).ToHaveCountAsync(0);
        await mine.Button("Undo").ClickAsync();

        await Expect(mine.Row("Keep me")).ToContainTextAsync("0/1");
        await Expect(theirs.Row("Keep me")).ToContainTextAsync("0/1");
        (await project.TitlesAsync()).ShouldBe(["Keep me"]);
    }

    [Fact]
    public async Task What_both_change_at_once_is_shown_to_the_second_who_decides()
    {
        var project = await server.NewProjectAsync();
        var story = await project.AddStoryAsync("Follow the journal");
        await using var mine = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories/{story["id"]}");
        await mine.IsLiveAsync();
        await mine.Panel.GetByRole(AriaRole.Button, new() { Name = "Follow the journal" }).ClickAsync();
        await mine.Panel.GetByLabel("Title", new() { Exact = true }).FillAsync("Mine");

        await project.Api.PatchAsync($"/api/stories/{story["id"]}", new { title = "Theirs" });
        await Expect(mine.Row("Theirs")).ToBeVisibleAsync();
        await Expect(mine.Panel.GetByLabel("Title", new() { Exact = true })).ToHaveValueAsync("Mine");
        await mine.Page.Keyboard.PressAsync("Enter");

        await Expect(mine.Panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("Both are kept until you choose");
        await mine.Button("Keep mine").ClickAsync();
        await Expect(mine.Row("Mine")).ToBeVisibleAsync();
        await Until.TrueAsync("the server has it", async () => (await project.TitlesAsync())[0] == "Mine");
    }
}
