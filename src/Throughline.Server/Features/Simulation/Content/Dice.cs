using Bogus;

namespace Throughline.Server.Features.Simulation.Content;

/// <summary>
/// Chance that is a pure function of the seed and of what it is thrown for, whatever was thrown before and by whom. (SplitMix64's
/// mixing: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.)
/// </summary>
static class Dice
{
    /// <summary>What chance is needed for: numbers for one thing tell nothing about another.</summary>
    public enum For : ulong
    {
        Arrival = 1,
        Story = 2,
        Failure = 3,
        FailureMoment = 4,
        FailureReason = 5,
    }

    /// <summary>A number from 0 (included) to 1 (not included).</summary>
    public static double Throw(int seed, For what, ulong which, ulong more = 0) => (Mixed(seed, what, which, more) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A source of its own: no other thread shares it.</summary>
    public static Randomizer Source(int seed, For what, ulong which) => new((int)(Mixed(seed, what, which, 0) >> 33));

    static ulong Mixed(int seed, For what, ulong which, ulong more) => Mix(Mix(Mix(Mix((uint)seed) + (ulong)what) + which) + more);

    static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
