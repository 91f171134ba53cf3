using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.Client.Work;
using Throughline.Server.Tests.Postgres;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>The server or the network goes and comes back under an open page: nothing is lost, nothing is there twice.</summary>
public sealed class OutageTests(Chromium chromium, RunningServer shared) : IAsyncDisposable
{
    readonly RunningServer _own = new();

    public ValueTask DisposeAsync() => _own.DisposeAsync();

    [Fact]
    public async Task A_page_goes_on_where_it_was_after_the_server_was_killed()
    {
        var project = await _own.NewProjectAsync();
        await project.AddStoriesAsync(5, "Before");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories");
        await open.IsLiveAsync();
        await Expect(Rows(open)).ToHaveCountAsync(5);
        await open.Page.EvaluateAsync("window.sinceTheStart = true");

        await _own.KillAsync();
        await Expect(open.Connection).Not.ToHaveTextAsync("Live");
        await Expect(open.Page.GetByText("No connection since")).ToBeVisibleAsync();
        await AddAsync(open, "Made meanwhile");

        await _own.StartAsync();
        await project.AddStoriesAsync(5, "After");

        await open.IsLiveAsync();
        await ShouldShowAsync(open, project, 11);
        (await open.Page.EvaluateAsync<bool>("window.sinceTheStart")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_page_goes_on_where_it_was_after_the_network_was_cut()
    {
        var project = await shared.NewProjectAsync();
        await project.AddStoriesAsync(5, "Before");
        await using var network = new Relay(project.Api.Address);
        await using var open = await OpenPage.OpenAsync(chromium, network.Address, $"{project.Path}/stories");
        // On a machine that is four times as slow.
        var browser = await open.Page.Context.NewCDPSessionAsync(open.Page);
        await browser.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = 4 });
        await open.IsLiveAsync();
        await Expect(Rows(open)).ToHaveCountAsync(5);

        network.Cut();
        await Expect(open.Connection).Not.ToHaveTextAsync("Live");
        await project.AddStoriesAsync(5, "Others");
        await AddAsync(open, "Made meanwhile");
        network.Mend();

        await open.IsLiveAsync();
        await ShouldShowAsync(open, project, 11);

        // From the list to the board and into a story; then the browser itself has no network.
        await open.Page.Keyboard.PressAsync("g");
        await open.Page.Keyboard.PressAsync("b");
        await open.Page.Locator("[data-card]").Filter(new() { HasText = "Made meanwhile" }).ClickAsync();
        await Expect(open.Panel).ToContainTextAsync("made the story");
        await OfflineAsync(true);
        await open.Panel.GetByRole(AriaRole.Button, new() { Name = "Made meanwhile", Exact = true }).ClickAsync();
        await open.Panel.GetByLabel("Title", new() { Exact = true }).FillAsync("Renamed without a network");
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Panel.GetByLabel("New task").FillAsync("A task without a network");
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Panel.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        var card = open.Page.Locator("[data-card]").Filter(new() { HasText = "Renamed without a network" });
        await card.FocusAsync();
        foreach (var key in (string[])["Space", "ArrowRight", "Space"])
            await open.Page.Keyboard.PressAsync(key);
        await Expect(card.GetByRole(AriaRole.Img, new() { Name = "In Progress" })).ToBeVisibleAsync();
        await Expect(card).ToContainTextAsync("0/1");
        await OfflineAsync(false);

        var id = (string)(await project.Api.GetAsync($"/api/stories?projectId={project.Id}&text=Made"))["items"]![0]!["id"]!;
        await Until.TrueAsync("the server has it all, once", async () =>
            await project.Api.GetAsync($"/api/stories/{id}") is var now && (string?)now["title"] == "Renamed without a network" && (string?)now["status"] == "In Progress" && now["tasks"]!.AsArray().Count == 1);
        await Expect(card.GetByRole(AriaRole.Img, new() { Name = "In Progress" })).ToBeVisibleAsync();

        Task OfflineAsync(bool offline) => browser.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = offline,
            ["latency"] = 0,
            ["downloadThroughput"] = -1,
            ["uploadThroughput"] = -1,
        });
    }

    [Fact]
    public async Task A_change_whose_answer_is_lost_is_made_once()
    {
        var project = await shared.NewProjectAsync();
        await project.AddStoryAsync("Before");
        await using var network = new Relay(project.Api.Address);
        await using var open = await OpenPage.OpenAsync(chromium, network.Address, $"{project.Path}/stories");
        await open.IsLiveAsync();

        network.LosesAnswer = () => network.Lost == 0;
        await AddAsync(open, "Made once");

        // The story shows before the server has answered.
        await Until.TrueAsync("an answer is lost", () => Task.FromResult(network.Lost == 1));
        await open.IsLiveAsync();
        await ShouldShowAsync(open, project, 2);
    }

    static ILocator Rows(OpenPage open) => open.Grid.Locator("[role=row][aria-rowindex]");

    static async Task AddAsync(OpenPage open, string title)
    {
        await open.Button("New story").ClickAsync();
        var dialog = open.Page.GetByRole(AriaRole.Dialog, new() { Name = "New story" });
        await dialog.GetByLabel("Title").FillAsync(title);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create story" }).ClickAsync();
        await Expect(open.Row(title)).ToBeVisibleAsync();
    }

    static async Task ShouldShowAsync(OpenPage open, Project project, int count)
    {
        await Expect(Rows(open)).ToHaveCountAsync(count);
        // Every one has a number: the server has it.
        foreach (var number in Enumerable.Range(1, count))
            await Expect(Rows(open).Filter(new() { Has = open.Page.GetByText($"{project.Key}-{number}", new() { Exact = true }) })).ToHaveCountAsync(1);
        var titles = await project.TitlesAsync();
        titles.Count.ShouldBe(count);
        titles.ShouldBeUnique();
        foreach (var title in titles)
            await Expect(open.Row(title)).ToHaveCountAsync(1);
    }
}
