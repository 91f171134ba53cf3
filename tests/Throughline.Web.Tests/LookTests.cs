using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Client.Work;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Every page and everything that opens above one: axe finds nothing, and a narrow screen needs no sideways scrolling.</summary>
public sealed class LookTests(Chromium chromium, RunningServer server) : IAsyncDisposable
{
    Relay? _network;

    public static TheoryData<string, ColorScheme> All => new MatrixTheoryData<string, ColorScheme>(
        ["home", "lost", "dashboard", "table", "simulation", "stories", "no stories", "nothing found", "panel", "new story", "priority", "status", "theme", "projects", "new project",
            "toast", "offline", "workers", "no workers"],
        [ColorScheme.Light, ColorScheme.Dark]);

    [Theory, MemberData(nameof(All))]
    public async Task Axe_finds_nothing(string what, ColorScheme theme)
    {
        await using var open = await ShowAsync(what, theme, width: 1280);

        (await open.Page.EvaluateAsync<string>("document.documentElement.dataset.theme")).ShouldBe(theme == ColorScheme.Dark ? "dark" : "light");
        var result = await open.Page.RunAxe();
        Said(result).ShouldBeEmpty();
        // Nobody looked at nothing.
        result.Passes.Length.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("home")]
    [InlineData("dashboard")]
    [InlineData("table")]
    [InlineData("simulation")]
    [InlineData("stories")]
    [InlineData("panel")]
    [InlineData("new story")]
    [InlineData("projects")]
    [InlineData("workers")]
    public async Task On_360_pixels_nothing_is_scrolled_sideways(string what)
    {
        await using var open = await ShowAsync(what, ColorScheme.Light, width: 360);

        var beyond = await open.Page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [`the page is ${document.documentElement.scrollWidth} wide`]
            """);
        beyond.ShouldBeEmpty();
        // Not hidden either: whatever is pressed is within the screen.
        var cut = await open.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, a, input, textarea, [role=row]')].filter(e => e.checkVisibility())
              .map(e => [e, e.getBoundingClientRect()]).filter(([e, box]) => box.width > 0 && !e.className.includes?.('sr-only') && (box.left < -1 || box.right > innerWidth + 1))
              .map(([e, box]) => `${e.tagName} ${e.getAttribute('aria-label') ?? e.textContent.trim().slice(0, 30)}: ${box.left} to ${box.right}`)
            """);
        cut.ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => _network?.DisposeAsync() ?? ValueTask.CompletedTask;

    static string Said(AxeResult result) => string.Join('\n', result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));

    async Task<OpenPage> ShowAsync(string what, ColorScheme theme, int width)
    {
        var project = await server.NewProjectAsync();
        if (!what.StartsWith("no ", StringComparison.Ordinal))
        {
            var story = await project.Api.PostAsync("/api/stories", new
            {
                projectId = project.Id,
                title = "Follow the journal in order",
                description = "Whoever reads it misses nothing.",
                priority = "High",
                labels = (string[])["journal", "live"],
                tasks = new[] { new { title = "Read the first page", estimate = 7200 }, new { title = "Read the next", estimate = 3600 } },
            });
            await project.Api.PostAsync($"/api/stories/{story["id"]}/tasks", new { title = "Read the last" });
            await project.Api.PatchAsync($"/api/tasks/{story["tasks"]![0]}", new { status = "Done" });
            await project.AddStoriesAsync(20);
            await project.Api.PostAsync("/api/work/claim", new { projectId = project.Id, worker = "Reader 1", count = 1, wait = 0, lease = 600 });
        }
        var place = what switch
        {
            "home" => "/",
            "lost" => "/nowhere/at/all",
            "dashboard" or "table" or "simulation" or "theme" or "projects" or "new project" => $"{project.Path}/dashboard",
            "workers" or "no workers" => $"{project.Path}/workers",
            "nothing found" => $"{project.Path}/stories?text=nosuchthing",
            _ => $"{project.Path}/stories",
        };
        _network = new Relay(project.Api.Address);
        var open = await OpenPage.OpenAsync(chromium, _network.Address, place, theme, width);
        await Expect(open.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        if (what != "lost") await open.IsLiveAsync();
        var page = open.Page;
        switch (what)
        {
            case "table":
                await open.Button("Show as a table").ClickAsync();
                break;
            case "simulation":
                await open.Button("Start a simulation").ClickAsync();
                await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
                break;
            case "stories":
                await Expect(open.Row("Follow the journal in order")).ToBeVisibleAsync();
                break;
            case "panel" or "priority" or "status":
                await open.Row("Follow the journal in order").ClickAsync();
                await Expect(open.Panel).ToContainTextAsync("Read the last");
                if (what == "panel") break;
                await open.Panel.GetByRole(AriaRole.Button, new() { Name = what == "status" ? "Status: " : "Priority: " }).First.ClickAsync();
                await Expect(page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
                break;
            case "new story":
                await open.Button("New story").First.ClickAsync();
                await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
                break;
            case "theme":
                await page.GetByRole(AriaRole.Button, new() { Name = "Theme: " }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
                break;
            case "projects" or "new project":
                await page.GetByRole(AriaRole.Button, new() { Name = "change the project" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
                if (what == "projects") break;
                await page.GetByRole(AriaRole.Menuitem, new() { Name = "New project" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
                break;
            case "toast":
                await open.Row("Follow the journal in order").ClickAsync();
                await open.Button("Delete the story").ClickAsync();
                await Expect(open.Button("Undo")).ToBeVisibleAsync();
                break;
            case "offline":
                _network.Cut();
                await Expect(page.GetByText("No connection since")).ToBeVisibleAsync();
                break;
        }
        return open;
    }
}
