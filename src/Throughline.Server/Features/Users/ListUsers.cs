using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users;

static class ListUsersEndpoint
{
    const string Sort = "email";

    const string Sql = """
        SELECT u.id, a.name, a.email, a.email_key AS "Key", u.is_administrator AS "IsAdministrator", u.is_disabled AS "IsDisabled", u.version, u.created_at AS "CreatedAt"
        FROM accounts a
        JOIN users u ON u.id = a.id
        WHERE (@after::text IS NULL OR a.email_key > @after) AND (@text::text IS NULL OR a.name ILIKE @text OR a.email ILIKE @text)
        ORDER BY a.email_key
        LIMIT @limit
        """;

    public static void Map(RouteGroupBuilder users) => users.MapGet("", HandleAsync)
        .Requires(Permission.Administer)
        .WithName("listUsers")
        .WithSummary("List the instance's users, by mail address.")
        .WithDescription("text finds those whose name or mail address holds it, in any case.")
        .Produces<Page<UserResponse>>();

    static async Task<IResult> HandleAsync(NpgsqlDataSource dataSource, HttpContext context, string? text = null, string? cursor = null, int limit = Paging.UsualRows)
    {
        var count = Paging.Limit(limit);
        var after = Paging.Decode(cursor, Sort, 1)?[0];
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = (await connection.QueryAsync<Row>(
            new CommandDefinition(Sql, new { after, text = Queries.Contains(text), limit = count + 1 }, cancellationToken: context.RequestAborted))).AsList();
        return TypedResults.Ok(Page.Of(rows, count, r => r.ToResponse(), r => Paging.Encode(Sort, r.Key)));
    }

    sealed record Row(Guid Id, string Name, string Email, string Key, bool IsAdministrator, bool IsDisabled, int Version, DateTime CreatedAt)
    {
        public UserResponse ToResponse() => new(new(Id), Name, Email, IsAdministrator, IsDisabled, Version, Instant.FromDateTimeUtc(CreatedAt));
    }
}
