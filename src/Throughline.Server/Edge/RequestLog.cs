namespace Throughline.Server.Edge;

/// <summary>
/// Gives every log line of a request its id, and writes one line per request at Debug (failures of the server: Warning) with
/// the journal position of what it changed. Paths only: a query may hold what a user searches for.
/// </summary>
sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!log.IsEnabled(LogLevel.Warning))
        {
            await next(context);
            return;
        }
        using var scope = log.BeginScope(new KeyValuePair<string, object?>[] { new("RequestId", context.TraceIdentifier) });
        await next(context);
        var status = context.Response.StatusCode;
        var level = status >= 500 ? LogLevel.Warning : LogLevel.Debug;
        if (log.IsEnabled(level))
            log.Log(level, "{Method} {Path} {Status} at position {Position}", context.Request.Method, context.Request.Path.Value, status,
                context.Response.Headers[Contracts.AnswerResult.PositionHeader].ToString());
    }
}
