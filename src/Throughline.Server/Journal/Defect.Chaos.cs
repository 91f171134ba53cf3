namespace Throughline.Server.Journal;

/// <summary>A mistake that the harness makes on purpose, to see that its oracle notices: CHAOS_DEFECT=name.</summary>
static class Defect
{
    static readonly string? Made = Environment.GetEnvironmentVariable("CHAOS_DEFECT");

    public static bool IsMade(string name) => Made == name;
}
