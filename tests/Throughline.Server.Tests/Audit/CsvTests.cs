using CsvHelper;
using Shouldly;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Audit;

/// <summary><c>GET /api/audit.csv</c>: the same as the list, as a table that is safe to open.</summary>
public sealed class CsvTests(CastServer shared) : IClassFixture<CastServer>
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://example.com\",\"a\")")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("a, \"quoted\" story")]
    public async Task What_a_spreadsheet_would_take_for_a_formula_is_a_text(string title)
    {
        using var owner = shared.Cast.As(Part.Owner);
        var story = await owner.CreateStoryAsync(title, $"\"projectId\":\"{shared.Cast.Project}\"");
        var csv = (await owner.GetAsync($"/api/audit.csv?thing={story.Id}")).ShouldBe(200);
        csv.ContentType.ShouldBe("text/csv; charset=utf-8");
        var rows = Rows(csv.Text);
        rows[0][..3].ShouldBe(["position", "at", "type"]);
        var subject = rows[1][Array.IndexOf(rows[0], "subject")];
        subject.ShouldBe(title[0] == 'a' ? title : "'" + title);
        rows.Count.ShouldBe(2);
        foreach (var field in rows[1])
            "=+-@\t\r".ShouldNotContain(field.Length == 0 ? 'x' : field[0]);
    }

    [Fact]
    public async Task It_has_every_page_in_the_order_of_the_list()
    {
        using var owner = shared.Cast.As(Part.Owner);
        var lines = string.Join('\n', Enumerable.Range(0, 1100).Select(i => $$"""{"projectId":"{{shared.Cast.Project}}","title":"Story {{i}}"}"""));
        (await owner.SendAsync(HttpMethod.Post, "/api/stories/batch", ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(lines), "application/x-ndjson"))).ShouldBe(200);
        var rows = Rows((await owner.GetAsync($"/api/audit.csv?projectId={shared.Cast.Project}&types=story.created")).ShouldBe(200).Text);
        var positions = rows.Skip(1).Select(r => long.Parse(r[0])).ToList();
        positions.Count.ShouldBeGreaterThan(1100);
        positions.ShouldBe(positions.Distinct().OrderDescending());
        rows.ShouldAllBe(r => r.Length == rows[0].Length);
    }

    [Fact]
    public async Task It_is_as_closed_as_the_list()
    {
        using var viewer = shared.Cast.As(Part.Viewer);
        using var stranger = shared.Cast.As(Part.Stranger);
        (await viewer.GetAsync($"/api/audit.csv?projectId={shared.Cast.Project}")).ShouldBeProblem(403, "forbidden");
        (await stranger.GetAsync($"/api/audit.csv?projectId={shared.Cast.Project}")).ShouldBeProblem(404, "not-found");
        (await stranger.GetAsync("/api/audit.csv")).ShouldBe(200).Text.ShouldNotContain("OURS");
        (await viewer.GetAsync("/api/audit.csv?from=x")).ShouldBeProblem(400, "invalid-input", "from");
    }

    static List<string[]> Rows(string csv)
    {
        var rows = new List<string[]>();
        using var reader = CsvReader.Create(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)), new CsvReaderOptions { HasHeader = false });
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))]);
        return rows;
    }
}
