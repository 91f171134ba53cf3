using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Throughline.Domain;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge.Contracts;

/// <summary>How a handler's change becomes an answer: committed, or a problem; the same answer again for the same key.</summary>
public sealed class Commits(Sequencer sequencer, FairShare share, JournalTail tail)
{
    /// <summary>For handlers that make their answer themselves.</summary>
    public Task<Outcome<T>> CommitAsync<T>(ChangeTo<T> change) => sequencer.CommitAsync(change);

    /// <summary>Loads, authorises, then changes.</summary>
    /// <param name="need">Names the rows.</param>
    /// <param name="authorise">Says on these rows why whoever asks may not; null: they may.</param>
    /// <param name="decide">Decides on the rows.</param>
    /// <param name="result">Reads the result from the rows after the change.</param>
    /// <param name="answer">Makes the answer of it.</param>
    public async Task<IResult> AnswerAsync<T>(
        HttpContext context, Rights rights, Action<Needs> need, Func<State, Refusal?> authorise, Func<State, Decision> decide, Func<State, T> result,
        Func<T, Answer> answer)
    {
        Outcome<T> outcome;
        using (await share.TurnAsync(context))
        {
            outcome = await sequencer.CommitAsync(Change());
            // They may have been given it on another node a moment ago: before it is said not to be there, this node catches up.
            if (outcome.Refusal is { Kind: RefusalKind.NotFound } && tail.Last < outcome.Position)
            {
                await tail.WhenReachedAsync(outcome.Position).WaitAsync(context.RequestAborted);
                outcome = await sequencer.CommitAsync(Change());
            }
        }
        return outcome.Refusal is { } refusal
            ? Problems.From(refusal)
            : new AnswerResult(outcome.Answer ?? answer(outcome.Value!), outcome.Position, outcome.From);

        Change<T> Change() => new(need, authorise, decide, result, context.RequestAborted)
        {
            By = rights.Actor,
            Key = RequestKey.Of(context, rights),
            ToAnswer = answer,
        };
    }

    public static Answer Created<T>(T value, JsonTypeInfo<T> type, string location, int version) =>
        new(StatusCodes.Status201Created, IfMatch.ETag(version), location, WireJson.Bytes(value, type));

    public static Answer Ok<T>(T value, JsonTypeInfo<T> type, int version) =>
        new(StatusCodes.Status200OK, IfMatch.ETag(version), null, WireJson.Bytes(value, type));

    /// <summary>For what has no version of its own.</summary>
    public static Answer Made<T>(T value, JsonTypeInfo<T> type, string location) =>
        new(StatusCodes.Status201Created, null, location, WireJson.Bytes(value, type));

    /// <inheritdoc cref="Made{T}"/>
    public static Answer Ok<T>(T value, JsonTypeInfo<T> type) => new(StatusCodes.Status200OK, null, null, WireJson.Bytes(value, type));

    public static Answer NoContent() => new(StatusCodes.Status204NoContent, null, null, []);
}

/// <summary>An answer as its bytes stand, with the position up to which the caller's own changes are in the journal.</summary>
/// <param name="from">The first fact of the change, so that both positions name it; null: it is not told, or was made before.</param>
sealed class AnswerResult(Answer answer, Position position, Position? from = null) : IResult
{
    public const string PositionHeader = "Throughline-Position";
    public const string FromHeader = "Throughline-From";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.Headers[PositionHeader] = position.Value.ToString(CultureInfo.InvariantCulture);
        if (from is { } first)
            response.Headers[FromHeader] = first.Value.ToString(CultureInfo.InvariantCulture);
        if (answer.ETag is not null)
            response.Headers.ETag = answer.ETag;
        if (answer.Location is not null)
            response.Headers.Location = answer.Location;
        if (answer.Body.Length == 0)
            return;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        await response.BodyWriter.WriteAsync(answer.Body, httpContext.RequestAborted);
    }
}
