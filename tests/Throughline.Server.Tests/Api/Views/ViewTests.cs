using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Audit;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Views;

/// <summary>Saved views: whose they are, who sees them, and what becomes of them.</summary>
public sealed class ViewTests(CastServer shared) : IClassFixture<CastServer>
{
    Cast Cast => shared.Cast;

    [Fact]
    public async Task What_somebody_keeps_to_themselves_nobody_else_sees_or_changes_administrators_neither()
    {
        using var viewer = Cast.As(Part.Viewer);
        var secret = $"secret-{Guid.NewGuid():n}";
        var told = await ToldAsync();
        var view = (await SaveAsync(viewer, secret, isShared: false, filter: $"label:{secret}")).ShouldBe(201);
        var everywhere = (await SaveAsync(viewer, secret, isShared: false, isOfProject: false)).ShouldBe(201);

        foreach (var part in new[] { Part.Administrator, Part.Owner, Part.Member, Part.Stranger })
        {
            using var other = Cast.As(part);
            (await other.GetAsync($"/api/views?projectId={Cast.Project}")).Text.ShouldNotContain(secret);
            foreach (var id in new[] { view.Id, everywhere.Id })
            {
                (await other.GetAsync($"/api/views/{id}")).ShouldBeProblem(404, "not-found");
                (await other.PatchAsync($"/api/views/{id}", """{"name":"Taken"}""")).ShouldBeProblem(404, "not-found");
                (await other.PatchAsync($"/api/views/{id}", """{"isShared":true}""")).ShouldBeProblem(404, "not-found");
                (await other.DeleteAsync($"/api/views/{id}")).ShouldBeProblem(404, "not-found");
            }
            // No fact tells it either.
            (await other.GetAsync("/api/audit?limit=500")).Text.ShouldNotContain(secret);
        }
        (await shared.Server.AskAsync<long>($"SELECT count(*) FROM journal WHERE data::text LIKE '%{secret}%' OR subject_id IN ('{view.Id}', '{everywhere.Id}')")).ShouldBe(0);
        (await ToldAsync()).ShouldBe(told + 2);

        (await NamesAsync(viewer)).Count(n => n == $"{secret} own").ShouldBe(2);
        (await viewer.PatchAsync($"/api/views/{view.Id}", """{"name":"Still mine"}""", "\"1\"")).ShouldBe(200).ETag.ShouldBe("\"2\"");
        (await viewer.PatchAsync($"/api/views/{view.Id}", """{"name":"Stale"}""", "\"1\"")).ShouldBeProblem(412, "stale-version");
        (await viewer.PatchAsync($"/api/views/{view.Id}", """{"name":"Which?"}""", ifMatch: null)).ShouldBeProblem(428, "version-required");
        (await viewer.DeleteAsync($"/api/views/{view.Id}", "\"2\"")).ShouldBe(204);
        (await viewer.GetAsync($"/api/views/{view.Id}")).ShouldBeProblem(404, "not-found");

        Task<long> ToldAsync() => shared.Server.AskAsync<long>($"SELECT count(*) FROM journal WHERE data ->> 'field' = 'view' AND audience = 1 AND subject_id = '{Cast[Part.Viewer].Id}'");
    }

    [Fact]
    public async Task What_is_shared_everybody_in_the_project_sees_and_those_change_who_write_in_it()
    {
        using var member = Cast.As(Part.Member);
        using var viewer = Cast.As(Part.Viewer);
        using var worker = Cast.As(Part.Worker);
        using var stranger = Cast.As(Part.Stranger);
        using var owner = Cast.As(Part.Owner);
        var name = $"Shared {Guid.NewGuid():n}";
        var view = (await SaveAsync(member, name, isShared: true)).ShouldBe(201);
        foreach (var reader in new[] { viewer, worker })
        {
            (await SaveAsync(reader, "Ours", isShared: true)).ShouldBeProblem(403, "forbidden");
            var own = (await SaveAsync(reader, "For me", isShared: false)).ShouldBe(201);
            (await reader.PatchAsync($"/api/views/{own.Id}", """{"isShared":true}""")).ShouldBeProblem(403, "forbidden");
            (await NamesAsync(reader)).ShouldContain($"{name} shared");
            (await reader.PatchAsync($"/api/views/{view.Id}", """{"name":"Mine"}""")).ShouldBeProblem(403, "forbidden");
            (await reader.PatchAsync($"/api/views/{view.Id}", """{"isShared":false}""")).ShouldBeProblem(403, "forbidden");
            (await reader.DeleteAsync($"/api/views/{view.Id}")).ShouldBeProblem(403, "forbidden");
        }
        foreach (var isShared in new[] { true, false })
            (await SaveAsync(stranger, "Ours", isShared)).ShouldBeProblem(400, "invalid-input", "projectId");
        var theirs = (await SaveAsync(stranger, "Theirs", isShared: false, isOfProject: false)).ShouldBe(201).Id;
        (await stranger.PatchAsync($"/api/views/{theirs}", $$"""{"projectId":"{{Cast.Project}}"}""")).ShouldBeProblem(400, "invalid-input", "projectId");
        (await stranger.GetAsync($"/api/views/{view.Id}")).ShouldBeProblem(404, "not-found");
        (await viewer.GetAsync($"/api/views/{view.Id}")).ShouldBe(200).ETag.ShouldBe("\"1\"");

        (await owner.PatchAsync($"/api/views/{view.Id}", """{"state":{"page":"Board","filter":"LABEL:api  status:Open","columns":"priority"} }""")).ShouldBe(200)["state"]!.ToJsonString()
            .ShouldBe("""{"page":"Board","filter":"label:api status:open","sort":null,"group":null,"columns":"priority","lanes":null}""");
        // What is taken back is the taker's, under the same id.
        (await owner.PatchAsync($"/api/views/{view.Id}", """{"isShared":false}""")).ShouldBe(200);
        (await viewer.GetAsync($"/api/views/{view.Id}")).ShouldBeProblem(404, "not-found");
        (await member.GetAsync($"/api/views/{view.Id}")).ShouldBeProblem(404, "not-found");
        (await NamesAsync(owner)).ShouldContain($"{name} own");
        var told = (await owner.AuditAsync($"?projectId={Cast.Project}&thing={view.Id}")).Select(e => (string)e["type"]!).Reverse();
        told.ShouldBe(["view.created", "view.edited", "view.deleted"]);
        await ShouldFoldAsync();
    }

    [Fact]
    public async Task What_is_no_view_is_refused_and_a_filter_is_told_where_it_is_wrong()
    {
        using var member = Cast.As(Part.Member);
        foreach (var (body, field) in new[]
        {
            ("""{"name":" ","state":{"page":"Stories"} }""", "name"), ("""{"name":"a","state":{"page":"Board","sort":"created"} }""", "state.sort"),
            ("""{"name":"a","isShared":true,"state":{"page":"Board"} }""", "projectId"), ($$"""{"name":"{{new string('n', 101)}}","state":{"page":"Board"} }""", "name"),
        })
            (await member.PostAsync("/api/views", body)).ShouldBeProblem(400, "invalid-input", field);
        (await member.PostAsync("/api/views", """{"name":"a","state":{"page":"Wall"} }""")).ShouldBe(400);
        (await member.PostAsync("/api/views", """{"name":"a"}""")).ShouldBe(400);
        ((int)(await SaveAsync(member, "a", isShared: false, filter: "label:api status:opened")).ShouldBeProblem(400, "invalid-filter", "filter")["filterErrors"]![0]!["offset"]!).ShouldBe(17);
    }

    [Fact]
    public async Task They_go_with_their_project_and_with_whose_they_are()
    {
        var node = shared.Server.Node;
        var project = (await node.Api.CreateProjectAsync("VIEWED")).Id;
        var person = await Cast.Accounts.PersonAsync("leaver");
        await Cast.Accounts.AddAsync(new(Guid.Parse(project)), person, Role.Member);
        using var api = Cast.As(person);
        (await SaveAsync(api, "Of the project", isShared: true, project: project)).ShouldBe(201);
        (await SaveAsync(api, "In the project", isShared: false, project: project)).ShouldBe(201);
        (await SaveAsync(api, "Everywhere", isShared: false, isOfProject: false)).ShouldBe(201);
        var export = (await api.GetAsync("/api/users/me/export")).ShouldBe(200);
        export["views"]!.AsArray().Select(v => (string)v!["name"]!).ShouldBe(["In the project", "Everywhere"]);

        (await node.Api.PatchAsync($"/api/projects/{project}", """{"isArchived":true}""")).ShouldBe(200);
        (await SaveAsync(api, "Too late", isShared: true, project: project)).ShouldBeProblem(409, "project-archived");
        (await node.Api.DeleteAsync($"/api/projects/{project}?confirm=VIEWED")).ShouldBe(204);
        await Until.TrueAsync("the views of the project are swept away", async () => await CountAsync($"project_id = '{project}'") == 0);
        (await CountAsync($"owner_id = '{person.Id}'")).ShouldBe(1);
        (await node.Api.SendAsync(HttpMethod.Delete, $"/api/users/{person.Id}", ApiClient.Json("""{"email":"leaver@example.com"}"""))).ShouldBe(204);
        (await CountAsync($"owner_id = '{person.Id}'")).ShouldBe(0);
        await ShouldFoldAsync();
    }

    Task<Reply> SaveAsync(ApiClient api, string name, bool isShared, string filter = "status:open", bool isOfProject = true, string? project = null) => api.PostAsync("/api/views", new JsonObject
    {
        ["projectId"] = isOfProject ? project ?? Cast.Project.ToString() : null,
        ["isShared"] = isShared,
        ["name"] = name,
        ["state"] = new JsonObject { ["page"] = "Stories", ["filter"] = filter, ["sort"] = "-updated" },
    }.ToJsonString());

    async Task<List<string>> NamesAsync(ApiClient api) =>
        [.. (await api.GetAsync($"/api/views?projectId={Cast.Project}")).ShouldBe(200)["items"]!.AsArray().Select(v => $"{v!["name"]} {((bool)v["isShared"]! ? "shared" : "own")}")];

    Task<long> CountAsync(string condition) => shared.Server.AskAsync<long>($"SELECT count(*) FROM views WHERE {condition}");

    async Task ShouldFoldAsync()
    {
        var rows = await TableRows.ReadAsync(shared.Server.Database.DataSource, TestContext.Current.CancellationToken);
        var state = new State();
        foreach (var entry in await shared.Server.Node.Get<JournalReader>().ReadAsync(Position.Start, int.MaxValue, TestContext.Current.CancellationToken))
            if (entry.Position.Value <= rows.Position)
                state.Apply(entry.Fact);
        TableRows.Of(state, rows.Position).Differences(rows).ShouldBeEmpty();
    }
}
