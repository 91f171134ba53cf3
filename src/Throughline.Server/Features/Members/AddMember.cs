using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Members;

static class AddMemberEndpoint
{
    public static void Map(RouteGroupBuilder members) => members.MapPost("", HandleAsync)
        .Requires(Permission.Manage)
        .WithName("addMember")
        .WithSummary("Take a user into a project.")
        .WithDescription("By the mail address of their account. A member who is in it already gets the role. 404: there is no such project, or no such account.")
        .Produces<MemberResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict, "last-owner");

    static Task<IResult> HandleAsync(string projectId, Body<AddMemberRequest> body, Rights rights, HttpContext context, Commits commits)
    {
        var (project, email) = (Queries.PathId<ProjectId>("project", projectId), body.Value.Email ?? "");
        var rules = new InputRules();
        Account.CheckEmail("email", email, rules);
        if (rules.Refusal is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.Project(project);
                need.Members(project);
                need.AccountWithEmail(email);
            },
            state => rights.Refuses("project", state.Projects.Find(project)?.Id),
            state => Find(state, email) is { } user ? new SetMember(project, user, body.Value.Role).Decide(state) : Refusal.NotFound("user"),
            state => MemberResponse.Of(state, project, Find(state, email)!.Value),
            member => Commits.Made(member, MembersJson.Default.MemberResponse, $"/api/projects/{project}/members/{member.UserId}"));
    }

    static UserId? Find(State state, string email)
    {
        var key = Account.KeyOf(email);
        return state.Accounts.All.FirstOrDefault(a => a.EmailKey == key)?.Id;
    }
}
