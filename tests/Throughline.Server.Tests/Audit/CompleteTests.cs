using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Server.Features.Users;
using Throughline.Server.Journal.Access;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Access;
using Throughline.Server.Tests.Api.Work;
using Throughline.Server.Tests.Api;
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
        ["POST /api/sign-in/second-factor"] = "as signing in is",
        ["POST /api/sign-in/passkey"] = "as signing in is",
        ["POST /api/sign-in/passkey/options"] = "it asks a question, which changes nothing",
        ["POST /api/password/forgotten"] = "whoever asks is nobody, and it is done afterwards: account.edited is the program's",
        ["POST /api/email"] = "whoever has a link proves nothing else; account.edited names whose address it is",
        ["POST /api/invitation"] = "it is looked at",
        ["POST /api/invitation/account"] = "whoever joins is nobody before; the facts name who they then are",
        ["POST /api/users/me/identities/{provider}"] = "it only leads to the provider; account.edited tells of who comes back connected",
        ["POST /api/users/me/authenticator"] = "it begins what factor.added tells of when a code was shown",
        ["POST /api/users/me/passkeys/options"] = "it asks a question, which changes nothing",
        ["POST /api/users/me/passkeys"] = "it needs the question's cookie and a device: PasskeyTests looks at its fact",
        ["PATCH /api/users/me/passkeys/{passkeyId}"] = "it needs one that was added by a device: PasskeyTests looks at its fact",
        ["DELETE /api/users/me/passkeys/{passkeyId}"] = "as above",
        ["POST /api/work/heartbeat"] = "that a worker is alive is no history",
        ["POST /api/markdown"] = "it shows a text, which changes nothing",
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
        ["POST /api/users/me/authenticator/confirm"] = async (c, p) => ("/api/users/me/authenticator/confirm", await BegunAsync(c, p)),
        ["DELETE /api/users/me/authenticator"] = async (c, p) => ("/api/users/me/authenticator", await TurnedOnAsync(c, p)),
        ["POST /api/users/me/recovery-codes"] = async (c, p) => ("/api/users/me/recovery-codes", await TurnedOnAsync(c, p)),
        ["POST /api/users/{id}/reset-factors"] = async (c, _) =>
        {
            var lost = await c.Accounts.PersonAsync("lost-it-all");
            await c.Accounts.SignInAsync(lost, NodaTime.Duration.FromDays(1));
            return ($"/api/users/{lost.Id}/reset-factors", "");
        },
        ["POST /api/users/me/email"] = (_, _) => Task.FromResult(("/api/users/me/email", Change)),
        ["DELETE /api/users/me/email"] = async (c, p) =>
        {
            using var api = c.As(p);
            (await api.PostAsync("/api/users/me/email", Change)).ShouldBe(202);
            return ("/api/users/me/email", "");
        },
        ["DELETE /api/users/me/identities/{provider}"] = async (c, p) =>
        {
            await using var add = c.Node.Get<Npgsql.NpgsqlDataSource>().CreateCommand("INSERT INTO external_logins VALUES ('example', 'one', $1, 'One', now())");
            add.Parameters.AddWithValue(p.Id.Value);
            await add.ExecuteNonQueryAsync();
            return ("/api/users/me/identities/example", "");
        },
        ["POST /api/users/me/invitations"] = async (c, _) =>
        {
            var (code, hash) = Secrets.New();
            await using var know = c.Node.Get<Npgsql.NpgsqlDataSource>().CreateCommand("UPDATE invitations SET hash = $1 WHERE id = $2");
            know.Parameters.AddWithValue(hash);
            know.Parameters.AddWithValue(Guid.Parse(await c.NewInvitationAsync()));
            (await know.ExecuteNonQueryAsync()).ShouldBe(1);
            return ("/api/users/me/invitations", $$"""{"code":"{{code}}"}""");
        },
        ["POST /api/users"] = (_, _) => Task.FromResult(("/api/users", """{"email":"one-more@example.com","name":"One more"}""")),
        ["PATCH /api/users/{id}"] = (c, _) => Task.FromResult(($"/api/users/{c[Part.Stranger].Id}", """{"isAdministrator":true}""")),
        ["DELETE /api/users/{id}"] = async (c, _) =>
            ($"/api/users/{(await c.Accounts.PersonAsync("soon-gone")).Id}", """{"email":"soon-gone@example.com"}"""),
        ["POST /api/projects"] = (_, _) => Task.FromResult(("/api/projects", """{"key":"MORE","name":"More"}""")),
        ["PATCH /api/projects/{id}"] = (c, _) => Task.FromResult(($"/api/projects/{c.Project}", """{"name":"Ours alone"}""")),
        ["DELETE /api/projects/{id}"] = async (c, _) =>
        {
            var project = $"/api/projects/{(await c.Node.Api.CreateProjectAsync("GONE", "Gone")).Id}";
            (await c.Node.Api.PatchAsync(project, """{"isArchived":true}""")).ShouldBe(200);
            return ($"{project}?confirm=GONE", "");
        },
        ["POST /api/projects/{projectId}/members"] = (c, _) => Task.FromResult(($"/api/projects/{c.Project}/members", """{"email":"the-stranger@example.com","role":"Viewer"}""")),
        ["PATCH /api/projects/{projectId}/members/{userId}"] = (c, _) => Task.FromResult(($"/api/projects/{c.Project}/members/{c[Part.Viewer].Id}", """{"role":"Worker"}""")),
        ["POST /api/stories/bulk"] = (c, _) =>
            Task.FromResult(($"/api/stories/bulk?projectId={c.Project}", $$"""{"stories":[{"id":"{{c.Story}}"}],"edit":{"addLabels":["many"]} }""")),
        ["POST /api/stories/undo"] = async (c, p) =>
        {
            using var api = c.As(p);
            var edit = (await api.PostAsync($"/api/stories/bulk?projectId={c.Project}", $$"""{"stories":[{"id":"{{c.Story}}"}],"edit":{"addLabels":["undone"]} }""")).ShouldBe(200);
            return ($"/api/stories/undo?projectId={c.Project}", $$"""{"from":{{edit["from"]}},"to":{{edit["to"]}}}""");
        },
        ["DELETE /api/base-items/{id}"] = async (c, _) =>
        {
            var unused = (await c.Node.Api.PostAsync("/api/base-items", $$"""{"projectId":"{{c.Project}}","description":"None of it"}""")).ShouldBe(201);
            return ($"/api/base-items/{unused.Id}", "");
        },
        ["POST /api/work/complete"] = async (c, p) => ("/api/work/complete", await HeldAsync(c, p, "")),
        ["POST /api/work/release"] = async (c, p) => ("/api/work/release", await HeldAsync(c, p, "")),
        ["POST /api/work/set-aside"] = async (c, _) => ("/api/work/set-aside", $$"""{"tasks":[{"taskId":"{{await c.NewTaskAsync()}}"}]}"""),
        ["POST /api/work/requeue"] = async (c, p) =>
        {
            var held = await HeldAsync(c, p, ",\"failed\":true");
            using var api = c.As(p);
            (await api.PostAsync("/api/work/release", held)).ShouldBe(200);
            return ("/api/work/requeue", $$"""{"tasks":[{"taskId":"{{JsonNode.Parse(held)!["tasks"]![0]!["taskId"]}}"}]}""");
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
        await using var server = await TestServer.StartAsync(("Work:Attempts", "1"),
            // Letters are taken, and wait for a server that is not there.
            ("Mail:Host", "127.0.0.1"), ("Mail:Port", "9"), ("Mail:Security", "None"), ("Mail:From", "throughline@example.com"), ("Edge:PublicUrl", "http://localhost"));
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

    static string Change => new JsonObject { ["email"] = "new@example.com", ["password"] = Password }.ToJsonString();

    /// <summary>Begins to set two-step sign-in up.</summary>
    /// <returns>What confirms it.</returns>
    static async Task<string> BegunAsync(Cast cast, Person person)
    {
        using var api = cast.As(person);
        var begun = (await api.PostAsync("/api/users/me/authenticator", $$"""{"password":"{{Password}}"}""")).ShouldBe(200);
        return $$"""{"code":"{{Totp.CodeAt(Base32.Decode((string)begun["secret"]!)!, Totp.StepAt(cast.Node.Get<TimeProvider>().Now()))}}"}""";
    }

    /// <summary>Turns two-step sign-in on.</summary>
    /// <returns>What proves anew who they are.</returns>
    static async Task<string> TurnedOnAsync(Cast cast, Person person)
    {
        var code = await BegunAsync(cast, person);
        using var api = cast.As(person);
        (await api.PostAsync("/api/users/me/authenticator/confirm", code)).ShouldBe(200);
        return $$"""{"password":"{{Password}}"}""";
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
