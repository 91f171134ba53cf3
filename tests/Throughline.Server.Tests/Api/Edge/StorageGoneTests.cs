using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Throughline.Server.Postgres;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge;

/// <summary>PostgreSQL dies under a running node and comes back.</summary>
public sealed class StorageGoneTests : IDisposable
{
    readonly TestFolder _folder = new("gone");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Changes_are_answered_503_while_it_is_gone_and_then_everything_goes_on()
    {
        var settings = await Prepared.InAsync(_folder.Path, Installed.Npm);
        var postgres = await StartPostgresAsync(settings);
        await using (var source = NpgsqlDataSource.Create(postgres.ConnectionString))
            await new Migrator(NullLogger<Migrator>.Instance).MigrateAsync(source, TestContext.Current.CancellationToken);
        await using var node = await TestNode.StartAsync(postgres.ConnectionString);
        await node.Api.CreateProjectAsync();
        var story = await node.Api.CreateStoryAsync("Before");

        // Many write while it dies: whoever is answered 201 has the story for ever.
        var writers = Enumerable.Range(0, 8).Select(w => WriteUntilRefusedAsync(node.Api, w)).ToArray();
        await Until.TrueAsync("they write", async () => (await node.Api.GetAsync("/api/stories?limit=500"))["items"]!.AsArray().Count > 20);
        await postgres.Kill9Async();
        Cluster.Kill9(Cluster.Postmaster(_folder.Path));
        await Cluster.GoneAsync(_folder.Path);
        var answered = (await Task.WhenAll(writers)).SelectMany(w => w).ToList();

        var refused = (await node.Api.PostAsync("/api/stories", """{"title":"Meanwhile"}""")).ShouldBeProblem(503, "storage-unavailable");
        refused.Header("Retry-After").ShouldNotBeNull();
        (await node.Api.PatchAsync($"/api/stories/{story.Id}", """{"title":"Meanwhile"}""")).ShouldBeProblem(503, "storage-unavailable");
        (await node.Api.DeleteAsync($"/api/stories/{story.Id}")).ShouldBeProblem(503, "storage-unavailable");
        (await node.Api.GetAsync($"/api/stories/{story.Id}")).ShouldBeProblem(503, "storage-unavailable").Header("Retry-After").ShouldNotBeNull();
        (await node.Api.GetAsync("/api/stories")).ShouldBeProblem(503, "storage-unavailable");
        (await node.Api.GetAsync("/health/live")).ShouldBe(200);
        ((string?)(await node.Api.GetAsync("/health/ready")).ShouldBe(503)["status"]).ShouldBe("unavailable");

        await using var again = await StartPostgresAsync(settings);
        await Until.TrueAsync("the node is ready again", async () => (await node.Api.GetAsync("/health/ready")).Status == 200);

        var after = await node.Api.CreateStoryAsync("After");
        (await node.Api.StoryAsync(story.Id))["title"]!.ToString().ShouldBe("Before");
        foreach (var id in answered)
            (await node.Api.GetAsync($"/api/stories/{id}")).ShouldBe(200);
        await using var look = NpgsqlDataSource.Create(again.ConnectionString);
        (await Cluster.AskAsync<bool>(look, "SELECT max(position) = count(*) FROM journal")).ShouldBeTrue();
        (await Cluster.AskAsync<long>(look, "SELECT max(position) FROM journal")).ShouldBe(after.Position);
        (await Cluster.AskAsync<long>(look, "SELECT count(*) FROM stories WHERE title = 'Meanwhile'")).ShouldBe(0);
        await postgres.DisposeAsync();
    }

    static async Task<List<string>> WriteUntilRefusedAsync(ApiClient api, int writer)
    {
        var answered = new List<string>();
        while (true)
        {
            var reply = await api.PostAsync("/api/stories", $$"""{"title":"Writer {{writer}}"}""");
            if (reply.Status == 201)
            {
                answered.Add(reply.Id);
                continue;
            }
            reply.ShouldBe(503);
            ((string?)reply["type"]).ShouldBeOneOf("urn:throughline:problem:storage-unavailable", "urn:throughline:problem:storage-lost");
            return answered;
        }
    }

    static async Task<Owner> StartPostgresAsync(PostgresSettings settings)
    {
        var owner = await Owner.StartAsync(settings);
        owner.Refused.ShouldBeNull();
        return owner;
    }
}
