namespace Throughline.Domain.Work;

static partial class LeaseRule
{
    static readonly bool DropsEpochCheck = Environment.GetEnvironmentVariable("CHAOS_DEFECT") == "drop-epoch-check";

    static partial void Overlook(ref bool holds) => holds |= DropsEpochCheck;
}
