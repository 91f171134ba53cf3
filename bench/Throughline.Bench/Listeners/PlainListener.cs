namespace Throughline.Bench.Listeners;

/// <summary>A client of a bare socket: nothing but events, each a line.</summary>
sealed class PlainListener(Arrivals arrivals) : Listener(arrivals)
{
    bool _isGreeted;

    // The server's first byte: a connection that only the kernel has taken would miss what is sent now.
    public override bool IsReady => _isGreeted;

    protected override string Hello => "";

    protected override string Expected => "";

    protected override void Take(ReadOnlySpan<byte> bytes, long now)
    {
        _isGreeted = true;
        Frames += Arrivals.Take(bytes, now);
    }
}
