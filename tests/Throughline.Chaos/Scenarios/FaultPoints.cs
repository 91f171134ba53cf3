using System.Globalization;

namespace Throughline.Chaos.Scenarios;

/// <summary>What only the harness's build of the program can do.</summary>
static class FaultPoints
{
#if CHAOS
    public const string? NotHere = null;
#else
    public const string? NotHere = "this build of the program has no fault points: ./chaos.sh makes the one that has";
#endif

    /// <summary>For the start of a node that is to end at a point, at the n-th time it comes by.</summary>
    public static (string, string) At(string point, int times) => ("CHAOS_FAULT", string.Create(CultureInfo.InvariantCulture, $"{point}:{times}"));

    /// <summary>For a node that makes a mistake.</summary>
    public static (string, string) Defect(string name) => ("CHAOS_DEFECT", name);
}
