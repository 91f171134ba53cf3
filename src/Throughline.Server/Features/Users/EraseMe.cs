using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class EraseMeEndpoint
{
    public static void Map(RouteGroupBuilder me) => me.MapDelete("", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithName("eraseMe")
        .WithSummary("Delete your account.")
        .WithDescription("""
            Nothing personal of you is kept: not your name, mail address, password, tokens, sign-ins or network addresses. What you did in projects stays, under a
            pseudonym. It can't be undone.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status409Conflict, "last-administrator", "last-owner")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        Body<ProofRequest> body, Rights rights, HttpContext context, ProveAgain again, ProjectDirectory projects, Commits commits)
    {
        if (await again.WhyNotAsync(body.Value, rights, context) is { } wrong)
            return Problems.From(wrong);
        var command = new EraseUser(rights.User, projects.KeyOf);
        var outcome = await commits.CommitAsync(new Change<bool>(need => need.WholeUser(command.Id), command.Decide, _ => true, context.RequestAborted) { By = rights.Actor });
        if (outcome.Refusal is { } refused)
            return Problems.From(refused);
        SignInCookie.Clear(context);
        return TypedResults.NoContent();
    }
}
