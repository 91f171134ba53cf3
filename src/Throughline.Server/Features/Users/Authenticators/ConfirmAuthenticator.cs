using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Authenticators;

static class ConfirmAuthenticatorEndpoint
{
    const string Sql = "SELECT secret FROM authenticators WHERE user_id = @user AND NOT is_on";

    public static void Map(RouteGroupBuilder authenticator) => authenticator.MapPost("/confirm", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("confirmAuthenticator")
        .WithSummary("Turn two-step sign-in on.")
        .WithDescription("With a code of the authenticator that was begun. The answer has ten recovery codes, which are not shown again.")
        .WithMetadata(new Unrepeatable())
        .Produces<RecoveryCodesResponse>()
        .Refuses(StatusCodes.Status409Conflict, "authenticator-not-begun")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<ConfirmAuthenticatorRequest> body, Rights rights, HttpContext context, SignInThrottle throttle, AuthenticatorSecrets secrets, NpgsqlDataSource dataSource,
        Commits commits, TimeProvider time)
    {
        throttle.Count(rights.User);
        byte[]? kept;
        await using (var connection = await dataSource.OpenConnectionAsync(context.RequestAborted))
            kept = await connection.QuerySingleOrDefaultAsync<byte[]?>(new CommandDefinition(Sql, new { user = rights.User.Value }, cancellationToken: context.RequestAborted));
        if (kept is null)
            return Problems.From(ConfirmAuthenticator.NotBegun);
        if (secrets.StepOf(kept, body.Value.Code ?? "", time.Now()) is not { } step)
            return Problems.From(Refusal.Invalid("code", "It is not what the app shows now. If it is, look whether the clock of its device is right."));
        var (codes, hashes) = RecoveryCodes.New();
        var command = new ConfirmAuthenticator(rights.User, kept, step, hashes);
        var outcome = await commits.CommitAsync(new Change<bool>(need => need.Factors(rights.User), command.Decide, _ => true, context.RequestAborted) { By = rights.Actor });
        context.Response.Headers.CacheControl = "no-store";
        return outcome.Refusal is { } refusal ? Problems.From(refusal) : TypedResults.Ok(new RecoveryCodesResponse(codes));
    }
}
