using NodaTime;
using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Users;

static class CreatePasswordLinkEndpoint
{
    public static void Map(RouteGroupBuilder users) => users.MapPost("/{id}/password-link", HandleAsync)
        .Requires(Permission.Administer)
        .WithName("createPasswordLink")
        .WithSummary("Make a link by which a user chooses a password.")
        .WithDescription("Good once and for three days; one that was made before is good no more. Give it to them: whoever has it can use it.")
        .Produces<PasswordLinkResponse>(StatusCodes.Status201Created);

    static async Task<IResult> HandleAsync(string id, Rights rights, HttpContext context, Commits commits)
    {
        var link = PasswordLink.New(Queries.PathId<UserId>("user", id));
        var outcome = await commits.CommitAsync(new Change<Instant>(
            need =>
            {
                need.User(link.Command.UserId);
                need.Links(link.Command.UserId);
            },
            link.Command.Decide, state => state.Now, context.RequestAborted)
        {
            By = rights.Actor,
        });
        return outcome.Refusal is { } refusal ? Problems.From(refusal) : TypedResults.Created((string?)null, link.ToResponse(outcome.Value));
    }
}
