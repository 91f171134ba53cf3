using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Postgres;
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
        var story = await project.AddStoryAsync("Läs journalen", new { title = "Läs första sidan", estimate = 3600 });
        await project.Api.PatchAsync($"/api/stories/{story["id"]}", new { status = "In Progress", priority = "High", labels = (string[])["journal"] });
        await project.Api.PostAsync("/api/work/claim", new { projectId = project.Id, worker = "Läsare", lease = 600 });
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/members");
        await Expect(open.Heading).ToHaveTextAsync("Members");
        await open.Page.EvaluateAsync("window.isTheSamePage = true");

        // By what live updates come is chosen beside the language.
        await open.Person(Account.Owner.Name).ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Live updates" }).PressAsync("ArrowRight");
        await Expect(open.Page.GetByText("Choose WebSocket when a proxy")).ToBeVisibleAsync();
        await open.ShouldPassAxeAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "WebSocket" }).PressAsync("Enter");
        await open.IsLiveAsync();
        (await open.Page.EvaluateAsync<string>("localStorage.getItem('throughline.transport')")).ShouldBe("websocket");

        await open.Person(Account.Owner.Name).ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Language" }).PressAsync("ArrowRight");
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Svenska" }).PressAsync("Enter");

        await Expect(open.Heading).ToHaveTextAsync("Medlemmar");
        await Expect(open.Page.GetByRole(AriaRole.Link, new() { Name = "Ärenden" })).ToBeVisibleAsync();
        await Expect(open.Page).ToHaveTitleAsync($"Medlemmar · {project.Key} · Throughline");
        (await open.Page.EvaluateAsync<bool>("window.isTheSamePage === true && document.documentElement.lang === 'sv'")).ShouldBeTrue();

        await open.Page.ReloadAsync();
        await Expect(open.Heading).ToHaveTextAsync("Medlemmar");
        // No page says a word of English.
        var pages = new[]
        {
            $"{project.Path}/dashboard", $"{project.Path}/stories?group=status&filter=status:open,in-progress+priority:high", $"{project.Path}/stories/{story["id"]}", $"{project.Path}/stories?filter=nosuchthing",
            $"{project.Path}/board?lanes=priority", $"{project.Path}/settings", $"{project.Path}/audit", "/account", "/admin/users", $"{project.Path}/workers",
        };
        foreach (var page in pages)
        {
            await open.Page.GotoAsync(page);
            await Expect(open.Heading).ToBeVisibleAsync();
            var before = "";
            await Until.TrueAsync("the page rests", async () => before == (before = await open.Page.InnerTextAsync("main")) && before.Length > 20);
            (await open.Page.EvaluateAsync<string[]>(English)).ShouldBeEmpty(page);
        }
        await Expect(open.Heading).ToHaveTextAsync("Arbetare");
        await open.ShouldLookRightAsync("swedish");

        // A phone has four pages at hand and the others behind one more tab.
        var tabs = open.Page.GetByRole(AriaRole.Navigation, new() { Name = "Sidor" });
        await Expect(tabs.Locator("a, button")).ToHaveCountAsync(5);
        await tabs.GetByRole(AriaRole.Button, new() { Name = "Mer" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Medlemmar" }).WaitForAsync();
        await open.ShouldPassAxeAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Medlemmar" }).ClickAsync();
        await Expect(open.Heading).ToHaveTextAsync("Medlemmar");
        open.ShouldBeSilent();
    }

    // Words that are in hardly any sentence of Swedish, in whatever is read or heard. What people call things is theirs, and code and filters are code.
    const string English = """
        () => {
          const word = /\b(the|and|with|of|for|is|are|to|by|this|your|you|new|show|stories|story|tasks?|open|done|progress|high|urgent|priority|assignee|search|filter by|nobody|started|waits?|today|limits?)\b/i
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), said = []
          while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('script, style, code, pre, [lang=en], [data-testid=data]')) said.push(walk.currentNode.textContent)
          for (const e of document.querySelectorAll('[aria-label], [title], [placeholder]')) said.push(...['aria-label', 'title', 'placeholder'].map(name => e.getAttribute(name) ?? ''))
          return [...new Set(said.map(text => text.replace(/\S+:\S+/g, '').trim()).filter(text => word.test(text)))]
        }
        """;

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
