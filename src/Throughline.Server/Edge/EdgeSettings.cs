namespace Throughline.Server.Edge;

/// <summary>Bounds of what comes in.</summary>
public sealed record EdgeSettings
{
    public const string Section = "Edge";

    /// <summary>Where people open this server, as links in letters name it: https://throughline.example.com. Empty: as whoever asks names it, and no mail.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Bytes that a request's body may have; a batch is bounded by line instead.</summary>
    public long BodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Requests of one client (an address) that are worked on at a time; more wait in a line of their own.</summary>
    public int ClientAtOnce { get; init; } = 64;

    /// <summary>Requests of one client that wait for their turn; beyond it they are answered 429.</summary>
    public int ClientInLine { get; init; } = 512;

    /// <summary>
    /// Requests that a user may make in a minute, however they prove who they are; 0: as many as they want. As it comes, a node on two cores has twice as
    /// much left for others, and a pool of workers is not in its way.
    /// </summary>
    public int RequestsPerMinute { get; init; } = 300_000;

    /// <summary>Requests that may be made in a minute with one token; 0: as many as its user may make.</summary>
    public int TokenRequestsPerMinute { get; init; }

    /// <summary>
    /// Addresses or networks (10.0.0.0/8) of the proxies that stand in front, separated by ';'. Only what they say about the client's address, host and
    /// scheme is believed.
    /// </summary>
    public string KnownProxies { get; init; } = "";

    /// <summary>How long browsers that came over TLS shall come over TLS only; nothing: they are not told.</summary>
    public TimeSpan HstsMaxAge { get; init; } = TimeSpan.FromDays(365);
}
