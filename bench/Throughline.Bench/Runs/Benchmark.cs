namespace Throughline.Bench.Runs;

/// <summary>One named benchmark. It starts what it needs, measures in interleaved rounds, and says what came out in rows.</summary>
abstract class Benchmark
{
    public abstract string Name { get; }

    /// <summary>What is compared with what, in a sentence.</summary>
    public abstract string Compares { get; }

    /// <summary>Ends everything that it started, also when it is cancelled.</summary>
    public abstract Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel);
}
