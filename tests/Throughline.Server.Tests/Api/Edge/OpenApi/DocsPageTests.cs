using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge.OpenApi;

public sealed partial class DocsPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_page_and_all_it_needs_come_from_this_server_alone()
    {
        var api = shared.Server.Api;
        (await api.GetAsync("/docs")).ShouldBe(301).Header("Location").ShouldBe("docs/index.html");

        var page = (await api.GetAsync("/docs/index.html")).ShouldBe(200);

        page.ContentType.ShouldBe("text/html; charset=utf-8");
        var policy = page.Header("Content-Security-Policy").ShouldNotBeNull();
        policy.ShouldStartWith("default-src 'none'; script-src 'self';");
        policy.ShouldNotContain("http");
        // A script in the page itself would not be run.
        page.Text.ShouldNotContain("<script>");
        var parts = Links().Matches(page.Text).Select(m => m.Groups["link"].Value).ToList();
        parts.ShouldContain("throughline.css");
        foreach (var part in parts)
        {
            part.ShouldNotContain("//");
            (await api.GetAsync($"/docs/{part}")).ShouldBe(200);
        }
        (await api.GetAsync("/docs/index.js")).Text.ShouldContain("/openapi/v1.json");
        // Light and dark by the reader's system.
        (await api.GetAsync("/docs/swagger-ui.css")).Text.ShouldContain("dark-mode");
        (await api.GetAsync("/docs/throughline.css")).ContentType.ShouldBe("text/css; charset=utf-8");
        (await api.GetAsync("/docs/nothing.js")).ShouldBeProblem(404, "not-found");
    }

    [GeneratedRegex("(?:src|href)=['\"](?<link>[^'\"]+)['\"]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
