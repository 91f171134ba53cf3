using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>The board: cards are moved by mouse and keyboard, others see it, and what is refused goes back.</summary>
public sealed class BoardTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task A_card_is_dragged_and_another_browser_shows_where_it_went_and_what_is_refused_returns()
    {
        var project = await server.NewProjectAsync();
        foreach (var title in (string[])["Third", "Second", "First"])
            await project.AddStoryAsync(title);
        await project.AddStoryAsync("With tasks", new { title = "A task" }, new { title = "Another" });
        await using var mine = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/board");
        await using var theirs = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/board", ColorScheme.Dark);
        await mine.IsLiveAsync();
        await theirs.IsLiveAsync();
        await Expect(Cards(mine)).ToHaveTextAsync(["With tasks", "First", "Second", "Third"]);

        // With the mouse, to the end of its column and then into another.
        await DragAsync(mine, "First", Card(mine, "Third"), below: true);
        await Expect(Cards(theirs)).ToHaveTextAsync(["With tasks", "Second", "Third", "First"]);
        await DragAsync(mine, "Second", mine.Page.GetByRole(AriaRole.Heading, new() { Name = "In Progress" }), below: true);
        await Expect(Cards(theirs)).ToHaveTextAsync(["With tasks", "Third", "First", "Second"]);
        await Expect(Card(theirs, "Second").GetByRole(AriaRole.Img, new() { Name = "In Progress" })).ToBeVisibleAsync();

        // An owner sets a limit where it is shown; a move over it goes back, and says why.
        await mine.Button("Limits of the columns").First.ClickAsync();
        await mine.Page.GetByRole(AriaRole.Textbox, new() { Name = "In Progress" }).FillAsync("1");
        await mine.Page.GetByLabel("Refuse moves over a limit").CheckAsync();
        await mine.ShouldPassAxeAsync();
        await mine.Button("Save limits").ClickAsync();
        await Expect(theirs.Page.GetByText("1 of 1")).ToBeVisibleAsync();
        await DragAsync(mine, "Third", Card(mine, "Second"), below: true);
        await Expect(mine.Page.GetByLabel("Messages")).ToContainTextAsync("In Progress is limited to 1 story and has 1");
        await Expect(Cards(mine)).ToHaveTextAsync(["With tasks", "Third", "First", "Second"]);

        // Taken back by its message, and what was moved before it by the keys: into their columns and to their places.
        await DragAsync(mine, "Second", Card(mine, "Third"), below: false);
        await Expect(Cards(theirs)).ToHaveTextAsync(["With tasks", "Second", "Third", "First"]);
        await mine.Button("Undo").ClickAsync();
        await Expect(Cards(theirs)).ToHaveTextAsync(["With tasks", "Third", "First", "Second"]);
        await DragAsync(mine, "First", Card(mine, "With tasks"), below: false);
        await Expect(Cards(theirs)).ToHaveTextAsync(["First", "With tasks", "Third", "Second"]);
        await mine.Page.Keyboard.PressAsync("Control+z");
        await Expect(Cards(theirs)).ToHaveTextAsync(["With tasks", "Third", "First", "Second"]);

        // Somebody else moves one on before it is taken back: it stays with them, and that is said.
        await DragAsync(mine, "First", Card(mine, "With tasks"), below: false);
        await Expect(Cards(theirs)).ToHaveTextAsync(["First", "With tasks", "Third", "Second"]);
        await DragAsync(theirs, "First", Card(theirs, "With tasks"), below: true);
        await Expect(Cards(mine)).ToHaveTextAsync(["With tasks", "First", "Third", "Second"]);
        await mine.Page.Keyboard.PressAsync("Control+z");
        await Expect(mine.Page.GetByLabel("Messages")).ToContainTextAsync($"Somebody changed 1 story meanwhile ({project.Key}-3): left as it is: place.");
        await Expect(Cards(mine)).ToHaveTextAsync(["With tasks", "First", "Third", "Second"]);
        await DragAsync(mine, "First", Card(mine, "Third"), below: true);
        await Expect(Cards(theirs)).ToHaveTextAsync(["With tasks", "Third", "First", "Second"]);

        // With the keyboard: lifted, carried, put back; then dropped on Done, which asks for its tasks first.
        await Card(mine, "With tasks").FocusAsync();
        await mine.Page.Keyboard.PressAsync("Space");
        await mine.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Said(mine)).ToHaveTextAsync("Open, place 2 of 3");
        await mine.Page.Keyboard.PressAsync("Escape");
        await Expect(Said(mine)).ToHaveTextAsync($"{project.Key}-4 is back where it was.");
        foreach (var key in (string[])["Space", "ArrowRight", "ArrowRight", "Space"])
            await mine.Page.Keyboard.PressAsync(key);
        await mine.ShouldPassAxeAsync();
        await mine.Button("Complete 2 tasks").ClickAsync();
        await Expect(Card(theirs, "With tasks")).ToContainTextAsync("2/2");
        await mine.Page.Keyboard.PressAsync("Control+z");
        await Expect(Card(theirs, "With tasks")).ToContainTextAsync("0/2");
        await Expect(Cards(theirs)).ToHaveTextAsync(["With tasks", "Third", "First", "Second"]);
        await mine.Page.Keyboard.PressAsync("Control+Shift+z");
        await Expect(Card(theirs, "With tasks")).ToContainTextAsync("2/2");

        // A story is added where it is to stand, and opened beside the board.
        await mine.Button("Add a story to Open").ClickAsync();
        await mine.Page.GetByLabel("Add a story to Open").And(mine.Page.GetByRole(AriaRole.Textbox)).FillAsync("Quickly");
        await mine.Page.Keyboard.PressAsync("Enter");
        await mine.Page.Keyboard.PressAsync("Escape");
        await Expect(Cards(theirs)).ToHaveTextAsync(["Quickly", "Third", "First", "Second", "With tasks"]);
        await Card(mine, "Third").FocusAsync();
        await mine.Page.Keyboard.PressAsync("Enter");
        await Expect(mine.Panel).ToContainTextAsync("Third");
        await mine.Page.Keyboard.PressAsync("Escape");
        await Expect(Card(mine, "Third")).ToBeFocusedAsync();

        await TouchAsync(mine, theirs);

        await theirs.Page.GotoAsync($"{project.Path}/board?lanes=priority");
        await Expect(theirs.Page.GetByText("5 stories")).ToBeVisibleAsync();
        await theirs.ShouldPassAxeAsync();
        // Mine said that a move was refused, as browsers do.
        theirs.ShouldBeSilent();
    }

    // With a finger: one that moves at once scrolls, one that rests lifts and scrolls nothing; what the system takes away goes back.
    static async Task TouchAsync(OpenPage mine, OpenPage theirs)
    {
        await mine.Page.SetViewportSizeAsync(1280, 380);
        await using var finger = await Finger.OfAsync(mine.Page);
        var scroller = mine.Page.Locator("main .overflow-auto").Filter(new() { Has = mine.Page.Locator("[data-card]") });
        async Task<double> ScrolledAsync() => await scroller.EvaluateAsync<double>("e => e.scrollTop");

        await finger.DownAsync(Card(mine, "Third"));
        await finger.MoveAsync(0, -120);
        // Taken away, it does not go on scrolling.
        await finger.CancelAsync();
        await Until.TrueAsync("the board is scrolled", async () => await ScrolledAsync() > 20);
        await Expect(Cards(mine)).ToHaveTextAsync(["Quickly", "Third", "First", "Second", "With tasks"]);
        await scroller.EvaluateAsync("e => e.scrollTo(0, 0)");

        await finger.DownAsync(Card(mine, "Quickly"));
        await Expect(Said(mine)).ToContainTextAsync("is lifted");
        await finger.MoveAsync(700, 20);
        (await ScrolledAsync()).ShouldBe(0);
        await Expect(Said(mine)).ToContainTextAsync("is lifted");
        await finger.CancelAsync();
        await Expect(Said(mine)).ToContainTextAsync("is back where it was");
        await Expect(Cards(theirs)).ToHaveTextAsync(["Quickly", "Third", "First", "Second", "With tasks"]);

        await finger.DownAsync(Card(mine, "Quickly"));
        await Expect(Said(mine)).ToContainTextAsync("is lifted");
        await finger.MoveAsync(700, 100);
        (await ScrolledAsync()).ShouldBe(0);
        await finger.UpAsync();
        await Expect(Cards(theirs)).ToHaveTextAsync(["Third", "First", "Second", "With tasks", "Quickly"]);
        await mine.Button("Undo").ClickAsync();
        await Expect(Cards(theirs)).ToHaveTextAsync(["Quickly", "Third", "First", "Second", "With tasks"]);
        await mine.Page.SetViewportSizeAsync(1280, 800);
    }

    static ILocator Cards(OpenPage open) => open.Page.Locator("[data-card] p");

    static ILocator Card(OpenPage open, string title) => open.Page.Locator("[data-card]").Filter(new() { HasText = title });

    static ILocator Said(OpenPage open) => open.Page.Locator("[aria-live=assertive]");

    static async Task DragAsync(OpenPage open, string title, ILocator onto, bool below)
    {
        var (from, to) = ((await Card(open, title).BoundingBoxAsync())!, (await onto.BoundingBoxAsync())!);
        await open.Page.Mouse.MoveAsync(from.X + 40, from.Y + 40);
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.MoveAsync(to.X + 40, to.Y + (below ? to.Height - 4 : 4), new() { Steps = 8 });
        if (below && to.Height < 60)
            await open.Page.Mouse.MoveAsync(to.X + 40, to.Y + 120, new() { Steps = 2 });
        await open.Page.Mouse.UpAsync();
    }
}
