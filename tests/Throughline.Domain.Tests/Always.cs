using FsCheck;
using FsCheck.Fluent;
using Throughline.Domain.Tests.Histories;

namespace Throughline.Domain.Tests;

/// <summary>Properties: what holds for every value, tried with random ones. A failure shows the smallest counterexample found.</summary>
public static class Always
{
    public static void Holds<T>(Gen<T> values, Action<T> body, int times = 100) => Holds(values.ToArbitrary(), body, times);

    public static void Holds<T>(Arbitrary<T> values, Action<T> body, int times = 100) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true), Prop.ForAll(values, body));

    /// <summary>What holds for every history that people's commands can make.</summary>
    public static void HoldsInHistories(Action<History> body, int times = 100) => Holds(Steps.Some, steps =>
    {
        var history = History.Of(steps);
        try
        {
            body(history);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\nIn the history\n{history}", e);
        }
    }, times);
}
