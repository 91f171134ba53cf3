using System.Text;
using Shouldly;
using Throughline.Server.Tests.Api.Stories;
using Xunit;

namespace Throughline.Server.Tests.Api.Edge;

/// <summary>Bodies that can't be taken: each is told at its field as a problem, and nothing changes.</summary>
public sealed class BadInputTests(BadInputServer shared) : IClassFixture<BadInputServer>
{
    const string Malformed = "malformed-json";
    const string Invalid = "invalid-input";

    // Every character stands for the byte of its number: so bytes that are no UTF-8 can be written.
    public static TheoryData<string, string, string> NewStories => new()
    {
        { "", Invalid, "body" },
        { "null", Invalid, "body" },
        { "[]", Invalid, "body" },
        { "\"text\"", Invalid, "body" },
        { "7", Invalid, "body" },
        { "{", Malformed, "body" },
        { "{\"title\"", Malformed, "body" },
        { "{\"title\":\"a\"", Malformed, "body" },
        { "{\"title\":\"a\",}", Malformed, "body" },
        { "{\"title\":\"a\"} {}", Malformed, "body" },
        { "{'title':'a'}", Malformed, "body" },
        { "{\"title\":\"a\" // why\n}", Malformed, "body" },
        { "{\"title\":\"a\nb\"}", Malformed, "title" },
        { "{\"title\":\"\\x\"}", Malformed, "title" },
        { "\0", Malformed, "body" },
        { "{}", Invalid, "title" },
        { """{"title":null}""", Invalid, "title" },
        { """{"title":""}""", Invalid, "title" },
        { """{"title":" \t "}""", Invalid, "title" },
        { """{"title":7}""", Invalid, "title" },
        { """{"title":true}""", Invalid, "title" },
        { """{"title":["a"]}""", Invalid, "title" },
        { """{"title":{"a":1}}""", Invalid, "title" },
        { """{"title":"a\u0000b"}""", Invalid, "title" },
        { """{"title":"a\nb"}""", Invalid, "title" },
        { """{"title":"a\u007fb"}""", Invalid, "title" },
        { """{"title":"\ud83d"}""", Invalid, "title" },
        { """{"title":"\ude80 alone"}""", Invalid, "title" },
        { """{"title":"\ude80\ud83d"}""", Invalid, "title" },
        { "{\"title\":\"\u00ff\"}", Invalid, "title" },
        { "{\"title\":\"\u00c3\"}", Invalid, "title" },
        { "{\"title\":\"\u00ed\u00a0\u0080\"}", Invalid, "title" },
        { "{\"title\":\"\u00c0\u0080\"}", Invalid, "title" },
        { "{\"title\":\"\u00f5\u0080\u0080\u0080\"}", Invalid, "title" },
        { """{"title":"a","description":null}""", Invalid, "description" },
        { """{"title":"a","description":{}}""", Invalid, "description" },
        { """{"title":"a","description":"\u0000"}""", Invalid, "description" },
        { """{"title":"a","description":"\udead"}""", Invalid, "description" },
        { "{\"title\":\"a\",\"description\":\"\u00ed\u00a0\u0080\"}", Invalid, "description" },
        { """{"title":"a","status":"open"}""", Invalid, "status" },
        { """{"title":"a","status":null}""", Invalid, "status" },
        { """{"title":"a","status":1}""", Invalid, "status" },
        { """{"title":"a","status":"\ud800"}""", Invalid, "status" },
        { """{"title":"a","priority":"Highest"}""", Invalid, "priority" },
        { """{"title":"a","priority":4}""", Invalid, "priority" },
        { """{"title":"a","labels":null}""", Invalid, "labels" },
        { """{"title":"a","labels":"ui"}""", Invalid, "labels" },
        { """{"title":"a","labels":{"a":1}}""", Invalid, "labels" },
        { """{"title":"a","labels":["ui",7]}""", Invalid, "labels" },
        { """{"title":"a","labels":["ui",null]}""", Invalid, "labels" },
        { """{"title":"a","labels":["ui",""]}""", Invalid, "labels[1]" },
        { """{"title":"a","labels":["a\u0000b"]}""", Invalid, "labels[0]" },
        { """{"title":"a","labels":["\ud800"]}""", Invalid, "labels" },
        { """{"title":"a","assigneeId":"me"}""", Invalid, "assigneeId" },
        { """{"title":"a","assigneeId":"01890a5d-ac96-774b-bcce-b302099a8057"}""", Invalid, "assigneeId" },
        { """{"title":"a","assigneeId":"00000000-0000-0000-0000-000000000000"}""", Invalid, "assigneeId" },
        { """{"title":"a","assigneeId":5}""", Invalid, "assigneeId" },
        { """{"title":"a","projectId":null}""", Invalid, "projectId" },
        { """{"title":"a","projectId":"TL"}""", Invalid, "projectId" },
        { """{"title":"a","projectId":"{01890a5d-ac96-774b-bcce-b302099a8057}"}""", Invalid, "projectId" },
        { """{"title":"a","projectId":"01890a5dac96774bbcceb302099a8057"}""", Invalid, "projectId" },
        { """{"title":"a","projectId":"01890a5d-ac96-774b-bcce-b302099a8057"}""", Invalid, "projectId" },
        { """{"title":"a","tasks":null}""", Invalid, "tasks" },
        { """{"title":"a","tasks":{}}""", Invalid, "tasks" },
        { """{"title":"a","tasks":[null]}""", Invalid, "tasks[0]" },
        { """{"title":"a","tasks":["b"]}""", Invalid, "tasks[0]" },
        { """{"title":"a","tasks":[{}]}""", Invalid, "tasks[0].title" },
        { """{"title":"a","tasks":[{"title":"b"},{"title":""}]}""", Invalid, "tasks[1].title" },
        { """{"title":"a","tasks":[{"title":"b","status":"Doing"}]}""", Invalid, "tasks[0].status" },
        { """{"title":"a","tasks":[{"title":"b","size":3}]}""", Invalid, "tasks[0].size" },
        { """{"title":"a","tasks":[{"title":"b","title":"c"}]}""", Invalid, "tasks[0].title" },
        { """{"title":"a","tasks":[{"title":"b","estimate":-1}]}""", Invalid, "tasks[0].estimate" },
        { """{"title":"a","tasks":[{"title":"b","estimate":1.5}]}""", Invalid, "tasks[0].estimate" },
        { """{"title":"a","tasks":[{"title":"b","description":"\ud800"}]}""", Invalid, "tasks[0].description" },
        { """{"title":"a","colour":"red"}""", Invalid, "colour" },
        { """{"title":"a","id":"01890a5d-ac96-774b-bcce-b302099a8057"}""", Invalid, "id" },
        { """{"title":"a","version":1}""", Invalid, "version" },
        { """{"title":"a","Title":"b"}""", Invalid, "Title" },
        { """{"title":"a","__proto__":{}}""", Invalid, "__proto__" },
        { """{"title":"a","\ud800":1}""", Invalid, "body" },
        { "{\"title\":\"a\",\"\u00ff\":1}", Invalid, "\ufffd" },
        { """{"title":"a","title":"b"}""", Invalid, "title" },
        { """{"title":"a","description":"1","description":"2"}""", Invalid, "description" },
    };

    public static TheoryData<string, string> NewTasks => new()
    {
        { """{"title":"a","estimate":-1}""", "estimate" },
        { """{"title":"a","estimate":315360001}""", "estimate" },
        { """{"title":"a","estimate":9223372036854775807}""", "estimate" },
        { """{"title":"a","estimate":9223372036854775808}""", "estimate" },
        { """{"title":"a","estimate":1e400}""", "estimate" },
        { """{"title":"a","estimate":-1e400}""", "estimate" },
        { """{"title":"a","estimate":0.5}""", "estimate" },
        { """{"title":"a","estimate":"60"}""", "estimate" },
        { """{"title":"a","estimate":null}""", "estimate" },
        { """{"title":"a","estimate":[60]}""", "estimate" },
        { """{"title":"a","estimate":true}""", "estimate" },
        { """{"title":"a","timeSpent":-0.1}""", "timeSpent" },
        { """{"title":"a","timeSpent":-9223372036854775808}""", "timeSpent" },
        { """{"title":"a","storyId":"01890a5d-ac96-774b-bcce-b302099a8057"}""", "storyId" },
        { """{"estimate":1}""", "title" },
    };

    [Theory]
    [MemberData(nameof(NewStories))]
    public async Task A_bad_story_is_refused_at_its_field(string body, string code, string field)
    {
        var before = await shared.Server.FootprintAsync();

        (await shared.SendAsync(HttpMethod.Post, "/api/stories", Encoding.Latin1.GetBytes(body))).ShouldBeProblem(400, code, field);

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(NewTasks))]
    public async Task A_bad_task_is_refused_at_its_field(string body, string field)
    {
        var before = await shared.Server.FootprintAsync();

        (await shared.SendAsync(HttpMethod.Post, $"/api/stories/{shared.StoryId}/tasks", Encoding.UTF8.GetBytes(body))).ShouldBeProblem(400, Invalid, field);
        if (field is not ("storyId" or "title"))
            (await shared.SendAsync(HttpMethod.Patch, $"/api/tasks/{shared.TaskId}", Encoding.UTF8.GetBytes(body))).ShouldBeProblem(400, Invalid, field);

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("stories")]
    [InlineData("tasks")]
    public async Task A_bad_change_is_refused_at_its_field(string noun)
    {
        var path = $"/api/{noun}/{(noun == "stories" ? shared.StoryId : shared.TaskId)}";
        var before = await shared.Server.FootprintAsync();

        foreach (var (body, field) in ((string, string)[])
            [
                ("""{"title":null}""", "title"), ("""{"title":"\ud800"}""", "title"), ("""{"description":null}""", "description"),
                ("""{"status":null}""", "status"), ("""{"id":"x"}""", "id"), ("""{"status":"Done","status":"Open"}""", "status"), ("[]", "body"),
            ])
            (await shared.SendAsync(HttpMethod.Patch, path, Encoding.UTF8.GetBytes(body))).ShouldBeProblem(400, Invalid, field);
        (await shared.SendAsync(HttpMethod.Patch, path, "{\"title\":"u8.ToArray())).ShouldBeProblem(400, Malformed, "title");
        if (noun == "stories")
            (await shared.SendAsync(HttpMethod.Patch, path, """{"completeTasks":"yes"}"""u8.ToArray())).ShouldBeProblem(400, Invalid, "completeTasks");

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Texts_one_character_too_long_and_one_thing_too_many_are_refused_together()
    {
        var body = $$"""
            {"title":"{{new string('t', 501)}}","description":"{{new string('d', 100_001)}}",
             "labels":[{{string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"l{i}\""))}}],
             "tasks":[{{string.Join(',', Enumerable.Repeat("""{"title":"t"}""", 501))}}]}
            """;
        var before = await shared.Server.FootprintAsync();

        (await shared.Server.Api.PostAsync("/api/stories", body)).ShouldBeProblem(400, Invalid, "title", "description", "labels", "tasks");
        (await shared.Server.Api.PostAsync("/api/stories", $$"""{"title":"a","labels":["{{new string('l', 51)}}"]}"""))
            .ShouldBeProblem(400, Invalid, "labels[0]");

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task Deep_nesting_is_no_danger(int depth)
    {
        var before = await shared.Server.FootprintAsync();
        var deep = new string('[', depth) + new string(']', depth);

        foreach (var body in (string[])[deep, $$"""{"title":{{deep}}}""", $$"""{"labels":{{deep}},"title":"a"}""", $$"""{"title":"a","unknown":{{deep}}}"""])
            (await shared.Server.Api.PostAsync("/api/stories", body)).Status.ShouldBe(400, body[..20]);

        (await shared.Server.FootprintAsync()).ShouldBe(before);
    }
}

/// <summary>A server with a project, a story and a task.</summary>
public sealed class BadInputServer : SharedServer
{
    public string StoryId { get; private set; } = "";

    public string TaskId { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Server.Api.CreateProjectAsync();
        StoryId = (await Server.Api.CreateStoryAsync()).Id;
        TaskId = (await Server.Api.AddTaskAsync(StoryId)).Id;
    }

    public Task<Reply> SendAsync(HttpMethod method, string path, byte[] body) =>
        Server.Api.SendAsync(method, path, ApiClient.Bytes(body), ("If-Match", "*"));
}
