using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tasks;

static class ListTasksEndpoint
{
    const string Usual = "created";
    static readonly string[] Words = [Usual, "-created"];

    public static void Map(RouteGroupBuilder tasks) => tasks.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("listTasks")
        .WithSummary("List a project's tasks, or a story's.")
        .WithDescription("""
            In the order they were made, or with sort=-created the newest first. storyId takes the tasks of one story; status one of
            Open, In Progress, Done; setAside=true those that failed too often; text finds tasks whose title or description holds it, in any case.
            """)
        .WithMetadata(new Sorts(Words, Usual))
        .Produces<Page<TaskResponse>>();

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, ListAnswer list, HttpContext context, string? projectId = null,
        string? storyId = null, string? status = null, bool? setAside = null, string? text = null, string? sort = null, string? cursor = null, int limit = Paging.UsualRows)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var order = Queries.Sort(sort, Words, Usual);
        var count = Paging.Limit(limit);
        var after = Paging.Decode(cursor, order, 1) is not [var key] ? (Guid?)null
            : Ids.TryParse<TaskId>(key, out var id) ? id.Value
            : throw Paging.BadCursor();
        var filter = new
        {
            project = project.Value,
            story = Queries.Id<StoryId>("storyId", storyId)?.Value,
            status = (short?)Queries.Status(status),
            text = Queries.Contains(text),
            after,
            limit = count + 1,
        };
        var (than, way) = order == "created" ? (">", "") : ("<", " DESC");
        var sql = $"""
            SELECT {TaskRow.Columns}
            FROM {TaskRow.From}
            WHERE t.project_id = @project
              {(filter.story is null ? "" : "AND t.story_id = @story")}
              {(filter.status is null ? "" : "AND t.status = @status")}
              {(setAside is null ? "" : setAside.Value ? "AND t.set_aside" : "AND NOT t.set_aside")}
              {(filter.text is null ? "" : "AND (t.title ILIKE @text OR t.description ILIKE @text)")}
              {(after is null ? "" : $"AND t.id {than} @after")}
            ORDER BY t.id{way}
            LIMIT @limit
            """;
        return await list.AnswerAsync(context, rights, project, async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
            var rows = (await connection.QueryAsync<TaskRow>(
                new CommandDefinition(sql, filter, cancellationToken: context.RequestAborted))).AsList();
            return Page.Of(rows, count, r => r.ToResponse(), r => Paging.Encode(order, r.Id.ToString("D")));
        });
    }
}
