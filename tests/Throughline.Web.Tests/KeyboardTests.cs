using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Whoever has no mouse reaches everything.</summary>
public sealed class KeyboardTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task A_story_lives_from_its_writing_to_its_end_without_a_mouse()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("There before");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/dashboard");
        await open.IsLiveAsync();
        var keys = open.Page.Keyboard;

        await keys.PressAsync("g");
        await keys.PressAsync("s");
        await Expect(open.Row("There before")).ToBeVisibleAsync();

        await keys.PressAsync("c");
        await Expect(open.Page.GetByRole(AriaRole.Dialog, new() { Name = "New story" }).GetByLabel("Title")).ToBeFocusedAsync();
        await keys.TypeAsync("By hand alone");
        await keys.PressAsync("Control+Enter");
        await Expect(open.Row("By hand alone")).ToContainTextAsync($"{project.Key}-2");

        // The list has the focus again, and its arrows reach the story.
        await Expect(open.Grid).ToBeFocusedAsync();
        await keys.PressAsync("Home");
        await keys.PressAsync("e");
        await Expect(open.Grid.GetByLabel("Title", new() { Exact = true })).ToBeFocusedAsync();
        await keys.PressAsync("Control+a");
        await keys.TypeAsync("Renamed by hand");
        await keys.PressAsync("Enter");
        await Expect(open.Row("Renamed by hand")).ToBeVisibleAsync();
        await Expect(open.Grid).ToBeFocusedAsync();

        await keys.PressAsync("Enter");
        await Expect(open.Panel).ToContainTextAsync("Renamed by hand");
        await keys.PressAsync("Escape");
        await Expect(open.Panel).ToHaveCountAsync(0);

        await TabToAsync(open, open.Grid);
        await keys.PressAsync("Delete");
        await Expect(open.Row("Renamed by hand")).ToHaveCountAsync(0);
        await keys.PressAsync("Control+z");
        await Expect(open.Row("Renamed by hand")).ToBeVisibleAsync();

        await keys.PressAsync("/");
        await keys.TypeAsync("before");
        await Expect(open.Row("Renamed by hand")).ToHaveCountAsync(0);
        await keys.PressAsync("Escape");
        await Expect(open.Row("There before")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("dashboard")]
    [InlineData("stories")]
    [InlineData("workers")]
    [InlineData("members")]
    public async Task Tab_walks_through_the_page_and_what_has_the_focus_shows_it(string page)
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("Follow the journal");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/{page}");
        await open.IsLiveAsync();

        var walked = new List<string>();
        for (var step = 0; step < 60; step++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            var focused = await open.Page.EvaluateAsync<Focused>("""
                () => {
                  const e = document.activeElement, s = getComputedStyle(e)
                  const near = [e, e.parentElement, e.closest('[role=search], form')].filter(Boolean).map(x => getComputedStyle(x))
                  const box = e.getBoundingClientRect()
                  return { name: `${e.tagName} ${e.getAttribute('aria-label') ?? e.textContent.trim().slice(0, 40)}`, isBody: e === document.body,
                    shows: near.some(x => (x.outlineStyle !== 'none' && parseFloat(x.outlineWidth) > 0) || x.boxShadow !== 'none') || e.matches('input'),
                    isSeen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight }
                }
                """);
            if (focused.IsBody) break;
            walked.Add(focused.Name);
            focused.Shows.ShouldBeTrue($"{focused.Name} does not show that it has the focus");
            focused.IsSeen.ShouldBeTrue($"{focused.Name} has the focus and is not to be seen");
            if (walked.Count > 1 && focused.Name == walked[0]) break;
        }

        walked[0].ShouldContain("Skip to the page");
        foreach (var link in (string[])["Dashboard", "Stories", "Workers", "Members", "Search", "your account"])
            walked.ShouldContain(name => name.Contains(link, StringComparison.Ordinal));
        walked.Count.ShouldBeInRange(6, 59);
    }

    static async Task TabToAsync(OpenPage open, ILocator place)
    {
        for (var step = 0; step < 40; step++)
        {
            if (await place.EvaluateAsync<bool>("e => e === document.activeElement")) return;
            await open.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail("Tab does not lead there.");
    }

    sealed class Focused
    {
        public string Name { get; set; } = "";
        public bool IsBody { get; set; }
        public bool Shows { get; set; }
        public bool IsSeen { get; set; }
    }
}
