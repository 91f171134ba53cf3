using Throughline.Domain.Access;
using Throughline.Domain.Factors;
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

    static async Task<IResult> HandleAsync(Body<ProofRequest> body, Rights rights, HttpContext context, ProveAgain again, Commits commits)
    {
        if (await again.WhyNotAsync(body.Value, rights, context) is { } wrong)
            return Problems.From(wrong);
        var command = new RemoveAuthenticator(rights.User);
        var outcome = await commits.CommitAsync(new Change<bool>(need => need.Factors(rights.User), command.Decide, _ => true, context.RequestAborted) { By = rights.Actor });
        return outcome.Refusal is { } refusal ? Problems.From(refusal) : TypedResults.NoContent();
    }
}
