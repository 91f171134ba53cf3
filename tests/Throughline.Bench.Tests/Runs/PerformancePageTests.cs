using Shouldly;
using Throughline.Bench.Runs;
using Throughline.Bench.Runs.Reports;
using Xunit;

namespace Throughline.Bench.Tests.Runs;

public sealed class PerformancePageTests
{
    static readonly string[] Order = ["first", "second"];
    static readonly Taken Monday = new("2026-01-05 10:00", "aaaaaaa", "a machine");
    static readonly Taken Tuesday = new("2026-01-06 10:00", "bbbbbbb", "another machine");

    [Fact]
    public void What_people_wrote_stays_as_it_is()
    {
        const string Hand = "# Title\n\nBefore.\n\n" + PerformancePage.Begin + "\nold figures\n" + PerformancePage.End + "\n\n## What was tried\n\n| a | table |\n";

        var page = PerformancePage.Write(Hand, [Ran("first", "10/s")], Monday, Order);

        page.ShouldStartWith("# Title\n\nBefore.\n\n" + PerformancePage.Begin);
        page.ShouldEndWith(PerformancePage.End + "\n\n## What was tried\n\n| a | table |\n");
        page.ShouldNotContain("old figures");
    }

    [Fact]
    public void What_was_not_run_keeps_its_rows_with_their_date_and_machine()
    {
        var monday = PerformancePage.Write(null, [Ran("first", "10/s"), Ran("second", "20/s")], Monday, Order);

        var tuesday = PerformancePage.Write(monday, [Ran("second", "30/s")], Tuesday, Order);

        tuesday.ShouldContain("| first | rate | 10/s | – | – | – | met | – | 2026-01-05 10:00 |");
        tuesday.ShouldContain("| second | rate | 30/s | – | – | – | met | – | 2026-01-06 10:00 |");
        tuesday.ShouldNotContain("20/s");
        tuesday.ShouldContain("- Taken 2026-01-05 10:00, commit aaaaaaa: a machine");
        tuesday.ShouldContain("- Taken 2026-01-06 10:00, commit bbbbbbb: another machine");
    }

    [Fact]
    public void A_run_of_which_nothing_is_left_is_not_told_of()
    {
        var monday = PerformancePage.Write(null, [Ran("first", "10/s")], Monday, Order);

        PerformancePage.Write(monday, [Ran("first", "30/s")], Tuesday, Order).ShouldNotContain("2026-01-05");
    }

    [Fact]
    public void The_rows_stand_in_the_order_of_all_benchmarks()
    {
        var page = PerformancePage.Write(PerformancePage.Write(null, [Ran("second", "20/s")], Monday, Order), [Ran("first", "10/s")], Tuesday, Order);

        page.IndexOf("| first |", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("| second |", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_without_a_place_for_figures_is_left_alone() =>
        Should.Throw<InvalidOperationException>(() => PerformancePage.Write("# Mine\n", [Ran("first", "10/s")], Monday, Order));

    static Finished Ran(string name, string ours) => new(new Named(name), [new Row("rate", ours, "–", null, "–", Verdict.Met)], TimeSpan.Zero);

    sealed class Named(string name) : Benchmark
    {
        public override string Name => name;

        public override string Compares => "this with that";

        public override Task<IReadOnlyList<Row>> RunAsync(Stand stand, CancellationToken cancel) => throw new NotSupportedException();
    }
}
