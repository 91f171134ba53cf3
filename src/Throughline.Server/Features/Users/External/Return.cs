using Microsoft.AspNetCore.Authentication;

namespace Throughline.Server.Features.Users.External;

/// <summary>Where somebody is sent to be signed in.</summary>
sealed record Departure(string Address);

/// <summary>How somebody came back from there.</summary>
/// <param name="Person">Who the provider says that it is; null: it did not.</param>
/// <param name="Properties">What they were sent with, as it was; null: it could not be read.</param>
/// <param name="Trouble">What the page tells them.</param>
sealed record Return(ExternalPerson? Person, AuthenticationProperties? Properties, string? Trouble)
{
    /// <summary>They did not agree there.</summary>
    public const string Denied = "denied";

    /// <summary>It was not the way back from where they were sent; or the provider failed.</summary>
    public const string Failed = "failed";

    /// <summary>No account here is connected with it.</summary>
    public const string NotConnected = "not-connected";

    /// <summary>It is connected with another account here.</summary>
    public const string Taken = "taken";

    /// <summary>Where they wanted to go. The framework takes it out of the properties on the way.</summary>
    public string? To { get; init; }

    /// <summary>For the log.</summary>
    public Exception? Why { get; init; }
}
