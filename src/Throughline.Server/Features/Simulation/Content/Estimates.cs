using Bogus;
using Throughline.Domain;

namespace Throughline.Server.Features.Simulation.Content;

/// <summary>
/// How long tasks are thought to take: log-normal, as durations of work are (many short ones, a few very long ones).
/// </summary>
static class Estimates
{
    const double MedianMinutes = 120;
    const double Sigma = 0.8;
    const double LongestMinutes = 5 * 24 * 60;

    /// <summary>Whole minutes, from 1 minute to 5 days.</summary>
    public static Seconds Next(Randomizer random)
    {
        // Box and Muller's way from two even numbers to a normal one; 1 - x, because the logarithm of 0 is nothing.
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.Double())) * Math.Cos(2 * Math.PI * random.Double());
        var minutes = Math.Round(MedianMinutes * Math.Exp(Sigma * normal));
        return new Seconds((long)Math.Clamp(minutes, 1, LongestMinutes) * 60);
    }
}
