using Throughline.Bench.Benchmarks;
using Throughline.Bench.Benchmarks.Web;
using Throughline.Bench.Runs;

namespace Throughline.Bench;

/// <summary>Every benchmark, in the order of the page.</summary>
static class AllBenchmarks
{
    public static IReadOnlyList<Benchmark> InOrder { get; } =
    [
        new PostStories(64),
        new PostStories(8),
        new PostStories(1),
        new Mixed(),
        new Import(),
        new Statistics(),
        new Search(),
        new Upkeep(),
        new Start(),
        new ResidentMemory(),
        new Claim24(),
        new ClaimBatch(),
        new PickUp(),
        new FanSingle(),
        new FanFlood(),
        new FanTopics(),
        new PushLatency(),
        new WebApp(),
    ];
}
