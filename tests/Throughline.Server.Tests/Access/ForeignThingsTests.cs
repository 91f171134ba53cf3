using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using Shouldly;
using Throughline.Domain;
using Throughline.Domain.Factors;
using Throughline.Server.Journal;
using Throughline.Server.Tests.Api;
using Xunit;

namespace Throughline.Server.Tests.Access;

/// <summary>What is foreign is answered as what is not there, to the letter, and stands in nothing that is shown.</summary>
public sealed class ForeignThingsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    static readonly string[] Secrets = ["OURS", "Ours", "A story", "A task", "the-owner", "EXT-1"];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_can_tell_what_is_foreign_from_what_is_not_there()
    {
        await using var server = await TestServer.StartAsync();
        var cast = await Cast.OnAsync(server.Node);
        using var stranger = server.Api.As(cast[Part.Stranger].Token.Value["Bearer ".Length..]);
        var session = (await cast.NewSessionAsync(cast[Part.Owner])).ToString();
        var token = cast[Part.Owner].TokenId.ToString();
        var signIn = (await cast.Accounts.SignInAsync(cast[Part.Owner], Duration.FromDays(1))).Id.ToString();
        var passkey = new Passkey(PasskeyId.New(server.Node.Get<TimeProvider>().Now()), cast[Part.Owner].Id, [1, 2, 3], [4], 0, [], false, "the-owner's", default);
        await server.Node.Get<Sequencer>().CommitAsync(new Change<int>(need =>
        {
            need.User(passkey.UserId);
            need.Factors(passkey.UserId);
        }, new AddPasskey(passkey).Decide, _ => 0)
        { By = new(passkey.UserId) });
        (await server.AskAsync<int>("SELECT count(*)::int FROM passkeys")).ShouldBe(1);
        var (project, user) = (cast.Project.ToString(), cast[Part.Owner].Id.ToString());
        var before = await server.FootprintAsync();
        foreach (var (method, path, body, foreign) in new[]
        {
            ("GET", "/api/projects/ID", "", project), ("PATCH", "/api/projects/ID", """{"name":"X"}""", project), ("DELETE", "/api/projects/ID", "", project),
            ("GET", "/api/projects/ID/members", "", project), ("POST", "/api/projects/ID/members", """{"email":"the-viewer@example.com","role":"Owner"}""", project),
            ("PATCH", $"/api/projects/ID/members/{user}", """{"role":"Viewer"}""", project), ("DELETE", $"/api/projects/ID/members/{user}", "", project),
            ("GET", "/api/stories/ID", "", cast.Story), ("PATCH", "/api/stories/ID", """{"status":"Done"}""", cast.Story), ("DELETE", "/api/stories/ID", "", cast.Story),
            ("POST", "/api/stories/ID/tasks", """{"title":"X"}""", cast.Story), ("GET", "/api/tasks?storyId=ID", "", cast.Story),
            ("GET", "/api/tasks/ID", "", cast.Task), ("PATCH", "/api/tasks/ID", """{"status":"Done"}""", cast.Task), ("DELETE", "/api/tasks/ID", "", cast.Task),
            ("POST", "/api/work/complete", """{"tasks":[{"taskId":"ID","leaseEpoch":1}]}""", cast.Task), ("POST", "/api/work/release", """{"tasks":[{"taskId":"ID","leaseEpoch":1}]}""", cast.Task),
            ("POST", "/api/work/requeue", """{"tasks":[{"taskId":"ID"}]}""", cast.Task), ("POST", "/api/work/claim", """{"completed":[{"taskId":"ID","leaseEpoch":1}]}""", cast.Task),
            ("POST", "/api/work/claim", """{"projectId":"ID"}""", project), ("POST", "/api/work/heartbeat", """{"sessionId":"ID"}""", session),
            ("POST", "/api/stories", """{"projectId":"ID","title":"X"}""", project), ("POST", "/api/stories/import?projectId=ID", """{"externalKey":"EXT-1","title":"X"}""", project),
            ("POST", "/api/stories/batch", """{"projectId":"ID","title":"X"}""", project), ("POST", "/api/simulation", """{"projectId":"ID"}""", project),
            ("GET", "/api/stories?projectId=ID", "", project), ("GET", "/api/stories?projectId=ID&externalKey=EXT-1", "", project), ("GET", "/api/stories?projectId=ID&text=A", "", project),
            ("GET", "/api/tasks?projectId=ID", "", project), ("GET", "/api/work?projectId=ID", "", project), ("GET", "/api/statistics?resolution=day&projectId=ID", "", project),
            ("GET", "/api/statistics/live?projectId=ID", "", project), ("GET", "/api/live?projectId=ID", "", project),
            ("GET", "/api/base-items/ID", "", cast.BaseItem), ("PATCH", "/api/base-items/ID", """{"description":"X"}""", cast.BaseItem), ("DELETE", "/api/base-items/ID", "", cast.BaseItem),
            ("GET", "/api/views/ID", "", cast.View), ("PATCH", "/api/views/ID", """{"name":"X"}""", cast.View), ("DELETE", "/api/views/ID", "", cast.View),
            ("GET", "/api/views?projectId=ID", "", project), ("POST", "/api/views", """{"projectId":"ID","name":"X","state":{"page":"Board"}}""", project),
            ("GET", "/api/items/ID", "", cast.Thing), ("PATCH", "/api/items/ID", """{"label":"X"}""", cast.Thing), ("GET", "/api/items/ID/code.svg", "", cast.Thing),
            ("GET", "/api/items/ID/owner", "", cast.Thing), ("GET", "/api/items/ID/transfers", "", cast.Thing),
            ("GET", "/api/items/ID/chain.csv", "", cast.Thing), ("GET", "/api/items/ID/chain.epcis", "", cast.Thing), ("GET", "/api/users/ID/items", "", user),
            ("GET", "/api/items?baseItemId=ID", "", cast.BaseItem), ("GET", "/api/items?owner=ID", "", user), ("GET", "/api/transfers?itemId=ID", "", cast.Thing),
            ("POST", "/api/items", """{"baseItemId":"ID"}""", cast.BaseItem), ("POST", "/api/items/batch", """{"baseItemId":"ID"}""", cast.BaseItem),
            ("POST", "/api/transfers", $$"""{"itemIds":["ID"],"ownerId":"{{cast[Part.Stranger].Id}}"}""", cast.Thing),
            ("POST", "/api/transfers/batch", $$"""{"itemId":"ID","ownerId":"{{cast[Part.Stranger].Id}}"}""", cast.Thing),
            ("GET", "/api/transfers/ID", "", cast.Transfer), ("POST", "/api/transfers/ID/accept", "", cast.Transfer), ("POST", "/api/transfers/ID/refuse", """{"reason":"X"}""", cast.Transfer),
            ("POST", "/api/transfers/settle", """{"transferIds":["ID"],"status":"Recalled"}""", cast.Transfer),
            ("POST", "/api/transfers/ID/recall", "", cast.Transfer), ("POST", "/api/transfers/ID/correct", """{"isVoid":true}""", cast.Transfer),
            ("GET", "/api/audit?projectId=ID", "", project), ("GET", "/api/audit.csv?projectId=ID", "", project), ("GET", "/api/audit?thing=ID", "", cast.Story),
            ("GET", "/api/audit?person=ID", "", user), ("GET", "/api/audit?credential=ID", "", token),
            ("DELETE", "/api/users/me/tokens/ID", "", token), ("DELETE", "/api/users/me/sign-ins/ID", "", signIn),
            ("DELETE", "/api/users/me/passkeys/ID", "", passkey.Id.ToString()), ("PATCH", "/api/users/me/passkeys/ID", """{"name":"X"}""", passkey.Id.ToString()),
        })
        {
            var missing = StoryId.New(Instant.FromUnixTimeSeconds(1)).ToString();
            var answer = await AskAsync(stranger, method, path, body, foreign);
            answer.ShouldBe(await AskAsync(stranger, method, path, body, missing), $"{method} {path}");
            Secrets.ShouldAllBe(secret => !answer.Contains(secret, StringComparison.Ordinal), answer);
        }
        // A claim that completes nothing begins a session of the stranger's, and nothing else.
        (await server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_listed_counted_found_and_streamed_is_ones_own()
    {
        var cast = await Cast.OnAsync(shared.Server.Node);
        var api = shared.Server.Api;
        (await api.PostAsync("/api/stories", $$"""{"projectId":"{{cast.Project}}","title":"A story","externalKey":"EXT-1"}""")).ShouldBe(201);
        (await api.PostAsync("/api/simulation", $$"""{"projectId":"{{cast.Project}}",{{KnownCalls.Idle}}}""")).ShouldBe(201);
        using var stranger = api.As(cast[Part.Stranger].Token.Value["Bearer ".Length..]);
        foreach (var path in new[]
        {
            "/api/projects", "/api/stories", "/api/stories?text=story", "/api/stories?externalKey=EXT-1", "/api/tasks", "/api/tasks?text=task", $"/api/tasks?storyId={cast.Story}", "/api/work", "/api/work/today",
            "/api/simulation",
        })
        {
            var reply = await stranger.GetAsync(path);
            reply.Status.ShouldBeOneOf(200, 204);
            Secrets.Append(cast.Project.ToString()).Append(cast.Story).Append(cast.Task).ShouldAllBe(secret => !reply.Text.Contains(secret, StringComparison.Ordinal), path);
            if (reply.Status == 200 && path.StartsWith("/api/projects", StringComparison.Ordinal))
                reply["items"]!.AsArray().Select(p => (string)p!["key"]!).ShouldBe(["THEIRS"]);
        }
        // "All" is all that they see.
        var position = (await api.CreateStoryAsync("A story", $"\"projectId\":\"{cast.Project}\"")).Position;
        await Postgres.Until.TrueAsync("the statistics have it", async () => (long)(await api.GetAsync("/api/statistics?resolution=day&series=stories.open"))["position"]! >= position);
        var all = (await stranger.GetAsync("/api/statistics?resolution=day&series=stories.created,stories.open,tasks.created")).ShouldBe(200).Text;
        Numbers(all).ShouldAllBe(n => n == 0, all);
        Numbers((await api.GetAsync("/api/statistics?resolution=day&series=stories.created,stories.open,tasks.created")).Text).ShouldContain(n => n > 0);
        (await FirstFrameAsync(stranger, "/api/statistics/live?resolution=day")).ShouldNotContain(cast.Project.ToString());

        // A key that is taken is refused without a word about whose it is.
        var taken = (await stranger.PostAsync("/api/projects", """{"key":"OURS","name":"X"}""")).ShouldBeProblem(409, "key-taken").Text;
        Secrets.Skip(1).ShouldAllBe(secret => !taken.Contains(secret, StringComparison.Ordinal));
    }

    static List<double> Numbers(string statistics)
    {
        var found = new List<double>();
        Walk(JsonNode.Parse(statistics)!["buckets"]!);
        return found;

        void Walk(JsonNode? node)
        {
            if (node is JsonArray array)
                foreach (var item in array)
                    Walk(item);
            else if (node is JsonObject members)
                foreach (var (_, value) in members)
                    Walk(value);
            else if (node is JsonValue value && value.TryGetValue<double>(out var number))
                found.Add(number);
        }
    }

    static async Task<string> FirstFrameAsync(ApiClient api, string path)
    {
        using var answer = await api.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        var frame = new StringBuilder();
        while (await reader.ReadLineAsync(Cancel) is { } line && (line.Length > 0 || !frame.ToString().Contains("data:", StringComparison.Ordinal)))
            frame.AppendLine(line);
        return frame.ToString();
    }

    static async Task<string> AskAsync(ApiClient api, string method, string path, string body, string id)
    {
        var content = body.Length == 0 ? null : ApiClient.Bytes(Encoding.UTF8.GetBytes(body.Replace("ID", id, StringComparison.Ordinal)), IsLines(path) ? "application/x-ndjson" : "application/json");
        var reply = await api.SendAsync(new HttpMethod(method), path.Replace("ID", id, StringComparison.Ordinal), content, ("If-Match", "*"));
        var text = reply.Text.Replace(id, "ID", StringComparison.Ordinal);
        if (text.StartsWith('{') && JsonNode.Parse(text.Split('\n')[0]) is JsonObject answer)
        {
            // What every answer has of its own.
            foreach (var own in new[] { "requestId", "serverTime", "sessionId", "leaseUntil" })
                if (answer[own] is not null)
                    answer[own] = "its own";
            text = answer.ToJsonString();
        }
        return $"{reply.Status} {reply.ETag?.Length > 0} {text}";
    }

    static bool IsLines(string path) => path.Contains("/batch", StringComparison.Ordinal) || path.Contains("/import", StringComparison.Ordinal);
}
