using System.Diagnostics.Metrics;

namespace Throughline.Server.Followers.Statistics.Channels;

/// <summary>What live statistics cost a node: counted once for each scope, however many streams watch it.</summary>
static class LiveMeter
{
    static readonly Meter Meter = new("Throughline");

    public static readonly Counter<long> Ticks = Meter.CreateCounter<long>("live.statistics.ticks", "{tick}", "Times that the channels followed the journal.");

    public static readonly Counter<long> Encodings =
        Meter.CreateCounter<long>("live.statistics.encodings", "{frame}", "Frames with changes that were encoded: one for each scope and tick that changed it.");

    public static readonly Counter<long> Snapshots = Meter.CreateCounter<long>("live.statistics.snapshots", "{frame}", "Snapshots that were encoded.");
}
