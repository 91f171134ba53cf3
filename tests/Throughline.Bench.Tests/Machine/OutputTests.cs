using Shouldly;
using Throughline.Bench.Machine;
using Throughline.Bench.Runs;
using Xunit;

namespace Throughline.Bench.Tests.Machine;

/// <summary>What wrk and pgbench say is read as they say it.</summary>
public sealed class OutputTests
{
    [Fact]
    public void Failures_of_wrk_are_counted()
    {
        var (sample, answers) = Wrk.Read("Running 2s test\nFIGURES 8000 2000000 3 1500 9000\n", 0.5);

        answers.ShouldBe(8000);
        sample.Failed.ShouldBe(3);
        sample.Figures[Figure.Rate].ShouldBe(4000);
        sample.Figures[Figure.P50].ShouldBe(1.5);
        sample.Figures[Figure.P99].ShouldBe(9);
    }

    [Fact]
    public void Nothing_answered_is_void() => Wrk.Read("FIGURES 0 2000000 0 0 0\n", 0).Sample.Void.ShouldNotBeNull();

    [Fact]
    public void Without_its_figures_wrk_says_nothing() => Should.Throw<InvalidOperationException>(() => Wrk.Read("unable to connect\n", 0));

    [Fact]
    public void Pgbench_says_its_rate_and_its_failures()
    {
        const string Output = """
            transaction type: script.sql
            number of transactions actually processed: 1201
            number of failed transactions: 2 (0.166%)
            latency average = 0.833 ms
            initial connection time = 1.2 ms
            tps = 1200.512345 (without initial connection time)
            """;

        var (sample, answers) = Pgbench.Read(Output, 1, 0.5);

        answers.ShouldBe(1201);
        sample.Failed.ShouldBe(2);
        sample.Figures[Figure.Rate].ShouldBe(1200.512345);
    }
}
