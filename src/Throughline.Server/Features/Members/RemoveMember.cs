using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Members;

static class RemoveMemberEndpoint
{
    // Everybody may leave; to take somebody else out is asked for below.
    public static void Map(RouteGroupBuilder members) => members.MapDelete("/{userId}", HandleAsync)
        .Requires(Permission.Leave)
        .WithName("removeMember")
        .WithSummary("Take a member out of a project, or leave it.")
        .WithDescription("Owners take out whomever they want, everybody else only themselves. From that fact's position on they see nothing more of the project. The last owner stays.")
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status403Forbidden, "forbidden")
        .Refuses(StatusCodes.Status409Conflict, "last-owner");

    static Task<IResult> HandleAsync(string projectId, string userId, Rights rights, HttpContext context, Commits commits)
    {
        var command = new RemoveMember(Queries.PathId<ProjectId>("project", projectId), Queries.PathId<UserId>("member", userId));
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.Project(command.ProjectId);
                need.Members(command.ProjectId);
            },
            state => rights.Refuses("project", state.Projects.Find(command.ProjectId)?.Id, command.UserId == rights.User ? Permission.Leave : Permission.Manage),
            command.Decide,
            _ => command.UserId,
            _ => Commits.NoContent());
    }
}
