using FsCheck.Fluent;
using Throughline.Domain.Statistics;

namespace Throughline.Domain.Tests.Statistics;

public class ResolutionTests
{
    static readonly FsCheck.Gen<(Resolution Resolution, long Second)> Any =
        from resolution in Gen.Elements<Resolution>([.. Resolutions.Stored])
        from second in Gen.Choose(-200_000, 200_000)
        select (resolution, (long)second);

    [Fact]
    public void Each_is_a_whole_multiple_of_the_one_before_and_parts_a_day()
    {
        Resolutions.Stored.Zip(Resolutions.Stored.Skip(1)).ShouldAllBe(pair => pair.Second.Length() % pair.First.Length() == 0);
        Resolutions.Stored.ShouldAllBe(r => Resolution.Day.Length() % r.Length() == 0);
        Resolutions.Stored.ShouldBe(Enum.GetValues<Resolution>().Where(r => r <= Resolution.Day));
    }

    [Fact]
    public void A_second_lies_in_its_bucket_before_1970_too() => Always.Holds(Any, one =>
    {
        var start = one.Resolution.Floor(one.Second);
        (start % one.Resolution.Length()).ShouldBe(0);
        one.Second.ShouldBeInRange(start, start + one.Resolution.Length() - 1);
    });

    [Fact]
    public void The_ceiling_is_the_first_start_that_is_not_before() => Always.Holds(Any, one =>
    {
        var start = one.Resolution.Ceiling(one.Second);
        (start % one.Resolution.Length()).ShouldBe(0);
        start.ShouldBeInRange(one.Second, one.Second + one.Resolution.Length() - 1);
    });

    [Fact]
    public void Pieces_fill_all_time_from_a_second_on_without_gap_or_overlap() => Always.Holds(Gen.Choose(-200_000, 200_000), from =>
    {
        var pieces = Cover.From(from);
        pieces.Select(p => p.Resolution).ShouldBe(Resolutions.Stored);
        pieces[0].From.ShouldBe(from);
        pieces.Zip(pieces.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
        pieces[^1].To.ShouldBe(long.MaxValue);
        pieces.ShouldAllBe(p => p.Resolution.Floor(p.From) == p.From);
        foreach (var (piece, next) in pieces.Zip(Resolutions.Stored.Skip(1)))
            (piece.To - piece.From).ShouldBeLessThan(next.Length());
    });
}
