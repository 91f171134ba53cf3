namespace Throughline.Domain.Tests;

public class LabelSetTests
{
    [Fact]
    public void Labels_are_trimmed_and_each_once_in_the_order_given() =>
        LabelSet.Of(["b", " a ", "b", "a", "B"]).Names.ShouldBe(["b", "a", "B"]);

    [Fact]
    public void Sets_are_equal_when_their_texts_are()
    {
        LabelSet.Of(["a", "b"]).ShouldBe(LabelSet.Of(["a", " b"]));
        LabelSet.Of(["a", "b"]).GetHashCode().ShouldBe(LabelSet.Of(["a", "b"]).GetHashCode());
        LabelSet.Of(["a", "b"]).ShouldNotBe(LabelSet.Of(["b", "a"]));
        LabelSet.Of(["a"]).ShouldNotBe(LabelSet.Of(["a", "b"]));
        LabelSet.Of([]).ShouldBe(LabelSet.Empty);
        LabelSet.Empty.Equals(null).ShouldBeFalse();
    }
}
