using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Saved views: what somebody looks at again and again, for themselves or with everybody in the project.</summary>
public sealed class ViewTests(Chromium chromium, RunningServer server)
{
    [Fact]
    public async Task A_view_is_saved_shared_counted_live_changed_deleted_and_brought_back()
    {
        var project = await server.NewProjectAsync();
        await project.Api.BatchAsync(
        [
            new { projectId = project.Id, title = "Drop frames with a bad checksum", labels = (string[])["api"], priority = "High", status = "Open" },
            new { projectId = project.Id, title = "Limit the downlink rate", labels = (string[])["api"], priority = "Low", status = "Open" },
            new { projectId = project.Id, title = "Keep the last resets", labels = (string[])["boot"], priority = "Low", status = "Open" },
        ]);
        var ada = await server.NewUserAsync("Ada Viewer");
        await project.AddMemberAsync(ada, "Viewer");
        await using var hers = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories", by: ada);
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await open.IsLiveAsync();
        await hers.IsLiveAsync();
        await Expect(Views(hers)).ToContainTextAsync("Filter the stories and save what you look at");
        await Expect(open.Button("Save view")).ToHaveCountAsync(0);

        // For oneself, by keys alone.
        var keys = open.Page.Keyboard;
        await keys.PressAsync("/");
        await keys.TypeAsync("STATUS:open label:api");
        await Expect(open.Row("Keep the last resets")).ToHaveCountAsync(0);
        await open.Button("Save view").FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(open.Page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        await open.ShouldLookRightAsync("view-save");
        await open.Page.SetViewportSizeAsync(1280, 800);
        await keys.PressAsync("Enter");
        await Expect(open.Page.GetByText("Give it a name.")).ToBeVisibleAsync();
        await keys.TypeAsync("Open API");
        await keys.PressAsync("Enter");
        await Expect(Link(open, "Open API")).ToContainTextAsync("2 stories");
        await Expect(Link(open, "Open API")).ToContainTextAsync("only you see it");
        await Expect(open.Button("Save view")).ToHaveCountAsync(0);
        await Expect(Link(hers, "Open API")).ToHaveCountAsync(0);

        // Shared, it is there for the others by itself, with a count that follows.
        await ChooseAsync(open, "Open API", "Share with the project");
        await Expect(Link(hers, "Open API")).ToContainTextAsync("2 stories");
        await project.Api.PostAsync("/api/stories", new { projectId = project.Id, title = "Count what was dropped", labels = (string[])["api"], priority = "High" });
        await Expect(Link(hers, "Open API")).ToContainTextAsync("3 stories");
        await Expect(Link(open, "Open API")).ToContainTextAsync("3 stories");
        await Link(hers, "Open API").ClickAsync();
        await Expect(hers.Row("Count what was dropped")).ToBeVisibleAsync();
        await Expect(hers.Row("Keep the last resets")).ToHaveCountAsync(0);
        await Expect(Link(hers, "Open API")).ToHaveAttributeAsync("aria-current", "true");
        await MenuAsync(hers, "Open API");
        await Expect(hers.Page.GetByRole(AriaRole.Menuitem)).ToHaveTextAsync(["Copy link"]);
        await hers.ShouldPassAxeAsync();
        await hers.Page.Keyboard.PressAsync("Escape");

        // What is shown now is another state of it, which it becomes.
        await open.Page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" }).FillAsync("status:open label:api priority:high");
        await open.Button("Save view").ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Radio, new() { Name = "Update “Open API”" })).ToBeCheckedAsync();
        await open.Button("Update view").ClickAsync();
        await Expect(Link(hers, "Open API")).ToContainTextAsync("2 stories");
        await ChooseAsync(open, "Open API", "Rename …");
        await open.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Urgent for the API");
        await keys.PressAsync("Enter");
        await Expect(Link(hers, "Urgent for the API")).ToBeVisibleAsync();
        await open.Page.Mouse.MoveAsync(800, 600);
        await open.ShouldLookRightAsync("views");
        await open.Page.SetViewportSizeAsync(1280, 800);

        // A deletion is undone as long as its message stands there.
        await ChooseAsync(open, "Urgent for the API", "Delete");
        await Expect(Link(open, "Urgent for the API")).ToHaveCountAsync(0);
        await open.Button("Undo").Last.ClickAsync();
        await Expect(Link(open, "Urgent for the API")).ToBeVisibleAsync();
        await ChooseAsync(open, "Urgent for the API", "Delete");
        await open.Button("Close message").Last.ClickAsync();
        await Expect(Link(hers, "Urgent for the API")).ToHaveCountAsync(0);
        open.ShouldBeSilent();
        hers.ShouldBeSilent();
    }

    [Fact]
    public async Task The_board_takes_filters_and_a_view_of_it_is_found_by_keys_and_by_links()
    {
        var project = await server.NewProjectAsync();
        await project.Api.BatchAsync(
        [
            new { projectId = project.Id, title = "Drop frames with a bad checksum", labels = (string[])["api"], priority = "High", status = "Open" },
            new { projectId = project.Id, title = "Keep the last resets", labels = (string[])["boot"], priority = "Low", status = "Open" },
        ]);
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/board");
        await open.IsLiveAsync();
        await Expect(Card(open, "Keep the last resets")).ToBeVisibleAsync();
        var keys = open.Page.Keyboard;
        await keys.PressAsync("/");
        await keys.TypeAsync("label:api -status:done");
        await Expect(Card(open, "Keep the last resets")).ToHaveCountAsync(0);
        await Expect(Card(open, "Drop frames")).ToBeVisibleAsync();

        // What changes elsewhere comes and goes by itself.
        var resets = (string)(await project.Api.GetAsync($"/api/stories?projectId={project.Id}&filter=resets"))["items"]![0]!["id"]!;
        await project.Api.PatchAsync($"/api/stories/{resets}", new { labels = (string[])["boot", "api"] });
        await Expect(Card(open, "Keep the last resets")).ToBeVisibleAsync();
        await project.Api.PatchAsync($"/api/stories/{resets}", new { status = "Done" });
        await Expect(Card(open, "Keep the last resets")).ToHaveCountAsync(0);

        await open.Button("Columns: Status").ClickAsync();
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Priority" }).ClickAsync();
        await open.Page.WaitForURLAsync("**/board?*columns=priority*");
        await PaletteAsync("save view");
        await open.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("API by priority");
        await open.Page.GetByLabel("In each project").CheckAsync();
        await open.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await Expect(Link(open, "API by priority")).ToContainTextAsync("1 story");
        await open.ShouldPassAxeAsync();
        var id = new Uri(open.Page.Url).Query.Split("view=")[1];

        await open.Page.GotoAsync($"{project.Path}/dashboard");
        await Expect(Link(open, "API by priority")).ToBeVisibleAsync();
        await PaletteAsync("go to view api");
        await Expect(Card(open, "Drop frames")).ToBeVisibleAsync();
        await Expect(open.Button("Columns: Priority")).ToBeVisibleAsync();
        // A link that only names it shows it as it is, wherever it leads; one that names nothing that is there says so.
        await open.Page.GotoAsync($"{project.Path}/stories?view={id}");
        await Expect(open.Button("Columns: Priority")).ToBeVisibleAsync();
        await Expect(Card(open, "Drop frames")).ToBeVisibleAsync();
        await open.Page.GotoAsync($"{project.Path}/stories?view={project.Id}");
        await Expect(open.Page.GetByText("There is no such view any more")).ToBeVisibleAsync();
        await Expect(open.Row("Keep the last resets")).ToBeVisibleAsync();
        // It is of each project.
        var other = await server.NewProjectAsync();
        await open.Page.GotoAsync($"{other.Path}/board");
        await Expect(Link(open, "API by priority")).ToContainTextAsync("0 stories");
        open.ShouldBeSilent();

        async Task PaletteAsync(string text)
        {
            await keys.PressAsync("Control+k");
            await Expect(open.Page.GetByRole(AriaRole.Combobox).Last).ToBeFocusedAsync();
            await keys.TypeAsync(text);
            await Expect(open.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync(text, new() { IgnoreCase = true });
            await keys.PressAsync("Enter");
        }
    }

    static ILocator Views(OpenPage open) => open.Page.GetByRole(AriaRole.Navigation, new() { Name = "Views" });

    static ILocator Link(OpenPage open, string name) => Views(open).GetByRole(AriaRole.Link).Filter(new() { HasText = name });

    static ILocator Card(OpenPage open, string title) => open.Page.Locator("[data-card]").Filter(new() { HasText = title });

    static async Task MenuAsync(OpenPage open, string name)
    {
        await Link(open, name).HoverAsync();
        await open.Button($"{name}: what can be done").ClickAsync();
    }

    static async Task ChooseAsync(OpenPage open, string name, string what)
    {
        await MenuAsync(open, name);
        await open.Page.GetByRole(AriaRole.Menuitem, new() { Name = what }).ClickAsync();
    }
}
