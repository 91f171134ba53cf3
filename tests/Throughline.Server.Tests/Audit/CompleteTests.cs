using Microsoft.AspNetCore.Routing;
using Shouldly;
using Throughline.Domain.Access;
using Throughline.Server.Features.Users;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api;
using Throughline.Server.Tests.Api.Work;
using Throughline.Server.Tests.Live;
using Xunit;

namespace Throughline.Server.Tests.Audit;

/// <summary>
/// Every way to change something leaves a fact that names who did it and by what. The routes are read from the program: whoever adds one is
/// told here to say how it is called, or why it leaves none.
/// </summary>
public sealed class CompleteTests
{
    const string Password = "four words that nobody uses";

    /// <summary>Those that leave no fact with a credential, and why.</summary>
    static readonly Dictionary<string, string> Without = new(StringComparer.Ordinal)
    {
        ["POST /api/set-up"] = "whoever sets an instance up is nobody before; the facts name who they then are",
        ["POST /api/sign-in"] = "whoever signs in proves it by what is no credential yet; user.signedIn names them, and the sign-in",
        ["POST /api/password"] = "whoever has a link proves nothing else; account.edited names whose password it is",
        ["POST /api/work/heartbeat"] = "that a worker is alive is no history",
        ["POST /api/simulation"] = "a tool of the node: what it makes are facts, of whoever started it",
        ["DELETE /api/simulation"] = "as above",
    };

    /// <summary>How those are called that the matrix calls without a change.</summary>
    static readonly Dictionary<string, Func<Cast, Person, Task<(string Path, string Body)>>> Calls = new(StringComparer.Ordinal)
    {
        ["POST /api/sign-out"] = (_, _) => Task.FromResult(("/api/sign-out", "")),
        ["POST /api/users/me/password"] = (_, _) => Task.FromResult(("/api/users/me/password", $$"""{"current":"{{Password}}","new":"{{Password}}"}""")),
        ["DELETE /api/users/me"] = (_, _) => Task.FromResult(("/api/users/me", $$"""{"password":"{{Password}}"}""")),
        ["DELETE /api/users/me/sign-ins"] = async (c, p) =>
        {
            await c.Accounts.SignInAsync(p, NodaTime.Duration.FromDays(1));
            return ("/api/users/me/sign-ins", "");
        },
        ["POST /api/users"] = (_, _) => Task.FromResult(("/api/users", """{"email":"one-more@example.com","name":"One more"}""")),
        ["PATCH /api/users/{id}"] = (c, _) => Task.FromResult(($"/api/users/{c[Part.Stranger].Id}", """{"isAdministrator":true}""")),
        ["DELETE /api/users/{id}"] = async (c, _) =>
            ($"/api/users/{(await c.Accounts.PersonAsync("soon-gone")).Id}", """{"email":"soon-gone@example.com"}"""),
        ["POST /api/projects"] = (_, _) => Task.FromResult(("/api/projects", """{"key":"MORE","name":"More"}""")),
        ["PATCH /api/projects/{id}"] = (c, _) => Task.FromResult(($"/api/projects/{c.Project}", """{"name":"Ours alone"}""")),
        ["DELETE /api/projects/{id}"] = async (c, _) => ($"/api/projects/{(await c.Node.Api.CreateProjectAsync("GONE", "Gone")).Id}", ""),
        ["POST /api/projects/{projectId}/members"] = (c, _) => Task.FromResult(($"/api/projects/{c.Project}/members", """{"email":"the-stranger@example.com","role":"Viewer"}""")),
        ["PATCH /api/projects/{projectId}/members/{userId}"] = (c, _) => Task.FromResult(($"/api/projects/{c.Project}/members/{c[Part.Viewer].Id}", """{"role":"Worker"}""")),
        ["POST /api/work/complete"] = async (c, p) => ("/api/work/complete", await HeldAsync(c, p, "")),
        ["POST /api/work/release"] = async (c, p) => ("/api/work/release", await HeldAsync(c, p, "")),
        ["POST /api/work/requeue"] = async (c, p) =>
        {
            var held = await HeldAsync(c, p, ",\"failed\":true");
            using var api = c.As(p);
            (await api.PostAsync("/api/work/release", held)).ShouldBe(200);
            return ("/api/work/requeue", $$"""{"tasks":[{"taskId":"{{System.Text.Json.Nodes.JsonNode.Parse(held)!["tasks"]![0]!["taskId"]}}"}]}""");
        },
        ["POST /api/work/claim"] = async (c, _) =>
        {
            await c.NewTaskAsync();
            return ("/api/work/claim", $$"""{"projectId":"{{c.Project}}","count":1}""");
        },
    };

    [Fact]
    public async Task Every_change_leaves_a_fact_that_names_who_made_it_and_by_what()
    {
        await using var server = await TestServer.StartAsync(("Work:Attempts", "1"));
        var cast = await Cast.OnAsync(server.Node);
        var routes = MatrixTests.RoutesOf(server.Node).Where(r => r.Method != HttpMethod.Get).ToList();
        var wrong = new List<string>();
        routes.Count.ShouldBeGreaterThan(30);
        foreach (var route in routes.Where(r => !Without.ContainsKey(r.Name)))
        {
            // Each route by somebody of its own: some of them end whoever asks.
            var person = await cast.Accounts.PersonAsync($"caller-{routes.IndexOf(route)}", isAdministrator: true);
            var isBySignIn = route.Name == "POST /api/sign-out";
            await server.AskAsync<long>($"WITH one AS (UPDATE accounts SET password_hash = '{Passwords.Hash(Password)}' WHERE id = '{person.Id}' RETURNING 1) SELECT count(*) FROM one");
            var signIn = await cast.Accounts.SignInAsync(person, NodaTime.Duration.FromDays(1));
            var request = await RequestAsync(route.Name, route.Method, cast, person);
            var proof = isBySignIn ? new Proof("cookie", Scopes.All, signIn.Header) : new Proof("token", Scopes.All, person.Token);
            var before = await server.AskAsync<long>("SELECT max(position) FROM journal");
            var (status, text) = await cast.AskAsync(request, proof, TestContext.Current.CancellationToken);
            var told = await server.AskAsync<long>($"""
                SELECT count(*) FROM journal
                WHERE position > {before} AND actor_id = '{person.Id}' AND credential_id = '{(isBySignIn ? signIn.Id.ToString() : person.TokenId.ToString())}'
                """);
            if (status >= 300 || told == 0)
                wrong.Add($"{route.Name}: answered {status}, {told} facts. {text[..Math.Min(200, text.Length)]}");
        }
        wrong.ShouldBeEmpty();
        Without.Keys.Except(routes.Select(r => r.Name)).ShouldBeEmpty("There are no such routes.");
    }

    [Fact]
    public async Task Whoever_becomes_somebody_is_named_by_the_facts_of_it()
    {
        await using var server = await TestServer.StartAsync();
        var made = (await server.Api.PostAsync("/api/users", """{"email":"ben@example.com","name":"Ben"}""")).ShouldBe(201);
        using var nobody = server.Api.As(null);
        (await nobody.PostAsync("/api/password", $$"""{"code":"{{((string)made["link"]!)["/password#".Length..]}}","password":"{{Password}}"}""")).ShouldBe(200);
        (await nobody.PostAsync("/api/sign-in", $$"""{"email":"ben@example.com","password":"{{Password}}"}""")).ShouldBe(200);
        (await server.AskAsync<long>($"SELECT count(*) FROM journal WHERE type = 'user.signedIn' AND actor_id = '{made.Id}' AND subject_id = '{made.Id}'")).ShouldBe(2);
        (await server.AskAsync<long>($"SELECT count(*) FROM journal WHERE type = 'account.edited' AND subject_id = '{made.Id}' AND data ->> 'field' = 'password'")).ShouldBe(1);
    }

    static async Task<HttpRequestMessage> RequestAsync(string route, HttpMethod method, Cast cast, Person person)
    {
        var known = KnownCalls.ByRoute[route];
        if (!Calls.TryGetValue(route, out var call))
        {
            known.FineCode.ShouldBeNull($"{route} is known only by a call that changes nothing; say here how it changes something, or why it leaves no fact.");
            return await known.MakeAsync(method, cast, person, isLetIn: true);
        }
        var (path, body) = await call(cast, person);
        var request = new HttpRequestMessage(method, path);
        if (body.Length > 0)
            request.Content = ApiClient.Json(body);
        foreach (var (name, value) in known.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>A task that the person holds, as complete and release name it.</summary>
    static async Task<string> HeldAsync(Cast cast, Person person, string more)
    {
        await cast.NewTaskAsync();
        using var api = cast.As(person);
        var (task, epoch) = (await api.ClaimAsync(more: $"\"projectId\":\"{cast.Project}\",\"count\":1")).Tasks().Single();
        return $$"""{"tasks":[{"taskId":"{{task}}","leaseEpoch":{{epoch}}{{more}}}]}""";
    }
}
