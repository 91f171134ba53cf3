using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Tokens;

static class ListTokensEndpoint
{
    const string Sql = """
        SELECT t.id, coalesce(s.label, '') AS "Name", t.scopes, t.expires_at AS "ExpiresAt", t.created_at AS "CreatedAt",
            u.last_at AS "LastUsedAt", host(u.address) AS "LastAddress"
        FROM tokens t
        LEFT JOIN secrets s ON s.id = t.id
        LEFT JOIN LATERAL (SELECT last_at, address FROM uses WHERE credential_id = t.id ORDER BY last_at DESC LIMIT 1) u ON true
        WHERE t.user_id = @user
        ORDER BY t.created_at DESC, t.id DESC
        """;

    public static void Map(RouteGroupBuilder tokens) => tokens.MapGet("", HandleAsync)
        .Requires(Permission.SeeAccount)
        .WithName("listTokens")
        .WithSummary("List your tokens.")
        .WithDescription("The newest first, all of them. None shows its secret.")
        .Produces<Page<TokenResponse>>();

    static async Task<IResult> HandleAsync(Rights rights, NpgsqlDataSource dataSource, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { user = rights.User.Value }, cancellationToken: context.RequestAborted));
        return TypedResults.Ok(new Page<TokenResponse>([.. rows.Select(r => r.ToResponse())], null));
    }

    sealed record Row(Guid Id, string Name, short Scopes, DateTime? ExpiresAt, DateTime CreatedAt, DateTime? LastUsedAt, string? LastAddress)
    {
        public TokenResponse ToResponse() => new(new(Id), Name, (Scopes)Scopes, At(ExpiresAt), Instant.FromDateTimeUtc(CreatedAt), At(LastUsedAt), LastAddress);

        static Instant? At(DateTime? moment) => moment is { } at ? Instant.FromDateTimeUtc(at) : null;
    }
}
