using Npgsql;
using Throughline.Domain.Access;
using Throughline.Domain.Members;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;
using Throughline.Server.Journal.Access;

namespace Throughline.Server.Features.Users;

static class TakeInvitationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/users/me/invitations", HandleAsync)
        .Requires(Permission.ChangeAccount)
        .WithTags("Users")
        .WithName("takeInvitation")
        .WithSummary("Come into a project by an invitation.")
        .WithDescription("Whichever address it was sent to: whoever has its link was let in. It takes no role from whoever has a greater one there.")
        .WithMetadata(new Unrepeatable())
        .Produces<TakenInvitation>();

    static async Task<IResult> HandleAsync(
        Body<TakeInvitationRequest> body, Rights rights, HttpContext context, NpgsqlDataSource dataSource, Commits commits)
    {
        if (!Secrets.TryHash(body.Value.Code, out var code) || await InvitedTo.FindAsync(dataSource, code, context.RequestAborted) is not { } invited)
            return Problems.From(TakeInvitation.Useless);
        var outcome = await commits.CommitAsync(new Change<TakenInvitation>(
            need =>
            {
                invited.Need(need);
                need.User(rights.User);
            },
            new TakeInvitation(code, rights.User).Decide,
            state => new TakenInvitation(invited.Project, state.Projects.Get(invited.Project).Key, state.Members.Get(new(invited.Project, rights.User)).Role),
            context.RequestAborted)
        {
            By = rights.Actor,
        });
        return outcome.Refusal is { } refusal ? Problems.From(refusal) : TypedResults.Ok(outcome.Value);
    }
}
