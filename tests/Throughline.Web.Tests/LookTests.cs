using Microsoft.Playwright;
using Throughline.Server.Tests.Client.Work;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Every page and everything that opens above one: axe finds nothing, and a narrow screen needs no sideways scrolling.</summary>
public sealed class LookTests(Chromium chromium, RunningServer server) : IAsyncDisposable
{
    Relay? _network;

    [Theory]
    [InlineData("home")]
    [InlineData("lost")]
    [InlineData("dashboard")]
    [InlineData("table")]
    [InlineData("simulation")]
    [InlineData("stories")]
    [InlineData("no stories")]
    [InlineData("nothing found")]
    [InlineData("panel")]
    [InlineData("new story")]
    [InlineData("priority")]
    [InlineData("status")]
    [InlineData("theme")]
    [InlineData("projects")]
    [InlineData("new project")]
    [InlineData("toast")]
    [InlineData("offline")]
    [InlineData("workers")]
    [InlineData("no workers")]
    [InlineData("settings")]
    [InlineData("archive")]
    [InlineData("archived")]
    [InlineData("archived settings")]
    [InlineData("delete")]
    [InlineData("archived projects")]
    [InlineData("sign-in")]
    [InlineData("password")]
    [InlineData("account")]
    [InlineData("users")]
    [InlineData("members")]
    [InlineData("for viewers")]
    [InlineData("viewer's panel")]
    [InlineData("token")]
    [InlineData("new token")]
    [InlineData("new user")]
    [InlineData("person")]
    [InlineData("role")]
    [InlineData("refused")]
    [InlineData("change password")]
    [InlineData("revoke")]
    [InlineData("user menu")]
    [InlineData("password link")]
    [InlineData("remove")]
    [InlineData("audit")]
    [InlineData("entry")]
    [InlineData("project audit")]
    [InlineData("no such entry")]
    [InlineData("delete account")]
    [InlineData("erase")]
    public async Task It_looks_right(string what)
    {
        await using var open = await ShowAsync(what);
        await open.ShouldLookRightAsync(what);
    }

    public ValueTask DisposeAsync() => _network?.DisposeAsync() ?? ValueTask.CompletedTask;

    async Task<OpenPage> ShowAsync(string what)
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
            "settings" or "archive" or "archived settings" or "delete" => $"{project.Path}/settings",
            "archived projects" => $"{project.Path}/dashboard",
            "workers" or "no workers" => $"{project.Path}/workers",
            "sign-in" or "refused" => "/sign-in",
            "password" => "/password#a-code",
            "account" or "change password" or "new token" or "token" or "revoke" or "delete account" => "/account",
            "audit" => "/audit",
            "entry" => "/audit?kind=user",
            "no such entry" => "/audit?kind=member&thing=" + Guid.NewGuid(),
            "project audit" => $"{project.Path}/audit",
            "users" or "user menu" or "new user" or "password link" or "erase" => "/admin/users",
            "members" or "role" or "remove" or "for viewers" => $"{project.Path}/members",
            "nothing found" => $"{project.Path}/stories?filter=nosuchthing",
            _ => $"{project.Path}/stories",
        };
        if (what.StartsWith("archived", StringComparison.Ordinal) || what == "delete")
            await project.Api.PatchAsync($"/api/projects/{project.Id}", new { isArchived = true });
        _network = new Relay(project.Api.Address);
        var isViewed = what.Contains("viewer", StringComparison.Ordinal);
        var ada = isViewed || place.EndsWith("/members", StringComparison.Ordinal) || place.EndsWith("/users", StringComparison.Ordinal) ? await server.NewUserAsync("Ada Example") : null;
        if (ada is not null) await project.AddMemberAsync(ada, "Viewer");
        var open = what is "sign-in" or "refused" or "password"
            ? await OpenPage.AnonymousAsync(chromium, _network.Address, place)
            : await OpenPage.OpenAsync(chromium, _network.Address, place, by: isViewed ? ada : null, server: project.Api.Address);
        await Expect(open.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        if (what == "home" || place.StartsWith(project.Path, StringComparison.Ordinal)) await open.IsLiveAsync();
        var page = open.Page;
        var dialog = page.GetByRole(AriaRole.Dialog);
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
            case "archive":
                await open.Button("Archive project").ClickAsync();
                await Expect(dialog).ToBeVisibleAsync();
                break;
            case "archived":
                await Expect(page.GetByText("nothing in it changes").First).ToBeVisibleAsync();
                break;
            case "delete":
                await open.Button("Delete project").ClickAsync();
                await Expect(dialog).ToBeVisibleAsync();
                break;
            case "archived projects":
                await page.GetByRole(AriaRole.Button, new() { Name = "change the project" }).ClickAsync();
                await Expect(page.GetByText("Archived", new() { Exact = true })).ToBeVisibleAsync();
                break;
            case "theme":
                await open.Person(Account.Owner.Name).ClickAsync();
                await page.GetByRole(AriaRole.Menuitem, new() { Name = "Theme" }).PressAsync("ArrowRight");
                await Expect(page.GetByRole(AriaRole.Menu)).ToHaveCountAsync(2);
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
            case "sign-in" or "password":
                await Expect(page.GetByRole(AriaRole.Textbox).First).ToBeVisibleAsync();
                break;
            case "refused":
                await page.GetByLabel("Email").FillAsync("nobody@example.org");
                await open.Password("Password").FillAsync("whatever it may be");
                await open.Button("Sign in").ClickAsync();
                await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
                break;
            case "account" or "change password" or "new token" or "token" or "revoke":
                await Expect(page.GetByText("This browser")).ToBeVisibleAsync();
                if (what == "account") break;
                await (what == "change password" ? open.Button("Change password") : what == "revoke" ? page.GetByRole(AriaRole.Button, new() { Name = "Revoke the token" }).First : open.Button("New token")).ClickAsync();
                await Expect(dialog).ToBeVisibleAsync();
                if (what != "token") break;
                await dialog.GetByLabel("Name").FillAsync("Render farm");
                await dialog.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
                await Expect(dialog.GetByLabel("Secret of the token")).ToBeVisibleAsync();
                break;
            case "delete account":
                await open.Button("Delete your account").ClickAsync();
                await Expect(dialog).ToBeVisibleAsync();
                break;
            case "audit" or "entry" or "project audit":
                await Expect(page.GetByRole(AriaRole.Row).Nth(3)).ToBeVisibleAsync();
                if (what == "audit") break;
                await page.GetByRole(AriaRole.Button, new() { Expanded = false }).Filter(new() { HasText = what == "entry" ? "made the account" : "created" }).First.ClickAsync();
                await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Before and after" })).ToBeVisibleAsync();
                break;
            case "no such entry":
                await Expect(page.GetByText("Nothing like that happened")).ToBeVisibleAsync();
                break;
            case "users" or "user menu" or "new user" or "password link" or "erase":
                await page.GetByLabel("Find by name or email").FillAsync("Ada");
                await Expect(page.GetByRole(AriaRole.Cell).Filter(new() { HasText = ada!.Email })).ToBeVisibleAsync();
                if (what == "users") break;
                if (what == "new user") await open.Button("New user").ClickAsync();
                else await page.GetByRole(AriaRole.Row).Filter(new() { HasText = ada!.Email }).GetByRole(AriaRole.Button).ClickAsync();
                if (what == "erase")
                {
                    await page.GetByRole(AriaRole.Menuitem, new() { Name = "Erase" }).ClickAsync();
                    await Expect(dialog).ToBeVisibleAsync();
                }
                if (what != "password link") break;
                await page.GetByRole(AriaRole.Menuitem, new() { Name = "New password link" }).ClickAsync();
                await open.Button("Make the link").ClickAsync();
                await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Password link", Exact = true })).ToBeVisibleAsync();
                break;
            case "members" or "role" or "remove" or "for viewers":
                await Expect(open.Member("Ada Example")).ToBeVisibleAsync();
                if (what == "role") await open.Button("Role of Ada Example: Viewer").ClickAsync();
                if (what == "remove") await open.Button("Remove Ada Example").ClickAsync();
                break;
            case "viewer's panel":
                await open.Row("Follow the journal in order").ClickAsync();
                await Expect(open.Panel).ToContainTextAsync("Read the last");
                break;
            case "person":
                await open.Person(Account.Owner.Name).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
                break;
            case "offline":
                _network.Cut();
                await Expect(page.GetByText("No connection since")).ToBeVisibleAsync();
                break;
        }
        return open;
    }
}
