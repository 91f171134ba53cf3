using Shouldly;
using Throughline.Domain.Access;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Audit;

/// <summary>What people download of themselves is theirs, whole, and nobody else's.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task It_has_all_that_is_theirs_and_nothing_of_anybody_else()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        var person = cast[Part.Member];
        using var api = cast.As(person);
        using var owner = cast.As(Part.Owner);
        await api.CreateStoryAsync("Written by them", $"\"projectId\":\"{cast.Project}\"");
        await owner.CreateStoryAsync("Written by somebody else", $"\"projectId\":\"{cast.Project}\"");
        await owner.PatchAsync($"/api/projects/{cast.Project}/members/{person.Id}", """{"role":"Owner"}""");
        await owner.GetAsync("/api/users/me");
        await server.Node.WriteUsesAsync();

        var export = (await api.GetAsync("/api/users/me/export")).ShouldBe(200);
        ((string?)export["account"]!["email"]).ShouldBe("the-member@example.com");
        ((string?)export["memberships"]![0]!["role"]).ShouldBe("Owner");
        export["tokens"]!.AsArray().Count.ShouldBe(5);
        export["signIns"]!.AsArray().Count.ShouldBe(1);
        ((string?)export["uses"]![0]!["address"]).ShouldBe("127.0.0.1");
        var facts = export["facts"]!.AsArray().Select(f => f!).ToList();
        facts.Select(f => (string)f["type"]!).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(["member.added", "member.edited", "story.created", "token.created", "user.created", "user.signedIn"]);
        facts.Select(f => (long)f["position"]!).ShouldBeInOrder();
        facts.Where(f => (bool)f["isOwn"]!).Select(f => (string)f["type"]!).ShouldBe(["story.created"]);
        ((string?)facts.Single(f => (bool)f["isOwn"]!)["data"]!["title"]).ShouldBe("Written by them");

        export.Text.ShouldNotContain("Written by somebody else");
        export.Text.ShouldNotContain("tl_");
        foreach (var other in Enum.GetValues<Part>().Where(p => p is not (Part.Nobody or Part.Member)))
        {
            export.Text.ShouldNotContain(Cast.NameOf(other));
            export.Text.ShouldNotContain(cast[other].Id.ToString());
            export.Text.ShouldNotContain(cast[other].TokenId.ToString());
        }
    }

    [Fact]
    public async Task What_they_did_in_a_project_that_they_left_is_there_but_not_what_it_says()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        using var api = cast.As(Part.Member);
        await api.CreateStoryAsync("A secret of the project", $"\"projectId\":\"{cast.Project}\"");
        (await api.DeleteAsync($"/api/projects/{cast.Project}/members/{cast[Part.Member].Id}", ifMatch: null)).ShouldBe(204);

        var export = (await api.GetAsync("/api/users/me/export")).ShouldBe(200);
        export.Text.ShouldNotContain("A secret of the project");
        var left = export["facts"]!.AsArray().Single(f => (string?)f!["type"] == "story.created")!;
        left["data"].ShouldBeNull();
        export["memberships"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_administrator_did_to_others_does_not_tell_of_them()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        using var admin = cast.As(Part.Administrator);
        (await admin.PatchAsync($"/api/users/{cast[Part.Viewer].Id}", """{"isAdministrator":true}""")).ShouldBe(200);
        var export = (await admin.GetAsync("/api/users/me/export")).ShouldBe(200);
        var edited = export["facts"]!.AsArray().Single(f => (string?)f!["type"] == "user.edited")!;
        (edited["subjectId"], edited["data"]).ShouldBe((null, null));
        ((bool)edited["isOwn"]!).ShouldBeTrue();
        export.Text.ShouldNotContain(cast[Part.Viewer].Id.ToString());
    }
}
