namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>The node's live statistics: one channel for each scope that somebody watches.</summary>
public sealed class LiveStatistics
{
    /// <summary>The scope's channel, shared with everyone who watches the same. To be disposed once by each who opened it.</summary>
    /// <exception cref="TooManyScopesException">This node's channels are all taken by other scopes.</exception>
    public StatisticsChannel Open(StatisticsScope scope) => throw new NotSupportedException("Soon.");
}

/// <summary>The node watches as many different scopes as it may.</summary>
public sealed class TooManyScopesException() : Exception("Too many different statistics are watched on this node. Try again later.");
