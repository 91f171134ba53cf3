using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Npgsql;
using Throughline.Domain;
using Throughline.Server.Edge.Contracts;
using Throughline.Server.Journal;

namespace Throughline.Server.Edge;

/// <summary>Every exception that reaches the edge as problem details. What was not foreseen says nothing about the inside.</summary>
sealed class Failures(ILogger<Failures> log) : IExceptionHandler
{
    const int RetryAfterSeconds = 1;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
            return true;
        var problem = exception switch
        {
            RefusedException refused => Problems.From(refused.Refusal, refused.Status),
            BadHttpRequestException { InnerException: JsonException json } => Problems.From(StrictJson.Explain(json)),
            BadHttpRequestException bad => BadRequest(bad),
            OverloadedException => Unavailable(httpContext, "overloaded", "Too many changes are waiting. Nothing was changed; try again in a moment."),
            TooManyRequestsException => ComeAgain(httpContext, StatusCodes.Status429TooManyRequests, "too-many-requests",
                "Too many requests of this client are waiting. Nothing was changed; try again in a moment."),
            TriedTooOftenException often => ComeAgain(httpContext, StatusCodes.Status429TooManyRequests, "too-many-tries",
                "It was tried too often. Wait a little before the next try.", (int)often.Wait.TotalSeconds),
            StorageUnavailableException { InDoubt: true } => Unavailable(httpContext, "storage-lost",
                "The database was lost while the change was written, so it may or may not be stored. Repeat it with the same Idempotency-Key, or read before you repeat it."),
            StorageUnavailableException or NpgsqlException => Unavailable(httpContext, "storage-unavailable",
                "The database can't be reached. Nothing was changed; try again in a moment."),
            _ => null,
        };
        if (problem is null)
        {
            log.LogError(exception, "A request failed in a way that nobody foresaw");
            problem = Problems.From(StatusCodes.Status500InternalServerError, "server-error",
                "Something failed that nobody foresaw. The server's log has it under this request's id.");
        }
        AnswerHeaders.Set(httpContext.Response.Headers);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>What is said where a request ended with a status alone.</summary>
    internal static ProblemHttpResult InWords(HttpContext context) => context.Response.StatusCode switch
    {
        400 when Unreadable(context) is { } name => Problems.From(Refusal.Invalid(name, "It has the wrong type.")),
        404 => Problems.From(404, "not-found", "There is nothing at this address. /docs lists what there is."),
        405 => Problems.From(405, "method-not-allowed", "This address does not take this method. /docs lists what it takes."),
        415 => Problems.From(415, "wrong-content-type", "The body's Content-Type is not one that is taken here."),
        var status => Problems.From(status, "http-" + status.ToString(CultureInfo.InvariantCulture), "The request can't be answered."),
    };

    // The generated code that calls a handler tells that a parameter can't be read, and not which.
    static string? Unreadable(HttpContext context) => context.GetEndpoint()?.Metadata.OfType<IParameterBindingMetadata>()
        .FirstOrDefault(p => p.HasTryParse && context.Request.Query[p.Name] is [{ Length: > 0 } text, ..] && !IsReadable(p.ParameterInfo.ParameterType, text))?.Name;

    static bool IsReadable(Type type, string text) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        TypeCode.Int64 => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        TypeCode.Boolean => bool.TryParse(text, out _),
        _ => true,
    };

    static ProblemHttpResult BadRequest(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Problems.From(413, "body-too-large", "The body is larger than is taken here. Send less at once, or use the batch."),
        StatusCodes.Status408RequestTimeout => Problems.From(408, "request-timeout", "The body came too slowly, so it was given up. Nothing was changed; send it again."),
        var status => Problems.From(status, "bad-request", "The request is not well-formed HTTP or stopped halfway."),
    };

    static ProblemHttpResult Unavailable(HttpContext context, string code, string detail) =>
        ComeAgain(context, StatusCodes.Status503ServiceUnavailable, code, detail);

    static ProblemHttpResult ComeAgain(HttpContext context, int status, string code, string detail, int seconds = RetryAfterSeconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.From(status, code, detail);
    }
}
