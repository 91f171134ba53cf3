namespace Throughline.Domain.Tests;

public class PositionTests
{
    static readonly Position Two = new(2);
    static readonly Position Same = new(2);

    [Fact]
    public void Positions_count_from_one() => Position.Start.Next.ShouldBe(new(1));

    [Fact]
    public void They_have_an_order()
    {
        (Two < Two.Next, Two.Next < Two, Two < Same).ShouldBe((true, false, false));
        (Two > Two.Next, Two.Next > Two, Two > Same).ShouldBe((false, true, false));
        (Two <= Two.Next, Two.Next <= Two, Two <= Same).ShouldBe((true, false, true));
        (Two >= Two.Next, Two.Next >= Two, Two >= Same).ShouldBe((false, true, true));
        new[] { new Position(10), new(9), new(1) }.Order().Select(p => p.ToString()).ShouldBe(["1", "9", "10"]);
    }
}
