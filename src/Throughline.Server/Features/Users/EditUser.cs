using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Users;

static class EditUserEndpoint
{
    public static void Map(RouteGroupBuilder users) => users.MapPatch("/{id}", HandleAsync)
        .Requires(Permission.Administer)
        .WithName("editUser")
        .WithSummary("Disable or enable a user, or make them an administrator.")
        .WithDescription("Needs If-Match with the version that was read. Whoever is disabled is signed out everywhere, and their tokens are good for nothing until they are enabled.")
        .Produces<UserResponse>()
        .Refuses(StatusCodes.Status409Conflict, "last-administrator");

    static Task<IResult> HandleAsync(string id, Body<EditUserRequest> body, IfMatch match, Rights rights, HttpContext context, Commits commits)
    {
        var command = new EditUser(Queries.PathId<UserId>("user", id), body.Value.IsAdministrator, body.Value.IsDisabled, match.Version);
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.User(command.Id);
                need.SignIns(command.Id);
                need.Administrators();
            },
            _ => null,
            command.Decide,
            state => UsersFeature.ResponseOf(state, command.Id),
            user => Commits.Ok(user, UsersJson.Default.UserResponse, user.Version));
    }
}
