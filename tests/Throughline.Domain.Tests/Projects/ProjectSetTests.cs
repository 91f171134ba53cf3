using Throughline.Domain.Projects;

namespace Throughline.Domain.Tests.Projects;

public sealed class ProjectSetTests
{
    static readonly ProjectId[] Ids = [.. Enumerable.Range(0, 4).Select(n => ProjectId.New(Instant.FromUnixTimeSeconds(n)))];

    /// <summary>Every set of the four ids, and all.</summary>
    public static TheoryData<int> Sets => [.. Enumerable.Range(0, 17)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void They_are_sets(int number)
    {
        var one = Make(number, reversed: false);
        for (var n = 0; n < 17; n++)
        {
            var other = Make(n, reversed: true);
            one.Equals(other).ShouldBe(n == number);
            if (n == number)
                one.GetHashCode().ShouldBe(other.GetHashCode());
            foreach (var id in Ids)
                one.And(other).Contains(id).ShouldBe(Has(number, id) && Has(n, id));
            one.And(other).Equals(other.And(one)).ShouldBeTrue();
            one.IsWithin(other).ShouldBe(n == 16 || (number != 16 && (number & ~n) == 0));
        }
        one.Named.Count.ShouldBe(number == 16 ? 0 : Ids.Count(id => Has(number, id)));
        one.Only.ShouldBe(number is not 16 && one.Named.Count == 1 ? one.Named.Single() : null);
        one.Contains(default).ShouldBe(number == 16);
    }

    static bool Has(int number, ProjectId id) => number == 16 || (number >> Array.IndexOf(Ids, id) & 1) == 1;

    static ProjectSet Make(int number, bool reversed)
    {
        if (number == 16)
            return ProjectSet.All;
        var ids = Ids.Where(id => Has(number, id));
        return ProjectSet.Of(reversed ? ids.Reverse() : ids);
    }
}
