using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge.Contracts;

/// <summary>
/// Many changes in one request, streamed both ways: lines are taken as they come, and each gets its result line in order.
/// A bounded number is under way, so a client that sends too fast or reads too slowly waits, and memory does not grow.
/// </summary>
static partial class LineByLine
{
    const int LinesUnderWay = 2048;

    /// <param name="context">The request, whose body is the lines.</param>
    /// <param name="sequencer">Where the changes go.</param>
    /// <param name="change">Makes a line's change, which results in its result line, or refuses it.</param>
    /// <param name="type">How a result line is written.</param>
    public static async Task AnswerAsync<TLine>(
        HttpContext context, Sequencer sequencer, Func<Ndjson.Line, CancellationToken, ValueTask<Change<TLine>>> change, JsonTypeInfo<TLine> type)
        where TLine : IResultLine<TLine>
    {
        if (!Ndjson.IsAccepted(context.Request))
            throw Ndjson.WrongContentType();
        TakeAnySizeAndPace(context);
        context.Response.ContentType = "application/x-ndjson";

        var results = Channel.CreateBounded<Task<TLine>>(new BoundedChannelOptions(LinesUnderWay) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var writing = ResultLines.WriteAsync(context.Response, results.Reader, type, stop);
        try
        {
            await foreach (var line in Ndjson.ReadLinesAsync(context.Request.BodyReader, stop.Token))
            {
                await results.Writer.WriteAsync(await TakeAsync(line, sequencer, change, type, stop.Token), stop.Token);
                Reached("import-line");
            }
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

    // Harness: has a body in its build alone (*.Chaos.cs); in any other there is no such call.
    static partial void Reached(string point);

    /// <summary>Puts a line's change in the queue, waiting for room there.</summary>
    static async ValueTask<Task<TLine>> TakeAsync<TLine>(
        Ndjson.Line line, Sequencer sequencer, Func<Ndjson.Line, CancellationToken, ValueTask<Change<TLine>>> change, JsonTypeInfo<TLine> type,
        CancellationToken cancellation)
        where TLine : IResultLine<TLine>
    {
        try
        {
            if (line.TooLong)
                throw new RefusedException(Refusal.Invalid("body", $"The line is longer than {Ndjson.LineLength} bytes."));
            return ResultAsync(line.Number, type, await sequencer.EnqueueAsync(await change(line, cancellation), cancellation));
        }
        catch (RefusedException e)
        {
            return Task.FromResult(TLine.Refused(line.Number, e.Refusal));
        }
    }

    static async Task<TLine> ResultAsync<TLine>(long line, JsonTypeInfo<TLine> type, Task<Outcome<TLine>> done) where TLine : IResultLine<TLine>
    {
        try
        {
            var outcome = await done;
            if (outcome.Refusal is { } refusal)
                return TLine.Refused(line, refusal);
            // Without a value it is a line that was answered before, under the same key.
            return outcome.Value ?? JsonSerializer.Deserialize(outcome.Answer!.Body, type)!;
        }
        catch (OverloadedException e)
        {
            return TLine.Failed(line, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        catch (StorageUnavailableException e)
        {
            return TLine.Failed(line, StatusCodes.Status503ServiceUnavailable,
                e.InDoubt ? "The database was lost while the line was written, so it may or may not be stored." : e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The sequencer has logged it.
            return TLine.Failed(line, StatusCodes.Status500InternalServerError, "Something failed that nobody foresaw.");
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
