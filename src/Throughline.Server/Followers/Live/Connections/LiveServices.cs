using Throughline.Server.Followers.Live.Feed;
using Throughline.Server.Followers.Statistics.Channels;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>What every stream of the node uses.</summary>
sealed record LiveServices(
    FactFeed Feed, LiveStatistics Statistics, OldFacts OldFacts, Placement Placement, LiveSettings Settings, TimeProvider Time, ILogger<LiveConnection> Log);
