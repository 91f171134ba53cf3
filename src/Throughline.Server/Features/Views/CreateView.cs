using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Views;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Views;

static class CreateViewEndpoint
{
    public static void Map(RouteGroupBuilder views) => views.MapPost("", HandleAsync)
        .Requires(Permission.SaveViews)
        .WithName("createView")
        .WithSummary("Save a view.")
        .WithDescription("""
            A name for a state of the stories list or the board. It is for whoever saves it alone, in one project or in each that they see; with isShared it is for
            everybody in the project, which needs the role Member there.
            """)
        .Produces<ViewResponse>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status400BadRequest, "invalid-filter")
        .Refuses(StatusCodes.Status409Conflict, "too-many-views");

    static async Task<IResult> HandleAsync(
        Body<CreateViewRequest> body, Rights rights, HttpContext context, Commits commits, AskedProject projects, TimeProvider time)
    {
        if (body.Value.State?.ToState() is not { } shows)
            return Problems.From(Refusal.Invalid("state", "It can't be null."));
        var project = body.Value.ProjectId is { } asked ? await projects.AskedAsync(rights, asked, context.RequestAborted) : (ProjectId?)null;
        var command = new CreateView(ViewId.New(time.Now()), rights.User, project, body.Value.IsShared, body.Value.Name?.Trim() ?? "", shows);
        if (command.Check() is { } refusal)
            return Problems.From(refusal);
        return await commits.AnswerAsync(context, rights,
            need =>
            {
                need.OwnViews(rights.User);
                if (project is not { } id)
                    return;
                need.Project(id);
                need.SharedViews(id);
            },
            _ => rights.RefusesPlace(project, command.IsShared),
            command.Decide,
            state => ViewResponse.Of(state.Views.Get(command.Id)),
            view => Commits.Created(view, ViewsJson.Default.ViewResponse, $"/api/views/{view.Id}", view.Version));
    }
}
