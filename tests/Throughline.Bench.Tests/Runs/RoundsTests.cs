using Shouldly;
using Throughline.Bench.Runs;
using Xunit;

namespace Throughline.Bench.Tests.Runs;

public sealed class RoundsTests
{
    static readonly Side Ours = Side("ours");
    static readonly Side Other = Side("other");

    [Fact]
    public void Ratios_are_made_round_by_round()
    {
        // Both medians are 20: only the rounds show that ours was half, the same and twice.
        var row = Rounds([Rate(10), Rate(20), Rate(40)], [Rate(20), Rate(20), Rate(20)]).Compare(Figure.Rate, Ours, Other, Goal.RatioAtLeast(1));

        row.Ratio.ShouldBe(new Spread(1, 0.5, 2));
        row.Verdict.ShouldBe(Verdict.Met);
    }

    [Fact]
    public void A_goal_that_the_median_does_not_reach_is_not_met() =>
        Rounds([Rate(10), Rate(10), Rate(40)], [Rate(20), Rate(20), Rate(20)]).Compare(Figure.Rate, Ours, Other, Goal.RatioAtLeast(0.6)).Verdict.ShouldBe(Verdict.NotMet);

    [Fact]
    public void One_failed_answer_of_either_side_makes_the_row_void()
    {
        Rounds([Rate(10) with { Failed = 1 }], [Rate(1)]).Compare(Figure.Rate, Ours, Other, Goal.RatioAtLeast(1)).Verdict.ShouldBe(Verdict.Void);
        Rounds([Rate(10)], [Rate(1) with { Failed = 1 }]).Compare(Figure.Rate, Ours, Other, Goal.RatioAtLeast(1)).Verdict.ShouldBe(Verdict.Void);
    }

    [Fact]
    public void What_was_answered_and_is_not_stored_makes_the_row_void_and_says_why()
    {
        var row = Rounds([Rate(10) with { Void = "3 were answered and 2 are stored" }], [Rate(1)]).Judge(Figure.Rate, Ours, Goal.AtMost(20, Figure.Rate));

        row.Verdict.ShouldBe(Verdict.Void);
        row.Note.ShouldNotBeNull().ShouldContain("3 were answered and 2 are stored");
    }

    static Rounds Rounds(Sample[] ours, Sample[] other) => new(new Dictionary<Side, List<Sample>> { [Ours] = [.. ours], [Other] = [.. other] });

    static Sample Rate(double rate) => new() { Figures = new Dictionary<Figure, double> { [Figure.Rate] = rate } };

    static Side Side(string name) => new(name, _ => throw new NotSupportedException()) { Durability = "", Batching = "", Load = "" };
}
