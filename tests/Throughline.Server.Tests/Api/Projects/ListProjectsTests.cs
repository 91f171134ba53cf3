using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Projects;

public sealed class ListProjectsTests
{
    [Fact]
    public async Task Projects_come_by_key_page_by_page()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Api.GetAsync("/api/projects")).Text.ShouldBe("""{"items":[],"nextCursor":null}""");
        string[] keys = ["ZZ", "A1", "AA", "A0", "B2"];
        foreach (var key in keys)
            await server.Api.CreateProjectAsync(key);

        var pages = await server.Api.PagesAsync("/api/projects?limit=2");

        pages.Select(p => p.Count).ShouldBe([2, 2, 1]);
        pages.SelectMany(p => p).Select(i => (string?)i["key"]).ShouldBe(keys.Order(StringComparer.Ordinal));
    }
}
