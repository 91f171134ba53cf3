using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Audit;
using Throughline.Server.Tests.Live;
using Xunit;

namespace Throughline.Server.Tests.Api.Labels;

/// <summary>Labels of a project and their colours.</summary>
public sealed class LabelTests
{
    [Fact]
    public async Task A_label_has_the_colour_it_was_given_until_it_is_taken()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        using var member = cast.As(Part.Member);
        await member.PatchAsync($"/api/stories/{cast.Story}", """{"labels":["ui","api"]}""");
        await member.PatchAsync($"/api/stories/{await cast.NewStoryAsync()}", """{"labels":["api"]}""");

        (await ColorAsync(member, cast, "api", "Blue")).ShouldBe(204);
        (await ColorAsync(member, cast, "never used / yet", "Pink")).ShouldBe(204);
        (await LabelsAsync(member, cast)).ShouldBe(["api Blue 2", "ui  1", "never used / yet Pink 0"]);

        (await ColorAsync(member, cast, "api", "Green")).ShouldBe(204);
        (await ColorAsync(member, cast, "never used / yet", null)).ShouldBe(204);
        (await LabelsAsync(member, cast)).ShouldBe(["api Green 2", "ui  1"]);

        var colored = (await cast.As(Part.Owner).AuditAsync($"?projectId={cast.Project}&types=label.*&limit=500")).Reverse().Select(e => e["changes"]!["color"]!.ToJsonString());
        colored.ShouldBe(["""{"old":null,"new":"Blue"}""", """{"old":null,"new":"Pink"}""", """{"old":"Blue","new":"Green"}""", """{"old":"Pink","new":null}"""]);
    }

    [Fact]
    public async Task What_changes_nothing_leaves_no_fact_and_what_is_no_label_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        using var member = cast.As(Part.Member);
        using var owner = cast.As(Part.Owner);
        (await ColorAsync(member, cast, "one", "Red")).ShouldBe(204);
        (await ColorAsync(member, cast, "one", "Red")).ShouldBe(204);
        (await ColorAsync(member, cast, "two", null)).ShouldBe(204);
        (await owner.AuditAsync($"?projectId={cast.Project}&types=label.*")).Length.ShouldBe(1);

        (await ColorAsync(member, cast, " ", "Red")).ShouldBeProblem(400, "invalid-input", "name");
        (await ColorAsync(member, cast, new string('l', 51), "Red")).ShouldBeProblem(400, "invalid-input", "name");
        (await ColorAsync(member, cast, "one", "Transparent")).ShouldBeProblem(400, "invalid-input", "color");
        (await ColorAsync(cast.As(Part.Viewer), cast, "one", "Blue")).ShouldBeProblem(403, "forbidden");
        (await ColorAsync(cast.As(Part.Stranger), cast, "one", "Blue")).ShouldBeProblem(404, "not-found");
        // Another project's label is another label.
        (await LabelsAsync(cast.As(Part.Owner), cast)).ShouldBe(["one Red 0"]);
    }

    static Task<Reply> ColorAsync(ApiClient api, Cast cast, string name, string? color) => api.SendAsync(
        HttpMethod.Put, $"/api/projects/{cast.Project}/labels",
        new StringContent(new JsonObject { ["name"] = name, ["color"] = color }.ToJsonString(), System.Text.Encoding.UTF8, "application/json"));

    static async Task<string[]> LabelsAsync(ApiClient api, Cast cast) =>
        [.. (await api.GetAsync($"/api/projects/{cast.Project}/labels")).ShouldBe(200)["items"]!.AsArray().Select(l => $"{l!["name"]} {l["color"]} {l["stories"]}")];
}
