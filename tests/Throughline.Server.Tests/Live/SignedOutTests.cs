using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using NodaTime;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Followers.Live;
using Throughline.Server.Tests.Postgres;
using Throughline.Server.Tests.Statistics;
using Xunit;

namespace Throughline.Server.Tests.Live;

/// <summary>Without rights there is no stream, and one whose rights are gone ends.</summary>
public sealed class SignedOutTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    static readonly Instant NobodysTime = Instant.FromUnixTimeSeconds(1);

    [Theory]
    [InlineData("the token is revoked", false)]
    [InlineData("the user is disabled", false)]
    [InlineData("the person signs out", false)]
    [InlineData("the member is removed", false)]
    [InlineData("the token is revoked", true)]
    [InlineData("the user is disabled", true)]
    [InlineData("the person signs out", true)]
    [InlineData("the member is removed", true)]
    public async Task Open_streams_end_soon_after(string what, bool onAnotherNode)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        await using var other = onAnotherNode ? await LiveHost.StartAsync(database.DataSource) : null;
        var accounts = (other ?? host).Accounts;
        var project = await host.ProjectAsync("TL");
        var person = await host.Accounts.PersonAsync("one");
        await host.Accounts.AddAsync(project, person);
        var (signIn, cookie) = await host.Accounts.SignInAsync(person, Duration.FromDays(1));
        var who = what == "the person signs out" ? cookie : person.Token;
        await Following.ReachedAsync(database.DataSource, host.Tail.Last.Value);
        await host.FedAsync();
        await using var stays = await SseClient.OpenAsync(host);
        await using var sse = await SseClient.OpenAsync(host, $"?projectId={project}", who: who);
        await using var socket = await SocketClient.OpenAsync(host, $"?projectId={project}", who: who);
        await using var statistics = await SseClient.OpenPathAsync(host, $"/api/statistics/live?projectId={project}", who: who);
        await sse.NextAsync("facts");
        await socket.NextAsync("facts");
        await statistics.NextAsync("statistics");

        var since = Stopwatch.GetTimestamp();
        var position = await (what switch
        {
            "the token is revoked" => accounts.RevokeTokenAsync(person),
            "the user is disabled" => accounts.EditAsync(person, isDisabled: new(true)),
            "the person signs out" => accounts.SignOutAsync(person, signIn),
            _ => accounts.RemoveAsync(project, person),
        });
        var story = await (other ?? host).StoryAsync(project);
        foreach (var client in (ILiveClient[])[sse, socket])
        {
            // Whoever is signed in still is told that nothing is shown any more.
            if (what == "the member is removed")
                (await client.NextAsync("projects")).Json.GetProperty("projects").GetArrayLength().ShouldBe(0);
            (await client.NextAsync() is null).ShouldBeTrue();
        }
        socket.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        socket.Socket.CloseStatusDescription.ShouldNotBeNullOrEmpty();
        while (await statistics.NextAsync() is { } frame)
            if (frame.Name == "statistics")
                frame.Json.GetProperty("position").GetInt64().ShouldBeLessThan(position.Value);
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Soon);
        (await stays.ReadToAsync(story.Value)).ShouldContain(story.Value);

        using var again = await SseClient.GetAsync(host, $"/api/live?projectId={project}", who: who);
        again.StatusCode.ShouldBe(what == "the member is removed" ? HttpStatusCode.BadRequest : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_sign_in_whose_time_is_up_ends_its_streams()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource, new LiveSettings { Heartbeat = TimeSpan.FromMilliseconds(400) });
        var person = await host.Accounts.PersonAsync("one");
        var (_, cookie) = await host.Accounts.SignInAsync(person, Duration.FromSeconds(2));
        await using var sse = await SseClient.OpenAsync(host, who: cookie);
        await using var socket = await SocketClient.OpenAsync(host, who: cookie);
        await using var byToken = await SseClient.OpenAsync(host, who: person.Token);

        var since = Stopwatch.GetTimestamp();
        while (await sse.NextAsync() is not null)
        {
        }
        while (await socket.NextAsync() is not null)
        {
        }
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Soon);
        socket.Socket.CloseStatus.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        await Until.TrueAsync("only the stream by token is open", () => host.Connections.Count == 1);
    }

    [Fact]
    public async Task Another_sign_out_of_the_same_person_leaves_a_stream_as_it_is()
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var project = await host.ProjectAsync("TL");
        var person = await host.Accounts.PersonAsync("one");
        await host.Accounts.AddAsync(project, person);
        var (signIn, _) = await host.Accounts.SignInAsync(person, Duration.FromDays(1));
        await Following.ReachedAsync(database.DataSource, host.Tail.Last.Value);
        await host.FedAsync();
        await using var client = await SseClient.OpenAsync(host, "?statistics=minute", who: person.Token);
        await client.NextAsync("facts");
        (await client.NextAsync("statistics")).Json.TryGetProperty("snapshot", out _).ShouldBeTrue();

        await host.Accounts.SignOutAsync(person, signIn);
        var story = (await host.StoryAsync(project)).Value;
        var (first, second) = (await client.NextAsync(), await client.NextAsync());
        var (facts, change) = first!.Name == "facts" ? (first, second!) : (second!, first);
        (facts.From, facts.To).ShouldBe((story - 1, story));
        facts.Positions.ShouldBe([story]);
        // A change, not a snapshot: it was not begun anew.
        change.Json.TryGetProperty("snapshot", out _).ShouldBeFalse();
        change.Json.GetProperty("position").GetInt64().ShouldBe(story);
    }

    [Theory]
    [InlineData("/api/live")]
    [InlineData("/api/live/ws")]
    [InlineData("/api/statistics/live")]
    public async Task Nobody_gets_in_without_a_token_that_is_good_for_it(string path)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var worker = await host.Accounts.PersonAsync("worker", Scopes.Work);
        await ShouldBeAsync(("Accept", "*/*"), HttpStatusCode.Unauthorized, "sign-in-required");
        await ShouldBeAsync(("Authorization", "Bearer tl_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), HttpStatusCode.Unauthorized, "sign-in-required");
        await ShouldBeAsync(worker.Token, HttpStatusCode.Forbidden, "scope-missing");

        async Task ShouldBeAsync((string, string) who, HttpStatusCode status, string code)
        {
            using var answer = await SseClient.GetAsync(host, path, who: who);
            answer.StatusCode.ShouldBe(status);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"\"urn:throughline:problem:{code}\"");
        }
    }

    [Theory]
    [InlineData("/api/live?projectId=")]
    [InlineData("/api/live?statistics=day&projectId=")]
    [InlineData("/api/statistics/live?projectId=")]
    public async Task A_foreign_project_is_answered_as_one_that_is_not_there(string path)
    {
        await using var database = await TestPostgres.DataSourceForNewDatabaseAsync();
        await using var host = await LiveHost.StartAsync(database.DataSource);
        var foreign = await host.ProjectAsync("TL");
        var person = await host.Accounts.PersonAsync("one");
        var answer = await AskAsync(foreign, person.Token);
        answer["errors"]!["projectId"]![0]!.GetValue<string>().ShouldBe("There is no such project.");
        answer.ToJsonString().ShouldBe((await AskAsync(ProjectId.New(NobodysTime), person.Token)).ToJsonString());
        answer.ToJsonString().ShouldBe((await AskAsync(ProjectId.New(NobodysTime), ("Authorization", $"Bearer {host.Token}"))).ToJsonString());

        async Task<JsonNode> AskAsync(ProjectId project, (string, string) who)
        {
            using var response = await SseClient.GetAsync(host, path + project, who: who);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            problem.AsObject().Remove("requestId");
            return problem;
        }
    }
}
