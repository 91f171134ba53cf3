namespace Throughline.Chaos.Oracle.Rules;

sealed class Dense : IRule
{
    public string Name => "dense";

    public string Promise => "Positions go 1, 2, 3 … without a hole, and times never go back.";

    public async IAsyncEnumerable<string> BreachesAsync(Evidence evidence)
    {
        var (expected, before) = (1L, DateTime.MinValue);
        foreach (var fact in evidence.Facts)
        {
            if (fact.Position != expected)
                yield return $"position {fact.Position} follows {expected - 1}";
            if (fact.At < before)
                yield return $"position {fact.Position} is of {fact.At:O}, the one before of {before:O}";
            (expected, before) = (fact.Position + 1, fact.At);
        }
        await Task.CompletedTask;
    }
}
