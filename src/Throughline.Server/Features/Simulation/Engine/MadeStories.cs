using Throughline.Server.Client.Work;

namespace Throughline.Server.Features.Simulation.Engine;

/// <summary>The stories that the server confirmed.</summary>
public sealed class MadeStories(TimeProvider time)
{
    long _stories;
    long _tasks;

    public long Stories => Volatile.Read(ref _stories);
    public long Tasks => Volatile.Read(ref _tasks);
    public Rate Rate { get; } = new(time);

    /// <summary>From sending a story until it is told that it is stored.</summary>
    public Latencies Making { get; } = new();

    internal void Count(int tasks, TimeSpan took)
    {
        Interlocked.Increment(ref _stories);
        Interlocked.Add(ref _tasks, tasks);
        Rate.Add(1);
        Making.Add(took);
    }
}
