using Dapper;
using Npgsql;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Passkeys;

static class AddPasskeyEndpoint
{
    const string Sql = "SELECT email, name FROM accounts WHERE id = @id";

    public static void Map(RouteGroupBuilder passkeys)
    {
        passkeys.MapPost("/options", BeginAsync)
            .Requires(Permission.ChangeAccount)
            .WithName("beginPasskey")
            .WithSummary("Begin to add a passkey.")
            .WithDescription("What the browser asks a device to make one. What was asked is kept in a cookie until it is answered.")
            .WithMetadata(new Unrepeatable())
            .Produces<PasskeyOptionsResponse>()
            .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");
        passkeys.MapPost("", AddAsync)
            .Requires(Permission.ChangeAccount)
            .WithName("addPasskey")
            .WithSummary("Add a passkey.")
            .WithDescription("With what the browser answered to `options`, in the same browser and within five minutes. Whoever has the passkey signs in by it from then on.")
            .WithMetadata(new Unrepeatable())
            .Produces<PasskeyResponse>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict, "passkey-taken", "too-many-passkeys");
    }

    static async Task<IResult> BeginAsync(Body<ProofRequest> body, Rights rights, HttpContext context, ProveAgain again, NpgsqlDataSource dataSource, PasskeyCeremony ceremony)
    {
        if (await again.WhyNotAsync(body.Value, rights, context) is { } wrong)
            return Problems.From(wrong);
        await using var connection = await dataSource.OpenConnectionAsync(context.RequestAborted);
        var (email, name) = await connection.QuerySingleAsync<(string, string)>(new CommandDefinition(Sql, new { id = rights.User.Value }, cancellationToken: context.RequestAborted));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PasskeyOptionsResponse(await ceremony.BeginToMakeAsync(context, rights.User, email, name)));
    }

    static async Task<IResult> AddAsync(Body<AddPasskeyRequest> body, Rights rights, HttpContext context, PasskeyCeremony ceremony, Commits commits, TimeProvider time)
    {
        var rules = new InputRules();
        rules.Line("name", body.Value.Name, Passkey.NameLength);
        if (rules.Refusal is { } unnamed)
            return Problems.From(unnamed);
        // Who began is who adds: in between somebody else may have signed in.
        if (body.Value.Credential is not { Length: <= ProofRequest.CredentialLength } credential || await ceremony.MadeAsync(context, credential) is not var (made, owner) || owner != rights.User)
            return Problems.From(Refusal.Invalid("credential", "It is not what was asked for, or came too late. Begin anew."));
        var command = new AddPasskey(new Passkey(PasskeyId.New(time.Now()), owner, made.CredentialId, made.PublicKey, made.SignCount, made.Transports ?? [], made.IsBackupEligible,
            body.Value.Name!, time.Now()));
        var outcome = await commits.CommitAsync(new Change<PasskeyResponse>(
            need =>
            {
                need.User(owner);
                need.Factors(owner);
                need.PasskeyWithCredential(made.CredentialId);
            },
            command.Decide, state => PasskeysEndpoint.ResponseOf(state.Passkeys.Get(command.Passkey.Id)), context.RequestAborted)
        {
            By = rights.Actor,
        });
        return outcome.Refusal is { } refusal ? Problems.From(refusal) : TypedResults.Created($"/api/users/me/passkeys/{command.Passkey.Id}", outcome.Value);
    }
}
