using NodaTime;

namespace Throughline.Server.Features.Users.External;

/// <summary>An account elsewhere by which somebody is signed in here.</summary>
/// <param name="Provider">Name of the provider.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Label">What the account is known by there.</param>
/// <param name="ConnectedAt">Since when.</param>
public sealed record IdentityResponse(string Provider, string DisplayName, string Label, Instant ConnectedAt);

/// <summary>Where a browser is led.</summary>
/// <param name="Address">At the provider.</param>
public sealed record DepartureResponse(string Address);
