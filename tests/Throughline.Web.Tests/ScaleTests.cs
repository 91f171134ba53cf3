using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

public sealed class ScaleTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task A_hundred_thousand_stories_are_scrolled_to_their_end_and_little_is_held_of_them()
    {
        const int Count = 100_000;
        var project = await server.NewProjectAsync();
        await project.AddStoriesAsync(Count);
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await Expect(open.Grid.Locator("[aria-rowindex='1']")).ToContainTextAsync("100000");
        await open.Grid.FocusAsync();

        // How long it is, is known at once.
        await Expect(open.Grid).ToHaveAttributeAsync("aria-rowcount", $"{Count}");
        await open.Page.Keyboard.PressAsync("End");
        await Expect(open.Grid.Locator($"[aria-rowindex='{Count}']")).ToContainTextAsync("Story 00001");
        await open.Page.Keyboard.PressAsync("Home");
        await Expect(open.Grid.Locator("[aria-rowindex='1']")).ToContainTextAsync("Story 100000");

        // All the way, a thousand rows at a time: each place shows its own rows, and what was left is dropped.
        for (var row = 1_000; row < Count; row += row < 10_000 ? 1_000 : 7_000)
        {
            await open.Grid.EvaluateAsync("(grid, top) => { grid.scrollTop = top }", row * 36);
            await Expect(open.Grid.Locator($"[aria-rowindex='{row + 5}']")).ToContainTextAsync($"Story {Count - row - 4:00000}");
        }
        (await open.Grid.GetByRole(AriaRole.Row).CountAsync()).ShouldBeLessThan(100);
        var heap = await HeapAsync(open);
        TestContext.Current.SendDiagnosticMessage($"Heap after {Count} rows: {heap / 1_048_576.0:0.0} MB");
        heap.ShouldBeLessThan(60 * 1024 * 1024);
        open.ShouldBeSilent();
    }

    static async Task<double> HeapAsync(OpenPage open)
    {
        var devTools = await open.Page.Context.NewCDPSessionAsync(open.Page);
        await devTools.SendAsync("HeapProfiler.collectGarbage");
        return (await devTools.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble();
    }
}
