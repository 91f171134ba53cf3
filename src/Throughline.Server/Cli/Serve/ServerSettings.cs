namespace Throughline.Server.Cli.Serve;

/// <summary>Where and how the server listens and stops.</summary>
public sealed record ServerSettings
{
    public const string Section = "Server";

    /// <summary>Addresses to listen on, separated by ';'. A TLS-terminating proxy stands in front where https is needed.</summary>
    public string Urls { get; init; } = "http://localhost:8080";

    /// <summary>Seconds that requests get to end after the server was asked to stop.</summary>
    public int DrainSeconds { get; init; } = 20;
}
