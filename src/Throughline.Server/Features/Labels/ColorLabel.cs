using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Domain.Labels;
using Throughline.Server.Edge.Contracts;

namespace Throughline.Server.Features.Labels;

static class ColorLabelEndpoint
{
    public static void Map(RouteGroupBuilder labels) => labels.MapPut("", HandleAsync)
        .Requires(Permission.Write)
        .WithName("colorLabel")
        .WithSummary("Give a label a colour.")
        .WithDescription("It has it wherever the project shows it. With color null it has the one by its name again. The last who chose is right.")
        .Produces(StatusCodes.Status204NoContent);

    static Task<IResult> HandleAsync(string projectId, Body<ColorLabelRequest> body, Rights rights, HttpContext context, Commits commits)
    {
        var command = new ColorLabel(Queries.PathId<ProjectId>("project", projectId), body.Value.Name?.Trim() ?? "", body.Value.Color);
        if (command.Check() is { } refusal)
            return Task.FromResult<IResult>(Problems.From(refusal));
        return commits.AnswerAsync(context, rights,
            need =>
            {
                need.Project(command.ProjectId);
                need.Label(command.ProjectId, command.Name);
            },
            state => rights.Refuses("project", state.Projects.Find(command.ProjectId)?.Id),
            command.Decide,
            _ => command.Name,
            _ => Commits.NoContent());
    }
}
