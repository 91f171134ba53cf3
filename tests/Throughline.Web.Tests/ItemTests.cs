using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Things, whose hands they go through, and how that looks.</summary>
public sealed class ItemTests(Chromium chromium, RunningServer server)
{
    static ILocator Grid(OpenPage open) => open.Page.GetByRole(AriaRole.Grid, new() { Name = "Items" });

    static ILocator Row(OpenPage open, string label) => Grid(open).GetByRole(AriaRole.Row).Filter(new() { HasText = label });

    static ILocator Dialog(OpenPage open) => open.Page.GetByRole(AriaRole.Dialog);

    static ILocator Entries(OpenPage open, string kind) => open.Page.Locator($"[data-entry={kind}]");

    static async Task<string[]> ItemsAsync(Project project, string owner, params string[] labels)
    {
        var kind = (string)(await project.Api.PostAsync("/api/base-items", new { projectId = project.Id, description = "Reaction wheel" }))["id"]!;
        var items = new List<string>();
        foreach (var label in labels)
            items.Add((string)(await project.Api.PostAsync("/api/items", new { projectId = project.Id, baseItemId = kind, label, ownerId = owner, createdAt = "2025-01-01T08:00:00Z" }))["id"]!);
        return [.. items];
    }

    [Fact]
    public async Task Several_are_handed_over_accepted_and_refused_in_another_browser_and_both_show_it()
    {
        var project = await server.NewProjectAsync();
        var ada = await server.NewUserAsync("Ada Receiver");
        await project.AddMemberAsync(ada, "Worker");
        var owner = (string)(await project.Api.GetAsync("/api/users/me"))["id"]!;
        var items = await ItemsAsync(project, owner, "RW-01", "RW-02", "RW-03");
        await using var mine = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/items");
        await using var theirs = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/items/mine", by: ada);
        await Expect(theirs.Page.GetByText("Nothing waits for you.")).ToBeVisibleAsync();
        await theirs.IsLiveAsync();
        await theirs.Page.EvaluateAsync("window.sinceTheStart = true");

        await mine.Page.GetByLabel("Select all that are shown").ClickAsync();
        await mine.Page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "Hand over" }).ClickAsync();
        await Dialog(mine).GetByRole(AriaRole.Button, new() { Name = "Hand over 3 items" }).ClickAsync();
        await Expect(Dialog(mine).GetByText("Say who receives them")).ToBeVisibleAsync();
        await Dialog(mine).GetByLabel("To", new() { Exact = true }).SelectOptionAsync("Ada Receiver");
        await Expect(Dialog(mine)).ToContainTextAsync("Olga Owner holds the items until Ada Receiver accepts each line.");
        await Dialog(mine).GetByRole(AriaRole.Button, new() { Name = "Hand over 3 items" }).ClickAsync();
        await Expect(mine.Page.GetByText("3 items wait until Ada Receiver accepts them.")).ToBeVisibleAsync();
        await mine.Button("Close message").ClickAsync();
        await Expect(Row(mine, "RW-02")).ToContainTextAsync("Waits for Ada Receiver");

        // It comes to her by itself, also beside the page's name.
        await Expect(theirs.Page.GetByRole(AriaRole.Link, new() { Name = "Items 3 wait for you" })).ToBeVisibleAsync();
        await theirs.Button("Refuse RW-02").ClickAsync();
        await Dialog(theirs).GetByLabel("Why").FillAsync("The bearing grinds");
        await Dialog(theirs).GetByRole(AriaRole.Button, new() { Name = "Refuse", Exact = true }).ClickAsync();
        await Expect(theirs.Button("Refuse RW-02")).ToHaveCountAsync(0);
        await theirs.Button("Accept all").ClickAsync();
        await Expect(theirs.Page.GetByText("Nothing waits for you.")).ToBeVisibleAsync();
        await Expect(theirs.Button("Hand over: RW-03")).ToBeVisibleAsync();
        await Expect(theirs.Page.Locator("[data-waiting]")).ToHaveCountAsync(0);

        await Expect(Row(mine, "RW-01")).ToContainTextAsync("Ada Receiver");
        await Expect(Row(mine, "RW-01")).Not.ToContainTextAsync("Waits");
        await Expect(Row(mine, "RW-02")).ToContainTextAsync("Olga Owner");
        await Row(mine, "RW-02").ClickAsync();
        await Expect(mine.Heading).ToHaveTextAsync("Reaction wheel RW-02");
        await Expect(Entries(mine, "refused")).ToContainTextAsync("“The bearing grinds”");
        await Expect(Entries(mine, "holds")).ToContainTextAsync("Olga Owner");

        // The chain of an open item goes on by itself.
        await theirs.Page.GotoAsync($"/items/{items[1]}");
        await Expect(theirs.Heading).ToHaveTextAsync("Reaction wheel RW-02");
        await mine.Button("Hand over").ClickAsync();
        await Dialog(mine).GetByLabel("To", new() { Exact = true }).SelectOptionAsync("Ada Receiver");
        await Dialog(mine).GetByLabel("Receiver must accept").UncheckAsync();
        await Dialog(mine).GetByRole(AriaRole.Button, new() { Name = "Hand over 1 item" }).ClickAsync();
        await Expect(Entries(theirs, "holds")).ToContainTextAsync("Ada Receiver");
        await Expect(Entries(theirs, "held")).ToContainTextAsync("Olga Owner");

        // Undone at once, and it stays told that it was there.
        await mine.Button("Undo").ClickAsync();
        await Expect(Entries(theirs, "taken")).ToContainTextAsync("Ada Receiver");
        await Expect(Entries(theirs, "holds")).ToContainTextAsync("Olga Owner");
        (await project.Api.GetAsync($"/api/items/{items[0]}"))["ownerId"]!.ToString().ShouldBe(ada.Id);
        mine.ShouldBeSilent();
        theirs.ShouldBeSilent();
    }

    [Fact]
    public async Task Keys_alone_record_find_open_and_correct_and_every_screen_looks_right()
    {
        var project = await server.NewProjectAsync();
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        var keys = open.Page.Keyboard;
        await open.IsLiveAsync();
        await keys.PressAsync("g");
        await keys.PressAsync("i");
        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is recorded yet" })).ToBeVisibleAsync();
        await LookAsync(open, "items empty");

        await keys.PressAsync("c");
        await Dialog(open).GetByLabel("What kind of thing").FillAsync("Reaction wheel");
        await Dialog(open).GetByLabel("Labels").FillAsync("RW-01\nRW-02\nRW-03\n");
        await Dialog(open).GetByLabel("Since", new() { Exact = true }).FillAsync("2025-01-05T08:00");
        await LookAsync(open, "items recording");
        await keys.PressAsync("Control+Enter");
        await Expect(Row(open, "RW-03")).ToContainTextAsync("Olga Owner");
        await Expect(open.Page.GetByRole(AriaRole.Button, new() { Name = "Reaction wheel 3" })).ToBeVisibleAsync();

        await keys.PressAsync("/");
        await keys.TypeAsync("rw-02");
        await Expect(Row(open, "RW-")).ToHaveCountAsync(1);
        await keys.PressAsync("Enter");
        await keys.PressAsync("x");
        await Expect(open.Page.GetByText("1 selected")).ToBeVisibleAsync();
        await LookAsync(open, "items selected");
        await keys.PressAsync("l");
        await Expect(Dialog(open).GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeEnabledAsync();
        await LookAsync(open, "items labels");
        await keys.PressAsync("Escape");
        await keys.PressAsync("h");
        await Dialog(open).GetByLabel("To", new() { Exact = true }).SelectOptionAsync("Olga Owner (you)");
        await LookAsync(open, "items handover");
        await Dialog(open).GetByLabel("When").FillAsync("2025-02-05T08:00");
        await keys.PressAsync("Control+Enter");
        await Expect(open.Page.GetByText("1 item is handed over to Olga Owner.")).ToBeVisibleAsync();

        await Grid(open).FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(open.Heading).ToHaveTextAsync("Reaction wheel RW-02");
        await Expect(Entries(open, "held")).ToContainTextAsync("Recorded later");
        await open.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Holds it now" }).GetByRole(AriaRole.Button).ClickAsync();
        await Dialog(open).GetByLabel("From when on").FillAsync("2025-02-06T09:30");
        await Dialog(open).GetByLabel("Why").FillAsync("It was a day later");
        await LookAsync(open, "items correction");
        await keys.PressAsync("Enter");
        await Expect(Entries(open, "holds")).ToContainTextAsync("was 5 Feb");
        await Expect(Entries(open, "holds")).ToContainTextAsync("“It was a day later”");
        await open.Page.GetByLabel("Who held it at").FillAsync("2025-01-20T12:00");
        await Expect(open.Page.GetByText("at that moment")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await LookAsync(open, "item");
        var csv = await open.Page.RunAndWaitForDownloadAsync(async () =>
        {
            await open.Button("Export").ClickAsync();
            await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Table (CSV)" }).ClickAsync();
        });
        csv.SuggestedFilename.ShouldEndWith(".csv");

        await open.Page.GotoAsync($"{project.Path}/items/mine");
        await Expect(open.Page.GetByRole(AriaRole.Link, new() { Name = "RW-01" })).ToBeVisibleAsync();
        await LookAsync(open, "items mine");
        open.ShouldBeSilent();

        static async Task LookAsync(OpenPage open, string what)
        {
            await open.ShouldLookRightAsync(what);
            await open.Page.SetViewportSizeAsync(1280, 800);
            await open.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }
    }
}
