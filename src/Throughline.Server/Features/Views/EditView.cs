using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Views;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Views;

static class EditViewEndpoint
{
    public static void Map(RouteGroupBuilder views) => views.MapPatch("/{id}", HandleAsync)
        .Requires(Permission.SaveViews)
        .WithName("editView")
        .WithSummary("Rename a view, change what it shows, share it or take it back.")
        .WithDescription("""
            Needs If-Match with the version that was read. What is shared, or is to be, needs the role Member in its project. Who takes a shared view back
            has it for themselves: for the others it is gone.
            """)
        .Produces<ViewResponse>()
        .Refuses(StatusCodes.Status400BadRequest, "invalid-filter")
        .Refuses(StatusCodes.Status409Conflict, "too-many-views");

    static async Task<IResult> HandleAsync(
        string id, Body<EditViewRequest> body, IfMatch match, Rights rights, HttpContext context, Commits commits, AskedProject projects)
    {
        var change = body.Value;
        var target = change.ProjectId.Value is { } asked ? await projects.AskedAsync(rights, asked, context.RequestAborted) : (ProjectId?)null;
        var command = new EditView(Queries.PathId<ViewId>("view", id), rights.User, change.Name.IsGiven ? new(change.Name.Value?.Trim()) : default, change.IsShared,
            change.ProjectId, change.State.IsGiven ? new(change.State.Value?.ToState()) : default, match.Version);
        if (command.Check() is { } refusal)
            return Problems.From(refusal);
        return await commits.AnswerAsync(context, rights,
            need =>
            {
                need.View(command.Id);
                need.OwnViews(rights.User);
                if (target is not { } project)
                    return;
                need.Project(project);
                need.SharedViews(project);
            },
            state => rights.Refuses(state.Views.Find(command.Id), command),
            command.Decide,
            state => ViewResponse.Of(state.Views.Get(command.Id)),
            view => Commits.Ok(view, ViewsJson.Default.ViewResponse, view.Version));
    }
}
