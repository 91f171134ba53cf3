using Shouldly;
using Throughline.Domain.Access;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>Whether anything happens elsewhere is told by nothing; what is one's own is there on every node at once.</summary>
public sealed class NothingForeignTests
{
    [Fact]
    public async Task The_list_of_projects_stays_the_same_while_others_work_and_changes_with_what_is_seen()
    {
        await using var server = await TestServer.StartAsync();
        var (mine, other) = (await server.Api.CreateProjectAsync("MINE"), await server.Api.CreateProjectAsync("OTHER"));
        var accounts = new Accounts(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());
        var person = await accounts.PersonAsync("one");
        await accounts.AddAsync(new(Guid.Parse(mine.Id)), person, Role.Viewer);
        using var api = server.Api.As(person.Token.Value["Bearer ".Length..]);
        var first = (await api.GetAsync("/api/projects")).ShouldBe(200);

        await server.Api.CreateStoryAsync("Foreign", $"\"projectId\":\"{other.Id}\"");
        await accounts.PersonAsync("two");

        var second = (await api.GetAsync("/api/projects")).ShouldBe(200);
        (second.ETag, second.Position).ShouldBe((first.ETag, first.Position));
        (await api.GetAsync("/api/projects", ("If-None-Match", first.ETag!))).ShouldBe(304);

        await server.Api.CreateStoryAsync("Mine", $"\"projectId\":\"{mine.Id}\"");
        var third = (await api.GetAsync("/api/projects", ("If-None-Match", first.ETag!))).ShouldBe(200);
        third.Position.ShouldBeGreaterThan(first.Position);
        await accounts.AddAsync(new(Guid.Parse(other.Id)), person, Role.Viewer);
        var fourth = (await api.GetAsync("/api/projects", ("If-None-Match", third.ETag!))).ShouldBe(200);
        await accounts.RemoveAsync(new(Guid.Parse(other.Id)), person);
        (await api.GetAsync("/api/projects", ("If-None-Match", fourth.ETag!))).ShouldBe(200)["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_one_node_made_another_reads_and_changes_at_once()
    {
        await using var server = await TestServer.StartAsync();
        var other = await server.AddNodeAsync();
        for (var i = 0; i < 20; i++)
        {
            var project = await server.Api.CreateProjectAsync($"AT{i}");
            (await other.Api.GetAsync($"/api/projects/{project.Id}")).ShouldBe(200);
            project = await server.Api.CreateProjectAsync($"MEM{i}");
            (await other.Api.GetAsync($"/api/projects/{project.Id}/members")).ShouldBe(200);
            project = await server.Api.CreateProjectAsync($"EDIT{i}");
            (await other.Api.PatchAsync($"/api/projects/{project.Id}", """{"name":"Changed"}""")).ShouldBe(200);
        }
        var accounts = new Accounts(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());
        var person = await accounts.PersonAsync("one");
        var mine = await server.Api.CreateProjectAsync("MINE");
        using var api = other.Api.As(person.Token.Value["Bearer ".Length..]);
        await accounts.AddAsync(new(Guid.Parse(mine.Id)), person, Role.Owner);
        (await api.PatchAsync($"/api/projects/{mine.Id}", """{"name":"Changed"}""")).ShouldBe(200);
    }
}
