using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Stories;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

/// <summary>Finds the stories that a request about many means, and sees beforehand that they are not too many for one commit.</summary>
static class Chosen
{
    const string TasksSql = """
        SELECT coalesce(sum(tasks_open + tasks_in_progress + tasks_done), 0)
        FROM stories
        WHERE project_id = @project AND id = ANY (@ids)
        """;

    public static async Task<IReadOnlyList<ChosenStory>> FindAsync(
        NpgsqlDataSource dataSource, ProjectId project, BulkRequest request, Func<DynamicParameters, Task<StoryQuery>> filter, bool withTasks, CancellationToken cancellation)
    {
        var stories = request.All ? await AllAsync(dataSource, filter, cancellation) : Named(request.Stories);
        if (!withTasks)
            return stories;
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var tasks = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            TasksSql, new { project = project.Value, ids = stories.Select(s => s.Id.Value).ToArray() }, cancellationToken: cancellation));
        return tasks <= EditStories.TaskCount ? stories
            : throw TooMany($"The {stories.Count} stories have {tasks} tasks, which would change with them; at most {EditStories.TaskCount} do at once. Choose fewer stories.");
    }

    static List<ChosenStory> Named(IReadOnlyList<ChosenStory?>? stories)
    {
        if (stories is null or { Count: 0 })
            throw new RefusedException(Refusal.Invalid("stories", "Name at least one story, or send all: true."));
        if (stories.Count > EditStories.StoryCount)
            throw new RefusedException(Refusal.Invalid("stories", $"There are {stories.Count}; at most {EditStories.StoryCount} are taken at once."));
        return [.. stories.Select(s => s ?? throw new RefusedException(Refusal.Invalid("stories", "One is null; a story is expected."))).DistinctBy(s => s.Id)];
    }

    static async Task<List<ChosenStory>> AllAsync(NpgsqlDataSource dataSource, Func<DynamicParameters, Task<StoryQuery>> filter, CancellationToken cancellation)
    {
        var values = new DynamicParameters(new { limit = EditStories.StoryCount + 1 });
        var query = await filter(values);
        var from = $"FROM {query.From} WHERE {query.Where}";
        return await FilteredRead.RunAsync(dataSource, isPlain: false, async connection =>
        {
            var rows = (await connection.QueryAsync<(Guid Id, int Version)>(new CommandDefinition(
                $"SELECT s.id, s.version {from} ORDER BY {query.Number} DESC LIMIT @limit", values, cancellationToken: cancellation))).AsList();
            if (rows.Count <= EditStories.StoryCount)
                return rows.ConvertAll(r => new ChosenStory { Id = new(r.Id), Version = r.Version });
            var count = await connection.ExecuteScalarAsync<long>(new CommandDefinition($"SELECT count(*) {from}", values, cancellationToken: cancellation));
            throw TooMany($"It takes {count} stories; at most {EditStories.StoryCount} are changed at once.");
        }, cancellation);
    }

    static RefusedException TooMany(string detail) => new(Refusal.Conflict("too-many-stories", detail));
}
