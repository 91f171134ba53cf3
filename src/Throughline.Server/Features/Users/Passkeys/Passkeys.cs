using Dapper;
using NodaTime;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Passkeys;

static class PasskeysEndpoint
{
    const string Sql = """
        SELECT id, name, is_synced, created_at, last_used_at
        FROM passkeys
        WHERE user_id = @user
        ORDER BY created_at, id
        """;

    public static void Map(RouteGroupBuilder passkeys)
    {
        passkeys.MapGet("", ListAsync)
            .Requires(Permission.SeeAccount)
            .WithName("listPasskeys")
            .WithSummary("List your passkeys.")
            .WithDescription("The oldest first, all of them.")
            .Produces<Page<PasskeyResponse>>();
        passkeys.MapPatch("/{passkeyId}", RenameAsync)
            .Requires(Permission.ChangeAccount)
            .WithName("editPasskey")
            .WithSummary("Call a passkey something else.")
            .WithDescription("The name stands beside the journal, which tells only that it changed.")
            .WithMetadata(new Unrepeatable())
            .Produces<PasskeyResponse>();
        passkeys.MapDelete("/{passkeyId}", RemoveAsync)
            .Requires(Permission.ChangeAccount)
            .WithName("removePasskey")
            .WithSummary("Remove a passkey.")
            .WithDescription("Nobody signs in by it any more. Sign-ins that were made with it stay.")
            .Produces(StatusCodes.Status204NoContent);
    }

    public static PasskeyResponse ResponseOf(Passkey passkey) => new(passkey.Id, passkey.Name, passkey.IsSynced, passkey.CreatedAt, passkey.LastUsedAt);

    static async Task<IResult> ListAsync(Rights rights, NpgsqlDataSource dataSource, HttpContext context)
    {
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var rows = await connection.QueryAsync<(Guid Id, string Name, bool IsSynced, DateTime CreatedAt, DateTime? LastUsedAt)>(
            new CommandDefinition(Sql, new { user = rights.User.Value }, cancellationToken: context.RequestAborted));
        return TypedResults.Ok(new Page<PasskeyResponse>([.. rows.Select(r => new PasskeyResponse(new(r.Id), r.Name, r.IsSynced, Instant.FromDateTimeUtc(r.CreatedAt),
            r.LastUsedAt is { } used ? Instant.FromDateTimeUtc(used) : null))], null));
    }

    static async Task<IResult> RenameAsync(string passkeyId, Body<EditPasskeyRequest> body, Rights rights, HttpContext context, Commits commits)
    {
        var command = new RenamePasskey(Queries.PathId<PasskeyId>("passkey", passkeyId), rights.User, body.Value.Name ?? "");
        var outcome = await commits.CommitAsync(new Change<PasskeyResponse>(
            need => need.Factors(rights.User), command.Decide, state => ResponseOf(state.Passkeys.Get(command.Id)), context.RequestAborted)
        {
            By = rights.Actor,
        });
        return outcome.Refusal is { } refusal ? Problems.From(refusal) : TypedResults.Ok(outcome.Value);
    }

    static Task<IResult> RemoveAsync(string passkeyId, Rights rights, HttpContext context, Commits commits)
    {
        var command = new RemovePasskey(Queries.PathId<PasskeyId>("passkey", passkeyId), rights.User);
        return commits.AnswerAsync(context, rights, need => need.Factors(rights.User), _ => null, command.Decide, _ => command.Id, _ => Commits.NoContent());
    }
}
