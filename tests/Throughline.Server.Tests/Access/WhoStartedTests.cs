using Shouldly;
using Throughline.Domain.Access;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>What goes on in somebody's name ends with their rights, and nobody hands on more than they have.</summary>
public sealed class WhoStartedTests
{
    [Theory]
    [InlineData("token")]
    [InlineData("role")]
    [InlineData("member")]
    [InlineData("disabled")]
    public async Task A_simulation_ends_when_whoever_started_it_may_not_any_more(string taken)
    {
        await using var server = await TestServer.StartAsync();
        var project = new Throughline.Domain.ProjectId(Guid.Parse((await server.Api.CreateProjectAsync()).Id));
        var accounts = new Accounts(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());
        var person = await accounts.PersonAsync("one");
        await accounts.AddAsync(project, person, Role.Member);
        using var api = server.Api.As(person.Token.Value["Bearer ".Length..]);
        (await api.PostAsync("/api/simulation", """{"storiesPerSecond":5,"workers":1,"seconds":600}""")).ShouldBe(201);
        await Until.TrueAsync("it makes something", () => MadeAsync(server).ContinueWith(t => t.Result > 0));

        await (taken switch
        {
            "token" => accounts.RevokeTokenAsync(person),
            "role" => accounts.AddAsync(project, person, Role.Viewer),
            "member" => accounts.RemoveAsync(project, person),
            _ => accounts.EditAsync(person, isDisabled: new(true)),
        });

        await Until.TrueAsync("it has ended", async () => (string?)(await server.Api.GetAsync("/api/simulation"))["state"] is "Stopped" or "Failed");
        var made = await MadeAsync(server);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        (await MadeAsync(server)).ShouldBe(made);
    }

    [Fact]
    public async Task A_token_makes_none_that_outlasts_it()
    {
        await using var server = await TestServer.StartAsync();
        var made = (await server.Api.PostAsync("/api/users/me/tokens", """{"name":"For an hour","scopes":["read","admin"],"expiresIn":3600}""")).ShouldBe(201);
        using var api = server.Api.As((string)made["secret"]!);

        (await api.PostAsync("/api/users/me/tokens", """{"name":"For ever","scopes":["read"]}""")).ShouldBeProblem(400, "invalid-input", "expiresIn");
        (await api.PostAsync("/api/users/me/tokens", """{"name":"For longer","scopes":["read"],"expiresIn":7200}""")).ShouldBeProblem(400, "invalid-input", "expiresIn");
        (await api.PostAsync("/api/users/me/tokens", """{"name":"For more","scopes":["write"],"expiresIn":60}""")).ShouldBeProblem(403, "scope-missing");
        (await api.PostAsync("/api/users/me/tokens", """{"name":"For less","scopes":["read"],"expiresIn":60}""")).ShouldBe(201);
    }

    static Task<long> MadeAsync(TestServer server) => server.AskAsync<long>("SELECT count(*) FROM stories");
}
