using System.Text.Json.Nodes;
using Throughline.Chaos.Oracle;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Load;

/// <summary>A person who makes, edits, moves and deletes stories and tasks that nobody else touches.</summary>
sealed class Author(string name, string project, Trial trial, Api api, LoadShape shape, Surprises surprises)
    : Client(name, trial, api, shape, surprises)
{
    static readonly string[] Statuses = ["Open", "In Progress", "Done"];
    readonly List<OwnStory> _stories = [];

    protected override Task TurnAsync(CancellationToken stop)
    {
        if (_stories.Count < 2)
            return CreateAsync(stop);
        var story = _stories[Chance.Next(_stories.Count)];
        return Chance.Next(100) switch
        {
            < 25 => CreateAsync(stop),
            < 45 => EditAsync(story, stop),
            < 60 => AddTaskAsync(story, stop),
            < 85 when story.Tasks.Count > 0 => MoveTaskAsync(story, story.Tasks[Chance.Next(story.Tasks.Count)], stop),
            < 85 => AddTaskAsync(story, stop),
            _ when _stories.Count > 4 => DeleteAsync(story, stop),
            _ => EditAsync(story, stop),
        };
    }

    async Task CreateAsync(CancellationToken stop)
    {
        var key = NextKey();
        List<string> tasks = [.. Enumerable.Range(0, Chance.Next(3)).Select(t => $"{key}/{t}")];
        var body = new JsonObject
        {
            ["projectId"] = project,
            ["title"] = key,
            ["tasks"] = new JsonArray([.. tasks.Select(t => new JsonObject { ["title"] = t })]),
        };
        if (await DoAsync(HttpMethod.Post, "/api/stories", body, key, [Marks.StoryCreated(key), .. tasks.Select(Marks.TaskCreated)], stop) is { IsGood: true } made)
            _stories.Add(new OwnStory(made.Id, [.. made.Json["tasks"]!.AsArray().Select(t => new OwnTask((string)t!))]));
    }

    async Task EditAsync(OwnStory story, CancellationToken stop)
    {
        var key = NextKey();
        var body = new JsonObject { ["description"] = key };
        Take(story, await DoAsync(HttpMethod.Patch, $"/api/stories/{story.Id}", body, key, [Marks.StoryEdited(key)], stop));
    }

    async Task AddTaskAsync(OwnStory story, CancellationToken stop)
    {
        var key = NextKey();
        var reply = await DoAsync(HttpMethod.Post, $"/api/stories/{story.Id}/tasks", new JsonObject { ["title"] = key }, key, [Marks.TaskCreated(key)], stop);
        if (Take(story, reply))
            story.Tasks.Add(new OwnTask(reply!.Id));
    }

    async Task MoveTaskAsync(OwnStory story, OwnTask task, CancellationToken stop)
    {
        var key = NextKey();
        var status = Statuses[Chance.Next(Statuses.Length)];
        var body = new JsonObject { ["description"] = key, ["status"] = status };
        IReadOnlyList<string> marks = status == task.Status ? [Marks.TaskEdited(key)] : [Marks.TaskEdited(key), Marks.TaskMoved(key, status)];
        if (Take(story, await DoAsync(HttpMethod.Patch, $"/api/tasks/{task.Id}", body, key, marks, stop)))
            task.Status = status;
    }

    async Task DeleteAsync(OwnStory story, CancellationToken stop)
    {
        _stories.Remove(story);
        var key = NextKey();
        // A deletion that is repeated finds nothing any more: then the first try had done it.
        await DoAsync(HttpMethod.Delete, $"/api/stories/{story.Id}", null, key, [Marks.StoryDeleted(story.Id)], stop, reply => reply is { Status: 404, Tries: > 1 });
    }

    // What became of a story whose answer was given up is not known: it is left alone from then on.
    bool Take(OwnStory story, Reply? reply)
    {
        if (reply is not { IsGood: true })
            _stories.Remove(story);
        return reply is { IsGood: true };
    }

    sealed record OwnStory(string Id, List<OwnTask> Tasks);

    sealed class OwnTask(string id)
    {
        public string Id => id;

        public string Status { get; set; } = "Open";
    }
}
