namespace Throughline.Chaos.Scenarios;

/// <summary>Every scenario, in the order in which they run.</summary>
static class All
{
    public static IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new KillServer(),
        new KillPostgres(),
        new KillBoth(),
        new PostgresRestart(),
        new NodesLost(),
        new Rolling(),
        new DiskFull(onlyLog: false),
        new DiskFull(onlyLog: true),
        new ClockSteps(),
        new SlowReaders(),
        new Flooded(),
        new Storm(),
        new Points(),
        new KillImport(),
        new Defects(),
    ];
}
