using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain.Access;
using Throughline.Domain.Members;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

static class LookAtInvitationEndpoint
{
    const string Sql = """
        SELECT p.name AS "Project", p.key AS "Key", i.email, i.role, coalesce(a.name, '') AS "InvitedBy", i.expires_at AS "ExpiresAt"
        FROM invitations i
        JOIN projects p ON p.id = i.project_id
        JOIN users u ON u.id = i.invited_by AND NOT u.is_disabled
        LEFT JOIN members m ON m.project_id = i.project_id AND m.user_id = i.invited_by
        LEFT JOIN accounts a ON a.id = i.invited_by
        WHERE i.hash = @code AND i.expires_at > @now AND (u.is_administrator OR m.role = @owner)
        """;

    // The code is no part of an address, so it is sent: what looks like a change is none.
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/invitation", HandleAsync)
        .OpenToAll("whoever has the link may have no account yet")
        .WithTags("Projects")
        .WithName("lookAtInvitation")
        .WithSummary("See what an invitation is to.")
        .WithDescription("It does not say whether there is an account of the address.")
        .WithMetadata(new Unrepeatable())
        .Produces<InvitationDetails>()
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(Body<TakeInvitationRequest> body, HttpContext context, NpgsqlDataSource dataSource, SignInThrottle throttle, TimeProvider time)
    {
        throttle.Count(context, email: null);
        if (!Secrets.TryHash(body.Value.Code, out var code))
            return Problems.From(TakeInvitation.Useless);
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition(Sql, new { code, now = time.GetUtcNow().UtcDateTime, owner = (short)Role.Owner }, cancellationToken: context.RequestAborted));
        context.Response.Headers.CacheControl = "no-store";
        return row is null ? Problems.From(TakeInvitation.Useless) : TypedResults.Ok(row.ToDetails());
    }

    sealed record Row(string Project, string Key, string Email, short Role, string InvitedBy, DateTime ExpiresAt)
    {
        public InvitationDetails ToDetails() => new(Project, Key, Email, (Role)Role, InvitedBy, Instant.FromDateTimeUtc(ExpiresAt));
    }
}
