namespace Throughline.Bench.Runs;

/// <summary>How much is measured.</summary>
/// <param name="Quick">Short loads, to see that everything works; what comes out is no measurement.</param>
/// <param name="AskedPairs">Null: as many as the extent has.</param>
sealed record Extent(bool Quick, int? AskedPairs = null)
{
    public const int FullPairs = 5;

    public int Pairs => Math.Max(1, AskedPairs ?? (Quick ? 2 : FullPairs));

    /// <summary>Takes the one or the other.</summary>
    public T Of<T>(T full, T quick) => Quick ? quick : full;
}
