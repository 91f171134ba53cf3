using Npgsql;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Features.Projects;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Live;
using Throughline.Server.Tests.Postgres;
using Throughline.Server.Tests.Statistics;
using Xunit;

namespace Throughline.Server.Tests.Api.Projects;

/// <summary>A deleted project is gone at its position; its rows go later.</summary>
public sealed class DeleteProjectTests
{
    static readonly string[] Lists = ["stories?", "tasks?", "work?", "statistics?", "live?", "statistics/live?"];

    [Fact]
    public async Task Only_an_archived_project_goes_and_only_by_its_key_and_version()
    {
        await using var server = await TestServer.StartAsync();
        var project = await server.Api.CreateProjectAsync("GONE");
        (await server.Api.DeleteAsync($"/api/projects/{project.Id}?confirm=GONE")).ShouldBeProblem(409, "project-not-archived");
        (await server.Api.PatchAsync($"/api/projects/{project.Id}", """{"isArchived":true}""")).ShouldBe(200);
        var before = await server.FootprintAsync();
        (await server.Api.DeleteAsync($"/api/projects/{project.Id}")).ShouldBeProblem(400, "invalid-input", "confirm");
        (await server.Api.DeleteAsync($"/api/projects/{project.Id}?confirm=gone")).ShouldBeProblem(400, "invalid-input", "confirm");
        (await server.Api.DeleteAsync($"/api/projects/{project.Id}?confirm=GONE", ifMatch: null)).ShouldBeProblem(428, "version-required");
        (await server.Api.DeleteAsync($"/api/projects/{project.Id}?confirm=GONE", "\"1\"")).ShouldBeProblem(412, "stale-version");
        (await server.FootprintAsync()).ShouldBe(before);

        (await server.Api.DeleteAsync($"/api/projects/{project.Id}?confirm=GONE", "\"2\"")).ShouldBe(204).Text.ShouldBeEmpty();

        (await server.Api.GetAsync($"/api/projects/{project.Id}")).ShouldBeProblem(404, "not-found");
        (await server.Api.DeleteAsync($"/api/projects/{project.Id}?confirm=GONE")).ShouldBeProblem(404, "not-found");
        (await server.Api.CreateProjectAsync("GONE")).Id.ShouldNotBe(project.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_its_position_on_nobody_sees_or_changes_anything_in_it_although_the_rows_are_there(bool isAdministrator)
    {
        await using var server = await TestServer.StartAsync();
        var filled = await FillAsync(server);
        var accounts = new Accounts(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());
        var person = await accounts.PersonAsync("one", isAdministrator: isAdministrator);
        if (!isAdministrator)
            await accounts.AddAsync(new(Guid.Parse(filled.Project)), person, Role.Owner);
        using var api = server.Api.As(person.Token.Value["Bearer ".Length..]);
        (await api.GetAsync($"/api/stories/{filled.Story}")).ShouldBe(200);
        await HoldSweepAsync(server, async () =>
        {
            await DeleteAsync(server, filled.Project);
            (await server.AskAsync<long>($"SELECT count(*) FROM stories WHERE project_id = '{filled.Project}'")).ShouldBeGreaterThan(0);
            var before = await server.FootprintAsync();
            foreach (var path in new[] { $"/api/projects/{filled.Project}", $"/api/projects/{filled.Project}/members", $"/api/stories/{filled.Story}", $"/api/tasks/{filled.Task}" })
                (await api.GetAsync(path)).ShouldBeProblem(404, "not-found");
            foreach (var path in Lists)
                (await api.GetAsync($"/api/{path}projectId={filled.Project}")).ShouldBeProblem(400, "invalid-input", "projectId");
            (await api.PatchAsync($"/api/stories/{filled.Story}", """{"title":"Changed"}""")).ShouldBeProblem(404, "not-found");
            (await api.DeleteAsync($"/api/stories/{filled.Story}")).ShouldBeProblem(404, "not-found");
            (await api.PatchAsync($"/api/tasks/{filled.Task}", """{"title":"Changed"}""")).ShouldBeProblem(404, "not-found");
            (await api.PostAsync($"/api/stories/{filled.Story}/tasks", """{"title":"New"}""")).ShouldBeProblem(404, "not-found");
            (await api.PostAsync("/api/stories", $$"""{"title":"New","projectId":"{{filled.Project}}"}""")).ShouldBeProblem(400, "invalid-input", "projectId");
            (await api.PatchAsync($"/api/projects/{filled.Project}", """{"isArchived":false}""")).ShouldBeProblem(404, "not-found");
            (await api.PostAsync($"/api/projects/{filled.Project}/members", """{"email":"one@example.com","role":"Owner"}""")).ShouldBeProblem(404, "not-found");
            (await server.FootprintAsync()).ShouldBe(before);
            // A start meets the rows too.
            await server.RestartAsync();
            (await server.Api.GetAsync($"/api/stories/{filled.Story}")).ShouldBeProblem(404, "not-found");
            (await server.Api.PatchAsync($"/api/stories/{filled.Story}", """{"title":"Changed"}""")).ShouldBeProblem(404, "not-found");
        });
    }

    [Fact]
    public async Task Rows_and_statistics_agree_with_the_journal_before_during_and_after_the_sweep()
    {
        await using var server = await TestServer.StartAsync();
        var (kept, filled) = (await FillAsync(server, "KEPT"), await FillAsync(server));
        await AgreeAsync(server);
        await HoldSweepAsync(server, async () =>
        {
            await DeleteAsync(server, filled.Project);
            await AgreeAsync(server);
            // As much as a sweep takes away at a time, which is not all.
            await server.AskAsync<long>($"WITH gone AS (DELETE FROM tasks WHERE project_id = '{filled.Project}' AND id <> '{filled.Task}' RETURNING 1) SELECT count(*) FROM gone");
            await AgreeAsync(server);
        });
        await SweptAsync(server, filled.Project);
        await AgreeAsync(server);
        (await server.Api.GetAsync($"/api/stories/{kept.Story}")).ShouldBe(200);
        var levels = (await server.Api.GetAsync("/api/statistics?series=stories.deleted,stories.open,tasks.open&resolution=day")).ShouldBe(200)["buckets"]!.AsArray()[^1]!;
        levels["sums"]!.AsArray().Select(s => (long)s!).ShouldBe([0, 3, 3]);
        ((long)levels["counts"]![0]!).ShouldBe(3);
    }

    [Fact]
    public async Task Streams_of_it_end_and_those_of_all_are_told_what_is_left()
    {
        await using var server = await TestServer.StartAsync();
        var (kept, gone) = (await FillAsync(server, "KEPT"), await FillAsync(server));
        var accounts = new Accounts(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());
        var person = await accounts.PersonAsync("one");
        foreach (var project in new[] { kept.Project, gone.Project })
            await accounts.AddAsync(new(Guid.Parse(project)), person, Role.Viewer);
        using var ofAll = await StreamAsync(server, "", person.Token);
        using var ofOne = await StreamAsync(server, $"?projectId={gone.Project}", person.Token);
        using var ofAdministrator = await StreamAsync(server, $"?projectId={gone.Project}", ("Authorization", InstanceOwner.Authorization));

        await DeleteAsync(server, gone.Project);

        (await FrameAsync(ofAll, "projects")).ShouldBe($$"""{"projects":["{{kept.Project}}"]}""");
        (await FrameAsync(ofOne, "projects")).ShouldBe("""{"projects":[]}""");
        (await ofOne.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldNotContain("event: facts");
        (await FrameAsync(ofAdministrator, "projects")).ShouldBe("""{"projects":[]}""");
        await ofAdministrator.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_large_project_is_swept_away_while_others_are_worked_on()
    {
        await using var server = await TestServer.StartAsync();
        var (kept, gone) = (await FillAsync(server, "KEPT"), await FillAsync(server));
        await server.AskAsync<long>($"""
            WITH made AS (INSERT INTO stories (id, project_id, number, status, priority, version, tasks_open, tasks_in_progress, tasks_done, created_at, updated_at, title, description, labels)
                SELECT gen_random_uuid(), '{gone.Project}', n, 0, 0, 1, 0, 0, 0, now(), now(), 'Story', '', '[]' FROM generate_series(1000, 60000) n RETURNING 1)
            SELECT count(*) FROM made
            """);
        await DeleteAsync(server, gone.Project);
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 40; i++)
        {
            var begin = TimeProvider.System.GetTimestamp();
            (await server.Api.PatchAsync($"/api/stories/{kept.Story}", $$"""{"title":"Title {{i}}"}""")).ShouldBe(200);
            slowest = TimeProvider.System.GetElapsedTime(begin) is var time && time > slowest ? time : slowest;
        }
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        await SweptAsync(server, gone.Project);
    }

    sealed record Filled(string Project, string Story, string Task);

    static async Task<Filled> FillAsync(TestServer server, string key = "GONE")
    {
        var project = await server.Api.CreateProjectAsync(key);
        Reply story = null!;
        for (var i = 0; i < 3; i++)
            story = await server.Api.CreateStoryAsync($"Story {i}", $"\"projectId\":\"{project.Id}\",\"tasks\":[{{\"title\":\"A task\"}}]");
        return new(project.Id, story.Id, (string)story["tasks"]!.AsArray()[0]!);
    }

    static async Task DeleteAsync(TestServer server, string project)
    {
        var archived = (await server.Api.PatchAsync($"/api/projects/{project}", """{"isArchived":true}""")).ShouldBe(200);
        (await server.Api.DeleteAsync($"/api/projects/{project}?confirm={archived["key"]}", archived.ETag)).ShouldBe(204);
    }

    // The sweep passes over what somebody else has locked; here that is the whole table of what is to be swept.
    static async Task HoldSweepAsync(TestServer server, Func<Task> act)
    {
        await using var connection = await server.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var hold = new NpgsqlCommand("SELECT pg_advisory_xact_lock(" + DeletedSweep.Lock + ")", connection))
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await act();
    }

    static Task SweptAsync(TestServer server, string project) => Until.TrueAsync("it is swept away", async () => await server.AskAsync<long>($"""
        SELECT (SELECT count(*) FROM stories WHERE project_id = '{project}') + (SELECT count(*) FROM tasks WHERE project_id = '{project}')
             + (SELECT count(*) FROM members WHERE project_id = '{project}') + (SELECT count(*) FROM statistics_buckets WHERE project_id = '{project}')
             + (SELECT count(*) FROM statistics_totals WHERE project_id = '{project}') + (SELECT count(*) FROM deleted_projects)
        """) == 0);

    static async Task AgreeAsync(TestServer server)
    {
        var rows = await TableRows.ReadAsync(server.Database.DataSource, TestContext.Current.CancellationToken);
        var state = new State();
        foreach (var entry in await server.Node.Get<JournalReader>().ReadAsync(Position.Start, int.MaxValue, TestContext.Current.CancellationToken))
            state.Apply(entry.Fact);
        TableRows.Of(state, rows.Position).Differences(rows).ShouldBeEmpty();
        await Following.ReachedAsync(server.Database.DataSource, rows.Position);
        await FollowerTests.ShouldAgreeAsync(server.Database.DataSource, rows.Position);
    }

    static async Task<StreamReader> StreamAsync(TestServer server, string query, (string Name, string Value) who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/live{query}");
        request.Headers.TryAddWithoutValidation(who.Name, who.Value);
        var response = await server.Api.As(null).Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(200);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await FrameAsync(reader, "facts");
        return reader;
    }

    static async Task<string> FrameAsync(StreamReader reader, string name)
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line == $"event: {name}")
                return (await reader.ReadLineAsync(TestContext.Current.CancellationToken))!["data: ".Length..];
        throw new InvalidOperationException($"There was no {name} frame.");
    }
}
