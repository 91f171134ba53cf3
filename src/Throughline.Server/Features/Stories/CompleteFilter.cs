using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Queries;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories;

static class CompleteFilterEndpoint
{
    const int Most = 10;
    const int Counted = 10_000;

    // Each gives the value as stories have it, and how many of those that were looked at have it.
    static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["label"] = "SELECT l.value AS v, count(*)::int AS c FROM looked, jsonb_array_elements_text(looked.labels) l (value) GROUP BY l.value UNION ALL SELECT NULL, count(*)::int FROM looked WHERE labels = '[]'",
        ["status"] = "SELECT status::text AS v, count(*)::int AS c FROM looked GROUP BY status",
        ["priority"] = "SELECT priority::text AS v, count(*)::int AS c FROM looked GROUP BY priority",
        ["assignee"] = """
            SELECT m.user_id::text AS v, count(looked.assignee_id)::int AS c FROM members m LEFT JOIN looked ON looked.assignee_id = m.user_id WHERE m.project_id = @fproject GROUP BY m.user_id
            UNION ALL SELECT NULL, count(*)::int FROM looked WHERE assignee_id IS NULL
            """,
    };

    public static void Map(RouteGroupBuilder stories) => stories.MapGet("/completions", HandleAsync)
        .Requires(Permission.Read)
        .WithName("completeFilter")
        .WithSummary("What could be written after label:, assignee:, status: or priority:, and how many stories have it.")
        .WithDescription($"""
            text is what was typed after the colon so far; filter is the rest of the filter, and only what it takes is counted: of the newest {Counted} stories, when
            there are more (isExact is false then). At most {Most} values come, those that most stories have first. Only members of the project have names here.
            """)
        .Produces<FilterCompletions>()
        .Refuses(StatusCodes.Status400BadRequest, "invalid-filter", "too-much-to-search")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-requests");

    static async Task<IResult> HandleAsync(
        NpgsqlDataSource dataSource, Rights rights, AskedProject projects, AskedFilter filters, FairShare share, HttpContext context, string field,
        string? projectId = null, string? text = null, string? filter = null, string? zone = null)
    {
        if (!Values.TryGetValue(field, out var values))
            throw new RefusedException(Refusal.Invalid("field", $"It is one of: {string.Join(", ", Values.Keys)}."));
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        var (all, scope) = await filters.ReadAsync(rights, project, [filter ?? ""], zone, context.RequestAborted);
        var parameters = new DynamicParameters(new { counted = Counted + 1, text = (Queries.Contains(text) ?? "%%")[1..^1], most = Most });
        var query = StoryQuery.Of(all[0], scope, parameters);
        var sql = $"""
            WITH looked AS MATERIALIZED (
                SELECT s.status, s.priority, s.labels, s.assignee_id FROM {query.From} WHERE {query.Where} ORDER BY {query.Number} DESC LIMIT @counted),
            found AS ({values})
            SELECT f.v AS "Value", a.name AS "Name", f.c AS "Count", (SELECT count(*)::int FROM looked) AS "Looked"
            FROM found f
            LEFT JOIN accounts a ON @isPeople AND a.id::text = f.v
            WHERE @isWords OR coalesce(a.name, f.v, 'none') ILIKE '%' || @text || '%'
            ORDER BY f.v IS NULL, f.c DESC, coalesce(a.name, f.v)
            LIMIT @most
            """;
        parameters.AddDynamicParams(new { isPeople = field == "assignee", isWords = field is "status" or "priority" });
        context.Response.Headers.CacheControl = "no-store";
        await filters.CatchUpAsync(all, scope, context.RequestAborted);
        using (await share.TurnAsync(context))
        {
            var rows = await FilteredRead.RunAsync(dataSource, isPlain: false, async connection =>
                (await connection.QueryAsync<Found>(new CommandDefinition(sql, parameters, cancellationToken: context.RequestAborted))).AsList(), context.RequestAborted);
            return TypedResults.Ok(new FilterCompletions(Of(field, rows, text ?? ""), rows is not [{ Looked: > Counted }, ..]));
        }
    }

    static IReadOnlyList<FilterCompletion> Of(string field, List<Found> rows, string text) => field switch
    {
        "status" => Words(FilterWords.Statuses, Domain.Words.Statuses, rows, text),
        "priority" => Words(FilterWords.Priorities, Domain.Words.Priorities, rows, text),
        _ => [.. rows.Where(r => r.Value is not null || r.Count > 0).Select(r => new FilterCompletion(Written(field, r), r.Name ?? (r.Value is null ? "" : r.Value), r.Count)
            {
                UserId = field == "assignee" && r.Value is not null ? new UserId(Guid.Parse(r.Value)) : null,
            })],
    };

    // All words of the field, in its order, whether any story has them or not.
    static IReadOnlyList<FilterCompletion> Words(IReadOnlyList<string> written, IReadOnlyList<string> shown, List<Found> rows, string text) =>
        [.. written.Select((word, i) => new FilterCompletion(word, shown[i], rows.FirstOrDefault(r => r.Value == i.ToString(System.Globalization.CultureInfo.InvariantCulture))?.Count ?? 0))
            .Where(c => c.Text.StartsWith(text, StringComparison.OrdinalIgnoreCase) || c.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase))];

    static string Written(string field, Found row)
    {
        var about = field == "label" ? Field.Label : Field.Assignee;
        var value = row.Value is null ? (Value)new NoValue() : new TextValue(row.Name is { Length: > 0 } name ? name : row.Value);
        return new Clause(about, new Listed<Value>([value])).ToString()[(field.Length + 1)..];
    }

    sealed record Found(string? Value, string? Name, int Count, int Looked);
}

/// <summary>What could be written next.</summary>
/// <param name="Items">Values.</param>
/// <param name="IsExact">False: there are more stories than were counted.</param>
public sealed record FilterCompletions(IReadOnlyList<FilterCompletion> Items, bool IsExact);

/// <summary>A value that could be written.</summary>
/// <param name="Text">As it is written in a filter.</param>
/// <param name="Name">As people see it; empty: nothing, as in label:none.</param>
/// <param name="Count">Stories that have it, of those that were counted.</param>
public sealed record FilterCompletion(string Text, string Name, int Count)
{
    /// <summary>Whom it names.</summary>
    public UserId? UserId { get; init; }
}
