using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Throughline.Server.Tests.Statistics;
using Xunit;

namespace Throughline.Server.Tests.Cli.Import;

/// <summary>Real stories of real projects go in once, say what they said, and every count agrees.</summary>
public sealed class RealStoriesTests(ImportServer server, ITestOutputHelper output) : IClassFixture<ImportServer>
{
    [Theory]
    [MemberData(nameof(RealStories.Files), MemberType = typeof(RealStories))]
    public async Task A_file_is_imported_whole_and_again_without_a_change(string name, int rows)
    {
        var file = RealStories.Path(name);
        using var target = await server.NewProjectAsync();

        var (exitCode, said, errors) = await target.ImportAsync(file);
        output.WriteLine(said);
        errors.ShouldBeEmpty();
        exitCode.ShouldBe(0);
        said.ShouldContain($"{name}: {rows} rows, UTF-8, comma between columns\n");
        said.ShouldContain("key = issuekey, title = title, description = description, points = storypoint; ignored: split_mark\n");
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].ShouldMatch($@"^{rows} new, 0 changed, 0 unchanged, 0 refused in [\d.]+ s \(\d+ stories/s\)$");

        await ShouldSayWhatTheFileSaysAsync(target, file, rows);
        await CountsShouldAgreeAsync(target, rows);

        var before = await server.Server.FootprintAsync();
        var again = await target.ImportAsync(file);
        output.WriteLine(again.Output);
        again.ExitCode.ShouldBe(0);
        again.Output.ShouldContain($"\n0 new, 0 changed, {rows} unchanged, 0 refused in ");
        (await server.Server.FootprintAsync()).ShouldBe(before);
    }

    static async Task ShouldSayWhatTheFileSaysAsync(ImportTarget target, string file, int rows)
    {
        var stories = await target.StoriesAsync();
        stories.Count.ShouldBe(rows);
        using var reader = CsvReader.FromFile(file);
        for (var i = 0; reader.Read(); i++)
        {
            var (title, points) = (reader.GetString("title").Trim(), reader.GetString("storypoint"));
            stories[i].ShouldBe(new Imported(reader.GetString("issuekey"), title, reader.GetString("description"), 0, 0, "[]",
                $"{title} {int.Parse(points, CultureInfo.InvariantCulture) * 3600}"));
        }
    }

    async Task CountsShouldAgreeAsync(ImportTarget target, int rows)
    {
        var api = server.Server.Api;
        var listed = (await api.PagesAsync($"/api/stories?projectId={target.Id}&limit=500")).SelectMany(p => p).ToList();
        listed.Count.ShouldBe(rows);
        listed.Select(s => (string?)s["externalKey"]).ShouldBeUnique();

        await Following.ReachedAsync(server.Server.Database.DataSource, server.Server.Node.Get<Journal.JournalTail>().Last.Value);
        var statistics = (await api.GetAsync($"/api/statistics?projectId={target.Id}&resolution=day&series=stories.created,tasks.created,stories.open,tasks.open")).ShouldBe(200);
        statistics["series"]!.AsArray().Select(s => (string?)s!["name"]).ShouldBe(["stories.created", "tasks.created", "stories.open", "tasks.open"]);
        var buckets = statistics["buckets"]!.AsArray();
        Sum(buckets, "counts", 0).ShouldBe(rows);
        Sum(buckets, "counts", 1).ShouldBe(rows);
        buckets[^1]!["sums"]!.AsArray().Skip(2).Select(s => (long)s!).ShouldBe([rows, rows]);

        using var folder = new TestFolder("recount");
        var recount = await ServerProcess.RunAsync(folder.Path, ["recount", "--postgres", server.Server.Database.ConnectionString]);
        recount.ExitCode.ShouldBe(0, recount.Output);
    }

    static long Sum(JsonArray buckets, string what, int series) => buckets.Sum(b => (long)b![what]![series]!);
}
