namespace Throughline.Server.Features.Work;

/// <summary>How work under leases is looked after.</summary>
public sealed record WorkSettings
{
    public const string Section = "Work";

    /// <summary>Attempts that may fail before a task is set aside.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>How often a node looks for leases that have run out.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(1);
}
