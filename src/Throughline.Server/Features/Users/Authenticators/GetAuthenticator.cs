using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users.Authenticators;

static class GetAuthenticatorEndpoint
{
    const string Sql = """
        SELECT a.created_at, (SELECT count(*) FROM recovery_codes c WHERE c.user_id = a.user_id)::int
        FROM authenticators a
        WHERE a.user_id = @user AND a.is_on
        """;

    public static void Map(RouteGroupBuilder authenticator) => authenticator.MapGet("", HandleAsync)
        .Requires(Permission.SeeAccount)
        .WithName("getAuthenticator")
        .WithSummary("Whether two-step sign-in is on.")
        .WithDescription("And how many recovery codes are left. None is shown again.")
        .Produces<AuthenticatorResponse>();

    static async Task<IResult> HandleAsync(Rights rights, NpgsqlDataSource dataSource, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<(DateTime Since, int Codes)?>(
            new CommandDefinition(Sql, new { user = rights.User.Value }, cancellationToken: context.RequestAborted));
        return TypedResults.Ok(new AuthenticatorResponse(row is not null, row is { } on ? Instant.FromDateTimeUtc(on.Since) : null, row?.Codes ?? 0));
    }
}
