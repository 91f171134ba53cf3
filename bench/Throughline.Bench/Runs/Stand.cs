namespace Throughline.Bench.Runs;

/// <summary>What a benchmark has at hand.</summary>
sealed class Stand(Extent extent, TextWriter progress)
{
    public Extent Extent => extent;

    public bool Quick => extent.Quick;

    /// <summary>How the run goes on, on stderr: stdout has the table alone.</summary>
    public void Say(string text) => progress.WriteLine($"   {text}");

    /// <summary>A warm-up of each side, then as many rounds as the extent has: A B A B, so that what the machine does besides meets all alike.</summary>
    /// <param name="sides">The first is ours.</param>
    public async Task<Rounds> InterleaveAsync(CancellationToken cancel, params Side[] sides)
    {
        foreach (var side in sides)
        {
            cancel.ThrowIfCancellationRequested();
            Say($"warm-up: {side.Name}");
            await side.WarmUpAsync(cancel);
        }
        var samples = sides.ToDictionary(side => side, _ => new List<Sample>());
        for (var round = 1; round <= extent.Pairs; round++)
            foreach (var side in sides)
            {
                cancel.ThrowIfCancellationRequested();
                var sample = await side.MeasureAsync(cancel);
                samples[side].Add(sample);
                Say($"{round}/{extent.Pairs} {side.Name}: {sample}");
            }
        return new Rounds(samples);
    }
}
