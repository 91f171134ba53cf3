using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
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

    internal static string CodeOf(int status) => status switch
    {
        404 => "not-found",
        405 => "method-not-allowed",
        415 => "wrong-content-type",
        _ => "http-" + status.ToString(CultureInfo.InvariantCulture),
    };

    internal static string DetailOf(int status) => status switch
    {
        404 => "There is nothing at this address. /docs lists what there is.",
        405 => "This address does not take this method. /docs lists what it takes.",
        415 => "The body's Content-Type is not one that is taken here.",
        _ => "The request can't be answered.",
    };

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult BadRequest(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Problems.From(413, "body-too-large", "The body is larger than is taken here. Send less at once, or use the batch."),
        StatusCodes.Status408RequestTimeout => Problems.From(408, "request-timeout", "The body came too slowly, so it was given up. Nothing was changed; send it again."),
        StatusCodes.Status400BadRequest when Parameter(bad) is { } name => Problems.From(Refusal.Invalid(name, "It has the wrong type.")),
        var status => Problems.From(status, "bad-request", "The request is not well-formed HTTP or stopped halfway."),
    };

    // 'Failed to bind parameter "Nullable<int> limit" from "x".' is all the framework tells.
    static string? Parameter(BadHttpRequestException bad)
    {
        const string before = "Failed to bind parameter \"";
        if (!bad.Message.StartsWith(before, StringComparison.Ordinal))
            return null;
        var declared = bad.Message[before.Length..bad.Message.IndexOf('"', before.Length)];
        return declared[(declared.LastIndexOf(' ') + 1)..];
    }

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Unavailable(HttpContext context, string code, string detail) =>
        ComeAgain(context, StatusCodes.Status503ServiceUnavailable, code, detail);

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult ComeAgain(HttpContext context, int status, string code, string detail, int seconds = RetryAfterSeconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problems.From(status, code, detail);
    }
}
