using Throughline.Domain.Access;
using Throughline.Domain.Factors;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users.Authenticators;

static class RenewRecoveryCodesEndpoint
{
    public static void Map(RouteGroupBuilder me) => me.MapPost("/recovery-codes", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("renewRecoveryCodes")
        .WithSummary("Make new recovery codes.")
        .WithDescription("Those of before are good for nothing then. They are not shown again.")
        .WithMetadata(new Unrepeatable())
        .Produces<RecoveryCodesResponse>()
        .Refuses(StatusCodes.Status404NotFound, "not-found")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(Body<ProofRequest> body, Rights rights, HttpContext context, ProveAgain again, Commits commits)
    {
        if (await again.WhyNotAsync(body.Value, rights, context) is { } wrong)
            return Problems.From(wrong);
        var (codes, hashes) = RecoveryCodes.New();
        var command = new RenewRecoveryCodes(rights.User, hashes);
        var outcome = await commits.CommitAsync(new Change<bool>(need => need.Factors(rights.User), command.Decide, _ => true, context.RequestAborted) { By = rights.Actor });
        context.Response.Headers.CacheControl = "no-store";
        return outcome.Refusal is { } refusal ? Problems.From(refusal) : TypedResults.Ok(new RecoveryCodesResponse(codes));
    }
}
