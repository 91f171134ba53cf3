namespace Throughline.Server.Edge.Contracts;

/// <summary>Declares operations that take lines and answer each with a line, as <see cref="LineByLine"/> does.</summary>
public static class TakingLines
{
    /// <param name="route">The operation.</param>
    /// <param name="keyed">Whether a line whose answer was lost is known again by the request's Idempotency-Key.</param>
    public static RouteHandlerBuilder TakesLines<TLine, TResult>(this RouteHandlerBuilder route, bool keyed) where TLine : notnull
    {
        if (keyed)
            route.WithMetadata(new KeyedLines());
        return route
            .Accepts<TLine>("application/x-ndjson")
            .Produces<TResult>(StatusCodes.Status200OK, "application/x-ndjson")
            .Refuses(StatusCodes.Status415UnsupportedMediaType, "wrong-content-type");
    }
}
