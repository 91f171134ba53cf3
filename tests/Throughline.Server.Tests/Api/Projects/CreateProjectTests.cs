using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Projects;

public sealed class CreateProjectTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task A_project_has_what_it_was_told_and_the_rest_begins_at_nothing()
    {
        var made = await _api.CreateProjectAsync("P2", "Ärende 漢字 🚀");

        ((string?)made["key"]).ShouldBe("P2");
        ((string?)made["name"]).ShouldBe("Ärende 漢字 🚀");
        ((int?)made["storyCount"]).ShouldBe(0);
        ((int?)made["version"]).ShouldBe(1);
        ((string?)made["updatedAt"]).ShouldBe((string?)made["createdAt"]);
        made.ETag.ShouldBe("\"1\"");
        made.Header("Location").ShouldBe($"/api/projects/{made.Id}");
        var read = (await _api.GetAsync(made.Header("Location")!)).ShouldBe(200);
        read.Text.ShouldBe(made.Text);
        read.ETag.ShouldBe(made.ETag);
    }

    [Fact]
    public async Task A_key_belongs_to_one_project()
    {
        await _api.CreateProjectAsync("TWICE");
        var before = await shared.Server.FootprintAsync();

        (await _api.PostAsync("/api/projects", """{"key":"TWICE","name":"Again"}""")).ShouldBeProblem(409, "key-taken");

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_deleted_projects_key_may_be_used_again()
    {
        var first = await _api.CreateProjectAsync("AGAIN");
        (await _api.PatchAsync($"/api/projects/{first.Id}", """{"isArchived":true}""")).ShouldBe(200);
        (await _api.DeleteAsync($"/api/projects/{first.Id}?confirm=AGAIN")).ShouldBe(204);

        (await _api.CreateProjectAsync("AGAIN")).Id.ShouldNotBe(first.Id);
    }

    [Theory]
    [InlineData("""{"key":"A","name":"n"}""", "key")]
    [InlineData("""{"key":"ABCDEFGHIJK","name":"n"}""", "key")]
    [InlineData("""{"key":"ab","name":"n"}""", "key")]
    [InlineData("""{"key":"1A","name":"n"}""", "key")]
    [InlineData("""{"key":"A-B","name":"n"}""", "key")]
    [InlineData("""{"key":"ÅÄ","name":"n"}""", "key")]
    [InlineData("""{"key":null,"name":"n"}""", "key")]
    [InlineData("""{"name":"n"}""", "key")]
    [InlineData("""{"key":"AB"}""", "name")]
    [InlineData("""{"key":"AB","name":" "}""", "name")]
    [InlineData("""{"key":"AB","name":"a\nb"}""", "name")]
    [InlineData("""{"key":7,"name":"n"}""", "key")]
    public async Task A_bad_project_is_refused_at_its_field(string body, string field)
    {
        var before = await shared.Server.FootprintAsync();

        (await _api.PostAsync("/api/projects", body)).ShouldBeProblem(400, "invalid-input", field);

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Everything_wrong_is_told_at_once() =>
        (await _api.PostAsync("/api/projects", $$"""{"key":"","name":"{{new string('n', 101)}}"}""")).ShouldBeProblem(400, "invalid-input", "key", "name");
}
