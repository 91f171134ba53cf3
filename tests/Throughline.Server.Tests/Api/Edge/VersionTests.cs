using Shouldly;
using Throughline.Server.Tests.Api.Stories;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge;

/// <summary>Nobody overwrites what they have not seen.</summary>
public sealed class VersionTests(ServerWithProject shared) : IClassFixture<ServerWithProject>
{
    readonly ApiClient _api = shared.Server.Api;

    public static TheoryData<string> Nouns => new("projects", "stories", "tasks");

    [Theory]
    [MemberData(nameof(Nouns))]
    public async Task A_change_needs_a_version(string noun)
    {
        var path = await MakeAsync(noun);
        var before = await shared.Server.FootprintAsync();

        (await _api.PatchAsync(path, "{}", ifMatch: null)).ShouldBeProblem(428, "version-required");
        (await _api.DeleteAsync(path, ifMatch: null)).ShouldBeProblem(428, "version-required");

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Nouns))]
    public async Task A_stale_version_is_refused_until_the_thing_is_read_again(string noun)
    {
        var path = await MakeAsync(noun);
        var member = noun == "projects" ? "name" : "title";
        (await _api.PatchAsync(path, $$"""{"{{member}}":"First"}""", "\"1\"")).ShouldBe(200);
        var before = await shared.Server.FootprintAsync();

        (await _api.PatchAsync(path, $$"""{"{{member}}":"Second"}""", "\"1\"")).ShouldBeProblem(412, "stale-version");
        (await _api.PatchAsync(path, $$"""{"{{member}}":"Second"}""", "\"3\"")).ShouldBeProblem(412, "stale-version");
        (await _api.DeleteAsync(path, "\"1\"")).ShouldBeProblem(412, "stale-version");
        (await shared.Server.FootprintAsync()).ShouldBe(before);

        var tag = (await _api.GetAsync(path)).ETag;
        (await _api.PatchAsync(path, $$"""{"{{member}}":"Second"}""", tag)).ShouldBe(200).ETag.ShouldBe("\"3\"");
        // A proxy that compresses weakens the tag; the version is the same.
        (await _api.PatchAsync(path, $$"""{"{{member}}":"Third"}""", "W/\"3\"")).ShouldBe(200);
        (await _api.PatchAsync(path, $$"""{"{{member}}":"Fourth"}""", "*")).ShouldBe(200).ETag.ShouldBe("\"5\"");
        var last = "\"5\"";
        if (noun == "projects")
        {
            // What holds so much is archived first, and named.
            var archived = (await _api.PatchAsync(path, """{"isArchived":true}""", last)).ShouldBe(200);
            (path, last) = ($"{path}?confirm={archived["key"]}", archived.ETag!);
        }
        (await _api.DeleteAsync(path, last)).ShouldBe(204);
        (await _api.DeleteAsync(path, last)).ShouldBeProblem(404, "not-found");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"\"")]
    [InlineData("\"one\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"1")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("\"99999999999\"")]
    [InlineData("W/1")]
    public async Task What_is_no_version_of_ours_is_refused(string ifMatch)
    {
        var path = await MakeAsync("stories");

        (await _api.PatchAsync(path, """{"title":"No"}""", ifMatch)).ShouldBeProblem(400, "invalid-input", "If-Match");
        (await _api.GetAsync(path)).ETag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task Of_many_who_change_the_same_version_one_succeeds()
    {
        var path = await MakeAsync("stories");

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => _api.PatchAsync(path, $$"""{"title":"Writer {{i}}"}""", "\"1\"")));

        replies.Count(r => r.Status == 200).ShouldBe(1);
        replies.Count(r => r.Status == 412).ShouldBe(39);
        (await _api.GetAsync(path)).Text.ShouldBe(replies.Single(r => r.Status == 200).Text);
    }

    async Task<string> MakeAsync(string noun) => noun switch
    {
        "projects" => $"/api/projects/{(await _api.CreateProjectAsync("V" + Guid.NewGuid().ToString("N")[..8].ToUpperInvariant())).Id}",
        "stories" => $"/api/stories/{(await StoryAsync()).Id}",
        _ => $"/api/tasks/{(await _api.AddTaskAsync((await StoryAsync()).Id)).Id}",
    };

    Task<Reply> StoryAsync() => _api.CreateStoryAsync(more: $"\"projectId\":\"{shared.ProjectId}\"");
}
