using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class SignInsEndpoint
{
    const string Sql = """
        SELECT i.id, coalesce(s.label, ''), i.created_at, i.expires_at, u.last_at, host(u.address)
        FROM sign_ins i
        LEFT JOIN secrets s ON s.id = i.id
        LEFT JOIN LATERAL (SELECT last_at, address FROM uses WHERE credential_id = i.id ORDER BY last_at DESC LIMIT 1) u ON true
        WHERE i.user_id = @user AND i.expires_at > @now
        ORDER BY i.created_at DESC, i.id DESC
        LIMIT 500
        """;

    public static void Map(RouteGroupBuilder me)
    {
        me.MapGet("/sign-ins", ListAsync)
            .Requires(Permission.SeeAccount)
            .WithName("listSignIns")
            .WithSummary("Where you are signed in.")
            .WithDescription("The newest first, at most 500.")
            .Produces<Page<SignInResponse>>();
        me.MapDelete("/sign-ins/{signInId}", (string signInId, Rights rights, HttpContext context, Commits commits) =>
                EndAsync(new EndSignIns(rights.User, Queries.PathId<SignInId>("sign-in", signInId)), rights, context, commits))
            .Requires(Permission.ChangeAccount)
            .WithName("endSignIn")
            .WithSummary("Sign out elsewhere.")
            .WithDescription("It acts at once, also on live streams that are open.")
            .Produces(StatusCodes.Status204NoContent);
        me.MapDelete("/sign-ins", (Rights rights, HttpContext context, Commits commits) =>
                EndAsync(new EndSignIns(rights.User, Only: null, Keep: rights.SignIn), rights, context, commits))
            .Requires(Permission.ChangeAccount)
            .WithName("endSignIns")
            .WithSummary("Sign out everywhere else.")
            .WithDescription("The sign-in that asks stays.")
            .Produces(StatusCodes.Status204NoContent);
    }

    static async Task<IResult> ListAsync(Rights rights, NpgsqlDataSource dataSource, TimeProvider time, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = await connection.QueryAsync<(Guid Id, string Browser, DateTime CreatedAt, DateTime ExpiresAt, DateTime? LastUsedAt, string? LastAddress)>(
            new CommandDefinition(Sql, new { user = rights.User.Value, now = time.GetUtcNow().UtcDateTime }, cancellationToken: context.RequestAborted));
        return TypedResults.Ok(new Page<SignInResponse>([.. rows.Select(r => new SignInResponse(new(r.Id), r.Browser, Instant.FromDateTimeUtc(r.CreatedAt),
            Instant.FromDateTimeUtc(r.ExpiresAt), rights.SignIn?.Value == r.Id, r.LastUsedAt is { } used ? Instant.FromDateTimeUtc(used) : null, r.LastAddress))], null));
    }

    static async Task<IResult> EndAsync(EndSignIns command, Rights rights, HttpContext context, Commits commits)
    {
        var outcome = await commits.CommitAsync(new Change<bool>(need => need.SignIns(rights.User), command.Decide, _ => true) { By = rights.Actor });
        if (outcome.Refusal is { } refusal)
            return Problems.From(refusal);
        if (command.Only is { } ended && ended == rights.SignIn)
            SignInCookie.Clear(context);
        return TypedResults.NoContent();
    }
}
