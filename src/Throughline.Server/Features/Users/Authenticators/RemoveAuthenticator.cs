using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Authenticators;

static class RemoveAuthenticatorEndpoint
{
    public static void Map(RouteGroupBuilder authenticator) => authenticator.MapDelete("", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("removeAuthenticator")
        .WithSummary("Turn two-step sign-in off.")
        .WithDescription("The recovery codes are good for nothing then.")
        .WithMetadata(new Unrepeatable())
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status404NotFound, "not-found")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(Body<ProofRequest> body, Rights rights, HttpContext context, ProveAgain again, Notices notices, Commits commits)
    {
        if (await again.WhyNotAsync(body.Value, rights, context) is { } wrong)
            return Problems.From(wrong);
        var command = new RemoveAuthenticator(rights.User);
        var outcome = await commits.CommitAsync(new Change<Account>(
            need =>
            {
                need.User(rights.User);
                need.Factors(rights.User);
            },
            command.Decide, state => state.Accounts.Get(rights.User), context.RequestAborted)
        {
            By = rights.Actor,
        });
        if (outcome.Refusal is { } refusal)
            return Problems.From(refusal);
        notices.SecondFactorOff(outcome.Value!);
        return TypedResults.NoContent();
    }
}
