using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>The list of stories as a tool: many at once, in groups and orders, and back again.</summary>
public sealed class ListTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task Many_are_changed_and_all_is_taken_back_by_keys_alone_while_others_watch()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoriesAsync(6);
        var somebody = await server.NewUserAsync("Greta Lind");
        await project.AddMemberAsync(somebody, "Member");
        await using var mine = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await using var theirs = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories?group=status", by: somebody);
        await mine.IsLiveAsync();
        await theirs.IsLiveAsync();
        var keys = mine.Page.Keyboard;
        var bar = mine.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Change the selected stories" });
        await mine.Grid.FocusAsync();
        await keys.PressAsync("Home");
        var before = await TopAsync(mine, "Story 00004");

        // Three with Shift and an arrow; the bar moves no row.
        await keys.PressAsync("x");
        await keys.PressAsync("Shift+ArrowDown");
        await keys.PressAsync("Shift+ArrowDown");
        await Expect(bar).ToContainTextAsync("3 selected");
        (await TopAsync(mine, "Story 00004")).ShouldBe(before);
        await PictureAsync(mine, "list-selected");

        await keys.PressAsync("p");
        await MenuAsync(mine, "Urgent");
        await keys.TypeAsync("u");
        await keys.PressAsync("Enter");
        await Expect(mine.Page.GetByText("3 stories: priority Urgent")).ToBeVisibleAsync();
        foreach (var title in (string[])["Story 00006", "Story 00005", "Story 00004"])
            await Expect(theirs.Row(title).GetByLabel("Urgent")).ToBeVisibleAsync();

        // The selection is there still: somebody gets them.
        await keys.PressAsync("a");
        await MenuAsync(mine, "Greta Lind");
        await keys.TypeAsync("g");
        await keys.PressAsync("Enter");
        await Expect(theirs.Row("Story 00005")).ToContainTextAsync("Greta Lind");
        await keys.PressAsync("s");
        await MenuAsync(mine, "In Progress");
        await keys.TypeAsync("i");
        await keys.PressAsync("Enter");
        await Expect(theirs.Page.GetByRole(AriaRole.Button, new() { Name = "In Progress 3" })).ToBeVisibleAsync();
        await PictureAsync(theirs, "list-grouped");

        // Somebody goes on with one of them; the rest goes back.
        await project.Api.PatchAsync($"/api/stories/{await IdAsync(project, "Story 00005")}", new { priority = "Low" });
        await Expect(mine.Row("Story 00005").GetByLabel("Low")).ToBeVisibleAsync();
        await keys.PressAsync("Control+z");
        await Expect(theirs.Page.GetByRole(AriaRole.Button, new() { Name = "Open 6" })).ToBeVisibleAsync();
        await keys.PressAsync("Control+z");
        await Expect(theirs.Row("Story 00005")).Not.ToContainTextAsync("Greta Lind");
        await keys.PressAsync("Control+z");
        await Expect(mine.Page.GetByText("Somebody changed 1 story meanwhile")).ToBeVisibleAsync();
        await Expect(theirs.Row("Story 00006").GetByLabel("Urgent")).ToHaveCountAsync(0);
        await Expect(theirs.Row("Story 00005").GetByLabel("Low")).ToBeVisibleAsync();
        await keys.PressAsync("Control+Shift+z");
        await Expect(theirs.Row("Story 00006").GetByLabel("Urgent")).ToBeVisibleAsync();

        // Gone, and there again before it was sent.
        await keys.PressAsync("Control+a");
        await Expect(bar).ToContainTextAsync("6 selected");
        await keys.PressAsync("Delete");
        await Expect(mine.Row("Story")).ToHaveCountAsync(0);
        await keys.PressAsync("Control+z");
        await Expect(mine.Row("Story")).ToHaveCountAsync(6);
        (await project.TitlesAsync()).Count.ShouldBe(6);
        mine.ShouldBeSilent();
        theirs.ShouldBeSilent();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Groups_orders_and_columns_are_there_again_after_a_reload(ColorScheme theme)
    {
        var project = await server.NewProjectAsync();
        var owner = (string)(await project.Api.GetAsync("/api/users/me"))["id"]!;
        await project.Api.BatchAsync(Enumerable.Range(1, 24).Select(i => new
        {
            projectId = project.Id,
            title = $"{((string[])["Drop", "Limit", "Report", "Keep", "Stamp"])[i % 5]} what came in as number {i:00} and say so to whoever asks for it",
            status = ((string[])["Open", "In Progress", "Done"])[i % 3],
            priority = ((string[])["None", "Low", "Medium", "High", "Urgent"])[i % 5],
            labels = ((string[][])[["telemetry", "boot"], ["health"], [], []])[i % 4],
            assigneeId = i % 2 == 0 ? owner : null,
            tasks = Enumerable.Range(0, i % 4).Select(t => new { title = $"Task {t}" }),
        }));
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories", theme);
        await open.IsLiveAsync();
        var page = open.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Group: None" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Status" }).ClickAsync();
        await Expect(open.Grid.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("In Progress");
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Priority" }).GetByRole(AriaRole.Button).ClickAsync();
        await page.WaitForURLAsync("**/stories?sort=-priority&group=status");
        await page.GetByRole(AriaRole.Button, new() { Name = "Display" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Tasks" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Tasks" })).ToHaveCountAsync(0);
        var grip = page.GetByRole(AriaRole.Separator, new() { Name = "Width of the column Labels" });
        await grip.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.GetByRole(AriaRole.Button, new() { Name = "Done 2", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Done 2", Exact = true })).ToHaveAttributeAsync("aria-expanded", "false");
        await PictureAsync(open, $"list-groups-{theme}");
        await open.ShouldPassAxeAsync();

        await page.ReloadAsync();
        await Expect(open.Grid.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("In Progress");
        await Expect(open.Grid.GetByRole(AriaRole.Row).Nth(2)).ToContainTextAsync("Stamp what came in");
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Priority" })).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Tasks" })).ToHaveCountAsync(0);
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", "208");

        // Back undoes the last of what the address tells.
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Priority" })).Not.ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(open.Grid.GetByRole(AriaRole.Row).Nth(2)).ToContainTextAsync("as number 23");
        await open.Grid.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("x");
        await Expect(page.GetByText("1 selected")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("l");
        await page.GetByRole(AriaRole.Option, new() { Name = "telemetry" }).WaitForAsync();
        await PictureAsync(open, $"list-labels-{theme}");
        await open.ShouldPassAxeAsync();
        // Two at once, one of them new: one change.
        await page.Keyboard.TypeAsync("heal");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("new one");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByLabel("Messages")).ToContainTextAsync("label health, label new one");
        await page.Keyboard.PressAsync("Escape");

        // The edge between list and story is moved by keys and by the mouse, and stays there; the rows are as high as somebody wants them.
        await open.Grid.GetByRole(AriaRole.Row).Nth(3).ClickAsync();
        var edge = page.GetByRole(AriaRole.Separator, new() { Name = "Width of the list" });
        await edge.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(edge).ToHaveAttributeAsync("aria-valuenow", "436");
        var at = (await edge.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(at.X, 400);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(at.X + 64, 400, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Expect(edge).ToHaveAttributeAsync("aria-valuenow", "500");
        await PictureAsync(open, $"list-edge-{theme}");
        await open.ShouldPassAxeAsync();
        await page.ReloadAsync();
        await Expect(edge).ToHaveAttributeAsync("aria-valuenow", "500");
        ((await open.Grid.BoundingBoxAsync())!.Width).ShouldBe(500, 1);
        await edge.DblClickAsync();
        await Expect(edge).ToHaveAttributeAsync("aria-valuenow", "420");
        foreach (var (height, name) in ((int, string)[])[(32, "Compact"), (44, "Comfortable")])
        {
            await page.Keyboard.PressAsync("Control+k");
            await page.Keyboard.TypeAsync($"Row height: {name}");
            await page.Keyboard.PressAsync("Enter");
            await Until.TrueAsync($"rows are {height} high", async () => Math.Abs((await open.Grid.GetByRole(AriaRole.Row).Nth(4).BoundingBoxAsync())!.Height - height) < 1);
        }
        await PictureAsync(open, $"list-comfortable-{theme}");
        await open.Panel.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.SetViewportSizeAsync(360, 740);
        await Expect(open.Grid.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("what came in");
        await open.ShouldFitAsync();
        await PictureAsync(open, $"list-phone-{theme}");
        await open.ShouldPassAxeAsync();
        open.ShouldBeSilent();
    }

    // It is there, and what is typed goes to it.
    static async Task MenuAsync(OpenPage open, string item)
    {
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = item }).WaitForAsync();
        await open.Page.WaitForFunctionAsync("() => document.activeElement?.closest('[role=menu]') != null");
    }

    static async Task<float> TopAsync(OpenPage open, string title) => (await open.Row(title).BoundingBoxAsync())!.Y;

    static async Task<string> IdAsync(Project project, string title) =>
        (string)(await project.Api.GetAsync($"/api/stories?projectId={project.Id}&text={Uri.EscapeDataString(title)}"))["items"]![0]!["id"]!;

    static async Task PictureAsync(OpenPage open, string name)
    {
        if (Environment.GetEnvironmentVariable("THROUGHLINE_PICTURES") is { Length: > 0 } folder)
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
