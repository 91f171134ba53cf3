using Throughline.Bench.Runs;

namespace Throughline.Bench.Queues;

static class QueueFigures
{
    /// <summary>Claimed and completed, both committed.</summary>
    public static readonly Figure Tasks = new("tasks", "/s");

    /// <summary>By CPU second of the server and its PostgreSQL; of a peer's own process, which also works on them, and its PostgreSQL.</summary>
    public static readonly Figure TasksPerCpu = new("tasks", " per CPU second");
}
