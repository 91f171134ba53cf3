using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>An instance gets one owner, and keeps one; so does a project.</summary>
public sealed class SetUpTests
{
    [Fact]
    public async Task Of_two_who_set_an_instance_up_at_the_same_time_one_becomes_its_owner()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var node = await BareNode.BuildAsync(database.ConnectionString, NullLoggerFactory.Instance);
        await node.StartAsync();
        ((bool)(await node.Nobody.GetAsync("/api/set-up")).ShouldBe(200)["needed"]!).ShouldBeTrue();
        (await SetUpAsync(node, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "guess")).ShouldBeProblem(400, "invalid-input", "code");
        var (one, two) = (await node.OfferSetUpAsync(), await node.OfferSetUpAsync());

        var replies = await Task.WhenAll(SetUpAsync(node, one, "ada"), SetUpAsync(node, two, "ben"), SetUpAsync(node, one, "eve"));
        replies.Select(r => r.Status).Order().ShouldBe([201, 409, 409]);
        (await Cluster.AskAsync<long>(database.DataSource, "SELECT count(*) FROM users")).ShouldBe(1);
        (await Cluster.AskAsync<long>(database.DataSource, "SELECT count(*) FROM links")).ShouldBe(0);

        ((bool)(await node.Nobody.GetAsync("/api/set-up")).ShouldBe(200)["needed"]!).ShouldBeFalse();
        (await SetUpAsync(node, two, "late")).ShouldBeProblem(409, "set-up-done");
        (await Cluster.AskAsync<long>(database.DataSource, "SELECT count(*) FROM users")).ShouldBe(1);
    }

    [Fact]
    public async Task An_instance_keeps_an_administrator_and_a_project_an_owner()
    {
        await using var server = await TestServer.StartAsync();
        var project = (await server.Api.CreateProjectAsync()).Id;
        var member = await new Live.Accounts(server.Node.Get<Journal.Sequencer>(), server.Node.Get<TimeProvider>()).PersonAsync("ben");
        (await server.Api.PostAsync($"/api/projects/{project}/members", """{"email":"ben@example.com","role":"Viewer"}""")).ShouldBe(201);
        var before = await server.FootprintAsync();

        var owner = InstanceOwner.Id;
        foreach (var body in new[] { """{"isDisabled":true}""", """{"isAdministrator":false}""" })
            (await server.Api.PatchAsync($"/api/users/{owner}", body)).ShouldBeProblem(409, "last-administrator");
        (await server.Api.PatchAsync($"/api/projects/{project}/members/{owner}", """{"role":"Member"}""")).ShouldBeProblem(409, "last-owner");
        (await server.Api.PostAsync($"/api/projects/{project}/members", $$"""{"email":"{{InstanceOwner.Email}}","role":"Viewer"}""")).ShouldBeProblem(409, "last-owner");
        (await server.Api.DeleteAsync($"/api/projects/{project}/members/{owner}")).ShouldBeProblem(409, "last-owner");
        (await server.FootprintAsync()).ShouldBe(before);

        // With another one it is no longer the last.
        (await server.Api.PatchAsync($"/api/projects/{project}/members/{member.Id}", """{"role":"Owner"}""")).ShouldBe(200);
        (await server.Api.DeleteAsync($"/api/projects/{project}/members/{owner}")).ShouldBe(204);
        (await server.Api.PatchAsync($"/api/users/{member.Id}", """{"isAdministrator":true}""")).ShouldBe(200);
        (await server.Api.PatchAsync($"/api/users/{owner}", """{"isDisabled":true}""")).ShouldBe(200);
    }

    static Task<Reply> SetUpAsync(BareNode node, string code, string name) => node.Nobody.PostAsync("/api/set-up",
        $$"""{"code":"{{code}}","email":"{{name}}@example.com","name":"{{name}}","password":"four words that nobody uses"}""");
}
