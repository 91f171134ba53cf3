using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Members;

static class EditMemberEndpoint
{
    public static void Map(RouteGroupBuilder members) => members.MapPatch("/{userId}", HandleAsync)
        .Requires(Permission.Manage)
        .WithName("editMember")
        .WithSummary("Give a member another role.")
        .WithDescription("It acts at once, also on live streams that are open. The last owner stays one.")
        .Produces<MemberResponse>()
        .Refuses(StatusCodes.Status409Conflict, "last-owner");

    static Task<IResult> HandleAsync(string projectId, string userId, Body<EditMemberRequest> body, Rights rights, HttpContext context, Commits commits)
    {
        var (project, user) = (Queries.PathId<ProjectId>("project", projectId), Queries.PathId<UserId>("member", userId));
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.Project(project);
                need.Members(project);
                need.User(user);
            },
            state => rights.Refuses("project", state.Projects.Find(project)?.Id),
            state => state.Members.Find(new(project, user)) is null ? Refusal.NotFound("member") : new SetMember(project, user, body.Value.Role).Decide(state),
            state => MemberResponse.Of(state, project, user),
            member => Commits.Ok(member, MembersJson.Default.MemberResponse));
    }
}
