using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>The dashboard moves with what happens, and stops with it.</summary>
public sealed class DashboardTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task Its_numbers_follow_stories_that_are_made_and_done_over_the_api()
    {
        var project = await server.NewProjectAsync();
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/dashboard");
        await open.IsLiveAsync();
        await open.FigureBecomesAsync("Open", open => open == 0);

        await project.AddStoriesAsync(40);

        await open.FigureBecomesAsync("Open", open => open == 40);
        await open.FigureBecomesAsync("Produced", rate => rate > 0);

        var story = await project.AddStoryAsync("With a task", new { title = "The task" });
        await project.Api.PatchAsync($"/api/stories/{story["id"]}", new { status = "In Progress" });
        await open.FigureBecomesAsync("In progress", inProgress => inProgress == 1);
        await project.Api.PatchAsync($"/api/tasks/{story["tasks"]![0]}", new { status = "Done" });
        await open.FigureBecomesAsync("Done", done => done == 1);
        await open.FigureBecomesAsync("In progress", inProgress => inProgress == 0);

        // Nothing more happens: the rates say so by themselves.
        await open.FigureBecomesAsync("Produced", rate => rate == 0);
        await open.FigureBecomesAsync("Completed", rate => rate == 0);
        open.ShouldBeSilent();
    }

    [Fact]
    public async Task They_move_while_a_simulation_runs_and_rest_after_it()
    {
        var project = await server.NewProjectAsync();
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/dashboard");
        await open.IsLiveAsync();

        await project.Api.PostAsync("/api/simulation", new { projectId = project.Id, storiesPerSecond = 10, workers = 8, speed = 100_000, seconds = 120 });

        await Expect(open.Page.GetByText("Running", new() { Exact = true })).ToBeVisibleAsync();
        await open.FigureBecomesAsync("Produced", rate => rate > 2);
        await open.FigureBecomesAsync("Completed", rate => rate > 1);
        await open.FigureBecomesAsync("Done", done => done > 20);

        await open.Page.GetByRole(AriaRole.Region, new() { Name = "Simulation" }).GetByRole(AriaRole.Button, new() { Name = "Stop", Exact = true }).ClickAsync();

        await Expect(open.Button("Start a simulation")).ToBeVisibleAsync();
        await open.FigureBecomesAsync("Produced", rate => rate == 0);
        await open.FigureBecomesAsync("Completed", rate => rate == 0);
        open.ShouldBeSilent();
    }

    [Fact]
    public async Task A_simulation_is_started_from_it()
    {
        var project = await server.NewProjectAsync();
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/dashboard");

        await open.Button("Start a simulation").ClickAsync();
        var dialog = open.Page.GetByRole(AriaRole.Dialog, new() { Name = "Start a simulation" });
        await dialog.GetByLabel("Stories", new() { Exact = true }).FillAsync("8");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Start simulation" }).ClickAsync();

        await open.FigureBecomesAsync("Produced", rate => rate > 2);
        await project.Api.DeleteAsync("/api/simulation");
        await Expect(open.Button("Start a simulation")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Paused_it_stands_still_and_then_shows_what_happened_meanwhile()
    {
        var project = await server.NewProjectAsync();
        await using var paused = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/dashboard");
        await using var other = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/dashboard");
        await paused.IsLiveAsync();
        await paused.FigureBecomesAsync("Open", open => open == 0);
        await paused.Button("Show as a table").ClickAsync();
        await paused.Button("Pause").ClickAsync();
        await Expect(paused.Button("Go on")).ToBeVisibleAsync();
        var table = paused.Page.GetByRole(AriaRole.Group, new() { Name = "Throughput as a table" });
        var before = await table.InnerTextAsync();

        await project.AddStoriesAsync(5);
        await other.FigureBecomesAsync("Open", open => open == 5);
        await other.FigureBecomesAsync("Produced", rate => rate == 0);

        Assert.Equal(0, await paused.FigureAsync("Open"));
        Assert.Equal(before, await table.InnerTextAsync());
        await paused.Button("Go on").ClickAsync();
        await paused.FigureBecomesAsync("Open", open => open == 5);
        await Expect(table).Not.ToHaveTextAsync(before);

        await Expect(paused.Page.GetByRole(AriaRole.Region, new() { Name = "Throughput" })).ToContainTextAsync("5 stories were produced");

        // Held still again: its values are read by the keys, and behind one of them are the five.
        await paused.Button("Pause").ClickAsync();
        await paused.Button("Show as a table").ClickAsync();
        var chart = paused.Page.GetByRole(AriaRole.Group, new() { Name = "Chart of stories produced" });
        var keys = paused.Page.Keyboard;
        await chart.FocusAsync();
        var value = chart.Locator("[aria-live=polite]");
        List<string> read = [];
        for (var step = 0; step < 60 && (read.Count == 0 || read[^1] is "" or "0.0"); step++)
        {
            await keys.PressAsync("ArrowLeft");
            read.Add(await ProducedAsync());
        }
        read[^1].ShouldNotBeOneOf(["", "0.0"], string.Join(" ", read) + await value.InnerTextAsync());
        await keys.PressAsync("Enter");
        var facts = paused.Page.GetByRole(AriaRole.Dialog, new() { Name = "Behind this point" });
        await Expect(facts).ToContainTextAsync("Story 0000");
        await paused.ShouldLookRightAsync("facts");
        await paused.Page.SetViewportSizeAsync(1280, 800);
        await keys.PressAsync("Escape");
        await Expect(facts).ToHaveCountAsync(0);
        await Expect(chart).ToBeFocusedAsync();

        // The mouse reads and opens the same; another span draws another chart, and its name stays the choice.
        var box = (await chart.BoundingBoxAsync())!;
        await paused.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await Expect(value).ToContainTextAsync("Completed");
        await paused.Page.Mouse.ClickAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await Expect(facts).ToContainTextAsync("Nothing was produced or completed then.");
        await keys.PressAsync("Escape");
        await paused.Page.GetByRole(AriaRole.Radio, new() { Name = "1 day" }).ClickAsync();
        await Expect(paused.Page.GetByText("stories per second, 5 min average")).ToBeVisibleAsync();
        await paused.Page.ReloadAsync();
        await Expect(paused.Page.GetByRole(AriaRole.Radio, new() { Name = "1 day" })).ToBeCheckedAsync();

        async Task<string> ProducedAsync() => await value.CountAsync() == 0 ? "" : await value.Locator("p").Filter(new() { HasText = "Produced" }).Locator("span").InnerTextAsync();
    }
}
