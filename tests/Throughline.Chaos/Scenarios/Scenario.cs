using Throughline.Chaos.Installations;
using Throughline.Chaos.Load;
using Throughline.Chaos.Trials;

namespace Throughline.Chaos.Scenarios;

/// <summary>One way of trying to lose data.</summary>
abstract class Scenario
{
    /// <summary>Operations around each fault of a short run.</summary>
    const int BetweenInShort = 60;

    public abstract string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public abstract string Tries { get; }

    /// <summary>Cycles of the long run.</summary>
    public virtual int Cycles => 50;

    /// <summary>Cycles of the run that is part of ./test.sh.</summary>
    public virtual int ShortCycles => 1;

    /// <summary>Why it can't run here; null: it can.</summary>
    public virtual string? NotHere() => null;

    public abstract Task RunAsync(Trial trial);

    /// <summary>
    /// In each cycle: changes are acknowledged, something is broken, changes are acknowledged again, and the oracle looks at
    /// everything from the first change on.
    /// </summary>
    protected static async Task UnderLoadAsync(Trial trial, Installation installation, LoadShape shape, Func<UnderLoad, Task> breakIt)
    {
        if (trial.IsShort)
            shape = shape with { Between = Math.Min(shape.Between, BetweenInShort) };
        await using var load = await UnderLoad.StartAsync(trial, installation, shape);
        await trial.EachCycleAsync(async () =>
        {
            await load.AcknowledgesAsync(shape.Between);
            await breakIt(load);
            await load.AcknowledgesAsync(shape.Between);
            await load.CheckAsync();
        });
    }
}
