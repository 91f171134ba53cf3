using System.Text.Json.Nodes;
using Dapper;
using NodaTime;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Features.Users;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Tables;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Audit;

/// <summary>Whoever is erased is gone from every table, and what they did is there under a pseudonym.</summary>
public sealed class ErasureTests
{
    const string Password = "four words that nobody uses";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_personal_is_left_and_what_they_did_is_there_under_a_pseudonym()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        var person = cast[Part.Member];
        using var api = cast.As(person);
        var kept = (await api.PostAsync("/api/stories", $$"""{"projectId":"{{cast.Project}}","title":"Theirs","assigneeId":"{{person.Id}}"}""", ("Idempotency-Key", "one"))).ShouldBe(201);
        await SetPasswordAsync(server, person);
        (await server.Api.PostAsync($"/api/users/{person.Id}/password-link", "{}")).ShouldBe(201);
        await server.Node.WriteUsesAsync();
        foreach (var text in new[] { "the-member@example.com", person.Id.ToString() })
            (await TablesWithAsync(server, text)).ShouldNotBeEmpty(text);

        (await EraseMeAsync(api, "not my password at all")).ShouldBeProblem(400, "invalid-input", "password");
        (await EraseMeAsync(api, Password)).ShouldBe(204);
        // What the node noted before it heard of it comes to nothing.
        await server.Node.WriteUsesAsync();

        (await api.GetAsync("/api/users/me")).ShouldBe(401);
        (await TablesWithAsync(server, "the-member")).ShouldBeEmpty();
        (await TablesWithAsync(server, "127.0.0.1")).ShouldNotContain("uses of them");
        // How much they did is counted under the id, as the journal tells it; the follower may not have come to it yet.
        (await TablesWithAsync(server, person.Id.ToString())).Except(["statistics_parts"]).ShouldBe(["journal", "stories", "users"], ignoreOrder: true);
        (await server.AskAsync<long>($"SELECT count(*) FROM uses WHERE user_id = '{person.Id}'")).ShouldBe(0);

        var pseudonym = User.Pseudonym(person.Id);
        var entries = await server.Api.AuditAsync($"?person={person.Id}&limit=500");
        entries.Length.ShouldBeGreaterThan(2);
        entries.ShouldAllBe(e => (string?)e["actor"]!["name"] == pseudonym);
        ((string?)entries[0]["type"]).ShouldBe("user.erased");
        ((string?)entries[0]["subject"]!["name"]).ShouldBe(pseudonym);
        var story = (await server.Api.AuditAsync($"?thing={kept.Id}")).Single();
        ((string?)story["names"]![person.Id.ToString()]).ShouldBe(pseudonym);
        (await server.Api.GetAsync("/api/users")).Text.ShouldNotContain(person.Id.ToString());
        (await server.Api.GetAsync($"/api/projects/{cast.Project}/members")).Text.ShouldNotContain(person.Id.ToString());
        var erasure = (await server.Api.GetAsync("/api/erasures")).ShouldBe(200)["items"]!.AsArray().Single()!;
        ((string?)erasure["id"], (string?)erasure["name"], (long?)erasure["position"]).ShouldBe((person.Id.ToString(), pseudonym, (long?)entries[0]["position"]));
        // The address is free for somebody else.
        (await server.Api.PostAsync("/api/users", """{"email":"the-member@example.com","name":"Another"}""")).ShouldBe(201);
        await ShouldFoldAsync(server);
    }

    [Fact]
    public async Task Administrators_erase_whom_they_name()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        var (viewer, owner) = (cast[Part.Viewer], cast[Part.Owner]);
        (await EraseAsync(server.Api, viewer, "the-owner@example.com")).ShouldBeProblem(400, "invalid-input", "email");
        (await EraseAsync(server.Api, viewer, "The-Viewer@Example.com")).ShouldBe(204);
        (await EraseAsync(server.Api, viewer, "the-viewer@example.com")).ShouldBeProblem(404, "not-found");
        (await server.Api.PatchAsync($"/api/users/{viewer.Id}", """{"isDisabled":false}""")).ShouldBeProblem(404, "not-found");
        (await server.Api.PostAsync($"/api/users/{viewer.Id}/password-link", "{}")).ShouldBeProblem(404, "not-found");

        using var stranger = cast.As(Part.Stranger);
        await stranger.CreateProjectAsync("ALONE", "Theirs alone");
        ((string?)(await EraseAsync(server.Api, cast[Part.Stranger], "the-stranger@example.com")).ShouldBeProblem(409, "last-owner")["detail"]).ShouldNotBeNull().ShouldContain("owns ALONE.");
        (await EraseAsync(server.Api, owner, "the-owner@example.com")).ShouldBe(204);
        (await EraseAsync(server.Api, cast[Part.Administrator], "the-administrator@example.com")).ShouldBe(204);
        (await server.Api.SendAsync(HttpMethod.Delete, $"/api/users/{InstanceOwner.Id}", ApiClient.Json($$"""{"email":"{{InstanceOwner.Email}}"}"""))).ShouldBeProblem(409, "last-administrator");
        await ShouldFoldAsync(server);
    }

    [Fact]
    public async Task An_invitation_that_waits_for_their_address_goes_too()
    {
        await using var server = await TestServer.StartAsync();
        var project = await server.Api.CreateProjectAsync();
        foreach (var email in new[] { "Late@example.com", "somebody.else@example.com" })
            (await server.Api.PostAsync($"/api/projects/{project.Id}/members", $$"""{"email":"{{email}}","role":"Member"}""")).ShouldBe(202);
        var user = (await server.Api.PostAsync("/api/users", """{"email":"late@example.com","name":"Late"}""")).ShouldBe(201);
        (await server.Api.SendAsync(HttpMethod.Delete, $"/api/users/{user.Id}", ApiClient.Json("""{"email":"late@example.com"}"""))).ShouldBe(204);
        (await server.AskAsync<string>("SELECT string_agg(email, ' ') FROM invitations")).ShouldBe("somebody.else@example.com");
    }

    [Fact]
    public async Task Their_streams_end_and_other_nodes_let_them_in_no_more()
    {
        await using var server = await TestServer.StartAsync();
        var other = await server.AddNodeAsync();
        var cast = await Cast.OnAsync(server.Node);
        var person = cast[Part.Viewer];
        using var elsewhere = other.Api.As(person.Token.Value["Bearer ".Length..]);
        (await elsewhere.GetAsync("/api/users/me")).ShouldBe(200);
        using var stream = await elsewhere.Http.GetAsync($"/api/live?projectId={cast.Project}", HttpCompletionOption.ResponseHeadersRead, Cancel);
        (await EraseAsync(server.Api, person, "the-viewer@example.com")).ShouldBe(204);
        await Until.TrueAsync("the other node knows", async () => (await elsewhere.GetAsync("/api/users/me")).Status == 401);
        await (await stream.Content.ReadAsStreamAsync(Cancel)).CopyToAsync(Stream.Null, Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task Every_column_that_says_whose_a_row_is_has_its_fate_in_one_place()
    {
        await using var database = await TestPostgres.DataSourceForNewInstanceAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync(Cancel);
        // By their names; and the tables whose rows are somebody's by their own ids.
        var found = (await connection.QueryAsync<(string Table, string Column)>("""
            SELECT table_name, column_name
            FROM information_schema.columns
            WHERE table_schema = 'public'
              AND (column_name ~ '(^|_)(user|actor|credential|assignee|person|owner|giver|account)_id$' OR column_name ~ '_by$' OR table_name IN ('accounts', 'users', 'secrets') AND column_name = 'id')
            """)).Select(c => $"{c.Table}.{c.Column}").ToList();
        found.Count.ShouldBeGreaterThan(10);
        PersonalTables.All.Select(c => $"{c.Table}.{c.Column}").Order(StringComparer.Ordinal).ShouldBe(found.Order(StringComparer.Ordinal));
        PersonalTables.All.ShouldAllBe(c => c.Note.Length > 10);
    }

    static Task<Reply> EraseMeAsync(ApiClient api, string password) => api.SendAsync(HttpMethod.Delete, "/api/users/me", ApiClient.Json($$"""{"password":"{{password}}"}"""));

    static Task<Reply> EraseAsync(ApiClient api, Person person, string email) =>
        api.SendAsync(HttpMethod.Delete, $"/api/users/{person.Id}", ApiClient.Json(new JsonObject { ["email"] = email }.ToJsonString()));

    static Task<long> SetPasswordAsync(TestServer server, Person person) => server.AskAsync<long>(
        $"WITH one AS (UPDATE accounts SET password_hash = '{Passwords.Hash(Password)}' WHERE id = '{person.Id}' RETURNING 1) SELECT count(*) FROM one");

    /// <summary>The tables that have a text somewhere.</summary>
    static async Task<List<string>> TablesWithAsync(TestServer server, string text)
    {
        await using var connection = await server.Database.DataSource.OpenConnectionAsync(Cancel);
        var tables = (await connection.QueryAsync<string>("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")).ToList();
        var with = new List<string>();
        foreach (var table in tables)
            if (await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table} t WHERE strpos(lower(t::text), @text) > 0", new { text }) > 0)
                with.Add(table);
        return with;
    }

    static async Task ShouldFoldAsync(TestServer server)
    {
        var rows = await TableRows.ReadAsync(server.Database.DataSource, Cancel);
        var state = new State();
        foreach (var entry in await server.Node.Get<JournalReader>().ReadAsync(Position.Start, int.MaxValue, Cancel))
            state.Apply(entry.Fact);
        TableRows.Of(state, rows.Position).Differences(rows).ShouldBeEmpty();
    }
}
