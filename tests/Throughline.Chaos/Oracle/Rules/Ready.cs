namespace Throughline.Chaos.Oracle.Rules;

sealed class Ready : IRule
{
    static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    public string Name => "ready";

    public string Promise => "A node takes changes again within 10 s of its restart, or of what it lost being there again.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        foreach (var readiness in evidence.Readiness.Where(r => r.Counts && r.Took > Within))
            yield return $"node {readiness.Node} took {readiness.Took.TotalSeconds:0.0} s after its {readiness.Event} in cycle {readiness.Cycle}";
        await Task.CompletedTask;
    }
}
