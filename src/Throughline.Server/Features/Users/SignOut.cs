using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class SignOutEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/sign-out", HandleAsync)
        .Requires(Permission.SeeAccount)
        .WithTags("Users")
        .WithName("signOut")
        .WithSummary("Sign out, in this browser.")
        .WithDescription("The sign-in ends, and with it the live streams that were opened in it. For a token it does nothing.")
        .Produces(StatusCodes.Status204NoContent);

    static async Task<IResult> HandleAsync(Rights rights, HttpContext context, Commits commits)
    {
        if (rights.SignIn is { } current)
        {
            var command = new EndSignIns(rights.User, current);
            await commits.CommitAsync(new Change<bool>(need => need.SignIns(rights.User), command.Decide, _ => true) { By = rights.Actor });
            SignInCookie.Clear(context);
        }
        return TypedResults.NoContent();
    }
}
