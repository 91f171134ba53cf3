using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Members;
using Throughline.Domain.Users;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;
using Throughline.Server.Mail;

namespace Throughline.Server.Features.Members;

static class AddMemberEndpoint
{
    public static void Map(RouteGroupBuilder members) => members.MapPost("", HandleAsync)
        .Requires(Permission.Manage)
        .WithName("addMember")
        .WithSummary("Take somebody into a project, or invite them.")
        .WithDescription("""
            By their mail address. 201: somebody whom the caller sees, as a fellow member of a project or as an administrator, is in the project now; who is in it
            already gets the role. 202: everybody else is invited by a link, which goes to the address by mail, is good once and for seven days, and makes an
            account for whoever has none. So the answer never tells whether a stranger has an account. Where this server sends no mail the answer has the link, once.
            """)
        .WithMetadata(new Unrepeatable())
        .Produces<MemberResponse>(StatusCodes.Status201Created)
        .Produces<InvitationResponse>(StatusCodes.Status202Accepted)
        .Refuses(StatusCodes.Status409Conflict, "last-owner", "too-many-invitations")
        .Refuses(StatusCodes.Status429TooManyRequests, "too-many-tries");

    static async Task<IResult> HandleAsync(
        string projectId, Body<AddMemberRequest> body, Rights rights, HttpContext context, Commits commits, AccessDirectory directory, Outbox outbox,
        LetterThrottle throttle, TimeProvider time)
    {
        var (project, email) = (Queries.PathId<ProjectId>("project", projectId), body.Value.Email ?? "");
        var rules = new InputRules();
        Account.CheckEmail("email", email, rules);
        if (rules.Refusal is { } refusal)
            return Problems.From(refusal);
        if (outbox.IsSetUp)
            throttle.Count(rights.User);
        var invitation = NewInvitation.To(project, email, body.Value.Role, rights.User, time.Now());
        var outcome = await commits.CommitAsync(new Change<Result>(
            need =>
            {
                need.Project(project);
                need.Members(project);
                need.AccountWithEmail(email);
                need.Invitations(project);
                need.User(rights.User);
            },
            state => rights.Refuses("project", state.Projects.Find(project)?.Id),
            state => Known(state, email, rights, directory) is { } user ? new SetMember(project, user, body.Value.Role).Decide(state) : invitation.Command.Decide(state),
            state => Known(state, email, rights, directory) is { } user
                ? new Result(MemberResponse.Of(state, project, user), null, null)
                : new Result(null, state.Invitations.Get(invitation.Command.Id), invitation.LetterBy(state, outbox)),
            context.RequestAborted)
        {
            By = rights.Actor,
        });
        if (outcome.Refusal is { } refused)
            return Problems.From(refused);
        if (outcome.Value!.Member is { } member)
            return TypedResults.Created($"/api/projects/{project}/members/{member.UserId}", member);
        if (outcome.Value.Letter is { } letter)
            outbox.Post(letter);
        return TypedResults.Accepted((string?)null, InvitationResponse.Of(outcome.Value.Invitation!, outbox.IsSetUp ? null : invitation.Path));
    }

    /// <summary>Whose address it is, if the caller sees them: nobody learns of anybody else here.</summary>
    static UserId? Known(State state, string email, Rights rights, AccessDirectory directory)
    {
        var key = Account.KeyOf(email);
        return state.Accounts.All.FirstOrDefault(a => a.EmailKey == key)?.Id is { } user
            && (rights.Administers || directory.UserOf(user)?.Rights.Roles.Keys.Any(theirs => rights.RoleIn(theirs) is not null) == true) ? user : null;
    }

    sealed record Result(MemberResponse? Member, Invitation? Invitation, Letter? Letter);
}
