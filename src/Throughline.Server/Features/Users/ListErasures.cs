using System.Globalization;
using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users;

static class ListErasuresEndpoint
{
    const string Sort = "-position";

    const string Sql = """
        SELECT id, erased_at AS "Position", updated_at AS "At"
        FROM users
        WHERE erased_at < @before
        ORDER BY erased_at DESC
        LIMIT @limit
        """;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/erasures", HandleAsync)
        .Requires(Permission.Administer)
        .WithTags("Users")
        .WithName("listErasures")
        .WithSummary("List who was erased.")
        .WithDescription("The newest first: ids, and the positions at which they were erased. After a backup from before is restored, `user erase --replay` erases them again.")
        .Produces<Page<ErasureResponse>>();

    static async Task<IResult> HandleAsync(NpgsqlDataSource dataSource, HttpContext context, string? cursor = null, int limit = Paging.UsualRows)
    {
        var count = Paging.Limit(limit);
        var before = Paging.Decode(cursor, Sort, 1) is [var key] ? Number(key) : long.MaxValue;
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { before, limit = count + 1 }, cancellationToken: context.RequestAborted))).AsList();
        return TypedResults.Ok(Page.Of(rows, count, r => r.ToResponse(), r => Paging.Encode(Sort, r.Position.ToString(CultureInfo.InvariantCulture))));
    }

    static long Number(string key) => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Paging.BadCursor();

    sealed record Row(Guid Id, long Position, DateTime At)
    {
        public ErasureResponse ToResponse() => new(new(Id), User.Pseudonym(new(Id)), new(Position), Instant.FromDateTimeUtc(At));
    }
}
