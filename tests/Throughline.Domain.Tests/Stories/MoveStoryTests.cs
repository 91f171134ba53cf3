using Throughline.Domain.Facts;
using Throughline.Domain.Projects;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Tests.Stories;

public class MoveStoryTests
{
    static readonly ProjectId Project = new(Guid.Parse("01890a5d-ac96-774b-bcce-000000000001"));
    static readonly ProjectId Elsewhere = new(Guid.Parse("01890a5d-ac96-774b-bcce-000000000002"));

    readonly State _state = new();

    public MoveStoryTests()
    {
        foreach (var project in (ProjectId[])[Project, Elsewhere])
            Apply(new(project, project.Value, new ProjectCreated("TL", "Throughline")));
        for (var number = 1; number <= 5; number++)
            Apply(new(Project, Id(number).Value, new StoryCreated(number, "A story", "", Status.Open, Priority.None, LabelSet.Empty)));
        Apply(new(Elsewhere, Id(9).Value, new StoryCreated(9, "Another", "", Status.Open, Priority.None, LabelSet.Empty)));
    }

    [Theory]
    [InlineData(1, 5, null, "5 1 4 3 2")]
    [InlineData(1, null, 5, "1 5 4 3 2")]
    [InlineData(5, 1, null, "4 3 2 1 5")]
    [InlineData(5, null, 1, "4 3 2 5 1")]
    [InlineData(3, 9, 5, "3 5 4 2 1")] // The one above is gone, or another project's.
    public void It_stands_right_beside_the_story_that_is_named(int moved, int? after, int? before, string order)
    {
        Take(Move(moved) with { After = Id(after), Before = Id(before) });
        Order.ShouldBe(order);
    }

    [Fact]
    public void To_where_it_stands_already_nothing_moves()
    {
        Take(Move(3) with { After = Id(4) }).Facts.ShouldBeEmpty();
        Take(Move(3) with { Before = Id(2) }).Facts.ShouldBeEmpty();
        Take(Move(1) with { After = Id(4) }).Facts.Count.ShouldBe(1);
        Take(Move(1) with { After = Id(4) }).Facts.ShouldBeEmpty();
    }

    [Fact]
    public void Those_who_move_to_the_same_place_all_get_one()
    {
        Take(Move(1) with { After = Id(5) });
        Take(Move(2) with { After = Id(5) });
        Take(Move(3) with { After = Id(5) });
        Order.ShouldBe("5 3 2 1 4");
        _state.Stories.All.Select(Rank.Of).ShouldBeUnique();
    }

    [Fact]
    public void Place_column_and_lane_are_one_decision_and_the_place_is_no_version()
    {
        var facts = Take(Move(1) with { After = Id(3), Status = new(Status.InProgress), Priority = new(Priority.High) }).Facts;
        facts.Select(f => f.Data.Type).ShouldBe(["story.edited", "story.started", "story.ranked"]);
        _state.Stories.Get(Id(1)).Version.ShouldBe(2);
        Take(Move(1) with { After = Id(5) });
        _state.Stories.Get(Id(1)).Version.ShouldBe(2);
    }

    [Fact]
    public void Beside_nothing_that_is_there_it_is_refused() =>
        Take(Move(1) with { After = Id(9), Before = Id(8) }).Refusal!.Errors!.Keys.ShouldBe(["after"]);

    [Fact]
    public void Beside_itself_is_no_place() => (Move(1) with { After = Id(1) }).Check()!.Errors!.Keys.ShouldBe(["after"]);

    [Theory]
    [InlineData(true, "column-full")]
    [InlineData(false, null)]
    public void A_full_column_takes_no_more_when_the_limit_is_enforced(bool enforced, string? refused)
    {
        Limit(new(null, 1, enforced));
        Take(Move(1) with { Status = new(Status.InProgress) }).Refusal.ShouldBeNull();

        Take(Move(2) with { Status = new(Status.InProgress), After = Id(1) }).Refusal?.Code.ShouldBe(refused);

        // Within the column it may be moved all the same, and out of it.
        Take(Move(1) with { After = Id(5) }).Refusal.ShouldBeNull();
        Take(Move(1) with { Status = new(Status.Done) }).Refusal.ShouldBeNull();
        Take(Move(2) with { Status = new(Status.InProgress) }).Refusal.ShouldBeNull();
    }

    [Fact]
    public void A_crowded_place_is_spread_and_the_order_stays()
    {
        for (var i = 0; i < 400; i++)
        {
            var rank = Take(Move(1 + i % 3) with { After = Id(4 + i % 2) }).Facts.Count == 0 ? null : _state.Stories.Get(Id(1 + i % 3)).Rank;
            if (rank is { Length: > Rank.Crowded })
            {
                var before = Order;
                var spread = new SpreadRanks(Project, rank).Decide(_state);
                spread.Facts.ShouldNotBeEmpty();
                Apply(spread);
                Order.ShouldBe(before);
            }
        }
        _state.Stories.All.Max(s => Rank.Of(s).Length).ShouldBeLessThanOrEqualTo(Rank.Crowded);
    }

    string Order => string.Join(' ', _state.Stories.All.Where(s => s.ProjectId == Project).OrderBy(Rank.Of, StringComparer.Ordinal).Select(s => s.Number));

    static MoveStory Move(int number) => new(Id(number), default, default, default, default, false, null, null);

    static StoryId? Id(int? number) => number is { } given ? Id(given) : null;

    static StoryId Id(int number) => new(Guid.Parse($"01890a5d-ac96-774b-bccf-{number:d12}"));

    void Limit(WipLimits limits)
    {
        Apply(new EditProject(Project, default, default, default, null, new(limits)).Decide(_state));
        // As it is counted where the limit is enforced; what is moved here is added to it.
        if (limits.Enforced)
            _state.Columns.Load(Project, Status.InProgress, 0);
    }

    Decision Take(MoveStory command)
    {
        var decision = command.Decide(_state);
        if (decision.Refusal is null)
            Apply(decision);
        return decision;
    }

    void Apply(Decision decision)
    {
        foreach (var draft in decision.Facts)
            Apply(draft);
    }

    void Apply(Draft draft) => _state.Apply(new(Position.Start, default, default, draft.ProjectId, UserId.Local, draft.SubjectId, draft.Data));
}
