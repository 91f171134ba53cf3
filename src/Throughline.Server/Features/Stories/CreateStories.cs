using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

static class CreateStoriesEndpoint
{
    public static void Map(RouteGroupBuilder stories) => stories.MapPost("/batch", HandleAsync)
        .Requires(Permission.Write)
        .WithName("createStories")
        .WithSummary("Make many stories: NDJSON in, NDJSON out.")
        .WithDescription("""
            One story per line, as for POST /api/stories. The answer has one line per line: {"line","status","id","key"} or
            {"line","status","detail","errors"}. A line that can't be taken does not hold up the others. Read the answer while you
            send: both directions are held back when the other is not read. With an Idempotency-Key a batch whose answer was lost can
            be sent again: a line that was taken is answered as before and makes nothing; 422 for one that is another line now.
            """)
        .TakesLines<CreateStoryRequest, BatchLine>(keyed: true);

    static Task HandleAsync(Rights rights, HttpContext context, Sequencer sequencer, AskedProject projects, Assignees assignees, TimeProvider time)
    {
        var keys = RequestKey.OfLines(context, rights);
        return LineByLine.AnswerAsync(context, sequencer, async (line, cancellation) =>
        {
            var request = StrictJson.Read(line.Utf8.Span, StoriesJson.Default.CreateStoryRequest);
            var project = await projects.AskedAsync(rights, request.ProjectId.IsGiven ? request.ProjectId.Value : null, cancellation);
            var command = request.ToCommand(project, time.Now());
            if ((command.Check() ?? assignees.Check(request.AssigneeId, project)) is { } refusal)
                throw new RefusedException(refusal);
            return new Change<BatchLine>(command.Need, _ => rights.Refuses("project", project), command.Decide,
                state => new BatchLine(line.Number, StatusCodes.Status201Created)
                {
                    Id = command.Id,
                    Key = $"{state.Projects.Get(project).Key}-{state.Stories.Get(command.Id).Number}",
                })
            {
                By = rights.Actor,
                Key = keys?.Invoke(line),
                ToAnswer = made => new Answer(made.Status, null, null, WireJson.Bytes(made, StoriesJson.Default.BatchLine)),
            };
        }, StoriesJson.Default.BatchLine);
    }
}
