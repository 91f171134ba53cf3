using System.Collections.Concurrent;

namespace Throughline.Server.Tests.Api;

/// <summary>Workers that do at random what users do: right and wrong, on things of their own and of others.</summary>
sealed class RandomHistory(int seed)
{
    static readonly string[] Statuses = ["Open", "In Progress", "Done"];
    static readonly string[] Priorities = ["None", "Low", "Medium", "High", "Urgent"];
    readonly ConcurrentDictionary<string, byte> _projects = [];
    readonly ConcurrentDictionary<string, byte> _stories = [];
    readonly ConcurrentDictionary<string, byte> _tasks = [];
    readonly ConcurrentDictionary<string, string> _sessions = [];
    readonly ConcurrentDictionary<string, int> _leases = [];

    /// <summary>Answers that no user should ever see.</summary>
    public ConcurrentQueue<string> Surprises { get; } = [];

    public async Task BeginAsync(ApiClient api)
    {
        for (var i = 0; i < 3; i++)
            _projects.TryAdd((await api.CreateProjectAsync($"P{i}")).Id, 0);
    }

    public async Task RunAsync(ApiClient api, int worker, int steps)
    {
        var random = new Random((seed * 1000) + worker);
        for (var i = 0; i < steps; i++)
        {
            var reply = await StepAsync(api, random, $"W{worker}I{i}");
            if (reply.Status is not (200 or 201 or 204 or 400 or 404 or 409 or 412))
                Surprises.Enqueue($"{reply.Status} {reply.Text}");
        }
    }

    async Task<Reply> StepAsync(ApiClient api, Random random, string name)
    {
        switch (random.Next(29))
        {
            case 0:
                return Note(_projects, await api.PostAsync("/api/projects", $$"""{"key":"{{name}}","name":"{{name}}"}"""));
            case 1:
                return await api.PatchAsync($"/api/projects/{Any(_projects, random)}", $$"""{"name":"{{name}}"}""");
            case 2 when random.Next(4) == 0:
                return await api.DeleteAsync($"/api/projects/{Any(_projects, random)}");
            case 3 or 4 or 5:
                return Note(_stories, await api.PostAsync("/api/stories", Story(random, name)));
            case 6 or 7:
                return await api.PatchAsync($"/api/stories/{Any(_stories, random)}", StoryChange(random, name), random.Next(3) == 0 ? "\"1\"" : "*");
            case 8 when random.Next(3) == 0:
                return await api.DeleteAsync($"/api/stories/{Any(_stories, random)}");
            case 9 or 10:
                return Note(_tasks, await api.PostAsync($"/api/stories/{Any(_stories, random)}/tasks",
                    $$"""{"title":"{{name}}","status":"{{Any(Statuses, random)}}","estimate":{{random.Next(9000)}}}"""));
            case 11 or 12:
                return await api.PatchAsync($"/api/tasks/{Any(_tasks, random)}", $$"""{"status":"{{Any(Statuses, random)}}","timeSpent":{{random.Next(9000)}}}""");
            case 13:
                return await api.DeleteAsync($"/api/tasks/{Any(_tasks, random)}");
            case 14:
                return await ImportAsync(api, random, name);
            case >= 15 and < 20:
                return Claimed(await api.PostAsync("/api/work/claim", Claim(random, name)));
            case 20 or 21:
                return await api.PostAsync("/api/work/complete", Leases(random, $$""","timeSpent":{{random.Next(900)}}"""));
            case 22 or 23:
                return await api.PostAsync("/api/work/release", Leases(random,
                    $$""","reason":"{{name}} ä\n\"b\"","failed":{{(random.Next(3) > 0 ? "true" : "false")}},"timeSpent":{{random.Next(900)}}"""));
            case 24:
                return random.Next(2) == 0
                    ? await api.PostAsync("/api/work/requeue", $$"""{"tasks":[{"taskId":"{{Any(_tasks, random)}}"},{"taskId":"{{Any(_tasks, random)}}"}]}""")
                    : await api.PostAsync("/api/work/heartbeat", $$"""{"sessionId":"{{Session(Any(_projects, random), random)}}"}""");
            case 26 or 27 or 28:
                return await api.PostAsync($"/api/stories/{Any(_stories, random)}/move", Move(random));
            default:
                return await api.SendAsync(HttpMethod.Post, "/api/stories/batch", ApiClient.Bytes(
                    System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5).Select(i => Story(random, $"{name} line {i}").ReplaceLineEndings(" ")))),
                    "application/x-ndjson"));
        }
    }

    // The same few keys over and over: some lines make stories, most change them, others find nothing to do.
    async Task<Reply> ImportAsync(ApiClient api, Random random, string name)
    {
        var lines = Enumerable.Range(0, 5).Select(i => $$"""{"externalKey":"X-{{random.Next(8)}}","title":"{{name}}","estimate":{{random.Next(3)}},"labels":["{{name}}"]}""");
        return await api.SendAsync(HttpMethod.Post, $"/api/stories/import?projectId={Any(_projects, random)}",
            ApiClient.Bytes(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)), "application/x-ndjson"));
    }

    string Story(Random random, string name)
    {
        var external = random.Next(3) == 0 ? $"\"X-{random.Next(8)}\"" : $"\"{name}\"";
        var tasks = string.Join(',', Enumerable.Range(0, random.Next(4)).Select(i => $$"""{"title":"{{name}} {{i}}","status":"{{Any(Statuses, random)}}"}"""));
        return $$"""
            {"title":"{{name}} ö","projectId":"{{Any(_projects, random)}}","status":"{{Any(Statuses, random)}}","priority":"{{Any(Priorities, random)}}",
             "labels":["l{{random.Next(3)}}","m{{random.Next(3)}}"],"tasks":[{{tasks}}],"externalKey":{{external}}}
            """;
    }

    string Claim(Random random, string name)
    {
        var project = Any(_projects, random);
        return $$"""
            {"projectId":"{{project}}","sessionId":"{{Session(random.Next(9) == 0 ? Any(_projects, random) : project, random)}}","worker":"{{name}}",
             "count":{{1 + random.Next(3)}}}
            """;
    }

    string Move(Random random) => $$"""
        {"after":"{{Any(_stories, random)}}","before":"{{Any(_stories, random)}}"{{(random.Next(3) == 0 ? $",\"status\":\"{Any(Statuses, random)}\"" : "")}}}
        """;

    // Mostly leases that are or were, some of them by an epoch that is past or to come.
    string Leases(Random random, string more)
    {
        var items = Enumerable.Range(0, 1 + random.Next(3)).Select(_ =>
        {
            var task = random.Next(6) == 0 || _leases.IsEmpty ? Any(_tasks, random) : Any([.. _leases.Keys.Order(StringComparer.Ordinal)], random);
            return $$"""{"taskId":"{{task}}","leaseEpoch":{{_leases.GetValueOrDefault(task, 1) + (random.Next(9) == 0 ? random.Next(3) - 1 : 0)}}{{more}}}""";
        });
        return $$"""{"tasks":[{{string.Join(',', items)}}]}""";
    }

    string Session(string project, Random random) => _sessions.GetOrAdd($"{project} {random.Next(2)}", _ => Guid.NewGuid().ToString());

    Reply Claimed(Reply reply)
    {
        if (reply.Status == 200)
            foreach (var task in reply["tasks"]!.AsArray())
                _leases[(string)task!["id"]!] = (int)task["leaseEpoch"]!;
        return reply;
    }

    static string StoryChange(Random random, string name) => random.Next(4) switch
    {
        0 => $$"""{"title":"{{name}}","description":"{{name}} 漢字"}""",
        1 => $$"""{"status":"{{Any(Statuses, random)}}","completeTasks":{{(random.Next(2) == 0 ? "true" : "false")}}}""",
        2 => $$"""{"labels":[],"assigneeId":{{(random.Next(2) == 0 ? "null" : $"\"{InstanceOwner.Id}\"")}}}""",
        _ => $$"""{"priority":"{{Any(Priorities, random)}}","status":"{{Any(Statuses, random)}}","title":"{{name}}"}""",
    };

    Reply Note(ConcurrentDictionary<string, byte> things, Reply reply)
    {
        if (reply.Status != 201)
            return reply;
        things.TryAdd(reply.Id, 0);
        foreach (var task in reply["tasks"]?.AsArray() ?? [])
            _tasks.TryAdd((string)task!, 0);
        return reply;
    }

    static string Any(ConcurrentDictionary<string, byte> things, Random random)
    {
        var keys = things.Keys.Order(StringComparer.Ordinal).ToArray();
        return keys.Length == 0 ? "none" : keys[random.Next(keys.Length)];
    }

    static string Any(string[] words, Random random) => words[random.Next(words.Length)];
}
