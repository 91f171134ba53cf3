using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Stories;

public sealed class ProjectOfStoryTests
{
    [Fact]
    public async Task The_project_may_be_left_out_only_while_there_is_exactly_one()
    {
        await using var server = await TestServer.StartAsync();
        var api = server.Api;
        (await api.PostAsync("/api/stories", """{"title":"Too early"}""")).ShouldBeProblem(400, "invalid-input", "projectId");
        (await api.GetAsync("/api/stories")).ShouldBeProblem(400, "invalid-input", "projectId");

        var first = await api.CreateProjectAsync("ONE");
        ((string?)(await api.CreateStoryAsync())["projectId"]).ShouldBe(first.Id);

        var second = await api.CreateProjectAsync("TWO");
        (await api.PostAsync("/api/stories", """{"title":"Whose?"}""")).ShouldBeProblem(400, "invalid-input", "projectId");
        (await api.GetAsync("/api/tasks")).ShouldBeProblem(400, "invalid-input", "projectId");
        ((string?)(await api.CreateStoryAsync(more: $"\"projectId\":\"{second.Id}\""))["key"]).ShouldBe("TWO-1");

        (await api.GetAsync($"/api/stories?projectId={second.Id}"))["items"]!.AsArray().Count.ShouldBe(1);
        (await api.GetAsync("/api/stories?projectId=01890a5d-ac96-774b-bcce-b302099a8057")).ShouldBeProblem(400, "invalid-input", "projectId");
        (await api.PostAsync("/api/stories", """{"title":"Nowhere","projectId":"01890a5d-ac96-774b-bcce-b302099a8057"}"""))
            .ShouldBeProblem(400, "invalid-input", "projectId");
    }

    [Fact]
    public async Task A_project_made_on_one_node_is_known_on_the_other()
    {
        await using var server = await TestServer.StartAsync();
        var other = await server.AddNodeAsync();
        for (var i = 0; i < 20; i++)
        {
            var project = await server.Api.CreateProjectAsync($"N{i}");

            var made = (await other.Api.PostAsync("/api/stories", $$"""{"title":"Over there","projectId":"{{project.Id}}"}""")).ShouldBe(201);

            ((string?)made["key"]).ShouldBe($"N{i}-1");
            (await other.Api.GetAsync($"/api/stories/{made.Id}")).ShouldBe(200);
            (await server.Api.GetAsync($"/api/stories/{made.Id}")).ShouldBe(200);
            (await other.Api.GetAsync($"/api/stories?projectId={project.Id}")).ShouldBe(200)["items"]!.AsArray().Count.ShouldBe(1);
        }
    }
}
