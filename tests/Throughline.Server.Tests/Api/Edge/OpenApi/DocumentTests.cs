using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Throughline.Server.Edge.OpenApi;
using Throughline.Server.Tests.Cli;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge.OpenApi;

public sealed class DocumentTests(ApiDescription document) : IClassFixture<ApiDescription>
{
    [Fact]
    public void It_is_what_was_approved() =>
        Snapshot.Matches("openapi.json", document.Root.ToJsonString(Indented) + "\n", Path.Combine(Repository.Root, "tests", "Throughline.Server.Tests", "here"));

    [Fact]
    public void It_says_what_the_api_is_and_what_holds_for_all_of_it()
    {
        ((string?)document.Root["openapi"])!.ShouldStartWith("3.1");
        var info = document.Root["info"]!;
        ((string?)info["title"]).ShouldBe("Throughline");
        ((string?)info["license"]!["name"]).ShouldBe("MIT");
        foreach (var idea in (string[])["problem details", "If-Match", "Idempotency-Key", "nextCursor", "Throughline-Position", "Retry-After"])
            ((string?)info["description"])!.ShouldContain(idea, Case.Sensitive);
        // Where this test ran is nobody's business.
        document.Text.ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public void Every_reference_leads_somewhere() =>
        document.Parts().Where(p => p.Part["$ref"] is JsonValue).Select(p => document.Resolve(p.Part)).Count().ShouldBeGreaterThan(30);

    [Fact]
    public void Every_route_of_the_server_is_in_it_once()
    {
        string[] places =
        [
            "GET /api/live", "GET /api/live/ws", "GET /api/statistics", "GET /api/statistics/facts", "GET /api/statistics/live", "GET /api/version", "GET /health/live", "GET /health/ready",
            "POST /api/projects", "GET /api/projects", "GET /api/projects/{id}", "PATCH /api/projects/{id}", "DELETE /api/projects/{id}",
            "GET /api/projects/{projectId}/members", "POST /api/projects/{projectId}/members", "PATCH /api/projects/{projectId}/members/{userId}", "DELETE /api/projects/{projectId}/members/{userId}",
            "GET /api/set-up", "POST /api/set-up", "POST /api/sign-in", "POST /api/sign-out", "POST /api/password",
            "GET /api/projects/{projectId}/invitations", "DELETE /api/projects/{projectId}/invitations/{invitationId}",
            "GET /api/sign-in/methods", "POST /api/password/forgotten", "POST /api/email", "POST /api/invitation", "POST /api/invitation/account",
            "GET /api/users/me/email", "POST /api/users/me/email", "DELETE /api/users/me/email", "POST /api/users/me/invitations",
            "GET /api/users/me/identities", "POST /api/users/me/identities/{provider}", "DELETE /api/users/me/identities/{provider}",
            "GET /api/users", "POST /api/users", "PATCH /api/users/{id}", "POST /api/users/{id}/password-link",
            "GET /api/audit", "GET /api/audit.csv", "GET /api/erasures", "DELETE /api/users/{id}", "DELETE /api/users/me", "GET /api/users/me/export",
            "GET /api/users/me", "PATCH /api/users/me", "POST /api/users/me/password",
            "GET /api/users/me/sign-ins", "DELETE /api/users/me/sign-ins", "DELETE /api/users/me/sign-ins/{signInId}",
            "GET /api/users/me/authenticator", "POST /api/users/me/authenticator", "POST /api/users/me/authenticator/confirm", "DELETE /api/users/me/authenticator",
            "POST /api/users/me/recovery-codes", "POST /api/sign-in/second-factor", "POST /api/sign-in/passkey/options", "POST /api/sign-in/passkey", "POST /api/users/{id}/reset-factors",
            "GET /api/users/me/passkeys", "POST /api/users/me/passkeys/options", "POST /api/users/me/passkeys", "PATCH /api/users/me/passkeys/{passkeyId}", "DELETE /api/users/me/passkeys/{passkeyId}",
            "GET /api/users/me/tokens", "POST /api/users/me/tokens", "DELETE /api/users/me/tokens/{tokenId}",
            "POST /api/stories", "POST /api/stories/batch", "POST /api/stories/import", "POST /api/stories/bulk", "POST /api/stories/undo", "GET /api/stories/groups", "GET /api/stories", "GET /api/stories/{id}", "PATCH /api/stories/{id}", "DELETE /api/stories/{id}",
            "GET /api/stories/{id}/history", "GET /api/projects/{projectId}/labels", "PUT /api/projects/{projectId}/labels", "POST /api/markdown",
            "POST /api/stories/{id}/move", "GET /api/projects/{id}/board",
            "GET /api/stories/count", "GET /api/stories/filter", "GET /api/stories/completions",
            "GET /api/views", "POST /api/views", "GET /api/views/{id}", "PATCH /api/views/{id}", "DELETE /api/views/{id}",
            "POST /api/simulation", "GET /api/simulation", "DELETE /api/simulation",
            "POST /api/stories/{storyId}/tasks", "GET /api/tasks", "GET /api/tasks/{id}", "PATCH /api/tasks/{id}", "DELETE /api/tasks/{id}",
            "POST /api/base-items", "GET /api/base-items", "GET /api/base-items/{id}", "PATCH /api/base-items/{id}", "DELETE /api/base-items/{id}",
            "POST /api/items", "POST /api/items/batch", "GET /api/items", "GET /api/items/{id}", "PATCH /api/items/{id}", "GET /api/items/{id}/code.svg", "GET /api/items/{id}/owner", "GET /api/items/{id}/transfers",
            "GET /api/items/{id}/chain.csv", "GET /api/items/{id}/chain.epcis", "GET /api/users/{id}/items",
            "POST /api/transfers", "POST /api/transfers/batch", "POST /api/transfers/settle", "GET /api/transfers", "GET /api/transfers/{id}",
            "POST /api/transfers/{id}/accept", "POST /api/transfers/{id}/refuse", "POST /api/transfers/{id}/recall", "POST /api/transfers/{id}/correct",
            "GET /api/work", "GET /api/work/today", "POST /api/work/claim", "POST /api/work/heartbeat", "POST /api/work/complete", "POST /api/work/release", "POST /api/work/requeue", "POST /api/work/set-aside",
        ];
        document.Operations.Select(o => o.Place).Order(StringComparer.Ordinal).ShouldBe(places.Order(StringComparer.Ordinal));
        document.Operations.Select(o => (string)o.Operation["operationId"]!).ShouldBeUnique();
    }

    [Fact]
    public void Every_operation_and_every_parameter_is_described()
    {
        var tags = document.Root["tags"]!.AsArray().Select(t => (string)t!["name"]!).ToList();
        document.Root["tags"]!.AsArray().ShouldAllBe(t => t!["description"] != null);
        List<string> missing = [];
        foreach (var (place, operation) in document.Operations)
        {
            foreach (var member in (string[])["summary", "description", "operationId"])
                if (string.IsNullOrWhiteSpace((string?)operation[member]))
                    missing.Add($"{place}: {member}");
            if (operation["tags"]?.AsArray() is not [_, ..] own || own.Any(t => !tags.Contains((string)t!)))
                missing.Add($"{place}: a known tag");
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                if (string.IsNullOrWhiteSpace((string?)parameter!["description"]) || parameter["schema"]?["type"] is null)
                    missing.Add($"{place}: {parameter["in"]} {parameter["name"]}");
                else if (parameter["in"]!.ToString() == "query" && char.IsUpper(parameter["name"]!.ToString()[0]))
                    missing.Add($"{place}: {parameter["name"]} in camelCase");
            foreach (var (status, response) in operation["responses"]!.AsObject())
                if (string.IsNullOrWhiteSpace((string?)response!["description"]))
                    missing.Add($"{place}: {status}");
        }
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_schema_and_every_member_is_described()
    {
        List<string> missing = [];
        foreach (var (name, schema) in document.Root["components"]!["schemas"]!.AsObject())
        {
            if (string.IsNullOrWhiteSpace((string?)schema!["description"]))
                missing.Add(name);
            foreach (var (member, inner) in schema["properties"]?.AsObject() ?? [])
                if (DescriptionOf(inner!) is not { } description)
                    missing.Add($"{name}.{member}");
                else if (description.Contains("partial change", StringComparison.Ordinal))
                    missing.Add($"{name}.{member}: what it means, not what its type is");
                else if (inner!["$ref"] is null && inner["oneOf"] is null && inner["type"] is null)
                    missing.Add($"{name}.{member}: a type");
        }
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_operation_tells_how_it_refuses_by_stable_types()
    {
        List<string> wrong = [];
        foreach (var (place, operation) in document.Operations.Where(o => o.Place.Contains("/api/", StringComparison.Ordinal)))
        {
            var refusals = operation["responses"]!.AsObject().Where(r => r.Key[0] is '4' or '5').ToDictionary(r => r.Key, r => r.Value!);
            if (!refusals.ContainsKey("503"))
                wrong.Add($"{place}: 503");
            foreach (var (status, response) in refusals)
            {
                var content = response["content"]?["application/problem+json"];
                if ((string?)content?["schema"]?["$ref"] != "#/components/schemas/ProblemDetails")
                    wrong.Add($"{place}: {status} is no problem");
                foreach (var (code, example) in content?["examples"]?.AsObject() ?? [])
                    if (!ProblemCodes.All.Contains(code) || (string?)example!["value"]!["type"] != "urn:throughline:problem:" + code || (int)example["value"]!["status"]! != int.Parse(status))
                        wrong.Add($"{place}: {status} {code}");
                if (content?["examples"]?.AsObject() is not { Count: > 0 })
                    wrong.Add($"{place}: {status} names no type");
                if (status is "429" or "503" && response["headers"]?["Retry-After"] is null)
                    wrong.Add($"{place}: Retry-After");
            }
        }
        wrong.ShouldBeEmpty();
        Statuses("editStory").ShouldBe("200 400 401 403 404 408 409 412 413 415 422 428 429 503");
        Statuses("createStory").ShouldBe("201 400 401 403 408 409 413 415 422 429 503");
        Statuses("importStories").ShouldBe("200 400 401 403 415 503");
        Statuses("claimTasks").ShouldBe("200 400 401 403 408 409 413 415 422 503");
        Statuses("completeTasks").ShouldBe("200 400 401 403 404 408 409 413 415 422 503");
        Statuses("deleteTask").ShouldBe("204 400 401 403 404 409 412 428 429 503");
        Statuses("listStories").ShouldBe("200 304 400 401 403 429 503");
    }

    [Fact]
    public void Headers_are_where_they_belong()
    {
        Parameter("editStory", "If-Match")["required"]!.GetValue<bool>().ShouldBeTrue();
        Parameter("deleteProject", "If-Match")["required"]!.GetValue<bool>().ShouldBeTrue();
        ((bool?)Parameter("createStory", "Idempotency-Key")["required"] ?? false).ShouldBeFalse();
        ((bool?)Parameter("listTasks", "If-None-Match")["required"] ?? false).ShouldBeFalse();
        AnswerHeaders("createStory", "201").ShouldBe("ETag Location Throughline-Position");
        AnswerHeaders("editTask", "200").ShouldBe("ETag Throughline-Position");
        AnswerHeaders("deleteTask", "204").ShouldBe("Throughline-Position");
        AnswerHeaders("listStories", "200").ShouldBe("ETag Throughline-Position");
        AnswerHeaders("getStory", "200").ShouldBe("ETag");
    }

    [Fact]
    public void Value_types_are_what_they_are_on_the_wire()
    {
        Member("StoryResponse", "id").ShouldBe("string uuid");
        Member("StoryResponse", "createdAt").ShouldBe("string date-time");
        Member("StoryResponse", "version").ShouldBe("integer int32");
        Member("TaskResponse", "estimate").ShouldBe("integer int64");
        Member("AddTaskRequest", "estimate").ShouldBe("integer int64");
        Member("EditStoryRequest", "title").ShouldBe("string ");
        Schema("EditStoryRequest", "assigneeId")["type"]!.ToJsonString().ShouldBe("""["null","string"]""");
        Schema("StoryResponse", "status")["enum"]!.ToJsonString().ShouldBe("""["Open","In Progress","Done"]""");
        Schema("EditStoryRequest", "priority")["enum"]!.ToJsonString().ShouldBe("""["None","Low","Medium","High","Urgent"]""");
        ((string?)Schema("CreateStoryRequest", "labels")["items"]!["type"]).ShouldBe("string");
        ((string?)Schema("StoryResponse", "tasks")["items"]!["format"]).ShouldBe("uuid");
        document.Root["components"]!["schemas"]!["CreateStoryRequest"]!["required"]!.ToJsonString().ShouldBe("""["title"]""");
        document.Root["components"]!["schemas"]!["EditStoryRequest"]!["required"].ShouldBeNull();
        document.Root["components"]!["schemas"]!.AsObject().ShouldNotContain(s => s.Key.Contains("Optional", StringComparison.Ordinal));
    }

    // A member that may be null says what it is beside the other thing that it may be.
    static string? DescriptionOf(JsonNode schema) =>
        ((string?)schema["description"] ?? (string?)schema["oneOf"]?.AsArray().FirstOrDefault(s => s!["$ref"] is not null)?["description"]) is { } text
            && !string.IsNullOrWhiteSpace(text) ? text : null;

    static JsonSerializerOptions Indented { get; } = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(),
    };

    string Statuses(string operation) => string.Join(' ', document.Operation(operation)["responses"]!.AsObject().Select(r => r.Key).Order(StringComparer.Ordinal));

    string AnswerHeaders(string operation, string status) =>
        string.Join(' ', document.Operation(operation)["responses"]![status]!["headers"]!.AsObject().Select(h => h.Key).Order(StringComparer.Ordinal));

    JsonNode Parameter(string operation, string name) => document.Operation(operation)["parameters"]!.AsArray().Single(p => (string?)p!["name"] == name)!;

    JsonNode Schema(string type, string member) => document.Resolve(document.Root["components"]!["schemas"]![type]!["properties"]![member]!);

    string Member(string type, string member) => $"{Schema(type, member)["type"]} {Schema(type, member)["format"]}";
}
