using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

public sealed class ScaleTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task Ten_thousand_stories_are_scrolled_to_their_end_and_few_rows_are_there_at_once()
    {
        const int Count = 10_000;
        var project = await server.NewProjectAsync();
        await project.AddStoriesAsync(Count);
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await Expect(open.Grid.GetByRole(AriaRole.Row).First).ToBeVisibleAsync();
        await open.Grid.FocusAsync();

        // The end comes nearer with each page that is loaded.
        await Until.TrueAsync("the last row is reached", async () =>
        {
            await open.Page.Keyboard.PressAsync("End");
            return await open.Grid.GetAttributeAsync("aria-rowcount") == $"{Count}" && await open.Grid.Locator($"[aria-rowindex='{Count}']").IsVisibleAsync();
        });

        (await open.Grid.GetByRole(AriaRole.Row).CountAsync()).ShouldBeLessThan(100);
        var (last, first) = (open.Grid.Locator($"[aria-rowindex='{Count}']"), open.Grid.Locator("[aria-rowindex='1']"));
        var ends = new List<string> { await last.InnerTextAsync() };
        await open.Page.Keyboard.PressAsync("Home");
        await Expect(first).ToBeVisibleAsync();
        ends.Add(await first.InnerTextAsync());
        ends.ShouldContain(text => text.Contains("Story 00001", StringComparison.Ordinal));
        ends.ShouldContain(text => text.Contains("Story 10000", StringComparison.Ordinal));
        open.ShouldBeSilent();
    }
}
