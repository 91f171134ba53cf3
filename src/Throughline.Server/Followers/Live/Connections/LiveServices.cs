using Throughline.Server.Followers.Live.Feed;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>What every stream of the node uses.</summary>
sealed record LiveServices(
    FactFeed Feed, OldFacts OldFacts, Placement Placement, LiveSettings Settings, ILogger<LiveConnection> Log);
