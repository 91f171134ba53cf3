using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Items.BaseItems;

static class CreateBaseItemEndpoint
{
    public static void Map(RouteGroupBuilder kinds) => kinds.MapPost("", HandleAsync)
        .Requires(Permission.Write)
        .WithName("createBaseItem")
        .WithSummary("Make a base item.")
        .WithDescription("A kind of thing, such as a model of a laptop. The things themselves are items of it.")
        .Produces<BaseItemResponse>(StatusCodes.Status201Created);

    static async Task<IResult> HandleAsync(
        Body<CreateBaseItemRequest> body, Rights rights, HttpContext context, Commits commits, AskedProject projects, TimeProvider time)
    {
        var project = await projects.AskedAsync(rights, body.Value.ProjectId, context.RequestAborted);
        var command = body.Value.ToCommand(project, time.Now());
        if (command.Check() is { } refusal)
            return Problems.From(refusal);
        return await commits.AnswerAsync(context, rights,
            need => need.Project(project),
            _ => rights.Refuses("project", project),
            command.Decide,
            state => BaseItemResponse.Of(state, command.Id),
            kind => Commits.Created(kind, ItemsJson.Default.BaseItemResponse, $"/api/base-items/{kind.Id}", kind.Version));
    }
}
