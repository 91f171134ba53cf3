namespace Throughline.Bench.Runs;

/// <summary>One of those that are compared, with what has to be known to judge its figures.</summary>
/// <param name="Name">Ours, or who the other is.</param>
/// <param name="MeasureAsync">Measures once.</param>
sealed record Side(string Name, Func<CancellationToken, Task<Sample>> MeasureAsync)
{
    /// <summary>What an answer promises; read from the PostgreSQL where there is one (<see cref="Machine.Durability"/>).</summary>
    public required string Durability { get; init; }

    /// <summary>Whether and how work is done together.</summary>
    public required string Batching { get; init; }

    /// <summary>Where the load comes from.</summary>
    public required string Load { get; init; }

    /// <summary>Once before the first round; when it is not set, a measurement that is thrown away.</summary>
    public Func<CancellationToken, Task>? WarmUp { get; init; }

    public Task WarmUpAsync(CancellationToken cancel) => (WarmUp ?? MeasureAsync)(cancel);
}
