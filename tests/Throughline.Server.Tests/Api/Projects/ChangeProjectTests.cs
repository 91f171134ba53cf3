using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Projects;

public sealed class ChangeProjectTests(SharedServer shared) : IClassFixture<SharedServer>
{
    readonly ApiClient _api = shared.Server.Api;

    [Fact]
    public async Task A_new_name_is_a_new_version()
    {
        var made = await _api.CreateProjectAsync("REN");

        var renamed = (await _api.PatchAsync($"/api/projects/{made.Id}", """{"name":"Renamed"}""", made.ETag)).ShouldBe(200);

        ((string?)renamed["name"]).ShouldBe("Renamed");
        renamed.ETag.ShouldBe("\"2\"");
        (await _api.GetAsync($"/api/projects/{made.Id}")).Text.ShouldBe(renamed.Text);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"name":"Same"}""")]
    [InlineData("""{"isArchived":false}""")]
    public async Task What_changes_nothing_is_no_fact_and_no_version(string body)
    {
        var made = await _api.CreateProjectAsync($"SAME{body.Length}", "Same");
        var before = await shared.Server.FootprintAsync();

        var same = (await _api.PatchAsync($"/api/projects/{made.Id}", body, made.ETag)).ShouldBe(200);

        same.ETag.ShouldBe(made.ETag);
        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"key":"other"}""", "key")]
    [InlineData("""{"key":null}""", "key")]
    [InlineData("""{"isArchived":null}""", "isArchived")]
    public async Task A_bad_change_is_refused_at_its_field(string body, string field)
    {
        var made = await _api.CreateProjectAsync($"BAD{body.Length}");
        var before = await shared.Server.FootprintAsync();

        (await _api.PatchAsync($"/api/projects/{made.Id}", body)).ShouldBeProblem(400, "invalid-input", field);

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }
}
