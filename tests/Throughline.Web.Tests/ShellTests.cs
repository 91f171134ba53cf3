using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>What is around every page: the palette and the keys, the language, and a page that could not be loaded.</summary>
public sealed class ShellTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task Everything_is_found_and_done_with_the_keys_alone()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("Decode the telemetry header");
        await project.AddStoryAsync("Show which telemetry is late");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/dashboard");
        await open.IsLiveAsync();
        var keys = open.Page.Keyboard;
        var palette = open.Page.GetByRole(AriaRole.Dialog, new() { Name = "Find or do" });
        var field = palette.GetByRole(AriaRole.Combobox);
        var chosen = palette.GetByRole(AriaRole.Option, new() { Selected = true });

        // By text: the letters that match are marked, and the field tells what is chosen.
        await keys.PressAsync("Control+k");
        await Expect(field).ToBeFocusedAsync();
        await keys.TypeAsync("telem");
        await Expect(palette.GetByRole(AriaRole.Option)).ToHaveCountAsync(2);
        await Expect(palette.Locator("mark").First).ToHaveTextAsync("telem");
        await keys.PressAsync("ArrowDown");
        await Expect(chosen).ToContainTextAsync($"{project.Key}-1");
        (await field.GetAttributeAsync("aria-activedescendant")).ShouldBe(await chosen.GetAttributeAsync("id"));
        await open.ShouldLookRightAsync("palette");
        await open.Page.SetViewportSizeAsync(1280, 800);
        await keys.PressAsync("Enter");
        await Expect(open.Panel).ToContainTextAsync("Decode the telemetry header");

        // By key, and what was opened last is first.
        await keys.PressAsync("Control+k");
        await Expect(chosen).ToContainTextAsync("Decode the telemetry header");
        await keys.TypeAsync($"{project.Key}-2".ToLowerInvariant());
        await Expect(chosen).ToContainTextAsync("Show which telemetry is late");
        await keys.PressAsync("Enter");
        await Expect(open.Panel).ToContainTextAsync("Show which telemetry is late");

        // A page, and an action.
        await keys.PressAsync("Control+k");
        await keys.TypeAsync("work");
        await Expect(chosen).ToHaveTextAsync("WorkersGW");
        await keys.PressAsync("Enter");
        await Expect(open.Heading).ToHaveTextAsync("Workers");
        await keys.PressAsync("Control+k");
        await keys.TypeAsync("> shortcuts");
        await keys.PressAsync("Enter");
        var sheet = open.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" });
        await Expect(sheet).ToContainTextAsync("Go to");
        await open.ShouldLookRightAsync("shortcuts");
        await open.Page.SetViewportSizeAsync(1280, 800);

        // Without single letters, nothing happens at a slip of the finger.
        await sheet.GetByRole(AriaRole.Switch, new() { Name = "Single-letter keys" }).PressAsync(" ");
        await keys.PressAsync("Escape");
        await Expect(sheet).ToHaveCountAsync(0);
        await keys.PressAsync("g");
        await keys.PressAsync("s");
        await keys.PressAsync("[");
        await Expect(open.Heading).ToHaveTextAsync("Workers");
        await keys.PressAsync("Control+k");
        await keys.TypeAsync("sidebar");
        await keys.PressAsync("Enter");
        await Expect(open.Page.GetByRole(AriaRole.Link, new() { Name = "Stories" })).ToHaveAttributeAsync("title", "Stories");

        // Also where no project is.
        await open.Page.GotoAsync("/account");
        await Expect(open.Heading).ToHaveTextAsync("Account");
        await keys.PressAsync("Control+k");
        await Expect(field).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(palette).ToHaveCountAsync(0);
        open.ShouldBeSilent();
    }

    [Fact]
    public async Task Another_language_is_spoken_at_once_and_remembered()
    {
        var project = await server.NewProjectAsync();
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/members");
        await Expect(open.Heading).ToHaveTextAsync("Members");
        await open.Page.EvaluateAsync("window.isTheSamePage = true");

        await open.Person(Account.Owner.Name).ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Language" }).PressAsync("ArrowRight");
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Svenska" }).PressAsync("Enter");

        await Expect(open.Heading).ToHaveTextAsync("Medlemmar");
        await Expect(open.Page.GetByRole(AriaRole.Link, new() { Name = "Ärenden" })).ToBeVisibleAsync();
        await Expect(open.Page).ToHaveTitleAsync($"Medlemmar · {project.Key} · Throughline");
        (await open.Page.EvaluateAsync<bool>("window.isTheSamePage === true && document.documentElement.lang === 'sv'")).ShouldBeTrue();

        await open.Page.ReloadAsync();
        await Expect(open.Heading).ToHaveTextAsync("Medlemmar");
        await open.Page.GotoAsync($"{project.Path}/workers");
        await Expect(open.Heading).ToHaveTextAsync("Arbetare");
        await open.ShouldLookRightAsync("swedish");
        open.ShouldBeSilent();
    }

    [Fact]
    public async Task A_page_that_could_not_be_loaded_keeps_what_was_typed()
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("There before");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await Expect(open.Row("There before")).ToBeVisibleAsync();
        var keys = open.Page.Keyboard;
        await keys.PressAsync("c");
        await keys.TypeAsync("Half a thought");
        await keys.PressAsync("Escape");

        // As after an update of the server: the files of the old version are gone.
        await open.Page.RouteAsync("**/assets/WorkersPage-*.js", route => route.FulfillAsync(new() { Status = 404 }));
        await keys.PressAsync("g");
        await keys.PressAsync("w");
        await Expect(open.Heading).ToHaveTextAsync("This page could not be loaded");
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("What you typed is kept.");
        await open.ShouldLookRightAsync("crash");
        await open.Page.SetViewportSizeAsync(1280, 800);

        // The other pages are there, and so is the draft, after loading anew too.
        await keys.PressAsync("g");
        await keys.PressAsync("s");
        await Expect(open.Row("There before")).ToBeVisibleAsync();
        await open.Page.ReloadAsync();
        await Expect(open.Row("There before")).ToBeVisibleAsync();
        await keys.PressAsync("c");
        var dialog = open.Page.GetByRole(AriaRole.Dialog, new() { Name = "New story" });
        await Expect(dialog.GetByLabel("Title")).ToHaveValueAsync("Half a thought");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(dialog.GetByLabel("Title")).ToHaveValueAsync("");
    }
}
