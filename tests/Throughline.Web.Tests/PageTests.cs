using System.Net;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Throughline.Web.Tests;

/// <summary>The built app as the program serves it.</summary>
public sealed class PageTests(Chromium chromium, RunningServer server)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dashboard", "Dashboard")]
    [InlineData("stories", "Stories")]
    [InlineData("workers", "Workers")]
    [InlineData("members", "Members")]
    public async Task A_page_loads_under_its_policy_without_a_complaint_and_asks_no_other_host(string page, string heading)
    {
        var project = await server.NewProjectAsync();
        await project.AddStoryAsync("Follow the journal");

        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/{page}");

        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = heading })).ToBeVisibleAsync();
        await open.IsLiveAsync();
        open.ShouldBeSilent();
    }

    [Fact]
    public async Task The_listener_hears_a_script_that_the_policy_stops_and_a_request_to_another_host()
    {
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/");

        await open.Page.EvaluateAsync("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }))");
        await open.Page.EvaluateAsync("document.body.append(Object.assign(new Image(), { src: 'http://throughline.example/picture.png' }))");

        (await open.Page.EvaluateAsync<bool>("window.ran === true")).ShouldBeFalse();
        Should.Throw<ShouldAssertException>(open.ShouldBeSilent);
    }

    [Fact]
    public async Task A_deep_link_opens_where_it_leads_and_again_after_a_reload()
    {
        var project = await server.NewProjectAsync();
        var story = await project.AddStoryAsync("Follow the journal");
        await using var open = await OpenPage.OpenAsync(chromium, project.Api.Address, $"{project.Path}/stories/{story["id"]}");
        await Expect(open.Panel).ToContainTextAsync("Follow the journal");

        await open.Page.ReloadAsync();

        await Expect(open.Panel).ToContainTextAsync("Follow the journal");
        await Expect(open.Row("Follow the journal")).ToHaveAttributeAsync("aria-current", "true");
        open.ShouldBeSilent();
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        await server.NewProjectAsync();
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/p/NOSUCH/dashboard");
        await Expect(open.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is nothing at this address");
    }

    [Fact]
    public async Task The_documentation_opens_under_a_policy_of_its_own()
    {
        await using var open = await OpenPage.OpenAsync(chromium, await server.AddressAsync(), "/docs");
        await Expect(open.Page.GetByText("GET /api/version", new() { Exact = false }).Or(open.Page.GetByText("/api/version")).First).ToBeVisibleAsync();
        open.ShouldBeSilent();
    }

    [Fact]
    public async Task Page_and_assets_are_kept_as_long_as_they_may_be()
    {
        using var client = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = await server.AddressAsync() };
        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        page.Headers.GetValues("Cache-Control").ShouldBe(["no-cache"]);
        var text = await page.Content.ReadAsStringAsync(Cancel);
        text.ShouldNotContain("<style");
        text.ShouldNotContain("<script>");

        var version = await (await server.ApiAsync()).GetAsync("/api/version");
        text.ShouldContain($"<meta name=\"build\" content=\"{version["build"]}\"");

        var script = text.Split('"').Single(part => part.StartsWith("/assets/index-", StringComparison.Ordinal) && part.EndsWith(".js", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Get, script);
        request.Headers.Add("Accept-Encoding", "gzip, br");
        using var plainClient = new HttpClient { BaseAddress = client.BaseAddress };
        using var asset = await plainClient.SendAsync(request, Cancel);
        asset.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        asset.Headers.GetValues("Cache-Control").ShouldBe(["public, max-age=31536000, immutable"]);
        using var whole = await client.GetAsync(new Uri(script, UriKind.Relative), Cancel);
        (await whole.Content.ReadAsStringAsync(Cancel)).Length.ShouldBeGreaterThan((int)asset.Content.Headers.ContentLength!.Value);
    }
}
