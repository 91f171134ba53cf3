using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Tokens;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Tokens;

static class CreateTokenEndpoint
{
    public static void Map(RouteGroupBuilder tokens) => tokens.MapPost("", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("createToken")
        .WithSummary("Make a token.")
        .WithDescription("The answer has its secret, which is not shown again. A token that is made with a token has no scope that that one doesn't have, and does not outlast it.")
        .WithMetadata(new Unrepeatable())
        .Produces<TokenResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict, "too-many-tokens");

    static async Task<IResult> HandleAsync(Body<CreateTokenRequest> body, Rights rights, HttpContext context, Commits commits, TimeProvider time)
    {
        var request = body.Value;
        var (secret, hash) = Secrets.NewToken();
        // Beyond the longest it is refused, whatever it is.
        Duration? lasts = request.ExpiresIn.Or(null) is { } seconds ? Duration.FromSeconds(Math.Clamp(seconds, -1, 1 + (long)CreateToken.Longest.TotalSeconds)) : null;
        var command = new CreateToken(TokenId.New(time.Now()), rights.User, request.Name ?? "", request.Scopes, rights.Credential.Scopes, lasts, hash)
        {
            Until = rights.Credential.Kind == CredentialKind.Token ? rights.Credential.ExpiresAt : null,
        };
        if (command.Check() is { } refusal)
            return Problems.From(refusal);
        var outcome = await commits.CommitAsync(new Change<TokenResponse>(
            need =>
            {
                need.User(rights.User);
                need.Tokens(rights.User);
            },
            command.Decide,
            state => state.Tokens.Get(command.Id) is var token ? new TokenResponse(token.Id, command.Name, token.Scopes, token.ExpiresAt, token.CreatedAt, null, null) { Secret = secret } : null!,
            context.RequestAborted)
        {
            By = rights.Actor,
        });
        return outcome.Refusal is { } refused ? Problems.From(refused) : TypedResults.Created($"/api/users/me/tokens/{command.Id}", outcome.Value);
    }
}
