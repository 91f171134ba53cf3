using Throughline.Server.Followers.Live.Frames;

namespace Throughline.Server.Followers.Live.Connections;

/// <summary>Sees from outside, at every tick, how a stream's writer is doing; so that writing itself never looks at a clock.</summary>
sealed class Watch(LiveSettings settings)
{
    readonly int _quietTicks = Ticks(settings.Heartbeat, settings);
    readonly int _stuckTicks = Ticks(settings.StallTimeout, settings);
    int _progress;
    int _idle;

    public enum Finding
    {
        Well,

        /// <summary>Nothing was written for a while.</summary>
        Quiet,

        /// <summary>The client takes nothing.</summary>
        Stuck,
    }

    public Finding Look(IFrameWriter writer, bool isEnding)
    {
        if (writer.Progress != _progress)
        {
            _progress = writer.Progress;
            _idle = 0;
            return Finding.Well;
        }
        _idle++;
        if (writer.IsWaiting)
            // A node that stops gives the last frame a moment only.
            return _idle > (isEnding ? 1 : _stuckTicks) ? Finding.Stuck : Finding.Well;
        if (_idle < _quietTicks)
            return Finding.Well;
        _idle = 0;
        return Finding.Quiet;
    }

    static int Ticks(TimeSpan time, LiveSettings settings) => (int)Math.Ceiling(time / HeartbeatLoop.Tick(settings));
}
