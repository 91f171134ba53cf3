using Throughline.Domain.Access;

namespace Throughline.Server.Edge.Contracts;

/// <summary>Who may use an endpoint. Every endpoint says it: the program does not start with one that doesn't.</summary>
/// <param name="Permission">What whoever uses it must be allowed; null: everybody may.</param>
/// <param name="Why">Why everybody may.</param>
public sealed record AccessPolicy(Permission? Permission, string? Why = null);

/// <summary>Declares who may use endpoints.</summary>
public static class Accessing
{
    public static TBuilder Requires<TBuilder>(this TBuilder route, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new AccessPolicy(permission));

    /// <param name="why">Why it needs no rights.</param>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder route, string why) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new AccessPolicy(null, why));
}
