namespace Throughline.Server.Edge.Contracts;

/// <summary>What is kept for looking into who did what, and how long one may look.</summary>
public sealed record AuditSettings
{
    public const string Section = "Audit";

    /// <summary>Days that an address is kept from which a token or a sign-in was used, from its last use on.</summary>
    public int AddressDays { get; init; } = 90;

    /// <summary>How often a node writes down which tokens and sign-ins were used. What it has not written when it dies is lost.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the database may look for the facts of one page; beyond it whoever asks is told to narrow the question.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
