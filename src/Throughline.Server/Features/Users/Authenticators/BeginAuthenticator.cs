using Dapper;
using Npgsql;
using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Authenticators;

static class BeginAuthenticatorEndpoint
{
    const string Sql = "SELECT email FROM accounts WHERE id = @id";

    public static void Map(RouteGroupBuilder authenticator) => authenticator.MapPost("", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("beginAuthenticator")
        .WithSummary("Begin to turn two-step sign-in on.")
        .WithDescription("The answer has the secret for the authenticator app. Nothing is asked for at sign-in until a code of it was shown to `confirm`. One that was begun before counts no more.")
        .WithMetadata(new Unrepeatable())
        .Produces<NewAuthenticatorResponse>()
        .Refuses(StatusCodes.Status409Conflict, "authenticator-on")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<ProofRequest> body, Rights rights, HttpContext context, ProveAgain again, AuthenticatorSecrets secrets, NpgsqlDataSource dataSource, Commits commits)
    {
        if (await again.WhyNotAsync(body.Value, rights, context) is { } wrong)
            return Problems.From(wrong);
        var (plain, kept) = secrets.New();
        var command = new BeginAuthenticator(rights.User, kept);
        var outcome = await commits.CommitAsync(new Change<bool>(
            need =>
            {
                need.User(rights.User);
                need.Factors(rights.User);
            },
            command.Decide, _ => true, context.RequestAborted)
        {
            By = rights.Actor,
        });
        if (outcome.Refusal is { } refusal)
            return Problems.From(refusal);
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var email = await connection.QuerySingleAsync<string>(new CommandDefinition(Sql, new { id = rights.User.Value }, cancellationToken: context.RequestAborted));
        var secret = Base32.Encode(plain);
        var uri = $"otpauth://totp/Throughline:{Uri.EscapeDataString(email)}?secret={secret}&issuer=Throughline&algorithm=SHA1&digits={Totp.Digits}&period={(int)Totp.StepLength.TotalSeconds}";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new NewAuthenticatorResponse(secret, uri, QrPicture.Of(uri)));
    }
}
