using Throughline.Domain.Facts;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Tests.Stories;

public class EditStoriesTests
{
    static readonly EditStories Nothing = new(default, default, default, LabelSet.Empty, LabelSet.Empty, CompleteTasks: false);

    readonly GivenStory _given = new(Status.Open, Status.Open);

    [Fact]
    public void Labels_are_added_behind_and_taken_away_and_the_others_stay() =>
        Told(Nothing with { AddLabels = LabelSet.Of(["api", "web"]), Priority = new(Priority.Low) })
            .ShouldBe([new StoryEdited(new(1, 2)) { Priority = new(Priority.Medium, Priority.Low), Labels = new(LabelSet.Of(["web"]), LabelSet.Of(["web", "api"])) }]);

    [Fact]
    public void What_a_story_has_already_is_no_change() =>
        Told(Nothing with { AddLabels = LabelSet.Of(["web"]), RemoveLabels = LabelSet.Of(["other"]), Status = new(Status.Open) }).ShouldBeEmpty();

    [Fact]
    public void A_story_is_refused_what_it_would_be_refused_alone()
    {
        Decide(Nothing with { Status = new(Status.Done) }).Refusal!.Code.ShouldBe("tasks-open");
        Decide(Nothing with { AddLabels = LabelSet.Of(Enumerable.Range(0, 50).Select(i => $"l{i}")) }).Refusal!.Code.ShouldBe("invalid-input");
        Decide(Nothing with { Priority = new(Priority.Low) }, version: 7).Refusal!.Code.ShouldBe("stale-version");
        Decide(Nothing with { Status = new(Status.Done), CompleteTasks = true }).Facts.Count.ShouldBe(2);
    }

    [Fact]
    public void It_says_something_and_not_both()
    {
        Nothing.Check()!.Errors!.Keys.ShouldBe(["edit"]);
        (Nothing with { AddLabels = LabelSet.Of(["a"]), RemoveLabels = LabelSet.Of(["a"]) }).Check()!.Errors!.Keys.ShouldBe(["removeLabels"]);
        (Nothing with { AssigneeId = new(null) }).Check().ShouldBeNull();
    }

    List<FactData> Told(EditStories edit) => [.. Decide(edit).Facts.Select(f => f.Data)];

    Decision Decide(EditStories edit, int? version = null) => edit.Decide(_given.Story.Id, version, _given.Story, _given.Tasks);
}
