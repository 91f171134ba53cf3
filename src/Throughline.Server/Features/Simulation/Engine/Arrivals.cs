using Throughline.Server.Features.Simulation.Content;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>
/// When stories arrive: a Poisson process, so the gaps between them are exponential. The moments are worked out one after the other from the
/// seed, so what could not be sent yet needs no memory: it is a number, and comes when there is room.
/// </summary>
public sealed class Arrivals
{
    readonly int _seed;
    readonly double _perSecond;
    readonly TimeSpan _duration;
    double _seconds;

    /// <param name="seed">Another seed, other moments.</param>
    /// <param name="perSecond">How often, on average; 0: never.</param>
    /// <param name="duration">Nothing arrives from then on.</param>
    public Arrivals(int seed, double perSecond, TimeSpan duration)
    {
        (_seed, _perSecond, _duration) = (seed, perSecond, duration);
        _seconds = Gap(0);
    }

    /// <summary>The number of the story that comes next, from 0.</summary>
    public long Next { get; private set; }

    /// <summary>When it comes, after the beginning; null: none comes any more.</summary>
    public TimeSpan? Due => _seconds < _duration.TotalSeconds ? TimeSpan.FromSeconds(_seconds) : null;

    public void Advance() => _seconds += Gap(++Next);

    /// <summary>Goes on past everything that has arrived by then.</summary>
    public void AdvanceTo(TimeSpan elapsed)
    {
        while (Due is { } due && due <= elapsed)
            Advance();
    }

    // 1 - x, because the logarithm of 0 is nothing.
    double Gap(long number) => -Math.Log(1 - Dice.Throw(_seed, Dice.For.Arrival, (ulong)number)) / _perSecond;
}
