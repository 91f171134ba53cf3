using Microsoft.AspNetCore.Http.HttpResults;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class MeEndpoint
{
    public static void Map(RouteGroupBuilder me)
    {
        me.MapGet("", async Task<Ok<Me>> (Rights rights, SigningIn signingIn, HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(await signingIn.MeAsync(rights, context.RequestAborted));
            })
            .Requires(Permission.SeeAccount)
            .WithName("getMe")
            .WithSummary("Who asks.")
            .WithDescription("401 for whoever is not signed in and sends no good token.");
        me.MapPatch("", EditAsync)
            .Requires(Permission.ChangeAccount)
            .WithName("editMe")
            .WithSummary("Change what people call you.")
            .WithDescription("The name stands beside the journal, which tells only that it changed.")
            .Produces<Me>();
    }

    static async Task<IResult> EditAsync(Body<EditMeRequest> body, Rights rights, SigningIn signingIn, HttpContext context, Commits commits)
    {
        if (body.Value.Name.IsGiven)
        {
            var command = new EditAccount(rights.User, body.Value.Name.Value ?? "");
            var outcome = await commits.CommitAsync(new Change<bool>(need => need.User(rights.User), command.Decide, _ => true, context.RequestAborted) { By = rights.Actor });
            if (outcome.Refusal is { } refusal)
                return Problems.From(refusal);
        }
        return TypedResults.Ok(await signingIn.MeAsync(rights, context.RequestAborted));
    }
}
