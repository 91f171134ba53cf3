using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class EraseUserEndpoint
{
    public static void Map(RouteGroupBuilder users) => users.MapDelete("/{id}", HandleAsync)
        .Requires(Permission.Administer)
        .WithName("eraseUser")
        .WithSummary("Erase a user.")
        .WithDescription("""
            As if they had deleted their account: nothing personal of them is kept, and what they did is shown under a pseudonym. The body has their mail address, typed
            to confirm it. It can't be undone; to keep somebody out for a while, disable them.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status409Conflict, "last-administrator", "last-owner");

    static async Task<IResult> HandleAsync(string id, Body<EraseUserRequest> body, Rights rights, HttpContext context, ProjectDirectory projects, Commits commits)
    {
        var command = new EraseUser(Queries.PathId<UserId>("user", id), projects.KeyOf);
        var typed = Account.KeyOf(body.Value.Email ?? "");
        var outcome = await commits.CommitAsync(new Change<bool>(
            need => need.WholeUser(command.Id),
            state => state.Accounts.Find(command.Id) is { } account && account.EmailKey != typed ? Refusal.Invalid("email", "It is not the mail address of this account.") : null,
            command.Decide, _ => true, context.RequestAborted)
        {
            By = rights.Actor,
        });
        if (outcome.Refusal is { } refused)
            return Problems.From(refused);
        if (command.Id == rights.User)
            SignInCookie.Clear(context);
        return TypedResults.NoContent();
    }
}
