namespace Throughline.Chaos.Oracle;

/// <summary>One thing that is promised, whatever is broken.</summary>
interface IRule
{
    string Name { get; }

    /// <summary>The promise, in a line.</summary>
    string Promise { get; }

    /// <returns>Where it does not hold.</returns>
    IAsyncEnumerable<string> BreachesAsync(Evidence evidence);
}
