using System.Globalization;

namespace Throughline.Server.Journal;

/// <summary>Bounds of the journal's stage.</summary>
public sealed record JournalSettings
{
    public const string Section = "Journal";

    /// <summary>Changes that may wait for the writer loop; beyond it requests are answered 503.</summary>
    public int QueueLength { get; init; } = 8192;

    /// <summary>Changes that one commit takes at most.</summary>
    public int BatchChanges { get; init; } = 1024;

    /// <summary>Facts after which a commit takes no further change.</summary>
    public int BatchFacts { get; init; } = 8192;

    /// <summary>Bytes of facts after which a commit takes no further change.</summary>
    public int BatchBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Rows beyond which a commit copies them in instead of sending them as arrays.</summary>
    public int CopyBeyond { get; init; } = 512;

    /// <summary>Newest facts that a node keeps in memory for its followers and live clients.</summary>
    public int TailEntries { get; init; } = 65_536;

    /// <summary>Bytes of the facts that a node keeps in memory at most.</summary>
    public long TailBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How often a node looks for facts of other nodes when nobody tells it of any.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After this long the transaction of a node that fell silent inside it is ended, so that it holds up no other node.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary><see cref="SilenceTimeout"/> as PostgreSQL's settings take it.</summary>
    internal string SilenceLimit => string.Create(CultureInfo.InvariantCulture, $"{SilenceTimeout.TotalMilliseconds:0}ms");

    /// <summary>Shift of the clock, for tests and rehearsals.</summary>
    public TimeSpan ClockOffset { get; init; } = TimeSpan.Zero;
}
