using FsCheck.Fluent;
using Throughline.Domain.Facts;
using Throughline.Domain.Stories;

namespace Throughline.Domain.Tests.Stories;

public class UndoStoryTests
{
    readonly GivenStory _given = new(Status.Open, Status.Open, Status.Open);

    readonly List<string> _left = [];

    [Fact]
    public void An_edit_goes_back_field_by_field_to_what_it_was()
    {
        var before = _given.Story;
        var facts = Do(_given.Edit with { Title = new("New"), Labels = new(LabelSet.Of(["api"])), Priority = new(Priority.Low), AssigneeId = new(UserId.Local) });

        Undo(facts);

        (_given.Story with { Version = before.Version }).ShouldBe(before);
        _left.ShouldBeEmpty();
        _given.Story.Version.ShouldBe(3);
    }

    [Fact]
    public void What_was_taken_back_is_done_again_by_taking_that_back()
    {
        var facts = Do(_given.Edit with { Title = new("New"), Status = new(Status.Done), CompleteTasks = true });
        var after = _given.Story;

        var back = Undo(facts);
        _given.Story.Status.ShouldBe(Status.Open);
        _given.Tasks.ShouldAllBe(t => t.Status == Status.Open);
        Undo(back);

        (_given.Story with { Version = after.Version }).ShouldBe(after);
        _given.Tasks.ShouldAllBe(t => t.Status == Status.Done);
    }

    [Fact]
    public void What_somebody_changed_since_stays_and_is_named_and_the_rest_goes_back()
    {
        var facts = Do(_given.Edit with { Title = new("Mine"), Priority = new(Priority.Low) });
        Do(_given.Edit with { Title = new("Theirs") });

        Undo(facts);

        (_given.Story.Title, _given.Story.Priority).ShouldBe(("Theirs", Priority.Medium));
        _left.ShouldBe(["title"]);
    }

    [Fact]
    public void Each_label_goes_back_for_itself()
    {
        var facts = Do(_given.Edit with { Labels = new(LabelSet.Of(["api", "docs"])) });
        Do(_given.Edit with { Labels = new(LabelSet.Of(["api", "docs", "theirs"])) });

        Undo(facts);

        _given.Story.Labels.ShouldBe(LabelSet.Of(["theirs", "web"]));
        _left.ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_gets_a_story_back_who_may_not_have_it()
    {
        Do(_given.Edit with { AssigneeId = new(UserId.Local) });
        var facts = Do(_given.Edit with { AssigneeId = new(null), Priority = new(Priority.Low) });

        Undo(facts, mayHave: false);

        _given.Story.AssigneeId.ShouldBeNull();
        _given.Story.Priority.ShouldBe(Priority.Medium);
        _left.ShouldBe(["assigneeId"]);
    }

    [Fact]
    public void A_task_that_somebody_went_on_with_stays_and_the_story_with_it()
    {
        var facts = Do(_given.Edit with { Status = new(Status.Done), CompleteTasks = true });
        _given.After(_given.When(_given.EditTask(1) with { Status = new(Status.InProgress) }));

        Undo(facts);

        _given.Tasks.Select(t => t.Status).ShouldBe([Status.InProgress, Status.Open]);
        _given.Story.Status.ShouldBe(Status.InProgress);
        _left.Order().ShouldBe(["status", "tasks"]);
    }

    [Fact]
    public void Its_place_goes_back_too_and_from_there_again()
    {
        var moved = Put("2147483640i");
        var back = Undo(moved);
        _given.Story.Rank.ShouldBeNull();
        Undo(back);
        _given.Story.Rank.ShouldBe("2147483640i");
        _left.ShouldBeEmpty();
    }

    [Fact]
    public void A_status_that_is_not_in_question_stays_though_all_tasks_are_done()
    {
        Do(_given.Edit with { Status = new(Status.Done), CompleteTasks = true });
        Do(_given.Edit with { Status = new(Status.InProgress) });
        var facts = Do(_given.Edit with { Title = new("New") });

        Undo(facts);

        (_given.Story.Title, _given.Story.Status).ShouldBe(("A story", Status.InProgress));
        _left.ShouldBeEmpty();
    }

    [Fact]
    public void A_place_that_was_given_away_since_is_the_one_right_behind()
    {
        Put("2147483640i");
        var moved = Put("2147483000i");
        foreach (var rank in (string[])["2147483640i", "2147483640k"])
            _given.Neighbours.Load(_given.Project.Id, rank);

        Undo(moved);

        string.CompareOrdinal(_given.Story.Rank, "2147483640i").ShouldBePositive();
        string.CompareOrdinal(_given.Story.Rank, "2147483640k").ShouldBeNegative();
        _left.ShouldBeEmpty();
    }

    [Fact]
    public void Where_somebody_put_it_since_it_stays()
    {
        var moved = Put("2147483640i");
        Put("2147483000i");

        Undo(moved);

        _given.Story.Rank.ShouldBe("2147483000i");
        _left.ShouldBe(["rank"]);
    }

    [Fact]
    public void A_story_that_is_gone_is_not_there() =>
        new UndoStory(_given.Story.Id, []).Decide(null, [], _ => true, _left, _given.Neighbours).Refusal!.Kind.ShouldBe(RefusalKind.NotFound);

    [Fact]
    public void Whatever_is_edited_and_moved_is_as_before_when_it_is_taken_back() => Always.Holds(
        from title in Gen.Elements("A story", "B")
        from priority in Gen.Elements(Priority.Medium, Priority.High)
        from status in Gen.Elements(Status.Open, Status.InProgress, Status.Done)
        from labels in Gen.Elements("web", "web,api", "api", "")
        select (title, priority, status, labels),
        edit =>
        {
            var given = new GivenStory(Status.Open, Status.Open);
            var (before, tasks) = (given.Story, given.Tasks);
            var decision = given.When(given.Edit with
            {
                Title = new(edit.title),
                Priority = new(edit.priority),
                Status = new(edit.status),
                Labels = new(LabelSet.Of(edit.labels.Split(',', StringSplitOptions.RemoveEmptyEntries))),
                CompleteTasks = true,
            });
            given.After(decision);
            var left = new List<string>();
            given.After(new UndoStory(before.Id, FactsOf(decision)).Decide(given.Story, given.Tasks, _ => true, left, given.Neighbours));
            left.ShouldBeEmpty();
            (given.Story with { Version = before.Version }).ShouldBe(before);
            given.Tasks.Select(t => t.Status).ShouldBe(tasks.Select(t => t.Status));
        });

    List<Fact> Do(EditStory edit)
    {
        var decision = _given.When(edit);
        _given.After(decision);
        return FactsOf(decision);
    }

    List<Fact> Put(string rank)
    {
        Decision decision = new Draft(_given.Project.Id, _given.Story.Id.Value, new StoryRanked(new(_given.Story.Rank, rank)));
        _given.After(decision);
        return FactsOf(decision);
    }

    List<Fact> Undo(List<Fact> facts, bool mayHave = true)
    {
        var decision = new UndoStory(_given.Story.Id, facts).Decide(_given.Story, _given.Tasks, _ => mayHave, _left, _given.Neighbours);
        _given.After(decision);
        return FactsOf(decision);
    }

    static List<Fact> FactsOf(Decision decision) =>
        [.. decision.Facts.Select(f => new Fact(Position.Start, default, default, f.ProjectId, UserId.Local, f.SubjectId, f.Data))];
}
