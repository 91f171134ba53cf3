using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Features.Stories;

/// <summary>
/// Many stories in one request, streamed both ways: lines are taken as they come, and each gets its result line in order.
/// A bounded number is under way, so a client that sends too fast or reads too slowly waits, and memory does not grow.
/// </summary>
static class CreateStoriesEndpoint
{
    const int LinesUnderWay = 2048;

    public static void Map(RouteGroupBuilder stories) => stories.MapPost("/batch", HandleAsync)
        .WithName("createStories")
        .WithSummary("Make many stories: NDJSON in, NDJSON out.")
        .WithDescription("""
            One story per line, as for POST /api/stories. The answer has one line per line: {"line","status","id","key"} or
            {"line","status","detail","errors"}. A line that can't be taken does not hold up the others. Read the answer while you
            send: both directions are held back when the other is not read. With an Idempotency-Key a batch whose answer was lost can
            be sent again: a line that was taken is answered as before and makes nothing; 422 for one that is another line now.
            """)
        .Accepts<CreateStoryRequest>("application/x-ndjson")
        .Produces<BatchLine>(StatusCodes.Status200OK, "application/x-ndjson")
        .Refuses(StatusCodes.Status415UnsupportedMediaType, "wrong-content-type");

    static async Task HandleAsync(CurrentUser user, HttpContext context, Sequencer sequencer, AskedProject projects, TimeProvider time)
    {
        if (!Ndjson.IsAccepted(context.Request))
            throw Ndjson.WrongContentType();
        var keys = RequestKey.OfLines(context, user);
        TakeAnySizeAndPace(context);
        context.Response.ContentType = "application/x-ndjson";

        var results = Channel.CreateBounded<Task<BatchLine>>(
            new BoundedChannelOptions(LinesUnderWay) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var writing = BatchAnswer.WriteAsync(context.Response, results.Reader, stop);
        try
        {
            await foreach (var line in Ndjson.ReadLinesAsync(context.Request.BodyReader, stop.Token))
                await results.Writer.WriteAsync(await TakeAsync(line, keys?.Invoke(line), user, sequencer, projects, time, stop.Token), stop.Token);
        }
        catch (Exception e) when (stop.IsCancellationRequested || (e is IOException && context.Response.HasStarted))
        {
            // The client left or broke off; what was taken stays taken. An answer that stops early must not look complete.
            context.Abort();
        }
        finally
        {
            results.Writer.Complete();
            await writing;
        }
    }

    /// <summary>Puts a line's change in the queue, waiting for room there.</summary>
    static async ValueTask<Task<BatchLine>> TakeAsync(
        Ndjson.Line line, IdempotencyKey? key, CurrentUser user, Sequencer sequencer, AskedProject projects, TimeProvider time,
        CancellationToken cancellation)
    {
        try
        {
            if (line.TooLong)
                throw new RefusedException(Refusal.Invalid("body", $"The line is longer than {Ndjson.LineLength} bytes."));
            var request = StrictJson.Read(line.Utf8.Span, StoriesJson.Default.CreateStoryRequest);
            var project = await projects.AskedAsync(request.ProjectId.IsGiven ? request.ProjectId.Value : null, cancellation);
            var command = request.ToCommand(project, time.Now());
            if ((command.Check() ?? Users.CheckAssignee(request.AssigneeId)) is { } refusal)
                throw new RefusedException(refusal);
            var change = new Change<string>(
                need => need.Project(project),
                state => command.Decide(state.Projects.Find(project)),
                state => $"{state.Projects.Get(project).Key}-{state.Stories.Get(command.Id).Number}")
            {
                ActorId = user.Id,
                Key = key,
                ToAnswer = storyKey => BatchLine.Made(line.Number, command.Id, storyKey).ToAnswer(),
            };
            return ResultAsync(line.Number, command.Id, await sequencer.EnqueueAsync(change, cancellation));
        }
        catch (RefusedException e)
        {
            return Task.FromResult(BatchLine.Of(line.Number, e.Refusal));
        }
    }

    static async Task<BatchLine> ResultAsync(long line, StoryId id, Task<Outcome<string>> done)
    {
        try
        {
            var outcome = await done;
            return outcome.Refusal is { } refusal
                ? BatchLine.Of(line, refusal)
                : outcome.Answer is { } kept ? BatchLine.From(kept) : BatchLine.Made(line, id, outcome.Value!);
        }
        catch (OverloadedException e)
        {
            return new BatchLine(line, StatusCodes.Status503ServiceUnavailable) { Detail = e.Message };
        }
        catch (StorageUnavailableException e)
        {
            return new BatchLine(line, StatusCodes.Status503ServiceUnavailable)
            {
                Detail = e.InDoubt ? "The database was lost while the story was written, so it may or may not be stored." : e.Message,
            };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The sequencer has logged it.
            return new BatchLine(line, StatusCodes.Status500InternalServerError) { Detail = "Something failed that nobody foresaw." };
        }
    }

    // A million lines are no attack here, and a pause while the other side works is no fault.
    static void TakeAnySizeAndPace(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } reading)
            reading.MinDataRate = null;
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } writing)
            writing.MinDataRate = null;
    }
}
