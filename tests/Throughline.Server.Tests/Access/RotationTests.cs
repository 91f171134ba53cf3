using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using NodaTime;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>After another role a sign-in gets another secret with the next answers, and once it is used the one before is good for nothing soon after.</summary>
public sealed class RotationTests(RotationTests.ThreeNodes shared) : IClassFixture<RotationTests.ThreeNodes>
{
    const string Me = "/api/users/me";
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    TestServer Server => shared.Server;

    Accounts Accounts => AccountsOf(Server);

    [Theory]
    [InlineData("they are added", true)]
    [InlineData("they are added", false)]
    [InlineData("their role changes", true)]
    [InlineData("they are removed", true)]
    [InlineData("they become an administrator", true)]
    [InlineData("they are no administrator any more", true)]
    public async Task Another_role_gives_the_next_answer_another_secret(string what, bool isKnownElsewhere)
    {
        var project = await ProjectAsync();
        var person = await Accounts.PersonAsync($"p{Guid.NewGuid():n}", isAdministrator: what == "they are no administrator any more");
        if (what is "their role changes" or "they are removed")
            await Accounts.AddAsync(project, person);
        var (signIn, old) = await Accounts.SignInAsync(person, Duration.FromDays(1));
        using var here = Server.Api.As(null);
        using var other = shared.Other.Api.As(null);
        using var later = shared.Later.Api.As(null);
        foreach (var api in isKnownElsewhere ? new[] { here, other, later } : [here])
            NewSecret((await api.GetAsync(Me, old)).ShouldBe(200)).ShouldBeNull();

        await (what switch
        {
            "they are added" or "their role changes" => Accounts.AddAsync(project, person, Role.Member),
            "they are removed" => Accounts.RemoveAsync(project, person),
            _ => Accounts.EditAsync(person, isAdministrator: new(what == "they become an administrator")),
        });
        var renewed = (await here.GetAsync(Me, old)).ShouldBe(200);
        var secret = NewSecret(renewed).ShouldNotBeNull();
        secret.ShouldNotBe(old);
        // It ends when the sign-in does, and scripts don't see it.
        var cookie = renewed.Header("Set-Cookie")!;
        int.Parse(cookie.Split("max-age=")[1].Split(';')[0]).ShouldBeInRange(86_000, 86_400);
        foreach (var part in new[] { "httponly", "samesite=strict", "path=/" })
            cookie.ShouldContain(part, Case.Insensitive);

        // It is offered until it is taken: answers are lost.
        foreach (var api in new[] { other, later, here })
            await Until.TrueAsync("it is offered there too", async () => NewSecret((await api.GetAsync(Me, old)).ShouldBe(200)) == secret);
        (await FactsAsync(signIn)).ShouldBe(0);

        foreach (var api in new[] { here, other })
            foreach (var shown in new[] { secret, old })
                await Until.TrueAsync("nothing is offered any more", async () => NewSecret((await api.GetAsync(Me, shown)).ShouldBe(200)) is null);
        // Where half a minute has passed.
        NewSecret((await later.GetAsync(Me, secret)).ShouldBe(200)).ShouldBeNull();
        await Until.TrueAsync("it is followed there", async () => (await later.GetAsync(Me, old)).Status == 401);
        (await FactsAsync(signIn)).ShouldBe(1);
        (await Server.AskAsync<bool>($"SELECT bool_and(actor_id = '{person.Id}' AND subject_id = actor_id AND credential_id = '{signIn}') FROM journal WHERE type = 'user.signInRenewed' AND data ->> 'signInId' = '{signIn}'")).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_else_does_and_a_token_stays_what_it_is()
    {
        var project = await ProjectAsync();
        var (person, another) = (await Accounts.PersonAsync($"p{Guid.NewGuid():n}"), await Accounts.PersonAsync($"p{Guid.NewGuid():n}"));
        await Accounts.AddAsync(project, person, Role.Worker);
        var (signIn, cookie) = await Accounts.SignInAsync(person, Duration.FromDays(1));
        using var nobody = Server.Api.As(null);
        await Accounts.AddAsync(project, another, Role.Owner);
        await Accounts.AddAsync(project, person, Role.Worker);
        (await nobody.SendAsync(HttpMethod.Patch, Me, ApiClient.Json("""{"name":"Another name"}"""), cookie)).ShouldBe(200);
        for (var i = 0; i < 3; i++)
            NewSecret((await nobody.GetAsync(Me, cookie)).ShouldBe(200)).ShouldBeNull();

        // What they do to themselves neither.
        (await nobody.SendAsync(HttpMethod.Post, "/api/projects", ApiClient.Json($$"""{"name":"Their own","key":"O{{Guid.NewGuid().ToString("n")[..8].ToUpperInvariant()}}"}"""), cookie)).ShouldBe(201);
        NewSecret((await nobody.GetAsync(Me, cookie)).ShouldBe(200)).ShouldBeNull();

        await Accounts.AddAsync(project, person, Role.Owner);
        NewSecret((await nobody.GetAsync(Me, person.Token)).ShouldBe(200)).ShouldBeNull();
        (await FactsAsync(signIn)).ShouldBe(0);
        // Not for a page of another site either, which learns nothing of it.
        var foreign = await nobody.SendAsync(HttpMethod.Patch, Me, ApiClient.Json("""{"name":"Yet another"}"""), cookie, ("Origin", "http://evil.example"));
        NewSecret(foreign.ShouldBe(403)).ShouldBeNull();
        NewSecret((await nobody.GetAsync(Me, cookie)).ShouldBe(200)).ShouldNotBeNull();
        (await nobody.GetAsync(Me, person.Token)).ShouldBe(200);
    }

    [Fact]
    public async Task Of_many_at_once_on_two_nodes_all_get_the_same_one()
    {
        var project = await ProjectAsync();
        var person = await Accounts.PersonAsync($"p{Guid.NewGuid():n}");
        var (signIn, cookie) = await Accounts.SignInAsync(person, Duration.FromDays(1));
        using var here = Server.Api.As(null);
        using var there = shared.Other.Api.As(null);
        await Accounts.AddAsync(project, person);
        await Until.TrueAsync("the other node has followed", () => Task.FromResult(shared.Other.Get<AccessDirectory>().UserOf(person.Id)?.Rights.In(project) == Role.Viewer));

        var replies = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => (i % 2 == 0 ? here : there).GetAsync(Me, cookie)));
        replies.ShouldAllBe(r => r.Status == 200);
        var secret = replies.Select(r => NewSecret(r).ShouldNotBeNull()).Distinct().ShouldHaveSingleItem();
        replies = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => (i % 2 == 0 ? here : there).GetAsync(Me, secret)));
        replies.ShouldAllBe(r => r.Status == 200);
        (await FactsAsync(signIn)).ShouldBe(1);
    }

    [Fact]
    public async Task Streams_go_on_and_bring_it_too()
    {
        var project = await ProjectAsync();
        var person = await Accounts.PersonAsync($"p{Guid.NewGuid():n}");
        await Accounts.AddAsync(project, person);
        var (_, old) = await Accounts.SignInAsync(person, Duration.FromDays(1));
        await using var open = await StreamAsync(project, old);
        await Accounts.AddAsync(project, person, Role.Member);

        await using var late = await StreamAsync(project, old);
        late.HasCookie.ShouldBeTrue();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader(old.Name, old.Value);
        await socket.ConnectAsync(new Uri($"ws://{Server.Node.Address.Authority}/api/live/ws?projectId={project}"), Cancel);
        socket.HttpResponseHeaders.ShouldNotBeNull().ContainsKey("Set-Cookie").ShouldBeTrue();

        using var nobody = Server.Api.As(null);
        var secret = NewSecret((await nobody.GetAsync(Me, old)).ShouldBe(200)).ShouldNotBeNull();
        var story = (await nobody.PostAsync("/api/stories", $$"""{"title":"Seen by all","projectId":"{{project}}"}""", secret)).ShouldBe(201).Id;
        await open.ReadToAsync(story);
        await late.ReadToAsync(story);
    }

    [Fact]
    public async Task A_refused_request_brings_it_too_and_signing_out_brings_none()
    {
        var person = await Accounts.PersonAsync($"p{Guid.NewGuid():n}");
        var (_, cookie) = await Accounts.SignInAsync(person, Duration.FromDays(1));
        var (_, leaves) = await Accounts.SignInAsync(person, Duration.FromDays(1));
        await Accounts.AddAsync(await ProjectAsync(), person);
        using var nobody = Server.Api.As(null);
        // One that goes past what was said in the headers before.
        var secret = NewSecret((await nobody.GetAsync($"/api/projects/{Guid.NewGuid()}/members", cookie)).ShouldBeProblem(404, "not-found")).ShouldNotBeNull();
        (await nobody.GetAsync(Me, secret)).ShouldBe(200);

        var cleared = (await nobody.SendAsync(HttpMethod.Post, "/api/sign-out", null, leaves)).ShouldBe(204).Header("Set-Cookie").ShouldNotBeNull();
        cleared.ShouldStartWith("session=;");
        cleared.Split("session=").Length.ShouldBe(2);
        (await nobody.GetAsync(Me, leaves)).ShouldBe(401);
    }

    [Fact]
    public async Task It_is_not_forgotten_over_a_restart_and_the_one_before_ends_after_half_a_minute()
    {
        await using var server = await TestServer.StartAsync();
        var person = await AccountsOf(server).PersonAsync("one");
        var (signIn, first) = await AccountsOf(server).SignInAsync(person, Duration.FromDays(1));
        await AccountsOf(server).EditAsync(person, isAdministrator: new(true));
        await server.RestartAsync();
        var second = NewSecret(await AskAsync(first)).ShouldNotBeNull();
        // The offer is not forgotten either.
        await server.RestartAsync();
        NewSecret((await AskAsync(first)).ShouldBe(200)).ShouldBe(second);
        NewSecret((await AskAsync(second)).ShouldBe(200)).ShouldBeNull();
        // Another change so soon after waits, so that nobody who is under way is cut off.
        await AccountsOf(server).EditAsync(person, isAdministrator: new(false));
        foreach (var shown in new[] { first, second })
            NewSecret((await AskAsync(shown)).ShouldBe(200)).ShouldBeNull();
        await server.RestartAsync();
        foreach (var shown in new[] { first, second })
            NewSecret((await AskAsync(shown)).ShouldBe(200)).ShouldBeNull();

        await server.RestartAsync(("Journal:ClockOffset", "00:00:31"));
        (await AskAsync(first)).ShouldBe(401);
        var third = NewSecret((await AskAsync(second)).ShouldBe(200)).ShouldNotBeNull();
        (await AskAsync(first)).ShouldBe(401);
        foreach (var shown in new[] { third, second })
            NewSecret((await AskAsync(shown)).ShouldBe(200)).ShouldBeNull();
        await server.RestartAsync(("Journal:ClockOffset", "00:01:10"));
        (await AskAsync(second)).ShouldBe(401);
        (await AskAsync(third)).ShouldBe(200);
        (await server.AskAsync<long>($"SELECT count(*) FROM journal WHERE type = 'user.signInRenewed' AND data ->> 'signInId' = '{signIn}'")).ShouldBe(2);

        async Task<Reply> AskAsync((string, string) shown)
        {
            using var nobody = server.Api.As(null);
            return await nobody.GetAsync(Me, shown);
        }
    }

    static Accounts AccountsOf(TestServer server) => new(server.Node.Get<Sequencer>(), server.Node.Get<TimeProvider>());

    async Task<ProjectId> ProjectAsync() => new(Guid.Parse((await Server.Api.CreateProjectAsync("P" + Guid.NewGuid().ToString("n")[..8].ToUpperInvariant())).Id));

    Task<long> FactsAsync(SignInId signIn) =>
        Server.AskAsync<long>($"SELECT count(*) FROM journal WHERE type = 'user.signInRenewed' AND data ->> 'signInId' = '{signIn}'");

    /// <summary>The header with the secret that an answer brings; null: it brings none.</summary>
    static (string Name, string Value)? NewSecret(Reply reply) => reply.Header("Set-Cookie") is { } set ? ("Cookie", set.Split(';')[0]) : null;

    async Task<OpenStream> StreamAsync(ProjectId project, (string Name, string Value) who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/live?projectId={project}");
        request.Headers.TryAddWithoutValidation(who.Name, who.Value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        var client = Server.Api.As(null);
        var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        response.EnsureSuccessStatusCode();
        var events = SseParser.Create(await response.Content.ReadAsStreamAsync(Cancel)).EnumerateAsync(Cancel).GetAsyncEnumerator(Cancel);
        return new OpenStream(client, response, events);
    }

    sealed record OpenStream(ApiClient Client, HttpResponseMessage Response, IAsyncEnumerator<SseItem<string>> Events) : IAsyncDisposable
    {
        public bool HasCookie => Response.Headers.Contains("Set-Cookie");

        public async Task ReadToAsync(string text)
        {
            do
                (await Events.MoveNextAsync().AsTask().WaitAsync(Deadline, Cancel)).ShouldBeTrue("the stream ended");
            while (!Events.Current.Data.Contains(text, StringComparison.Ordinal));
        }

        public ValueTask DisposeAsync()
        {
            Response.Dispose();
            Client.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Three nodes on one database; on the third it is half a minute later.</summary>
    public sealed class ThreeNodes : SharedServer
    {
        public TestNode Other { get; private set; } = null!;

        public TestNode Later { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Other = await Server.AddNodeAsync();
            Later = await Server.AddNodeAsync(("Journal:ClockOffset", "00:00:31"));
        }
    }
}
