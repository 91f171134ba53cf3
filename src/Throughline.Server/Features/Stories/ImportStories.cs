using Throughline.Domain;
using Throughline.Domain.Access;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

static class ImportStoriesEndpoint
{
    public static void Map(RouteGroupBuilder stories) => stories.MapPost("/import", HandleAsync)
        .Requires(Permission.Write)
        .WithName("importStories")
        .WithSummary("Take over stories from elsewhere, repeatably: NDJSON in, NDJSON out.")
        .WithDescription("""
            One story per line, with the key it has where it comes from. A story whose key is new to the project is made, with one task
            when an estimate is given; a known one is edited where it differs, in what the line gives. Its status is left to its tasks.
            The answer has one line per line: {"line","status","outcome","id","key"}, where status 201 goes with the outcome new and
            200 with changed and unchanged, or {"line","status","detail","errors"}. So the same lines can be sent again at any time:
            what is there already is unchanged. With dryRun everything is decided and nothing is changed; lines with the same key don't
            see each other then. Read the answer while you send: both directions are held back when the other is not read.
            """)
        .TakesLines<ImportStoryRequest, ImportLine>(keyed: false);

    static async Task HandleAsync(
        Rights rights, HttpContext context, Sequencer sequencer, AskedProject projects, TimeProvider time, string? projectId = null,
        bool dryRun = false)
    {
        var project = await projects.AskedAsync(rights, Queries.Id<ProjectId>("projectId", projectId), context.RequestAborted);
        await LineByLine.AnswerAsync(context, sequencer, (line, _) =>
        {
            var command = StrictJson.Read(line.Utf8.Span, StoriesJson.Default.ImportStoryRequest).ToCommand(project, time.Now());
            return command.Check() is { } refusal
                ? throw new RefusedException(refusal)
                : ValueTask.FromResult(new Importing(line.Number, command, dryRun).ToChange(rights));
        }, StoriesJson.Default.ImportLine);
    }
}
