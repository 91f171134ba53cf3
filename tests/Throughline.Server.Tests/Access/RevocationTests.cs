using System.Diagnostics;
using NodaTime;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Live;
using Throughline.Server.Tests.Postgres;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>What is taken from somebody is gone: at once where it was taken, within five seconds on every other node.</summary>
public sealed class RevocationTests(RevocationTests.TwoNodes shared) : IClassFixture<RevocationTests.TwoNodes>
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    TestServer Server => shared.Server;

    [Theory]
    [InlineData("the token is revoked", 401)]
    [InlineData("the person signs out", 401)]
    [InlineData("all other sign-ins are ended", 401)]
    [InlineData("the user is disabled", 401)]
    [InlineData("the member is removed", 404)]
    [InlineData("the member leaves", 404)]
    public async Task The_next_request_is_refused_here_and_soon_elsewhere(string what, int refused)
    {
        var (project, person, cookie) = await MemberAsync();
        var who = what is "the person signs out" or "all other sign-ins are ended" ? cookie : person.Token;
        using var here = Server.Api.As(null);
        using var there = shared.Other.Api.As(null);
        var path = refused == 404 ? $"/api/projects/{project}" : "/api/users/me";
        await Until.TrueAsync("both nodes know them", async () => (await here.GetAsync(path, who)).Status == 200 && (await there.GetAsync(path, who)).Status == 200);

        await TakeAsync(what, project, person, cookie);
        var since = Stopwatch.GetTimestamp();
        (await here.GetAsync(path, who)).ShouldBe(refused);
        await Until.TrueAsync("the other node knows it too", async () => (await there.GetAsync(path, who)).Status == refused);
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Soon);
    }

    [Theory]
    [InlineData("the token is revoked", false)]
    [InlineData("the user is disabled", false)]
    [InlineData("the member is removed", false)]
    [InlineData("the member becomes a viewer", false)]
    [InlineData("the token is revoked", true)]
    [InlineData("the member is removed", true)]
    public async Task A_claim_that_waits_ends(string what, bool onAnotherNode)
    {
        var (project, person, cookie) = await MemberAsync();
        using var waits = (onAnotherNode ? shared.Other.Api : Server.Api).As(null);
        await Until.TrueAsync("the node knows them", async () => (await waits.GetAsync($"/api/projects/{project}", person.Token)).Status == 200);
        var session = WorkerSessionId.New(Server.Node.Get<TimeProvider>().Now());
        var claim = waits.PostAsync("/api/work/claim", $$"""{"projectId":"{{project}}","sessionId":"{{session}}","wait":50}""", person.Token);
        await Until.TrueAsync("the claim has looked and found nothing", () => Server.AskAsync<bool>($"SELECT EXISTS (SELECT FROM worker_sessions WHERE id = '{session}')"));
        claim.IsCompleted.ShouldBeFalse();

        var since = Stopwatch.GetTimestamp();
        await TakeAsync(what, project, person, cookie);
        var reply = await claim;
        Stopwatch.GetElapsedTime(since).ShouldBeLessThan(Soon);
        reply.ShouldBeProblem(what == "the member becomes a viewer" ? 403 : 404, what == "the member becomes a viewer" ? "forbidden" : "not-found");
        // A task that comes now is not theirs.
        await Server.Api.AddTaskAsync((await Server.Api.CreateStoryAsync("A story", $"\"projectId\":\"{project}\"")).Id);
        (await Server.AskAsync<long>($"SELECT count(*) FROM tasks WHERE worker_session_id = '{session}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_is_enabled_again_signs_in_anew_and_their_tokens_are_good_again()
    {
        var (project, person, cookie) = await MemberAsync();
        using var nobody = Server.Api.As(null);
        foreach (var (isDisabled, byToken, byCookie) in new[] { ("true", 401, 401), ("false", 200, 401) })
        {
            (await Server.Api.PatchAsync($"/api/users/{person.Id}", $$"""{"isDisabled":{{isDisabled}}}""")).ShouldBe(200);
            (await nobody.GetAsync($"/api/projects/{project}", person.Token)).ShouldBe(byToken);
            (await nobody.GetAsync($"/api/projects/{project}", cookie)).ShouldBe(byCookie);
        }
        (await Server.AskAsync<long>($"SELECT count(*) FROM sign_ins WHERE user_id = '{person.Id}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_role_that_is_taken_counts_for_the_next_change_also_of_a_worker_who_holds_something()
    {
        var (project, person, _) = await MemberAsync();
        using var member = Server.Api.As(person.Token.Value["Bearer ".Length..]);
        var task = (await Server.Api.AddTaskAsync((await Server.Api.CreateStoryAsync("A story", $"\"projectId\":\"{project}\"")).Id)).Id;
        var claimed = (await member.PostAsync("/api/work/claim", $$"""{"projectId":"{{project}}"}""")).ShouldBe(200);
        await TakeAsync("the member becomes a viewer", project, person, default);

        var footprint = await Server.FootprintAsync();
        (await member.PostAsync("/api/work/heartbeat", $$"""{"sessionId":"{{(string)claimed["sessionId"]!}}"}""")).ShouldBeProblem(403, "forbidden");
        (await member.PostAsync("/api/work/complete", $$"""{"tasks":[{"taskId":"{{task}}","leaseEpoch":1}]}""")).ShouldBe(403);
        (await member.PostAsync("/api/work/claim", $$"""{"projectId":"{{project}}","sessionId":"{{(string)claimed["sessionId"]!}}"}""")).ShouldBeProblem(403, "forbidden");
        (await Server.FootprintAsync()).ShouldBe(footprint);
    }

    [Fact]
    public async Task An_answer_that_is_kept_for_a_key_is_given_to_nobody_who_may_not_ask_any_more()
    {
        var (project, person, _) = await MemberAsync();
        using var member = Server.Api.As(person.Token.Value["Bearer ".Length..]);
        var story = (await Server.Api.CreateStoryAsync("A story", $"\"projectId\":\"{project}\"")).Id;
        Task<Reply> AgainAsync() => member.SendAsync(HttpMethod.Patch, $"/api/stories/{story}", ApiClient.Json("""{"title":"Only members know"}"""), ("If-Match", "*"), ("Idempotency-Key", "k1"));
        (await AgainAsync()).ShouldBe(200);
        (await AgainAsync()).ShouldBe(200);
        await TakeAsync("the member is removed", project, person, default);
        (await AgainAsync()).ShouldBeProblem(404, "not-found");
    }

    async Task TakeAsync(string what, ProjectId project, Person person, (string Name, string Value) cookie)
    {
        using var nobody = Server.Api.As(null);
        var done = await (what switch
        {
            "the token is revoked" => nobody.SendAsync(HttpMethod.Delete, $"/api/users/me/tokens/{person.TokenId}", null, cookie),
            "the person signs out" => nobody.SendAsync(HttpMethod.Post, "/api/sign-out", null, cookie),
            "all other sign-ins are ended" => nobody.SendAsync(HttpMethod.Delete, "/api/users/me/sign-ins", null, person.Token),
            "the user is disabled" => Server.Api.PatchAsync($"/api/users/{person.Id}", """{"isDisabled":true}"""),
            "the member is removed" => Server.Api.DeleteAsync($"/api/projects/{project}/members/{person.Id}"),
            "the member leaves" => nobody.SendAsync(HttpMethod.Delete, $"/api/projects/{project}/members/{person.Id}", null, person.Token),
            "the member becomes a viewer" => Server.Api.PatchAsync($"/api/projects/{project}/members/{person.Id}", """{"role":"Viewer"}"""),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        });
        done.Status.ShouldBeOneOf(200, 204);
    }

    async Task<(ProjectId, Person, (string Name, string Value) Cookie)> MemberAsync()
    {
        var accounts = new Accounts(Server.Node.Get<Sequencer>(), Server.Node.Get<TimeProvider>());
        var key = "P" + Guid.NewGuid().ToString("n")[..8].ToUpperInvariant();
        var project = new ProjectId(Guid.Parse((await Server.Api.CreateProjectAsync(key)).Id));
        var person = await accounts.PersonAsync($"p{Guid.NewGuid():n}");
        await accounts.AddAsync(project, person, Role.Member);
        return (project, person, (await accounts.SignInAsync(person, Duration.FromDays(1))).Header);
    }

    /// <summary>Two nodes on one database.</summary>
    public sealed class TwoNodes : SharedServer
    {
        public TestNode Other { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Other = await Server.AddNodeAsync();
        }
    }
}
