using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Members;

static class RevokeInvitationEndpoint
{
    public static void Map(RouteGroupBuilder invitations) => invitations.MapDelete("/{invitationId}", HandleAsync)
        .Requires(Permission.Manage)
        .WithName("revokeInvitation")
        .WithSummary("Take an invitation back.")
        .WithDescription("Its link is good for nothing any more.")
        .Produces(StatusCodes.Status204NoContent);

    static Task<IResult> HandleAsync(string projectId, string invitationId, Rights rights, HttpContext context, Commits commits)
    {
        var command = new RevokeInvitation(Queries.PathId<ProjectId>("project", projectId), Queries.PathId<InvitationId>("invitation", invitationId));
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.Project(command.ProjectId);
                need.Invitations(command.ProjectId);
            },
            state => rights.Refuses("project", state.Projects.Find(command.ProjectId)?.Id),
            command.Decide,
            _ => command.Id,
            _ => Commits.NoContent());
    }
}
