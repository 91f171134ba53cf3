namespace Throughline.Bench.Runs;

/// <summary>A benchmark that was run, with what came out.</summary>
sealed record Finished(Benchmark Benchmark, IReadOnlyList<Row> Rows, TimeSpan Took)
{
    /// <summary>The sides of all rows, each once.</summary>
    public IEnumerable<Side> Sides => Rows.SelectMany(row => row.Sides).DistinctBy(side => side.Name);
}
