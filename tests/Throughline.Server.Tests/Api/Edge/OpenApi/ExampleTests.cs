using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge.OpenApi;

/// <summary>The examples are true: they fit their schemas, and the server takes the requests and answers likewise.</summary>
public sealed class ExampleTests(ApiDescription document) : IClassFixture<ApiDescription>
{
    [Fact]
    public void Every_operation_has_an_example_and_each_fits_its_schema()
    {
        var check = new SchemaCheck(document);
        List<string> without = [];
        foreach (var (place, operation) in document.Operations)
        {
            var contents = Contents(operation).ToList();
            foreach (var (name, content) in contents.Where(c => c.Content["example"] is not null && c.Name.EndsWith("+json", StringComparison.Ordinal) | c.Name.EndsWith("/json", StringComparison.Ordinal)))
                check.Check(content["example"], content["schema"]!, $"{place} {name}");
            var parameters = operation["parameters"]?.AsArray() ?? [];
            var says = operation["responses"]!.AsObject().Any(r => r.Key[0] == '2' && r.Value!["content"] is not null);
            if ((says || parameters.Count > 0) && !contents.Any(c => c.Content["example"] is not null) && !parameters.Any(p => p!["example"] is not null))
                without.Add(place);
            foreach (var part in (string[])["requestBody"])
                if (operation[part] is not null && !Contents(operation).Where(c => c.Name.StartsWith(part, StringComparison.Ordinal)).All(c => c.Content["example"] is not null))
                    without.Add($"{place} {part}");
        }
        without.ShouldBeEmpty();
        check.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_server_takes_the_requests_and_its_answers_fit_their_schemas()
    {
        var api = document.Server.Api;
        var project = await SendAsync("createProject", "/api/projects", 201);
        await SendAsync("editProject", $"/api/projects/{project.Id}", 200);
        var story = await SendAsync("createStory", "/api/stories", 201);
        var task = await SendAsync("addTask", $"/api/stories/{story.Id}/tasks", 201);
        await SendAsync("editTask", $"/api/tasks/{task.Id}", 200);
        await SendAsync("editStory", $"/api/stories/{story.Id}", 200);
        var bulk = (await api.PostAsync("/api/stories/bulk", $$"""{"stories":[{"id":"{{story.Id}}"}],"edit":{"priority":"Urgent"} }""")).ShouldBe(200);
        ShouldFit("bulkStories", bulk, "application/json");
        ShouldFit("bulkStories", (await api.PostAsync("/api/stories/bulk", Request("bulkStories"))).ShouldBe(200), "application/json");
        ShouldFit("undoStories", (await api.PostAsync("/api/stories/undo", $$"""{"from":{{bulk["from"]}},"to":{{bulk["to"]}}}""")).ShouldBe(200), "application/json");
        var view = await SendAsync("createView", "/api/views", 201);
        await SendAsync("editView", $"/api/views/{view.Id}", 200);
        await SendAsync("moveStory", $"/api/stories/{story.Id}/move", 200, HttpMethod.Post);
        foreach (var (operation, path) in ((string, string)[])
            [
                ("groupStories", "/api/stories/groups?group=status"), ("getBoard", $"/api/projects/{project.Id}/board"),
                ("listProjects", "/api/projects"), ("getProject", $"/api/projects/{project.Id}"), ("listStories", "/api/stories?limit=1"), ("getStory", $"/api/stories/{story.Id}"),
                ("listTasks", "/api/tasks"), ("getTask", $"/api/tasks/{task.Id}"), ("healthLive", "/health/live"), ("healthReady", "/health/ready"), ("getVersion", "/api/version"),
                ("listViews", "/api/views"), ("getView", $"/api/views/{view.Id}"),
                ("getStatistics", "/api/statistics?resolution=hour"), ("countFilters", "/api/stories/count?filter=is:active"),
                ("listStatisticsFacts", "/api/statistics/facts?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&limit=2"),
                ("explainFilter", "/api/stories/filter?filter=status:open%20label:api%20updated:%3C7x%20created:2026-01%20tasks:%3E1"),
                ("completeFilter", "/api/stories/completions?field=label"), ("completeFilter", "/api/stories/completions?field=assignee"),
            ])
            ShouldFit(operation, (await api.GetAsync(path)).ShouldBe(200), "application/json");

        ShouldFit("getTask", await api.GetAsync("/api/tasks/none"), "application/problem+json");

        // One that is open, for a worker; what the examples name is not there, which each operation says in its own way.
        await api.AddTaskAsync(story.Id);
        await SendAsync("claimTasks", "/api/work/claim", 200, HttpMethod.Post);
        await SendAsync("sendHeartbeat", "/api/work/heartbeat", 200, HttpMethod.Post);
        foreach (var verb in (string[])["complete", "release", "requeue"])
            ShouldFit($"{verb}Tasks", (await api.PostAsync($"/api/work/{verb}", Request($"{verb}Tasks"))).ShouldBe(404), "application/problem+json");
        ShouldFit("setAsideTasks", (await api.PostAsync("/api/work/set-aside", Request("setAsideTasks"))).ShouldBe(404), "application/problem+json");
        ShouldFit("getWork", (await api.GetAsync("/api/work")).ShouldBe(200), "application/json");
        ShouldFit("getWorkToday", (await api.GetAsync("/api/work/today")).ShouldBe(200), "application/json");
        ShouldFit("createStory", await api.PostAsync("/api/stories", "{}"), "application/problem+json");

        await SendAsync("startSimulation", "/api/simulation", 201);
        ShouldFit("getSimulation", (await api.GetAsync("/api/simulation")).ShouldBe(200), "application/json");
        ShouldFit("stopSimulation", (await api.DeleteAsync("/api/simulation", ifMatch: null)).ShouldBe(200), "application/json");

        var user = await SendAsync("createUser", "/api/users", 201);
        await SendAsync("addMember", $"/api/projects/{project.Id}/members", 201);
        await SendAsync("editMember", $"/api/projects/{project.Id}/members/{user.Id}", 200);
        await SendAsync("createToken", "/api/users/me/tokens", 201);
        await SendAsync("editMe", "/api/users/me", 200);
        await SendAsync("editUser", $"/api/users/{user.Id}", 200);
        foreach (var (operation, path) in ((string, string)[])
            [("listMembers", $"/api/projects/{project.Id}/members"), ("listUsers", "/api/users"), ("listTokens", "/api/users/me/tokens"), ("listSignIns", "/api/users/me/sign-ins"),
            ("getAuthenticator", "/api/users/me/authenticator"), ("listPasskeys", "/api/users/me/passkeys"), ("getNewAddress", "/api/users/me/email"),
            ("listIdentities", "/api/users/me/identities"), ("listSignInMethods", "/api/sign-in/methods"), ("listInvitations", $"/api/projects/{project.Id}/invitations"),
            ("getMe", "/api/users/me"), ("getSetUp", "/api/set-up"), ("listAudit", "/api/audit?limit=500"), ("exportMe", "/api/users/me/export"), ("listErasures", "/api/erasures")])
            ShouldFit(operation, (await api.GetAsync(path)).ShouldBe(200), "application/json");
        foreach (var (operation, path, status) in ((string, string, int)[])
            [("setUp", "/api/set-up", 409), ("signIn", "/api/sign-in", 401), ("choosePassword", "/api/password", 400), ("changePassword", "/api/users/me/password", 400),
            ("beginAuthenticator", "/api/users/me/authenticator", 400), ("confirmAuthenticator", "/api/users/me/authenticator/confirm", 409),
            ("renewRecoveryCodes", "/api/users/me/recovery-codes", 400), ("showSecondFactor", "/api/sign-in/second-factor", 401), ("signInWithPasskey", "/api/sign-in/passkey", 401),
            ("beginPasskey", "/api/users/me/passkeys/options", 400), ("addPasskey", "/api/users/me/passkeys", 400),
            ("forgotPassword", "/api/password/forgotten", 409), ("askNewAddress", "/api/users/me/email", 409), ("confirmAddress", "/api/email", 400),
            ("lookAtInvitation", "/api/invitation", 400), ("joinByInvitation", "/api/invitation/account", 400), ("takeInvitation", "/api/users/me/invitations", 400)])
            ShouldFit(operation, (await api.PostAsync(path, Request(operation))).ShouldBe(status), "application/problem+json");

        await ItemsAsync(project.Id);
        await SendLinesAsync("createStories", "/api/stories/batch");
        await SendLinesAsync("importStories", "/api/stories/import");
    }

    async Task ItemsAsync(string project)
    {
        var api = document.Server.Api;
        var kind = await SendAsync("createBaseItem", "/api/base-items", 201);
        await SendAsync("editBaseItem", $"/api/base-items/{kind.Id}", 200);
        var me = (await api.GetAsync("/api/users/me")).ShouldBe(200).Id;
        var item = (await api.PostAsync("/api/items", $$"""{"baseItemId":"{{kind.Id}}","label":"SN-2041","ownerId":"{{me}}"}""")).ShouldBe(201);
        ShouldFit("createItem", item, "application/json");
        ShouldFit("createItem", (await api.PostAsync("/api/items", Request("createItem"))).ShouldBe(400), "application/problem+json");
        var handed = (await api.PostAsync("/api/transfers", $$"""{"itemIds":["{{item.Id}}"],"ownerId":"{{me}}","awaits":true}""")).ShouldBe(201);
        ShouldFit("transferItems", handed, "application/json");
        ShouldFit("transferItems", (await api.PostAsync("/api/transfers", Request("transferItems"))).ShouldBe(400), "application/problem+json");
        var first = $"/api/transfers/{handed["transfers"]![0]!["id"]}";
        ShouldFit("refuseTransfer", (await api.PostAsync($"{first}/refuse", Request("refuseTransfer"))).ShouldBe(200), "application/json");
        ShouldFit("acceptTransfer", (await api.SendAsync(HttpMethod.Post, $"{first}/accept", null)).ShouldBe(409), "application/problem+json");
        ShouldFit("recallTransfer", (await api.SendAsync(HttpMethod.Post, $"{first}/recall", null)).ShouldBe(409), "application/problem+json");
        ShouldFit("settleTransfers", (await api.PostAsync("/api/transfers/settle", Request("settleTransfers"))).ShouldBe(400), "application/problem+json");
        var third = (await api.PostAsync("/api/transfers", $$"""{"itemIds":["{{item.Id}}"],"ownerId":"{{me}}","awaits":true}""")).ShouldBe(201)["transfers"]![0]!["id"];
        ShouldFit("settleTransfers", (await api.PostAsync("/api/transfers/settle", $$"""{"transferIds":["{{third}}"],"status":"Accepted"}""")).ShouldBe(200), "application/json");
        ShouldFit("editItem", (await api.PatchAsync($"/api/items/{item.Id}", Request("editItem"))).ShouldBe(200), "application/json");
        var second = (await api.PostAsync("/api/transfers", $$"""{"itemIds":["{{item.Id}}"],"ownerId":"{{me}}"}""")).ShouldBe(201)["transfers"]![0]!["id"];
        ShouldFit("correctTransfer", (await api.PostAsync($"/api/transfers/{second}/correct", Request("correctTransfer"))).ShouldBe(200), "application/json");
        foreach (var (operation, path) in ((string, string)[])
            [("listBaseItems", "/api/base-items"), ("getBaseItem", $"/api/base-items/{kind.Id}"), ("listItems", "/api/items"), ("getItem", $"/api/items/{item.Id}"),
            ("getOwner", $"/api/items/{item.Id}/owner"), ("getChain", $"/api/items/{item.Id}/transfers"), ("listHeldItems", "/api/users/me/items"),
            ("listTransfers", $"/api/transfers?projectId={project}"), ("getTransfer", first)])
            ShouldFit(operation, (await api.GetAsync(path)).ShouldBe(200), "application/json");
    }

    async Task SendLinesAsync(string operation, string path)
    {
        var (request, response) = (Lines(document.Operation(operation)["requestBody"]!), Lines(document.Operation(operation)["responses"]!["200"]!));
        var reply = await document.Server.Api.SendAsync(HttpMethod.Post, path,
            ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes((string)request["example"]!), "application/x-ndjson"));
        var check = new SchemaCheck(document);
        var (answers, shown) = (Split(reply.ShouldBe(200).Text), Split((string)response["example"]!));
        foreach (var answer in answers)
            check.Check(answer, response["schema"]!, operation);
        check.Errors.ShouldBeEmpty();
        answers.Select(Members).ShouldBe(shown.Select(Members));

        static JsonNode Lines(JsonNode part) => part["content"]!["application/x-ndjson"]!;
        static List<JsonNode> Split(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
        static string Members(JsonNode line) => string.Join(' ', line.AsObject().Select(m => m.Key));
    }

    string Request(string operation) => document.Operation(operation)["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString();

    async Task<Reply> SendAsync(string operation, string path, int status, HttpMethod? method = null)
    {
        var body = Request(operation);
        var reply = (status == 201 || method == HttpMethod.Post ? await document.Server.Api.PostAsync(path, body) : await document.Server.Api.PatchAsync(path, body))
            .ShouldBe(status);
        ShouldFit(operation, reply, "application/json");
        // What the example shows is what there is.
        var shown = document.Operation(operation)["responses"]![$"{status}"]!["content"]!["application/json"]!["example"]!.AsObject();
        reply.Json.AsObject().Select(m => m.Key).ShouldBe(shown.Select(m => m.Key));
        return reply;
    }

    void ShouldFit(string operation, Reply reply, string type)
    {
        var check = new SchemaCheck(document);
        check.Check(reply.Json, document.Operation(operation)["responses"]![$"{reply.Status}"]!["content"]![type]!["schema"]!, operation);
        check.Errors.ShouldBeEmpty(reply.Text);
    }

    static IEnumerable<(string Name, JsonNode Content)> Contents(JsonNode operation)
    {
        foreach (var (type, content) in operation["requestBody"]?["content"]?.AsObject() ?? [])
            yield return ($"requestBody {type}", content!);
        foreach (var (status, response) in operation["responses"]!.AsObject())
            foreach (var (type, content) in response!["content"]?.AsObject() ?? [])
                yield return ($"{status} {type}", content!);
    }
}
