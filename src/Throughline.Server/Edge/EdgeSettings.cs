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
}
