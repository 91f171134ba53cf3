using FsCheck.Fluent;

namespace Throughline.Domain.Tests;

public class IdsTests
{
    const string Good = "01890a5d-ac96-774b-bcce-b302099a8057";

    static readonly Instant Noon = Instant.FromUtc(2026, 1, 31, 12, 0);

    [Fact]
    public void Ids_sort_by_the_moment_they_were_made_here_and_in_the_database() => Always.Holds(
        Gen.Choose(0, int.MaxValue).Two().Where(m => m.Item1 != m.Item2),
        moments =>
        {
            var first = StoryId.New(Noon + Duration.FromMilliseconds(moments.Item1)).Value;
            var second = StoryId.New(Noon + Duration.FromMilliseconds(moments.Item2)).Value;
            first.CompareTo(second).ShouldBe(moments.Item1.CompareTo(moments.Item2));
            // PostgreSQL compares the sixteen bytes as they are written.
            first.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(second.ToByteArray(bigEndian: true))
                .ShouldBeInRange(first < second ? int.MinValue : 1, first < second ? -1 : int.MaxValue);
        });

    [Fact]
    public void They_are_of_version_7_and_differ()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => TaskId.New(Noon).Value).ToList();
        ids.ShouldAllBe(id => id.Version == 7);
        ids.ShouldBeUnique();
    }

    [Fact]
    public void Those_made_together_ascend_in_the_order_given()
    {
        // More than fit into what is left of the millisecond: they run on into the next.
        var ids = Enumerable.Range(0, 5000).Select(i => TaskId.New(Noon, i).Value).ToList();
        ids.ShouldBe(ids.Order());
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.Version == 7 && id.Variant >= 8 && id.Variant <= 11);
    }

    [Fact]
    public void What_is_written_is_read_back() => Always.Holds(Gen.Fresh(Guid.NewGuid), value =>
    {
        Ids.TryParse<StoryId>(new StoryId(value).ToString(), out var id).ShouldBeTrue();
        id.Value.ShouldBe(value);
    });

    [Theory]
    [InlineData(Good)]
    [InlineData("01890A5D-AC96-774B-BCCE-B302099A8057")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff")]
    public void Thirty_six_characters_are_an_id(string text)
    {
        Ids.TryParse<ProjectId>(text, out var id).ShouldBeTrue();
        id.ToString().ShouldBe(text.ToLowerInvariant());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("local")]
    [InlineData("TL-12")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("01890a5dac96774bbcceb302099a8057")]
    [InlineData("{01890a5d-ac96-774b-bcce-b302099a8057}")]
    [InlineData(" 01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057\n")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a805")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a805g")]
    [InlineData("+1890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("0x890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("01890a5d-0x96-774b-bcce-b302099a8057")]
    public void Anything_else_is_none(string? text)
    {
        Ids.TryParse<StoryId>(text, out var id).ShouldBeFalse();
        id.ShouldBe(default);
    }

    [Fact]
    public void The_local_user_has_a_word()
    {
        UserId.Local.ToString().ShouldBe("local");
        Ids.TryParse<UserId>("local", out var user).ShouldBeTrue();
        user.ShouldBe(UserId.Local);
        Ids.TryParse<UserId>(Good, out var another).ShouldBeTrue();
        another.ToString().ShouldBe(Good);
        Ids.TryParse<UserId>("Local", out _).ShouldBeFalse();
        Ids.TryParse<UserId>("00000000-0000-0000-0000-000000000000", out _).ShouldBeFalse();
    }
}
