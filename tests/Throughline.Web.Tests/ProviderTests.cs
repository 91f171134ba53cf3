using Microsoft.Playwright;
using Shouldly;
using Throughline.Server.Tests.External;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>Signing in by somebody else, who for the browser is another site: what a cookie of ours is sent with, and what not, is the browser's own doing here.</summary>
public sealed class ProviderTests(Chromium chromium) : IAsyncLifetime
{
    TestProvider _provider = null!;
    RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await TestProvider.StartAsync();
        _server = new RunningServer
        {
            Variables = [.. _provider.Settings.Select(s => ("THROUGHLINE_" + s.Name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant(), s.Value))],
        };
        await _provider.KnowAsync(await _server.AddressAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        if (_provider is not null) await _provider.DisposeAsync();
    }

    [Fact]
    public async Task An_account_is_connected_and_signs_in_from_then_on()
    {
        var ada = await _server.NewUserAsync("Ada");
        await using (var early = await OpenPage.AnonymousAsync(chromium, await _server.AddressAsync(), "/sign-in", ColorScheme.Dark))
        {
            await early.Page.GetByRole(AriaRole.Link, new() { Name = "Continue with Local" }).ClickAsync();
            await AgreeAsync(early.Page, ada.Email);
            await Expect(early.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No account here is connected");
            await early.ShouldPassAxeAsync();
            await PictureAsync(early, "not-connected-dark");
        }

        await using var open = await OpenPage.OpenAsync(chromium, await _server.AddressAsync(), "/account", by: ada);
        await open.Button("Connect Local").ClickAsync();
        await AgreeAsync(open.Page, ada.Email);
        var row = open.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Local" });
        await Expect(row).ToContainTextAsync(ada.Email);
        await open.ShouldPassAxeAsync();
        await PictureAsync(open, "connected-light");

        var project = await _server.NewProjectAsync();
        await project.AddMemberAsync(ada, "Viewer");
        await using var later = await OpenPage.AnonymousAsync(chromium, await _server.AddressAsync(), $"{project.Path}/members");
        await later.Page.GetByRole(AriaRole.Link, new() { Name = "Continue with Local" }).ClickAsync();
        await AgreeAsync(later.Page, ada.Email);
        await Expect(later.Person("Ada")).ToBeVisibleAsync();
        await later.IsLiveAsync();
        new Uri(later.Page.Url).AbsolutePath.ShouldBe($"{project.Path}/members");
        // It goes on: the cookie is the browser's own.
        await later.Page.ReloadAsync();
        await Expect(later.Person("Ada")).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Disconnect Local" }).ClickAsync();
        await Expect(open.Button("Connect Local")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whoever_is_new_makes_an_account_where_that_is_let()
    {
        var email = $"{Guid.NewGuid():n}@example.org";
        await using var open = await OpenPage.AnonymousAsync(chromium, await _server.AddressAsync(), "/");
        await PictureAsync(open, "providers-light");
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Continue with Open" }).ClickAsync();
        await AgreeAsync(open.Page, email);
        await Expect(open.Heading).ToHaveTextAsync("No project yet");
        await open.Page.GotoAsync("/account");
        await Expect(open.Page.GetByText(email).First).ToBeVisibleAsync();
    }

    async Task AgreeAsync(IPage page, string login)
    {
        await page.WaitForURLAsync(url => url.StartsWith(_provider.Address.ToString(), StringComparison.Ordinal));
        await page.Locator("input[name=login]").FillAsync(login);
        await page.Locator("input[name=password]").FillAsync("anything");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("form:has(input[value=consent]) button[type=submit]").ClickAsync();
    }

    static async Task PictureAsync(OpenPage open, string name)
    {
        if (Environment.GetEnvironmentVariable("THROUGHLINE_PICTURES") is { Length: > 0 } folder)
            await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"oauth-{name}.png") });
    }
}
