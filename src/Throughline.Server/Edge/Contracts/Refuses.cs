namespace Throughline.Server.Edge.Contracts;

/// <summary>Says in the API's description how an operation of its own may refuse; what follows from what it takes is added there.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Codes">The last parts of the problems' types.</param>
public sealed record Refuses(int Status, IReadOnlyList<string> Codes);

/// <summary>Declares refusals.</summary>
public static class Refusing
{
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, int status, params IReadOnlyList<string> codes) =>
        route.ProducesProblem(status).WithMetadata(new Refuses(status, codes));
}
