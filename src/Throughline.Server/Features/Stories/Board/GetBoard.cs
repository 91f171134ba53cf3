using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Stories;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Features.Stories.Filtering;

namespace Throughline.Server.Features.Stories.Board;

static class GetBoardEndpoint
{
    const int UsualCards = 200;
    const int MostCards = 4000;

    public static void Map(RouteGroupBuilder board) => board.MapGet("", HandleAsync)
        .Requires(Permission.Read)
        .WithName("getBoard")
        .WithSummary("Read a project's stories as a board.")
        .WithDescription("""
            Columns by status (or assignee, or priority) with how many stories stand in each and the first cards by rank: those that somebody moved where they
            were put, the others by their numbers, newer ones first. What follows in a column is read by its key and its nextCursor. The ETag stays as long as
            nothing changed in the project: send it as If-None-Match to be answered 304.
            """)
        .Produces<BoardResponse>();

    static async Task<IResult> HandleAsync(
        string id, NpgsqlDataSource dataSource, Rights rights, AskedProject projects, AskedFilter filters, ListAnswer list, HttpContext context, string? columns = null,
        string? filter = null, string? zone = null, string? column = null, string? cursor = null, int cards = UsualCards)
    {
        var project = Queries.PathId<ProjectId>("project", id);
        if (!await projects.SeesAsync(rights, project, context.RequestAborted))
            return Problems.From(Refusal.NotFound("project"));
        var kind = ColumnKind.Named(columns);
        if (cards is < 1 or > MostCards)
            throw new RefusedException(Refusal.Invalid("cards", $"It is 1 to {MostCards}."));
        var after = Paging.Decode(cursor, kind.Name, 1)?[0];
        if (after is not null && (column is null || !Rank.IsOne(after)))
            throw Paging.BadCursor();
        var only = column is null ? null : new[] { kind.TextOf(column) };
        var values = new DynamicParameters(new { after, number = after is null ? 0 : Rank.NumberOf(after), limit = cards + 1 });
        var asked = await filters.ReadAsync(rights, project, new StoryFilter { Filter = filter, Zone = zone }, values, context.RequestAborted);
        return await list.AnswerAsync(context, rights, project, () => FilteredRead.RunAsync(dataSource, asked.IsPlain, async connection =>
        {
            var counts = (await connection.QueryAsync<(string? Key, long Count)>(Command(
                $"SELECT {kind.Of}, count(*) FROM {asked.Query.From} WHERE {asked.Query.Where} GROUP BY 1"))).AsList();
            values.Add("keys", only ?? [.. kind.Keys.Select(k => k.Text).Union(counts.Select(c => c.Key).Order(StringComparer.Ordinal))]);
            var found = (await connection.QueryAsync<CardRow>(Command(CardsSql(kind, asked.Query, isNext: after is not null)))).ToLookup(c => c.ColumnKey);
            return new BoardResponse([.. values.Get<string?[]>("keys").Select(key =>
            {
                var page = Page.Of([.. found[key].OrderBy(c => c.Place, StringComparer.Ordinal)], cards, c => c.ToResponse(), c => Paging.Encode(kind.Name, c.Place));
                return new BoardColumn(kind.KeyOf(key), counts.FirstOrDefault(c => c.Key == key).Count, page.Items, page.NextCursor);
            })]);
        }, context.RequestAborted), asked.IsLasting);

        CommandDefinition Command(string sql) => new(sql, values, cancellationToken: context.RequestAborted);
    }

    // Those that were moved by their index, the others by number: as many of each as are asked for, of which the first are taken.
    static string CardsSql(ColumnKind kind, StoryQuery query, bool isNext) => $"""
        SELECT c.key AS "ColumnKey", x.*
        FROM unnest(@keys::text[]) c (key)
        CROSS JOIN LATERAL (
            (SELECT {CardRow.Columns} FROM {query.From}
             WHERE {query.Where} AND {kind.Is} AND s.rank IS NOT NULL {(isNext ? "AND s.rank > @after COLLATE \"C\"" : "")}
             ORDER BY s.rank LIMIT @limit)
            UNION ALL
            (SELECT {CardRow.Columns} FROM {query.From}
             WHERE {query.Where} AND {kind.Is} AND s.rank IS NULL {(isNext ? "AND s.number < @number" : "")}
             ORDER BY s.number DESC LIMIT @limit)
        ) x
        """;
}
