namespace Throughline.Server.Followers.Live;

/// <summary>Bounds of the live streams.</summary>
public sealed record LiveSettings
{
    public const string Section = "Live";

    /// <summary>Streams that one node serves at once; beyond it requests are answered 503.</summary>
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>How many facts back a stream may be resumed; from farther back it is told to begin anew.</summary>
    public long RetentionFacts { get; init; } = 1_000_000;

    /// <summary>A stream that said nothing for this long says that it is alive.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A client that takes nothing for this long, while something waits for it, is disconnected.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of facts after which a frame takes no further one.</summary>
    public int FrameBytes { get; init; } = 32 * 1024;

    /// <summary>Bytes of finished frames that a node keeps for streams that stand at the same place; and as much again of old facts.</summary>
    public long CacheBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Pages of old facts that a node reads from the database at the same time.</summary>
    public int OldFactReads { get; init; } = 4;

    /// <summary>
    /// How long the node rests after waking streams, for each one that it woke: while it rests, facts gather and then share
    /// a frame. It is about what waking one costs, so that live streams never take more than about one core.
    /// </summary>
    public TimeSpan RestPerStream { get; init; } = TimeSpan.FromMicroseconds(20);

    /// <summary>The longest such rest.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromMilliseconds(100);
}
