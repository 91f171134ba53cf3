using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Client.Work;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>A story beside the list: its text, its history, two people who edit it, and what is done without a network.</summary>
public sealed class PanelTests(Chromium chromium, RunningServer server)
{
    const string Text = """
        A frame whose check does not match is **dropped**. Counters are kept.

        - [ ] Counters wrap at 65,535
        - [x] Cleared by command only

        See `tm_frame.c` and [the note](https://example.com/note). <img src=x onerror=alert(1)>
        """;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task What_people_write_is_shown_edited_by_two_joined_or_chosen_from_and_kept_in_its_history(ColorScheme theme)
    {
        var project = await server.NewProjectAsync();
        var story = await project.AddStoryAsync("Drop frames", new { title = "Count them", estimate = 3600 });
        var path = $"/api/stories/{story["id"]}";
        await project.Api.PatchAsync(path, new { description = Text, labels = (string[])["telemetry"], priority = "Urgent" });
        await using var mine = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories/{story["id"]}", theme);
        await mine.IsLiveAsync();

        // Markdown: HTML in it is text, a box edits the text it stands in.
        await Expect(mine.Panel.GetByRole(AriaRole.Link, new() { Name = "the note" })).ToHaveAttributeAsync("rel", "noopener noreferrer nofollow");
        await Expect(mine.Panel.Locator(".markdown").GetByText("<img src=x onerror=alert(1)>")).ToBeVisibleAsync();
        await mine.Panel.GetByRole(AriaRole.Checkbox, new() { Name = "Done: Counters wrap" }).ClickAsync();
        await Until.TrueAsync("the box is ticked in the text", async () => ((string)(await project.Api.GetAsync(path))["description"]!).Contains("- [x] Counters wrap", StringComparison.Ordinal));

        // A colour for a label, seen by everybody.
        await mine.Button("Colour of telemetry").ClickAsync();
        await mine.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Teal" }).ClickAsync();
        await Expect(mine.Panel.Locator("[data-color=Teal]")).ToBeVisibleAsync();
        await mine.Button("Edit the labels").ClickAsync();
        await mine.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find or make a label" }).FillAsync("boot");
        await PictureAsync(mine, $"panel-labels-{theme}");
        await mine.ShouldPassAxeAsync();
        await mine.Page.Keyboard.PressAsync("Enter");
        await mine.Page.Keyboard.PressAsync("Escape");
        await Expect(mine.Button("Colour of boot")).ToBeVisibleAsync();

        // Two write at other places: it is joined by itself.
        await mine.Button("Edit the description").ClickAsync();
        var field = mine.Panel.GetByRole(AriaRole.Textbox, new() { Name = "Description" });
        await field.FillAsync(Text.Replace("A frame", "Each frame", StringComparison.Ordinal));
        await project.Api.PatchAsync(path, new { description = Text.Replace("are kept.", "are kept for a day.", StringComparison.Ordinal) });
        await Expect(mine.Panel.GetByText("Somebody changed the description since you began")).ToBeVisibleAsync();
        await PictureAsync(mine, $"panel-editor-{theme}");
        await mine.ShouldPassAxeAsync();
        await mine.Page.Keyboard.PressAsync("Control+Enter");
        await Until.TrueAsync("both are in the text", async () => ((string)(await project.Api.GetAsync(path))["description"]!) is var now
            && now.Contains("Each frame", StringComparison.Ordinal) && now.Contains("for a day", StringComparison.Ordinal));

        // At the same place: both are shown, nothing is lost though the page is loaded anew, and one chooses.
        await mine.Button("Edit the description").ClickAsync();
        var before = await field.InputValueAsync();
        await field.FillAsync(before.Replace("**dropped**", "**logged here**", StringComparison.Ordinal));
        await project.Api.PatchAsync(path, new { description = before.Replace("**dropped**", "**kept elsewhere**", StringComparison.Ordinal) });
        await mine.Page.Keyboard.PressAsync("Control+Enter");
        var conflict = mine.Panel.GetByRole(AriaRole.Alert, new() { Name = "Changed by somebody else meanwhile" });
        await Expect(conflict).ToContainTextAsync("logged here");
        await Expect(conflict).ToContainTextAsync("kept elsewhere");
        await PictureAsync(mine, $"panel-conflict-{theme}");
        await mine.ShouldPassAxeAsync();
        await mine.Page.ReloadAsync();
        await Expect(conflict).ToContainTextAsync("logged here");
        await conflict.GetByRole(AriaRole.Button, new() { Name = "Join both" }).ClickAsync();
        await Expect(field).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"logged here[\s\S]*kept elsewhere"));
        await mine.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(conflict).ToHaveCountAsync(0);

        // All of it is in the history, which followed meanwhile.
        var history = mine.Panel.GetByRole(AriaRole.Region, new() { Name = "History" });
        await Expect(history.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("changed the description");
        await Expect(history.Locator("ins").Filter(new() { HasText = "logged here" }).First).ToBeVisibleAsync();
        await Expect(history).ToContainTextAsync("added the task Count them");
        await Expect(history).ToContainTextAsync("made the story");
        await history.ScrollIntoViewIfNeededAsync();
        await PictureAsync(mine, $"panel-history-{theme}");
        await mine.ShouldPassAxeAsync();
        await mine.Page.SetViewportSizeAsync(360, 740);
        await mine.ShouldFitAsync();
        await PictureAsync(mine, $"panel-narrow-{theme}");
    }

    [Fact]
    public async Task What_is_done_without_a_network_outlives_the_page_and_goes_out_in_its_order()
    {
        var project = await server.NewProjectAsync();
        var story = await project.AddStoryAsync("Before");
        await using var network = new Relay(project.Api.Address);
        await using var open = await OpenPage.OpenAsync(chromium, network.Address, $"{project.Path}/stories/{story["id"]}");
        await open.IsLiveAsync();

        network.Cut();
        await Expect(open.Connection).Not.ToHaveTextAsync("Live");
        await RenameAsync(open, "Before", "Meanwhile");
        await open.Panel.GetByLabel("New task").FillAsync("A task without a network");
        await open.Page.Keyboard.PressAsync("Enter");
        await RenameAsync(open, "Meanwhile", "At last");
        var queue = open.Page.GetByRole(AriaRole.Region, new() { Name = "Changes that wait" });
        await Expect(queue.GetByRole(AriaRole.Listitem)).ToHaveTextAsync([
            new System.Text.RegularExpressions.Regex("Title to Meanwhile"), new System.Text.RegularExpressions.Regex("New task: A task"), new System.Text.RegularExpressions.Regex("Title to At last")]);
        await PictureAsync(open, "queue-Light");
        await open.ShouldPassAxeAsync();
        await open.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await PictureAsync(open, "queue-Dark");
        await open.ShouldPassAxeAsync();

        // The page goes, and what was done with it stays.
        await open.Page.CloseAsync();
        network.Mend();
        var again = await open.AnotherAsync($"{project.Path}/stories");
        await Expect(again.Row("At last")).ToContainTextAsync("0/1");
        await Until.TrueAsync("the server has it", async () => (await project.TitlesAsync())[0] == "At last");
        (await project.Api.GetAsync($"/api/stories/{story["id"]}/history"))["items"]!.AsArray().Select(e => (string)e!["type"]!)
            .ShouldBe(["story.edited", "task.created", "story.edited", "story.created"]);
    }

    static async Task RenameAsync(OpenPage open, string from, string to)
    {
        await open.Panel.GetByRole(AriaRole.Button, new() { Name = from, Exact = true }).ClickAsync();
        await open.Panel.GetByLabel("Title", new() { Exact = true }).FillAsync(to);
        await open.Page.Keyboard.PressAsync("Enter");
    }

    static async Task PictureAsync(OpenPage open, string name)
    {
        if (Environment.GetEnvironmentVariable("THROUGHLINE_PICTURES") is { Length: > 0 } folder)
            await open.Page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, $"{name.ToLowerInvariant()}.png") });
    }
}
